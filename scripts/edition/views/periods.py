"""Years in words, and the columns of a drawn timeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|2[01]\d\d)(?!\d|[.,]\d)")

NEAR_YEARS = 10
"""This many years before the document are drawn singly, earlier ones by decade."""


def years_in(text: str) -> list[int]:
    """Every year that *text* names in figures, in its order."""
    return [int(match[1]) for match in _YEAR.finditer(text)]


def year_span(text: str) -> Iterator[tuple[int, int, int]]:
    """Each year in *text* with the place of its figures: year, start, end."""
    for match in _YEAR.finditer(text):
        yield int(match[1]), match.start(), match.end()


def decade_or_year(date: str, document: str) -> str:
    """The column of *date* in a drawing of all years: ``1950s`` or ``2024``."""
    year = date[:4]
    return year if int(year) > int(document[:4]) - NEAR_YEARS else f"{year[:3]}0s"


def months_around(document: str, dates: Iterable[str]) -> list[str]:
    """The months from a year before the document to the last of *dates*: ``2025-01``."""
    first = _month_number(document) - 12
    last = max((_month_number(date) for date in dates if len(date) >= len("2026-01")), default=0)
    # A single far date must not make an endless row.
    last = min(max(last, _month_number(document)), first + 24)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def year_number(date: str) -> float:
    """A date on a scale of years: ``2026-07`` is 2026.5; of a range the beginning."""
    year, *rest = date.split("/")[0].split("-")
    month, day = [*map(int, rest), 1, 1][:2]
    return int(year) + (month - 1) / 12 + (day - 1) / 372


def _month_number(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7]) - 1
