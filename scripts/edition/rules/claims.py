"""What the edition claims: it has a source, and its day is on the right side.

Each checker's docstring is its rule.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from edition.dates import last_day, start_of
from edition.problems import Problem
from edition.prose import Block, Words, cited, inlines, parse_prose
from edition.references import Reference
from edition.registry import version_key
from edition.seeds.forms import UNRELEASED
from edition.seeds.layer import EditionRecord, Fact, Later, Position
from edition.seeds.marked_yaml import KeyPath
from edition.seeds.parse_layer import Layer
from edition.seeds.record import Record
from edition.seeds.vocabulary import Confidence
from edition.wording import shorten

_CITATION = re.compile(r"(?<![\w.])@[a-z0-9][a-z0-9-]*")


def lost_citations(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Citations that are read as plain words, since their brackets are missing."""
    for inline in inlines(blocks):
        if isinstance(inline, Words) and "@" in inline.text:
            yield from _CITATION.findall(inline.text)


def check_claims(layer: Layer) -> Iterator[Problem]:
    """A claim cites a source or says that it has none, and is on the right side of "as of"."""
    as_of = layer.edition.as_of
    if as_of < layer.edition.date:
        # Every other date would be told as well, and none of them is wrong.
        message = f"the document's own date, {layer.edition.date!r}, is after as_of"
        yield Problem(layer.edition.at("as_of"), "after-as-of", message, _YEAR)
        return
    yield from _check_later(list(layer.later()), layer.edition)
    for note in layer.notes():
        unsupported = note.confidence in {Confidence.UNVERIFIED, Confidence.INFERENCE}
        body = parse_prose(note.body)
        if not unsupported and not cited(body) and not list(lost_citations(body)):
            message = "the note cites no source"
            hint = "cite with [@source], or set confidence: inference or unverified"
            yield Problem(note.at("body"), "claim-without-source", message, hint)
    for term in layer.terms.values():
        yield from _check_dated(term.facts, as_of)
    for lineage in layer.lineage.values():
        yield from _check_dated([f for f in (lineage.first, lineage.between) if f], as_of)
    for subject in layer.subjects.values():
        yield from _check_sourced(subject.positions)


def check_changes(layer: Layer) -> Iterator[Problem]:
    """A release has a date, no change in it is later, and no two changes have the same slug.

    The newest release comes first, what is not released before it.
    """
    known: dict[str, Record] = {}
    above = ""
    for version, release in layer.changes.items():
        if above and _age(version) >= _age(above):
            message = f"{version!r} stands below {above!r}"
            hint = f"the newest comes first: {UNRELEASED}, then the versions, down to the oldest"
            yield Problem(release.at(), "release-date", message, hint)
        above = version
        if (release.date is None) != (version == UNRELEASED):
            message = f"version {version!r} has {'a' if release.date else 'no'} date"
            hint = f"only {UNRELEASED!r} has none"
            yield Problem(release.at("date"), "release-date", message, hint)
        for slug, change in release.changes.items():
            if release.date and change.date > release.date:
                message = f"{change.date!r} is after its release, {release.date!r}"
                yield Problem(change.at("date"), "release-date", message)
            if slug in known:
                hint = f"first used at {known[slug].at()}"
                yield Problem(
                    change.at(), "duplicate-slug", f"slug {slug!r} is already in use", hint
                )
            known.setdefault(slug, change)


def _age(version: str) -> tuple[int, ...]:
    """What is not released is newer than any version."""
    return (sys.maxsize,) if version == UNRELEASED else version_key(version)


def check_days(layer: Layer, today: date) -> Iterator[Problem]:
    """What was done or reported lies in the past.

    The clock counts only if it is not behind what the edition itself says was done;
    tomorrow is today somewhere.
    """
    released = (release.date for release in layer.changes.values() if release.date)
    if today.isoformat() < max([layer.edition.published, *released]):
        return
    tomorrow = (today + timedelta(days=1)).isoformat()
    for record, key in _done(layer):
        day = getattr(record, key)
        if day and start_of(day) > tomorrow:
            message = f"{day!r} has not come yet"
            yield Problem(record.at(key), "day-to-come", message, _YEAR)


_YEAR = "is it the right year and month?"


def _done(layer: Layer) -> Iterator[tuple[Record, str]]:
    """Every record of something that was done, and the key of its day."""
    yield layer.edition, "as_of"
    for note in layer.notes():
        yield from ((note.review, key) for key in ("on", "fairness", "newcomer"))
    yield from ((entry, "date") for entry in layer.later())
    for commitment in layer.commitments.values():
        yield from ((status, "date") for status in commitment.status)
    for release in layer.changes.values():
        yield from ((change, "date") for change in release.changes.values())
    yield from ((s, key) for s in layer.sources.values() for key in ("date", "looked_at"))


