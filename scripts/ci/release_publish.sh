#!/bin/sh
# Makes the release of a tag from the files that the build kept: release_publish.sh VERSION
set -eu
version=${1#v}
gh run download "${GITHUB_RUN_ID:?}" --name dist --dir dist
gh release create "v$version" --verify-tag --title "Version $version" \
  --notes-file dist/NOTES.md dist/*.*
