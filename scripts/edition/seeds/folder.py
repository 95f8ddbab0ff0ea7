"""Reads the seeds from disk: the only module that does."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.problems import Place, Problem
from edition.wording import reason_of

MAX_BYTES = 2_000_000
"""A seed file larger than this is a mistake."""

REGISTRY = "ids.json"
"""The one file beside the seeds that no editor writes."""

_SEED = re.compile(r"(?i)\.(ya?ml|txt|md|docx?|odt|rtf)$|\.ya?ml\.\w+$")
"""A seed, or what somebody takes for one: ``p06.YML``, ``p06.md``, ``p06.yml.orig``."""

_NO_SEED = re.compile(r"(^|/)(README\.md$|\.|~\$)")
"""Files that describe the seeds, and hidden files of programs."""


_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")
"""How the files of word processors begin, and PDFs."""


_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
_UTF_16 = "the file is UTF-16", "save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file's *name* below the seeds folder, its *path* for messages, its text."""

    name: str
    path: str
    text: str


def folder_of(files: Mapping[str, SeedFile]) -> str:
    """What the folder of *files* is called in messages."""
    return next((file.path.split("/")[0] for file in files.values()), "seeds")


def read_seeds(folder: Path, problems: list[Problem]) -> dict[str, SeedFile]:
    """Every file of seeds below *folder*, by name; faults go to *problems*."""
    # Not `is_dir()`, which fails where the way to the folder is closed.
    if not os.path.isdir(folder):  # noqa: PTH112
        message = f"there is no folder {folder.name!r} at {folder.absolute().parent}"
        hint = "name the folder of the seeds with --seeds or SEEDS"
        problems.append(Problem(Place(folder.name), "file-missing", message, hint))
        return {}
    files = {}
    for path in sorted(_within(folder, problems)):
        name = path.relative_to(folder).as_posix()
        if name != REGISTRY and (not _SEED.search(name) or _NO_SEED.search(name)):
            continue
        shown = _shown(path, folder)
        text = _read(path, shown)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            files[name] = SeedFile(name, shown, text)
    return files


def _within(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Everything below *folder*; what cannot be looked into is a problem."""

    def closed(error: OSError) -> None:
        place = Place(_shown(Path(error.filename), folder))
        message = f"the folder cannot be opened: {reason_of(error, 'no reason is given')}"
        hint = "whoever runs the build must be allowed to read it"
        problems.append(Problem(place, "file-unreadable", message, hint))

    for root, folders, names in os.walk(folder, onerror=closed):
        yield from (Path(root, name) for name in (*folders, *names))
        for path in (Path(root, name) for name in folders if not name.startswith(".")):
            if path.is_symlink():
                message = "it is a link to a folder, and links are not followed"
                place = Place(_shown(path, folder))
                hint = "put the folder itself here"
                problems.append(Problem(place, "file-unreadable", message, hint))


def _shown(path: Path, folder: Path) -> str:
    """The path for a message; a name may hold line ends or bytes that are no text."""
    name = (Path(folder.name) / path.relative_to(folder)).as_posix()
    return name if name.isprintable() else ascii(name)[1:-1]


def _read(path: Path, shown: str) -> str | Problem:
    """The text of a file, or what is wrong with it."""
    place = Place(shown)
    try:
        if why := _unfit(path.stat()):
            return Problem(place, "file-unreadable", *why)
        content = path.read_bytes()
        begins = content[:1000]
        if not begins.startswith(_BYTE_ORDER) and begins.count(0) > len(begins) // 4:
            return Problem(place, "not-utf-8", *_UTF_16)
        if content.startswith(_DOCUMENTS):
            message = "it is a document of a word processor or the like, not plain text"
            return Problem(place, "file-unreadable", message, "save it as plain text in UTF-8")
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = Place(shown, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        if error.object.startswith(_BYTE_ORDER):
            return Problem(place, "not-utf-8", *_UTF_16)
        message = f"byte {error.object[error.start]:#04x} is not a character"
        return Problem(place, "not-utf-8", message, _UTF_16[1])
    except OSError as error:
        message = reason_of(error, "cannot be read")
        hint = "whoever runs the build must be allowed to read it"
        if path.is_symlink():
            message, hint = (
                f"it is a link that leads nowhere: {message}",
                "put the file itself here",
            )
        return Problem(place, "file-unreadable", message, hint)


def _unfit(details: os.stat_result) -> tuple[str, str] | None:
    """Why something with these *details* is no seed, and what to do; ``None`` if it may be one."""
    if stat.S_ISDIR(details.st_mode):
        return "it is a folder", "give it a name that does not end like that of a file"
    if not stat.S_ISREG(details.st_mode):
        # A pipe or a device would be read for ever.
        return "it is not an ordinary file", "put a file here, or delete it"
    if details.st_size > MAX_BYTES:
        return f"larger than {MAX_BYTES} bytes", "divide it into files; their names do not matter"
    return None


def read_text(path: Path) -> str:
    """A text that is to become an edition; ``ValueError`` says why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        why = reason_of(error, "it cannot be opened")
        raise ValueError(f"{path} cannot be read: {why}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} cannot be read: it is not UTF-8") from None
