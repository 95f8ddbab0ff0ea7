"""Writes a version and its date into what archives and citers read: CITATION.cff, .zenodo.json."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

VERSION = re.compile(r"v?(\d+\.\d+\.\d+)")


def stamp(root: Path, version: str, day: str) -> None:
    """Put *version* and *day* into the files below *root*; all else in them stays as it is.

    A fork may have done without one of them.
    """
    for name, stamped_text in _STAMPS.items():
        path = root / name
        if path.is_file():
            path.write_text(stamped_text(path.read_text("utf-8"), version, day), "utf-8")


def _citation(text: str, version: str, day: str) -> str:
    text = re.sub(r"(?m)^date-released: .*\n", "", text)
    return re.sub(r"(?m)^version: .*$", f"version: {version}\ndate-released: {day}", text)


def _deposit(text: str, version: str, day: str) -> str:
    text = re.sub(r'\n  "publication_date": "[^"]*",', "", text)
    lines = f'"version": "{version}",\n  "publication_date": "{day}"'
    return re.sub(r'"version": "[^"]*"', lines, text)


def _project(text: str, version: str, _day: str) -> str:
    return re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', text)


_STAMPS: dict[str, Callable[[str, str, str], str]] = {
    "CITATION.cff": _citation,
    ".zenodo.json": _deposit,
    "pyproject.toml": _project,
}

_VERSIONS = {
    "CITATION.cff": r"(?m)^version: (.*)$",
    ".zenodo.json": r'"version": "([^"]*)"',
    "pyproject.toml": r'(?m)^version = "(.*)"$',
}


def stamped(root: Path) -> dict[str, str]:
    """The version that each of the files names that are there."""
    texts = {n: (root / n).read_text("utf-8") for n in _VERSIONS if (root / n).is_file()}
    found = {name: re.search(_VERSIONS[name], text) for name, text in texts.items()}
    return {name: version[1] if version else "" for name, version in found.items()}


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
