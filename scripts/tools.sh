#!/bin/sh
# Finds the named commands or installs Debian's packages of the same names: tools.sh NAME...
set -eu
missing=
for name in "$@"; do
  command -v "$name" >/dev/null || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086 # a list of names
  apt-get update -qq && apt-get install -y -qq $missing >/dev/null && exit 0
fi
echo "The tests need these commands, and they could not be installed:$missing" >&2
echo "On Debian and Ubuntu: sudo apt install$missing" >&2
exit 1