def check_order(layer: Layer, today: date) -> Iterator[Problem]:
    """Nothing is reported before it happened or seen before it was published.

    Facts may be announced, and a promise is looked into on a day of the editor's,
    so both may be later than their sources.  Days to come are told as such.
    """
    own = layer.edition
    if own.published < start_of(own.date):
        message = f"{own.published!r} is before the day of the document, {own.date!r}"
        yield Problem(own.at("published"), "date-order", message, _YEAR)
    past = (today + timedelta(days=1)).isoformat()
    for source in layer.sources.values():
        if source.date and source.looked_at < _eve(source.date) <= past:
            message = f"{source.looked_at!r} is before the source's own date, {source.date!r}"
            yield Problem(source.at("looked_at"), "date-order", message, _YEAR)
    positions = (one for subject in layer.subjects.values() for one in subject.positions)
    entries: Iterator[Later | Position] = chain(layer.later(), positions)
    for entry in entries:
        known = (layer.sources[slug] for slug in entry.sources if slug in layer.sources)
        last = max((last_day(s.date) if s.date else _UNKNOWN for s in known), default=_UNKNOWN)
        if last < _eve(entry.date) <= past:
            message = f"{entry.date!r} is later than all its sources, the last of {last!r}"
            hint = "is it the right date, and the right source?"
            yield Problem(entry.at("date"), "date-order", message, hint)


_UNKNOWN = "9999"
"""A source without a date may be of any day."""


def _eve(day: str) -> str:
    """The day before *day*, which America still has when Asia has *day*; a month as it is."""
    first = start_of(day)
    if len(first) < len("2026-01-04"):
        return first
    return (date.fromisoformat(first) - timedelta(days=1)).isoformat()


def check_twice(references: Iterable[Reference], layer: Layer) -> Iterator[Problem]:
    """A list has every name and every dated entry once.

    But for the log of changes, where paragraphs that became one are named twice.
    """
    seen: set[tuple[int, KeyPath, str]] = set()
    for reference in references:
        *path, last = reference.path
        if reference.token or not isinstance(last, int):
            continue
        if reference.origin.startswith("changes/"):
            continue
        item = (id(reference.record), tuple(path), reference.target)
        if item in seen:
            message = f"{reference.target!r} is in this list already"
            yield Problem(reference.place, "listed-twice", message, "delete one of the two")
        seen.add(item)
    for entries in _lists_of_entries(layer):
        for index, entry in enumerate(entries):
            if entry in entries[:index]:
                message = "this entry is in its list already"
                yield Problem(entry.at(), "listed-twice", message, "delete one of the two")


def _lists_of_entries(layer: Layer) -> Iterator[Sequence[Record]]:
    for commitment in layer.commitments.values():
        yield commitment.status
    for subject in layer.subjects.values():
        yield from (subject.positions, subject.later)
    for term in layer.terms.values():
        yield from (term.facts, term.later)
    for paragraph in layer.paragraphs.values():
        yield paragraph.later
        yield from (note.later for note in paragraph.notes.values())


def _check_later(entries: list[Later], edition: EditionRecord) -> Iterator[Problem]:
    yield from _check_sourced(entries)
    as_of = edition.as_of
    # A date without a day may lie on either side; "2026" is not before "2026-01-05".
    early = [entry for entry in entries if entry.date < as_of[: len(entry.date)]]
    if len(early) > max(_CHANCE, len(entries) / 2):
        message = f"most entries under 'later' are not after as_of, {as_of!r}"
        yield Problem(edition.at("as_of"), "later-too-early", message, _YEAR)
        return
    for entry in early:
        message = f"{entry.date!r} is not after the edition's as_of, {as_of!r}"
        yield Problem(entry.at("date"), "later-too-early", message, "move it out of 'later'")


_CHANCE = 3
"""So many entries may all be in the wrong place."""


def _check_dated(facts: list[Fact], as_of: str) -> Iterator[Problem]:
    yield from _check_sourced(facts)
    for fact in facts:
        if start_of(fact.date) > as_of:
            message = f"{fact.date!r} is after the edition's as_of, {as_of!r}"
            yield Problem(fact.at("date"), "after-as-of", message, "move it under 'later'")


def _check_sourced(claims: Sequence[Fact | Later | Position]) -> Iterator[Problem]:
    for claim in claims:
        if claim.sources or claim.confidence is Confidence.UNVERIFIED:
            continue
        text = claim.stance if isinstance(claim, Position) else claim.text
        if cited(parse_prose(text)):
            continue
        message = f"no source for {shorten(text)!r}"
        hint = "add sources, or set confidence: unverified"
        yield Problem(claim.at(), "claim-without-source", message, hint)
