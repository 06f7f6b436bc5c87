#!/bin/sh
# Keeps a folder as a branch of this repository. The branch has one commit, so that the repository does not grow by what is kept no more.
#   branch.sh fetch BRANCH FOLDER   the branch's files into the folder; nothing where there is no such branch yet
#   branch.sh store FOLDER BRANCH   the folder as the branch's new content; refused where somebody else replaced it meanwhile
# AETHER_REMOTE is the remote or its address; "origin" where it is not set.
set -eu
remote=${AETHER_REMOTE:-origin}
repository=$(git rev-parse --absolute-git-dir)
index=$repository/aether-index
export GIT_INDEX_FILE="$index"
trap 'rm -f "$index" "$index.lock"' EXIT
rm -f "$index"

# Git in the folder $1, with this repository, and every byte as it is.
at() {
  folder=$1
  shift
  git -C "$folder" --git-dir="$repository" --work-tree=. -c core.autocrlf=false -c core.hooksPath=/dev/null "$@"
}

fetch() {
  branch=$1
  target=$2
  mkdir -p "$target"
  # A remote that does not answer ends the script: it must not look like a branch that is not there.
  found=$(git ls-remote --heads "$remote" "refs/heads/$branch")
  if [ -z "$found" ]; then
    git update-ref -d "refs/aether/$branch"
    echo "There is no branch $branch yet: this is the first run."
    return
  fi
  git fetch --quiet --no-tags --depth=1 "$remote" "+refs/heads/$branch:refs/aether/$branch"
  git read-tree "refs/aether/$branch"
  at "$target" checkout-index --all --force
}

store() {
  source=$1
  branch=$2
  at "$source" add --all --force -- . ':(exclude,glob)**/.lock'
  tree=$(git write-tree)
  known=$(git rev-parse --quiet --verify "refs/aether/$branch" || true)
  if [ -n "$known" ] && [ "$(git rev-parse "$known^{tree}")" = "$tree" ]; then
    echo "The branch $branch has this content already."
    return
  fi
  commit=$(git -c user.name=Aether -c user.email=aether@localhost commit-tree "$tree" -m "Content of $source [skip ci]")
  git push --quiet --force-with-lease="refs/heads/$branch:$known" "$remote" "$commit:refs/heads/$branch"
  git update-ref "refs/aether/$branch" "$commit"
  echo "The branch $branch has the content of $source now."
}

case "${1-} $#" in
'fetch 3') fetch "$2" "$3" ;;
'store 3') store "$2" "$3" ;;
*)
  sed -n '2,5s/^# //p' "$0" >&2
  exit 2
  ;;
esac
