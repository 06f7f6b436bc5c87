#!/bin/sh
# `aether refresh` in a CI job, with the words that follow this script's name. A site that was published although a source failed (exit code 3) is
# a success with a warning. The code is left in aether.env, for a later job to show.
set -u
node collector/aether.js refresh "$@"
code=$?
echo "AETHER_EXIT=$code" > aether.env
if [ "$code" -eq 3 ]; then
  warning='Published, but a source failed or kept older data: the lines above, the banner and the page About name it.'
  [ "${GITHUB_ACTIONS-}" = true ] && warning="::warning title=Aether::$warning"
  echo "$warning"
  exit 0
fi
exit "$code"
