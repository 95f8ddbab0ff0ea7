"""Writes a version and its date into what archives and citers read: CITATION.cff, .zenodo.json."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

VERSION = re.compile(r"v?(\d+\.\d+\.\d+)")


def stamp(root: Path, version: str, day: str) -> None:
    """Put *version* and *day* into the files below *root*; all else in them stays as it is."""
    citation = root / "CITATION.cff"
    text = citation.read_text("utf-8")
    text = re.sub(r"(?m)^date-released: .*\n", "", text)
    text = re.sub(r"(?m)^version: .*$", f"version: {version}\ndate-released: {day}", text)
    citation.write_text(text, "utf-8")
    zenodo = root / ".zenodo.json"
    text = zenodo.read_text("utf-8")
    text = re.sub(r'\n  "publication_date": "[^"]*",', "", text)
    lines = f'"version": "{version}",\n  "publication_date": "{day}"'
    zenodo.write_text(re.sub(r'"version": "[^"]*"', lines, text), "utf-8")
    project = root / "pyproject.toml"
    text = re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', project.read_text("utf-8"))
    project.write_text(text, "utf-8")


def stamped(root: Path) -> dict[str, str]:
    """The version that each of the files names."""
    citation = re.search(r"(?m)^version: (.*)$", (root / "CITATION.cff").read_text("utf-8"))
    project = re.search(r'(?m)^version = "(.*)"$', (root / "pyproject.toml").read_text("utf-8"))
    return {
        "CITATION.cff": citation[1] if citation else "",
        ".zenodo.json": json.loads((root / ".zenodo.json").read_text("utf-8"))["version"],
        "pyproject.toml": project[1] if project else "",
    }


def day_of(root: Path, version: str) -> str:
    """The day of the release *version* in the register of ids; empty if it is not there."""
    releases = json.loads((root / "seeds" / "ids.json").read_text("utf-8"))["releases"]
    return next((release["date"] for release in releases if release["version"] == version), "")


def main() -> int:
    """Run the command line: ``stamp.py 1.2.0``."""
    match = VERSION.fullmatch(sys.argv[1] if len(sys.argv) == 2 else "")
    if match is None:
        print("which version? for example: make release VERSION=1.2.0", file=sys.stderr)
        return 2
    seeds = os.environ.get("SEEDS")
    if seeds and Path(seeds).resolve() != Path("seeds").resolve():
        print("CITATION.cff, .zenodo.json and pyproject.toml are about seeds/: left as they were")
        return 0
    day = day_of(Path(), match[1])
    if not day:
        print(f"seeds/ids.json has no release {match[1]}: run make release", file=sys.stderr)
        return 1
    stamp(Path(), match[1], day)
    return 0


if __name__ == "__main__":
    sys.exit(main())
