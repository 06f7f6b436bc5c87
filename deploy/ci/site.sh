#!/bin/sh
# The newest site of a state folder as a folder of plain files, for hosts that only serve what they are given.
#   site.sh STATE FOLDER ADDRESS   ADDRESS is where the site will be: https://org.github.io/project, or only its path
set -eu
state=$1
folder=$2
path=$(printf '%s' "${3%/}" | sed 's#^[a-z]*://[^/]*##')

rm -rf "$folder"
cp -RL "$state/current" "$folder"
# Such hosts compress by themselves.
find "$folder" -name '*.gz' -delete
# Snapshots are packed in a way that such hosts cannot unpack: the archive stays in the state, and the pages are told that there is none.
mkdir "$folder/archive"
echo '{"schema":2,"snapshots":[],"totals":{}}' > "$folder/archive/index.json"
# The page is shown at any depth, where relative links would lead astray.
sed -i "s#=\"\./#=\"$path/#g" "$folder/404.html"
chmod -R u=rwX,go=rX "$folder"
