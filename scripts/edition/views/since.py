"""What is reported from after the day on which the notes hold, event by event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from edition.model import Edition
from edition.seeds.vocabulary import Standing
from edition.views.timeline import Dated, DateKind, Timeline


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on one day, as one or several places of the edition report it."""

    told: Dated
    """The fullest account."""

    also: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """All events by month (``2026-04``); those known only by year (``2026``) come last in it."""

    months: dict[str, list[Event]]
    sought: tuple[Dated, ...]
    """Follow-ups that looked for something and did not find it."""


def since(edition: Edition, dates: Timeline) -> Since:
    """All entries under ``later`` and ``status`` that are dated after ``as_of``."""
    as_of = edition.record.as_of
    after = [
        item
        for item in dates.dates
        if item.kind is DateKind.LATER
        or (item.kind is DateKind.PROMISE and item.date > as_of[: len(item.date)])
    ]
    sought = tuple(
        item
        for item in after
        if item.standing and (item.standing is Standing.NO_REPORT or not item.sources)
    )
    found = (item for item in after if item not in sought)
    months: dict[str, list[Event]] = {}
    for date, items in groupby(found, key=lambda item: item.date):
        months.setdefault(date[:7], []).extend(_events(items))
    by_year = sorted(months.items(), key=lambda month: (month[0][:4], len(month[0]) == 4))
    return Since(dict(by_year), sought)


def _events(items: Iterable[Dated]) -> list[Event]:
    """Accounts of one day that share a source are of one event."""
    groups: list[list[Dated]] = []
    for item in items:
        same = [group for group in groups if any(_share(item, other) for other in group)]
        groups = [group for group in groups if group not in same]
        groups.append([*(other for group in same for other in group), item])
    return [_event(group) for group in groups]


def _share(one: Dated, other: Dated) -> bool:
    return not set(one.sources).isdisjoint(other.sources)


def _event(group: list[Dated]) -> Event:
    told = max(group, key=lambda item: len(item.prose))
    return Event(told, tuple(item for item in group if item is not told))
