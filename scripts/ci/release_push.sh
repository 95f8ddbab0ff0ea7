#!/bin/sh
# Commits and tags what `make release` stamped, and pushes both at once: release_push.sh VERSION
set -eu
version=${1#v}
git add --all
git -c user.name="github-actions[bot]" \
  -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
  commit --quiet --message "build: Release $version"
git -c user.name="github-actions[bot]" \
  -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
  tag --annotate "v$version" --message "Version $version"
git -c credential.helper='!gh auth git-credential' \
  push --atomic origin "HEAD:refs/heads/${GITHUB_REF_NAME:?}" "refs/tags/v$version"
