"""What everything that writes to disk shares: a lock, atomic writes, errors in one sentence."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from edition.problems import NotWritten
from edition.wording import reason_of

_PATIENCE = 120.0
"""Seconds to wait for another build of the same folder."""


class Lock:
    """Keeps other builds from *folder*: from writing to it if *shared*, else altogether.

    It ends with the process, so that a killed build locks nobody out.
    """

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._file = os.open(folder, os.O_RDONLY)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(self._file, kind | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    os.close(self._file)
                    raise NotWritten(f"another build is running in {folder.name}/") from None
                time.sleep(0.02)

    def is_of(self, folder: Path) -> bool:
        """Whether *folder* still is the one that is locked: it may have been moved meanwhile."""
        return folder.exists() and os.path.samestat(os.fstat(self._file), folder.stat())

    def release(self) -> None:
        """Let other builds in."""
        os.close(self._file)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


@contextmanager
def refusals_told(folder: Path) -> Iterator[None]:
    """Turn an error of the disk into ``NotWritten`` with one sentence."""
    try:
        yield
    except OSError as error:
        message = f"{folder.name}/ was not written: {reason_of(error, 'it cannot be written')}"
        raise NotWritten(f"{message}; its contents are unchanged") from error


def has(path: Path, content: bytes) -> bool:
    """Whether the file at *path* holds this *content*."""
    # `mkdocs serve` watches docs/ and rebuilds on every write, even of equal text.
    try:
        return path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def write(path: Path, text: str) -> bool:
    """Write *text* to *path* atomically; return whether that changed anything."""
    with refusals_told(path.parent):
        content = text.encode("utf-8")
        if has(path, content):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.write_bytes(content)
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        return True


def remove(folder: Path, uri: str) -> None:
    """Take the file *uri* out of *folder*, if it is there, and the folders that this empties."""
    path = folder / uri
    path.unlink(missing_ok=True)
    while (path := path.parent) != folder and path.is_dir() and not any(path.iterdir()):
        path.rmdir()


def exchange(folder: Path, texts: Mapping[str, str], read: Mapping[str, str]) -> None:
    """Put all *texts* into *folder*, by name, or none of them.

    *read* is what was in its files when the work began.  ``NotWritten`` if the
    disk refuses, or if somebody has saved one of them since.
    """
    drafts: dict[Path, Path] = {}
    with refusals_told(folder), Lock(folder, shared=False):
        try:
            for name, text in texts.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = path.with_name(f".{path.name}.{os.getpid()}")
                drafts[path].write_bytes(text.encode("utf-8"))
            for name in texts:
                path = folder / name
                if (path.read_bytes().decode() if path.exists() else None) != read.get(name):
                    message = f"{folder.name}/{name} was saved by somebody else meanwhile"
                    raise NotWritten(f"{message}; nothing was written: do it again")
            for path, draft in drafts.items():
                draft.replace(path)
        finally:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)
