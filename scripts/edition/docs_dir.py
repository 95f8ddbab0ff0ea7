"""Brings the folder of the pages in line with what a build makes.

It owns what it wrote and nothing else: it keeps a list of its files beside them,
and only files on that list are ever replaced or removed.

Nothing is replaced before everything is ready: the new files are first written
to a folder beside the old ones, with a plan of what is to be done; once the plan
is written, carrying it out takes only renaming and removing.  A build that
is killed before that leaves the old pages, and one that is killed later leaves
a plan, which the next build carries out before it looks at anything else.
"""

from __future__ import annotations

import filecmp
import json
import posixpath
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from edition.disk import Lock, has, refusals_told, remove
from edition.jobs import Content, Job, in_bytes
from edition.problems import Place, Problem
from edition.processes import share_out

MANIFEST = ".generated"
STAGE = ".generated.next"
_PLAN = "plan"


def sync(
    docs: Path,
    jobs: Sequence[Job],
    problems: list[Problem],
    wrong: Callable[[Collection[str]], Iterable[Problem]],
) -> tuple[int, dict[str, str]]:
    """Bring *docs* in line with the files that *jobs* make, which the processors share.

    Returns how many changed, and the digest of each.  What *wrong* finds in
    the paths of all is a problem, and so is a file that somebody else put where
    one is due; then nothing at all is written.  ``NotWritten`` if the folder or
    the disk cannot be written to; what was there before stays.
    """
    with refusals_told(docs):
        docs.mkdir(parents=True, exist_ok=True)
        with Lock(docs, shared=False):
            _carry_out(docs)
            owned = _owned(docs)
            try:
                digests, changed = _lay_out(docs, jobs)
                problems.extend([*wrong(digests), *_in_the_way(docs, digests, owned)])
                stale = owned - set(digests)
                manifest = _manifest(digests)
                same = not changed and not stale and has(docs / MANIFEST, manifest.encode())
                if problems or same:
                    _clear(docs)
                    return 0, digests
                _write_plan(docs, changed, manifest, owned)
            except BaseException:
                _clear(docs)
                raise
            _carry_out(docs)
            return len(changed) + len(stale), digests


def finish(docs: Path) -> None:
    """Carry out what a build that was killed had planned, if there is such a plan."""
    if (docs / STAGE).is_dir():
        with refusals_told(docs), Lock(docs, shared=False):
            _carry_out(docs)


def holds(docs: Path, digests: Mapping[str, str]) -> bool:
    """Whether *docs* holds exactly the files that have these *digests*."""
    return has(docs / MANIFEST, _manifest(digests).encode()) and not (docs / STAGE / _PLAN).exists()


def _manifest(digests: Mapping[str, str]) -> str:
    """The list of the files, after a digest of all that is in them."""
    whole = sha256()
    for uri in sorted(digests):
        whole.update(f"{uri}\0{digests[uri]}\0".encode())
    return f"# {whole.hexdigest()}\n" + "".join(f"{uri}\n" for uri in sorted(digests))


def _owned(docs: Path) -> set[str]:
    manifest = docs / MANIFEST
    if not manifest.is_file():
        return set()
    lines = manifest.read_text(encoding="utf-8", errors="replace").splitlines()
    return {line for line in lines if not line.startswith("#") and _is_below(line)}


def _is_below(uri: str) -> bool:
    """Whether *uri* names a file below the folder; a damaged list must not lead out of it."""
    path = Path(uri)
    return bool(uri) and not path.is_absolute() and ".." not in path.parts


def _in_the_way(docs: Path, pages: Collection[str], owned: set[str]) -> Iterator[Problem]:
    hint = "move it, or delete it if it is left over from an older build"
    # In a folder that is missing nothing is in the way.
    there = {path.name for path in docs.iterdir()}
    pages = [uri for uri in pages if uri.partition("/")[0] in there]
    blocked = {uri for uri in _folders(pages) if _is_no_folder(docs / uri)}
    for uri in pages:
        path = docs / uri
        if path.is_dir() if uri in owned else (path.exists() or path.is_symlink()):
            blocked.add(uri)
    for uri in sorted(blocked):
        message = f"{uri!r} is in the way: it was not made by the build"
        yield Problem(Place(f"{docs.name}/{uri}"), "file-in-the-way", message, hint)


def _folders(pages: Iterable[str]) -> set[str]:
    """Every folder that *pages* are in."""
    folders: set[str] = set()
    inner = set(map(posixpath.dirname, pages))
    while inner := inner - folders - {""}:
        folders |= inner
        inner = set(map(posixpath.dirname, inner))
    return folders


