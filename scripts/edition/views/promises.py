"""What is promised, by when, and what has come of it."""

from __future__ import annotations

from dataclasses import dataclass

from edition.model import Edition
from edition.quotes import find_quote
from edition.seeds.layer import Commitment, Formula, Status
from edition.seeds.vocabulary import ActClass
from edition.views.periods import years_in


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with its years, if its date names any, and its latest status."""

    slug: str
    order: int
    """The place of its sentence in the text."""

    record: Commitment
    years: tuple[int, int] | None
    watch: frozenset[int]
    """Years that "what to watch" names."""

    now: Status | None

    def due_in(self, year: int) -> bool:
        """Whether its own date takes in *year*."""
        return self.years is not None and self.years[0] <= year <= self.years[1]


@dataclass(frozen=True, slots=True)
class Promises:
    """All commitments, the most checkable first, then in the text's order."""

    all: tuple[Promise, ...]
    years: tuple[int, ...]
    """Every year from the first that is named to the last."""

    document: int
    """The year of the document."""

    committing: tuple[str, ...]
    """Ids of the acts that commit and are in a promise."""

    expected: tuple[Promise, ...]
    """Those that rest on acts of other classes alone."""

    @property
    def to_come(self) -> list[int]:
        """Years from that of the document on for which something is to be said."""
        own = (year for year in self.years if year >= self.document)
        return [year for year in own if self.due_in(year) or self.watched_in(year)]

    def level(self, checkable: int) -> list[Promise]:
        """Those that can be checked to this degree, 3 to 1."""
        return [promise for promise in self.all if promise.record.checkable == checkable]

    @property
    def dated(self) -> list[Promise]:
        """Those with a year, the earliest first."""
        own = [(promise.years, promise) for promise in self.all if promise.years]
        return [promise for _, promise in sorted(own, key=lambda item: item[0])]

    @property
    def watched(self) -> list[Promise]:
        """Those without a year of their own for which there is a year to watch."""
        own = [promise for promise in self.all if promise.watch and not promise.years]
        return sorted(own, key=lambda promise: min(promise.watch))

    def due_in(self, year: int) -> list[Promise]:
        """Those that end in *year*, and in the year of the document all that run in it."""
        return [
            promise
            for promise in self.dated
            if promise.due_in(year)
            and (year == self.document or (promise.years and promise.years[1] == year))
        ]

    def watched_in(self, year: int) -> list[Promise]:
        """Those of which the editors say what to watch in *year*."""
        return [promise for promise in self.all if year in promise.watch]


def promises(edition: Edition) -> Promises:
    """The commitments of *edition* with their years."""
    order = edition.sentence_order
    items = edition.layer.commitments.items()
    ranked = sorted(items, key=lambda item: (-item[1].checkable, order[item[1].sentence]))
    found = tuple(promise_of(slug, edition) for slug, _ in ranked)
    years = [year for promise in found for year in (*(promise.years or ()), *promise.watch)]
    span = range(min(years), max(years) + 1) if years else range(0)
    listed = {promise.slug: set(acts_of(promise.record, edition)) for promise in found}
    commits, held = _committing(edition), set().union(*listed.values())
    return Promises(
        found,
        tuple(span),
        int(edition.record.date[:4]),
        tuple(identifier for identifier in commits if identifier in held),
        tuple(promise for promise in found if listed[promise.slug].isdisjoint(commits)),
    )


def unlisted(edition: Edition) -> list[str]:
    """Ids of the acts that commit and are in no promise."""
    listed = set(promises(edition).committing)
    return [identifier for identifier in _committing(edition) if identifier not in listed]


def _committing(edition: Edition) -> list[str]:
    return [
        identifier
        for sentence in edition.annotated_sentences
        for identifier, act in sentence.acts_by_id.items()
        if act.act is ActClass.COMMITS
    ]


def promise_of(slug: str, edition: Edition) -> Promise:
    """One commitment of *edition* with its years and its latest status."""
    record = edition.layer.commitments[slug]
    order = edition.sentence_order[record.sentence]
    years = years_in(record.due or "")
    latest = max(record.status, key=lambda status: status.date, default=None)
    span = (min(years), max(years)) if years else None
    return Promise(slug, order, record, span, frozenset(years_in(record.watch)), latest)


def acts_of(quoted: Commitment | Formula, edition: Edition) -> list[str]:
    """Ids of the acts with which it shares words; they say who acts, to whom and how binding."""
    own = edition.annotated(quoted.sentence)
    text = own.sentence.text
    (words,) = find_quote(quoted.quote, text)
    return [
        identifier
        for identifier, act in own.acts_by_id.items()
        if any(words.meets(span) for span in find_quote(act.quote, text))
    ]
