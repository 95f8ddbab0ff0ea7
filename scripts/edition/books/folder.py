"""The folder in which the books wait for the site: reads their list and passes them on."""

from __future__ import annotations

import shutil
from pathlib import Path

from edition.books.shelf import MANIFEST, Shelf, read_manifest


def books_in(folder: Path, state: str) -> Shelf | None:
    """The books in *folder*, if there are any and they are of the edition's *state*."""
    listed = folder / MANIFEST
    return read_manifest(listed.read_text("utf-8"), state) if listed.is_file() else None


def hand_over(shelf: Shelf, folder: Path, target: Path) -> None:
    """Copy the books of *shelf* from *folder* to *target*."""
    for name in shelf.sizes:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, path)
