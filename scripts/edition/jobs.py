"""What a build consists of: jobs that each make some files, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

Content: TypeAlias = str | bytes | Iterator[bytes]
"""A text, its UTF-8, or that in pieces if it is long."""

File: TypeAlias = tuple[str, Content]
"""A path below the folder of the pages, and what is in the file."""

Job: TypeAlias = Callable[[], Iterable[File]]
"""Makes some files."""


def whole_files(jobs: Iterable[Job]) -> dict[str, str]:
    """The files of *jobs* as whole texts, by their paths."""
    return {uri: in_bytes(content).decode("utf-8") for job in jobs for uri, content in job()}


def in_bytes(content: Content) -> bytes:
    """All of *content*."""
    if isinstance(content, str):
        return content.encode("utf-8")
    return content if isinstance(content, bytes) else b"".join(content)
