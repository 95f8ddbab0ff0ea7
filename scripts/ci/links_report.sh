#!/bin/sh
# Runs `make links` and keeps what it says: links_report.sh FOLDER
# A dead address is no fault of this run: what it means is decided by links_issue.sh.
set -eu
mkdir -p "$1"
status=0
"${MAKE:-make}" --no-print-directory links > "$1/report.txt" 2>&1 || status=$?
echo "$status" > "$1/status"
cat "$1/report.txt"
