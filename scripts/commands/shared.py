"""What the commands share: where the seeds are, and how they are changed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from edition.disk import exchange
from edition.problems import NotWritten, Problem, Refused
from edition.seeds.folder import SeedFile

ROOT = Path(__file__).resolve().parent.parent.parent
"""The folder of the project."""


def add_seeds(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take the folder of the seeds."""
    seeds = Path(os.environ.get("SEEDS") or ROOT / "seeds")
    parser.add_argument("--seeds", type=Path, default=seeds, help="default: SEEDS, or seeds/")


def must_exist(folder: Path) -> None:
    """``NotWritten`` if there is no such *folder*."""
    if not folder.is_dir():
        raise NotWritten(f"there is no folder {folder}; nothing was written")


def made_wrong(problems: Iterable[Problem]) -> Refused:
    """The command would give seeds that were in order these *problems*; each is named once."""
    told = dict.fromkeys(f"{p.code}: {p.message}{p.hint and '; '}{p.hint}" for p in problems)
    return Refused("\n".join(told))


def put_files(seeds: Path, changed: Mapping[str, SeedFile], files: Mapping[str, SeedFile]) -> None:
    """Write all *changed* files or none; *files* are the seeds as they were read."""
    new = {name: file.text for name, file in changed.items()}
    exchange(seeds, new, {name: file.text for name, file in files.items()})
