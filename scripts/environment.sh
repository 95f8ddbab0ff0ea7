#!/bin/sh
# Puts the packages of one group into .venv, exactly as locked: environment.sh PYTHON GROUP
set -eu
python=$1 group=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "Python 3.11 or newer is needed; '$python' is $("$python" --version 2>&1 || echo missing)." >&2
  echo "Name another one with: make PYTHON=python3.12 ..." >&2
  exit 1
}
# One make at a time: a lock on this folder, which ends with this shell.
exec 9<.
lock='import fcntl, sys; fcntl.flock(9, fcntl.LOCK_EX | int(sys.argv[1]) * fcntl.LOCK_NB)'
"$python" -c "$lock" 1 2>/dev/null || {
  echo "Another make is using .venv; waiting for it." >&2
  "$python" -c "$lock" 0
}
is_older() { ! [ ".venv/$group" -nt "requirements-$group.txt" ] || [ .venv/site -nt ".venv/$group" ]; }
is_older || exit 0

if ! [ -x .venv/bin/pip ]; then
  rm -rf .venv
  "$python" -m venv .venv 2>/dev/null || {
    # Debian keeps ensurepip in a package of its own.
    rm -rf .venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    fi
    "$python" -m venv .venv || {
      echo "No virtual environment can be made; on Debian and Ubuntu: sudo apt install python3-venv" >&2
      exit 1
    }
  }
fi
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "requirements-$group.txt"
touch ".venv/$group"
