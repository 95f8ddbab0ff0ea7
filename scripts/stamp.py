"""Writes a version and its date into CITATION.cff, .zenodo.json and pyproject.toml."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple


def version_in(name: str) -> str:
    """The version that a tag or a number names, on the command line: ``v1.2.0``."""
    match = re.fullmatch(r"v?(\d+\.\d+\.\d+)", name)
    if not match:
        raise argparse.ArgumentTypeError(f"{name!r} is not a version like 1.2.0")
    return match[1]


class _Form(NamedTuple):
    """How a file writes the version, and the day of its release after that."""

    version: str
    day: str = ""


_FORMS = {
    "CITATION.cff": _Form("\nversion: {}", "\ndate-released: {}"),
    ".zenodo.json": _Form('"version": "{}"', ',\n  "publication_date": "{}"'),
    "pyproject.toml": _Form('\nversion = "{}"'),
}


def _pattern(form: str) -> str:
    return re.escape(form).replace(r'"\{\}"', '"([^"]*)"').replace(r"\{\}", "(.*)")


def stamp(root: Path, version: str, day: str) -> None:
    """Put *version* and *day* into the files below *root*; all else in them stays as it is."""
    for name, text in _texts(root).items():
        form = _FORMS[name]
        written = form.version.format(version) + form.day.format(day)
        undated = re.sub(_pattern(form.day), "", text)
        (root / name).write_text(re.sub(_pattern(form.version), written, undated), "utf-8")


def stamped(root: Path) -> dict[str, str]:
    """The version that each of the files names."""
    found = {n: re.search(_pattern(_FORMS[n].version), text) for n, text in _texts(root).items()}
    return {name: version[1] if version else "" for name, version in found.items()}


def _texts(root: Path) -> dict[str, str]:
    """The files that are there: a fork may have done without one of them."""
    return {n: (root / n).read_text("utf-8") for n in _FORMS if (root / n).is_file()}


def day_of(root: Path, version: str) -> str:
    """The day of the release *version* in the register of ids; empty if it is not there."""
    releases = json.loads((root / "seeds" / "ids.json").read_text("utf-8"))["releases"]
    return next((release["date"] for release in releases if release["version"] == version), "")


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", type=version_in, help="for example 1.2.0")
    asked = parser.parse_args().version
    seeds = os.environ.get("SEEDS")
    if seeds and Path(seeds).resolve() != Path("seeds").resolve():
        print("CITATION.cff, .zenodo.json and pyproject.toml are about seeds/: left as they were")
        return 0
    day = day_of(Path(), asked)
    if not day:
        print(f"seeds/ids.json has no release {asked}: run make release", file=sys.stderr)
        return 1
    stamp(Path(), asked, day)
    return 0


if __name__ == "__main__":
    sys.exit(main())
