"""What a build consists of: jobs that each make some files, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

File: TypeAlias = tuple[str, Iterable[str]]
"""A path below the folder of the pages, and a text; a long one comes in pieces."""

Job: TypeAlias = Callable[[], Iterable[File]]
"""Makes some files."""


def whole_files(jobs: Iterable[Job]) -> dict[str, str]:
    """The files of *jobs* as whole texts, by their paths."""
    return {uri: "".join(text) for job in jobs for uri, text in job()}
