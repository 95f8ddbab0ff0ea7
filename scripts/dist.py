"""Gathers in ``dist/`` what a release carries: data, books, offline copy, checksums, notes."""

from __future__ import annotations

import argparse
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from edition.books.archive import archive
from stamp import stamped, version_in


def main() -> int:
    """Run the command line, beside a built ``site/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", type=version_in, help="for example 1.2.0")
    asked = parser.parse_args().version
    faults = unready(Path(), asked)
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    files = gather(Path("site"), Path("dist"), asked, notes(Path(), asked))
    print(*files, sep="\n")
    return 0


def unready(root: Path, version: str) -> list[str]:
    """Why *version* cannot be released from *root*; empty if it can."""
    faults = [
        f"{name} says version {own!r}, not {version!r}: run make release"
        for name, own in stamped(root).items()
        if own != version
    ]
    if not _log(root).get(version, {}).get("date"):
        faults.append(f"seeds/changes.yml has no dated version {version!r}: run make release")
    if not (root / "site" / "data").is_dir():
        faults.append("there is no site/data: run make books")
    if not (root / "site" / "books").is_dir():
        faults.append("there is no site/books: run make books")
    return faults


def notes(root: Path, version: str) -> str:
    """What changed in *version*, as Markdown."""
    release = _log(root)[version]
    lines = [f"Released on {release['date']}.", ""]
    for change in release["changes"].values():
        where = f" ({', '.join(change['concerns'])})" if change.get("concerns") else ""
        lines.append(f"- **{change['kind']}**: {' '.join(change['text'].split())}{where}")
    return "\n".join(lines) + "\n"


def _log(root: Path) -> dict[str, dict[str, Any]]:
    path = root / "seeds" / "changes.yml"
    return (yaml.safe_load(path.read_text("utf-8")) if path.is_file() else None) or {}


def gather(site: Path, dist: Path, version: str, text: str) -> list[str]:
    """Fill *dist* afresh; return the names of its files."""
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir()
    data = sorted(path for path in (site / "data").rglob("*") if path.is_file())
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in data}
    (dist / f"data-{version}.zip").write_bytes(archive(files))
    # The pictures of shared links lie below in a folder; they belong to the site alone.
    for book in sorted(path for path in (site / "books").iterdir() if path.is_file()):
        shutil.copy(book, dist / book.name)
    (dist / "NOTES.md").write_text(text, "utf-8")
    sums = [
        f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(dist.iterdir())
    ]
    (dist / "SHA256SUMS.txt").write_text("".join(sums), "utf-8")
    return sorted(path.name for path in dist.iterdir())


if __name__ == "__main__":
    sys.exit(main())
