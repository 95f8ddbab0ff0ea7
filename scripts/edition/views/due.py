"""What an editor does next: what is due by a day, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeAlias

from edition.dates import date_words, last_day
from edition.identity import identified
from edition.model import Edition
from edition.seeds.forms import UNRELEASED
from edition.seeds.vocabulary import ReviewState, Standing
from edition.views.coverage import READINGS
from edition.views.promises import promises

_Rule: TypeAlias = tuple[str, str, Iterable[str]]
"""What a ``Task`` holds, before it is known whether any id is concerned."""

_MONTH, _QUARTER, _YEAR = 30, 91, 365
"""Days."""

_TOLD = {"note", "term", "theme"}
"""Kinds whose new things a reader looks for in the change log."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is so, what to do about it, and the ids that it concerns, if any, the oldest first."""

    what: str
    how: str
    ids: tuple[str, ...]


def due(edition: Edition, day: str) -> list[Task]:
    """All that is to be done on *day*; empty if nothing is."""
    then = partial(_days_before, date.fromisoformat(day))
    found = [*_in_the_world(edition, day, then), *_in_the_seeds(edition, then)]
    tasks = (Task(what, how, tuple(ids)) for what, how, ids in found)
    return [*_news(edition, then(_QUARTER)), *(task for task in tasks if task.ids)]


def _days_before(day: date, days: int) -> str:
    # There is no day before the first of the year 1, which a slip may give.
    return date.fromordinal(max(1, day.toordinal() - days)).isoformat()


def _in_the_world(edition: Edition, day: str, then: Callable[[int], str]) -> Iterator[_Rule]:
    passed = list(_passed(edition, day))
    yield "Promises whose time has passed", "find out what came of each, and add a status", passed
    yield (
        "Promises without a status for a year",
        "look again; that nothing was found is a status too (no-report)",
        (i for i in _without_status(edition, then(_YEAR)) if i not in passed),
    )
    yield (
        "Contested subjects with no word from anybody for a year",
        "ask whether a party has spoken since, and add that under later",
        _silent(edition, then(_YEAR)),
    )
    yield (
        "Sources last accessed a year ago",
        "find those that no longer answer (make links), read the others, and date looked_at",
        _accessed_before(edition, then(_YEAR)),
    )


def _in_the_seeds(edition: Edition, then: Callable[[int], str]) -> Iterator[_Rule]:
    yield (
        "Notes in draft, or without one of the readings",
        f"have them read {', '.join(READINGS.values())}, and date that in review",
        _unread(edition),
    )
    yield (
        "Notes last read against their sources two years ago",
        "read them again, and date that in review",
        _read_before(edition, then(2 * _YEAR)),
    )
    yield (
        "New, and named by no change",
        f"write a change under {UNRELEASED} in changes.yml",
        unlisted(edition),
    )
    yield "Changes that have waited for a month", "make a release", _waiting(edition, then(_MONTH))


def unlisted(edition: Edition) -> Iterator[str]:
    """What is new since the last release, and named by no change since; a new slug is not new."""
    entries = edition.registry.entries
    known = {*entries, *(entry.now for entry in entries.values())}
    if log := edition.layer.changes.get(UNRELEASED):
        known |= {concerned for change in log.changes.values() for concerned in change.concerns}
    for item in identified(edition) if edition.registry.releases else ():
        if item.kind in _TOLD and item.id not in known:
            yield item.id


def _news(edition: Edition, limit: str) -> Iterator[Task]:
    """Where events are followed, whether the last is from before *limit*."""
    layer = edition.layer
    told = (status.date for promise in layer.commitments.values() for status in promise.status)
    newest = max([*told, *(entry.date for entry in layer.later())], key=last_day, default="")
    if newest and last_day(newest) < limit:
        what = f"The last event that is reported is of {date_words(newest)}"
        yield Task(what, "look for news, and add it under later or status", ())


def _passed(edition: Edition, day: str) -> Iterator[str]:
    """Promises of whose time the last year is over, and nothing was looked for since."""
    for promise in promises(edition).dated:
        end = f"{promise.years[1]}-12-31" if promise.years else day
        told = promise.now and (promise.now.standing is Standing.DONE or promise.now.date > end)
        if end < day and not told:
            yield f"commitments/{promise.slug}"


def _without_status(edition: Edition, limit: str) -> Iterator[str]:
    days = {
        f"commitments/{promise.slug}": last_day(promise.now.date) if promise.now else ""
        for promise in promises(edition).all
        if promise.now is None or promise.now.standing is not Standing.DONE
    }
    return _before(days, limit)


def _silent(edition: Edition, limit: str) -> Iterator[str]:
    # A subject has no page of its own; the notes that show it have.
    days = {}
    for slug, subject in edition.subjects.items():
        said = [*(p.date for p in subject.positions), *(entry.date for entry in subject.later)]
        days[edition.notes_by_subject[slug][0].id] = max(map(last_day, said))
    return _before(days, limit)


def _unread(edition: Edition) -> Iterator[str]:
    for note in edition.notes:
        review = note.record.review
        missing = [field for field in READINGS if getattr(review, field) is None]
        if missing or review.state is ReviewState.DRAFT:
            yield note.id


def _read_before(edition: Edition, limit: str) -> Iterator[str]:
    days = {note.id: note.record.review.on for note in edition.notes}
    return _before({note: on for note, on in days.items() if on}, limit)


def _accessed_before(edition: Edition, limit: str) -> Iterator[str]:
    """Sources with an address: what is on paper stays as it was."""
    sources = edition.sources.items()
    return _before({f"sources/{slug}": s.looked_at for slug, s in sources if s.url}, limit)


def _waiting(edition: Edition, limit: str) -> Iterator[str]:
    if edition.registry.releases and (log := edition.layer.changes.get(UNRELEASED)):
        changes = log.changes.items()
        yield from _before({f"changes/{slug}": change.date for slug, change in changes}, limit)


def _before(days: Mapping[str, str], limit: str) -> Iterator[str]:
    """The ids whose day is before *limit*, the oldest first."""
    yield from sorted((i for i in days if days[i] < limit), key=lambda i: days[i])
