"""Who says what: every act of the text, arranged for comparison.

Everything is counted from what the editors wrote; nothing is judged here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from edition.document import Sentence
from edition.model import Edition
from edition.names import paragraph_of
from edition.seeds.layer import Act, Exchange
from edition.seeds.vocabulary import ActClass
from edition.views.weave import Thread, thread
from edition.wording import series

TOGETHER = frozenset({"both", "all"})
"""Slugs of the party that means all who speak, when they speak as one."""

BACKING = (
    ActClass.COMMITS,
    ActClass.DECLARES,
    ActClass.SUPPORTS,
    ActClass.PRAISES,
    ActClass.THANKS,
)
"""What one party can do for another."""


@dataclass(frozen=True, slots=True)
class SpokenAct:
    """An act with its id (``p6-s2-a1``) and its sentence."""

    id: str
    order: int
    """Its place among all acts of the text."""

    sentence: Sentence
    record: Act

    @property
    def binding(self) -> int:
        """How strongly it binds, 3 to 1."""
        return self.record.binds

    @property
    def paragraph(self) -> str:
        """The number of its paragraph."""
        return paragraph_of(self.sentence.id)[1:]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as written, at one level of the scale."""

    words: str
    acts: tuple[SpokenAct, ...]

    @property
    def speakers(self) -> Mapping[str, int]:
        """Party to how often it uses the verb, the most frequent first."""
        return dict(Counter(act.record.actor for act in self.acts).most_common())


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What two parties do for each other in one matter."""

    slug: str
    """Empty for what belongs to no matter that the editors named."""

    record: Exchange | None
    left: tuple[SpokenAct, ...]
    right: tuple[SpokenAct, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Two parties side by side: *left* is what *one* does for *other*."""

    one: str
    other: str
    rows: tuple[LedgerRow, ...]
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class WhoSaysWhat:
    """All acts, and what can be counted from them."""

    acts: tuple[SpokenAct, ...]
    speakers: tuple[str, ...]
    classes: tuple[ActClass, ...]
    matrix: Mapping[str, Mapping[ActClass, tuple[SpokenAct, ...]]]
    alone: Mapping[str, Mapping[int, tuple[SpokenAct, ...]]]
    """Party to level of the scale, 3 to 1, to what it does on its own."""

    verbs: Mapping[int, tuple[Verb, ...]]
    """Level of the scale, 3 to 1, to the verbs at it, the commonest first."""

    ledgers: tuple[Ledger, ...]
    each_other: tuple[SpokenAct, ...]
    """What the parties say, as one, to each other."""

    strip: tuple[Thread, ...]

    def first_in_paragraphs(self, acts: Iterable[SpokenAct]) -> list[SpokenAct]:
        """The first of *acts* in each paragraph."""
        first: dict[str, SpokenAct] = {}
        for act in acts:
            first.setdefault(act.paragraph, act)
        return list(first.values())


def speaker_names(edition: Edition) -> str:
    """The names of those who speak, in a series."""
    return series(_speakers(edition))


def _speakers(edition: Edition) -> list[str]:
    own = (p for slug, p in edition.record.parties.items() if p.speaks and slug not in TOGETHER)
    return [party.short_name for party in own]


def together(edition: Edition) -> list[str]:
    """What the pages call all who speak, when they speak as one, and then each of them."""
    joint = [p.short_name for slug, p in edition.record.parties.items() if slug in TOGETHER]
    return [*joint[:1], *_speakers(edition)] if joint else []


