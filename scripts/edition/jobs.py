"""What a build is made of: jobs that make some files each, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

Job: TypeAlias = Callable[[], Iterable[tuple[str, str]]]
"""Makes some files: their paths below the folder of the pages, and their texts."""
