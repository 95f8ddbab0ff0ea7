"""Dates as the seeds give them: a year, a month or a day, or two of them with ``/`` between.

``2026``, ``2026-01``, ``2026-01-04`` and ``2024/2029-06`` are dates.  As texts they sort by
time, but "2026" before "2026-01".
"""

from __future__ import annotations

from functools import cache

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def start_of(date: str) -> str:
    """Where a span of time begins; a single date is its own beginning."""
    return date.partition("/")[0]


def end_of(date: str) -> str:
    """Where a span of time ends; a single date is its own end."""
    return date.rpartition("/")[2]


def last_day(date: str) -> str:
    """The last day that a date may mean, of a month always the 31st, to be compared as a text."""
    end = end_of(date)
    return end + {len("2026"): "-12-31", len("2026-01"): "-31"}.get(len(end), "")


def parts_of_date(date: str) -> tuple[str, str, str]:
    """Year, month and day in figures, empty where not known; of a span its beginning."""
    year, month, day = (*start_of(date).split("-"), "", "")[:3]
    return year, month, day


def month_name(number: int) -> str:
    """The English name of a month, 1 to 12."""
    return _MONTHS[number - 1]


@cache
def date_words(date: str) -> str:
    """``2026-01-04`` as "4 January 2026"; a span with a dash."""
    return " – ".join(_single_date_words(part) for part in date.split("/"))


def _single_date_words(date: str) -> str:
    year, month, day = parts_of_date(date)
    words = (str(int(day)) if day else "", month_name(int(month)) if month else "", year)
    return " ".join(filter(None, words))
