"""Writes the pages: the only module that changes a file.

It owns what it wrote and nothing else: a list of its files stands beside them,
and only files on that list are ever replaced or removed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from edition.problems import Place, Problem

MANIFEST = ".generated"


def sync(docs: Path, pages: Mapping[str, str], problems: list[Problem]) -> int:
    """Bring *docs* in line with *pages* (path below *docs* to text); how many files changed.

    A file that somebody else put where a page is due is a problem, and then
    nothing at all is written.
    """
    owned = _owned(docs)
    for uri in sorted(pages):
        if uri not in owned and (docs / uri).exists():
            message = f"{uri!r} is in the way: it was not made by the build"
            hint = "move it, or delete it if it is left over from an older build"
            problems.append(Problem(Place(f"{docs.name}/{uri}"), "file-in-the-way", message, hint))
    if problems:
        return 0
    # The list first: a build that is cut off must still know what is its own.
    write(docs / MANIFEST, "".join(f"{uri}\n" for uri in sorted(owned | set(pages))))
    changed = sum(write(docs / uri, text) for uri, text in pages.items())
    stale = sorted(owned - set(pages))
    for uri in stale:
        _remove(docs, uri)
    write(docs / MANIFEST, "".join(f"{uri}\n" for uri in sorted(pages)))
    return changed + len(stale)


def _owned(docs: Path) -> set[str]:
    manifest = docs / MANIFEST
    if not manifest.is_file():
        return set()
    lines = manifest.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and ".." not in Path(line).parts}


def write(path: Path, text: str) -> bool:
    """Put *text* into *path* at once; whether that changed anything."""
    # `mkdocs serve` watches docs/ and rebuilds on every write, even of equal text.
    if path.is_file() and path.read_bytes() == text.encode("utf-8"):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(text.encode("utf-8"))
    draft.replace(path)
    return True


def _remove(docs: Path, uri: str) -> None:
    path = docs / uri
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == docs or any(parent.iterdir()):
            break
        parent.rmdir()
