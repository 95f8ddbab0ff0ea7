"""Years in words, and the periods of a timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.dates import parts_of_date

_YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|2[01]\d\d)(?!\d|[.,]\d)")

NEAR_YEARS = 10
"""This many years before the document stand singly, earlier ones by decade."""


def years_in(text: str) -> list[int]:
    """Every year that *text* names in figures, in its order."""
    return [int(match[1]) for match in _YEAR.finditer(text)]


def year_span(text: str) -> Iterator[tuple[int, int, int]]:
    """Each year in *text* with the place of its figures: year, start, end."""
    for match in _YEAR.finditer(text):
        yield int(match[1]), match.start(), match.end()


def decade_or_year(date: str, document: str) -> str:
    """The period of *date* among all years: ``1950s`` or ``2024``."""
    year = date[:4]
    return year if int(year) > int(document[:4]) - NEAR_YEARS else f"{year[:3]}0s"


def year_number(date: str) -> float:
    """A date on a scale of years: ``2026-07`` is 2026.5; of a range the beginning."""
    year, month, day = (int(part or 1) for part in parts_of_date(date))
    return year + (month - 1) / 12 + (day - 1) / 372
