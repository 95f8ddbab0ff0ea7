#!/bin/sh
# Opens, updates or closes the one issue on addresses that do not answer: links_issue.sh FOLDER
set -eu
title="Addresses of sources that do not answer"
status=$(cat "$1/status")
number=$(gh issue list --state open --search "in:title \"$title\"" --json number --jq '.[0].number // empty')

if [ "$status" = 0 ]; then
  if [ -n "$number" ]; then
    gh issue close "$number" --comment "Every address answered."
  fi
  exit 0
fi
{
  echo "The weekly check could not read these addresses. Check by hand: a host may only be refusing programs."
  echo "Put the address of an archived copy in its place, and what it is a copy of in copy_of;"
  echo "mark a note that loses its only source as unverified."
  echo
  if [ -s "$1/report.md" ]; then
    head -c 60000 "$1/report.md"
  else
    echo '```text'
    tail -c 50000 "$1/report.txt" | tr -d '`'
    echo '```'
  fi
} > "$1/issue.md"
if [ -n "$number" ]; then
  gh issue edit "$number" --body-file "$1/issue.md"
else
  gh issue create --title "$title" --body-file "$1/issue.md"
fi