def _is_no_folder(path: Path) -> bool:
    return path.is_symlink() or (path.exists() and not path.is_dir())


def _lay_out(docs: Path, jobs: Sequence[Job]) -> tuple[dict[str, str], list[str]]:
    """Put every file that changes beside the old ones; return each digest, and which change."""

    def lay_out(turns: Iterator[int]) -> tuple[dict[str, str], list[str]]:
        digests: dict[str, str] = {}
        changed = []
        for uri, content in (file for turn in turns for file in jobs[turn]()):
            digests[uri], differs = _lay_out_file(docs, uri, content)
            if differs:
                changed.append(uri)
        return digests, changed

    shares = share_out(lay_out, len(jobs))
    digests = {uri: digest for own, _ in shares for uri, digest in own.items()}
    return digests, [uri for _, changed in shares for uri in changed]


def _lay_out_file(docs: Path, uri: str, content: Content) -> tuple[str, bool]:
    """Put one file beside the old one if they differ; return its digest and whether they do."""
    if isinstance(content, str | bytes):
        content = in_bytes(content)
        differs = not has(docs / uri, content)
        if differs:
            with _made(docs / STAGE / "files" / uri) as file:
                file.write(content)
        return sha256(content).hexdigest(), differs
    # What comes in pieces is too long to be held as a whole.
    staged = docs / STAGE / "files" / uri
    digest = sha256()
    with _made(staged) as file:
        for piece in content:
            digest.update(piece)
            file.write(piece)
    differs = not (docs / uri).is_file() or not filecmp.cmp(staged, docs / uri, shallow=False)
    if not differs:
        staged.unlink()
    return digest.hexdigest(), differs


def _made(path: Path) -> BinaryIO:
    """A new file at *path*; its folder is asked for only when it turns out to be missing."""
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")


def _write_plan(docs: Path, changed: Iterable[str], manifest: str, owned: set[str]) -> None:
    """Say what is to be done with the files that were laid out."""
    stage = docs / STAGE
    stage.mkdir(exist_ok=True)
    (stage / MANIFEST).write_text(manifest, encoding="utf-8")
    plan = {"changed": sorted(changed), "owned": sorted(owned)}
    (stage / "draft").write_text(json.dumps(plan), encoding="utf-8")
    (stage / "draft").replace(stage / _PLAN)


def _clear(docs: Path) -> None:
    """Remove what was laid out, unless a plan says what to do with it."""
    if not (docs / STAGE / _PLAN).exists():
        shutil.rmtree(docs / STAGE, ignore_errors=True)


def _carry_out(docs: Path) -> None:
    """Do what the plan says, as far as it is not done; without a plan only clear away."""
    stage = docs / STAGE
    if (stage / _PLAN).is_file():
        plan = json.loads((stage / _PLAN).read_text(encoding="utf-8"))
        owned = set(plan["owned"])
        _put_folders(docs)
        blocked = {uri for uri in plan["changed"] if not _put(docs, uri, owned)}
        if (stage / MANIFEST).is_file():
            lines = (stage / MANIFEST).read_text(encoding="utf-8").splitlines()
            for uri in sorted(owned.difference(lines)):
                remove(docs, uri)
            if blocked:
                ours = (line for line in lines if line not in blocked and line[0] != "#")
                (stage / MANIFEST).write_text("".join(f"{uri}\n" for uri in ours), "utf-8")
            (stage / MANIFEST).replace(docs / MANIFEST)
        # From here on nothing is left to do, whatever happens.
        (stage / _PLAN).unlink()
    if stage.is_dir():
        shutil.rmtree(stage)


def _put_folders(docs: Path) -> None:
    """Move each laid out folder whose place is empty, in one step for all that is in it."""
    laid_out = docs / STAGE / "files"
    for fresh in laid_out.iterdir() if laid_out.is_dir() else ():
        place = docs / fresh.name
        if fresh.is_dir() and not (place.exists() or place.is_symlink()):
            fresh.rename(place)


def _put(docs: Path, uri: str, owned: Collection[str]) -> bool:
    """Move one laid out file to its place; return whether the place is ours to fill.

    What somebody put there after the build was killed stays; the next build reports it.
    """
    fresh, place = docs / STAGE / "files" / uri, docs / uri
    if fresh.is_file():
        if uri not in owned and (place.exists() or place.is_symlink()):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.replace(place)
    return True