def who_says_what(edition: Edition) -> WhoSaysWhat:
    """The acts of *edition*, arranged for comparison."""
    acts = tuple(spoken_acts(edition))
    spoken = {act.record.actor for act in acts}
    speakers = tuple(slug for slug in edition.record.parties if slug in spoken)
    own = {slug: [act for act in acts if act.record.actor == slug] for slug in speakers}
    alone = [slug for slug in speakers if slug not in TOGETHER]
    ledgers = (_ledger(edition, acts, *pair) for pair in combinations(alone, 2))
    return WhoSaysWhat(
        acts=acts,
        speakers=speakers,
        classes=tuple(c for c in ActClass if any(act.record.act is c for act in acts)),
        matrix={slug: _by_class(own[slug]) for slug in speakers},
        alone={slug: _by_level(own[slug]) for slug in alone},
        verbs={level: _verbs(acts, level) for level in (3, 2, 1)},
        ledgers=tuple(ledger for ledger in ledgers if ledger.rows),
        each_other=tuple(
            a for a in acts if a.record.actor in TOGETHER and a.record.addressee in TOGETHER
        ),
        strip=tuple(_speaker_thread(edition, own[slug], slug) for slug in speakers),
    )


def spoken_acts(edition: Edition) -> Iterator[SpokenAct]:
    """Every act in the text's order."""
    found = (
        (identifier, sentence.sentence, act)
        for sentence in edition.annotated_sentences
        for identifier, act in sentence.acts_by_id.items()
    )
    for order, (identifier, sentence, act) in enumerate(found):
        yield SpokenAct(identifier, order, sentence, act)


def _by_class(acts: Iterable[SpokenAct]) -> dict[ActClass, tuple[SpokenAct, ...]]:
    grouped: dict[ActClass, list[SpokenAct]] = defaultdict(list)
    for act in acts:
        grouped[act.record.act].append(act)
    return {kind: tuple(grouped[kind]) for kind in ActClass if kind in grouped}


def _by_level(acts: list[SpokenAct]) -> dict[int, tuple[SpokenAct, ...]]:
    return {level: tuple(act for act in acts if act.binding == level) for level in (3, 2, 1)}


def _verbs(acts: Iterable[SpokenAct], level: int) -> tuple[Verb, ...]:
    grouped: dict[str, list[SpokenAct]] = defaultdict(list)
    for act in acts:
        if act.binding == level:
            grouped[act.record.verb.casefold()].append(act)
    verbs = [Verb(own[0].record.verb, tuple(own)) for own in grouped.values()]
    return tuple(sorted(verbs, key=lambda verb: (-len(verb.acts), verb.words.casefold())))


def _ledger(edition: Edition, acts: Iterable[SpokenAct], one: str, other: str) -> Ledger:
    """By the matters that the editors named, then whatever else one does for the other."""
    by_id = {act.id: act for act in acts if act.record.actor in {one, other}}
    rows = []
    rest = dict(by_id)
    for slug, record in edition.layer.ledger.items():
        own = [by_id[identifier] for identifier in record.acts if identifier in by_id]
        rows.append(_ledger_row(slug, record, own, one))
        for act in own:
            rest.pop(act.id, None)
    backing = [act for act in rest.values() if _backs(act, {one, other})]
    rows.append(_ledger_row("", None, backing, one))
    rows = [row for row in rows if row.left or row.right]
    totals = (sum(len(row.left) for row in rows), sum(len(row.right) for row in rows))
    return Ledger(one, other, tuple(rows), *totals)


def _backs(act: SpokenAct, pair: set[str]) -> bool:
    return {act.record.actor, act.record.addressee} == pair and act.record.act in BACKING


def _ledger_row(slug: str, record: Exchange | None, acts: list[SpokenAct], one: str) -> LedgerRow:
    left = tuple(act for act in acts if act.record.actor == one)
    return LedgerRow(slug, record, left, tuple(act for act in acts if act.record.actor != one))


def _speaker_thread(edition: Edition, acts: Iterable[SpokenAct], slug: str) -> Thread:
    party = edition.record.parties[slug]
    levels: dict[str, int] = {}
    for act in acts:
        levels[act.sentence.id] = max(act.binding, levels.get(act.sentence.id, 0))
    row = thread(edition, set(levels), party.short_name, party.colour.value)
    return replace(row, levels=levels)
