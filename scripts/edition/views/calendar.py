"""The dates of a timeline by decade, year and month: what a reader unfolds, and its drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from edition.views.periods import decade_or_year
from edition.views.timeline import Dated, Lane

SPLIT = 80
"""A decade with more dates than this is divided into years, such a year into months."""

NAMES_IN_CELL = 6
"""At most this many names are written beside one mark."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The dates of one lane in a period, drawn as one mark; *size* grows with them, 1 to 5."""

    lane: Lane
    count: int
    first: Dated | None
    size: int
    named: tuple[Dated, ...]
    """Those whose name is written beside the mark."""


@dataclass(frozen=True, slots=True)
class Period:
    """A decade, a year or a month with its dates, of which only the smallest list them."""

    key: str
    """``1970s``, ``2025``, ``2025-11``; ``2025-`` where of a divided year no month is known."""

    dates: tuple[Dated, ...]
    cells: tuple[Cell, ...]
    """One for every lane of the timeline."""

    parts: tuple[Period, ...]
    is_open: bool
    """Whether a reader finds it unfolded: around the document."""

    @property
    def bars(self) -> Iterator[tuple[Lane, int, int]]:
        """Each lane with the number of its dates and of those drawn below it."""
        below = 0
        for cell in self.cells:
            yield cell.lane, cell.count, below
            below += cell.count

    @property
    def years(self) -> Iterator[tuple[str, Iterable[Dated]]]:
        """Its dates by the year in which they begin."""
        return groupby(self.dates, key=lambda item: item.year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All periods from early to late, in the lanes that have a date."""

    lanes: tuple[Lane, ...]
    periods: tuple[Period, ...]

    @property
    def most(self) -> int:
        """The number of dates in the fullest period."""
        return max((len(period.dates) for period in self.periods), default=0)

    @property
    def near(self) -> str:
        """The first period that a reader finds unfolded, if any."""
        return next((period.key for period in self.periods if period.is_open), "")


def calendar(dates: tuple[Dated, ...], document: str) -> Calendar:
    """*dates*, which are in their order, in periods; those by the date of the *document* open."""
    lanes = tuple(lane for lane in Lane if any(item.lane is lane for item in dates))
    near = {document[:4], f"{int(document[:4]) - 1}"}

    def period(key: str, own: tuple[Dated, ...]) -> Period:
        parts = _divided(own, _part_of(key)) if len(own) > SPLIT else {}
        # One part alone would only be one more thing to unfold.
        inner = tuple(period(*part) for part in parts.items()) if len(parts) > 1 else ()
        is_open = key in near and (bool(inner) or len(own) <= SPLIT)
        return Period(key, own, tuple(_cells(own, lanes)), inner, is_open)

    whole = _divided(dates, lambda item: decade_or_year(item.date, document))
    return Calendar(lanes, tuple(period(*part) for part in whole.items()))


def _part_of(key: str) -> Callable[[Dated], str]:
    """Which part of the period *key* a date belongs to; a month has no parts."""
    if key.endswith("s"):
        return lambda item: item.year
    if "-" in key:
        return lambda _: key
    return lambda item: item.start[:7] if "-" in item.start else f"{key}-"


def _divided(dates: Iterable[Dated], key: Callable[[Dated], str]) -> dict[str, tuple[Dated, ...]]:
    return {name: tuple(own) for name, own in groupby(dates, key)}


def _cells(dates: tuple[Dated, ...], lanes: Iterable[Lane]) -> Iterator[Cell]:
    for lane in lanes:
        own = [item for item in dates if item.lane is lane]
        named = tuple({item.name: item for item in own if item.name}.values())
        size = min(5, (len(own) - 1).bit_length() + 1) if own else 0
        yield Cell(lane, len(own), own[0] if own else None, size, named[:NAMES_IN_CELL])
