#!/bin/sh
# Runs `make links` and keeps what it says: links_report.sh FOLDER
# A dead address is no fault of this run: what it means is decided by links_issue.sh.
set -eu
mkdir -p "$1"
rm -f "$1/report.md"
status=0
"${MAKE:-make}" --no-print-directory links ARGS="--markdown $1/report.md" > "$1/report.txt" 2>&1 || status=$?
echo "$status" > "$1/status"
cat "$1/report.txt"
