"""Views for comparison: who says what, and where a theme or speaker runs through the text.

Everything is counted from what the editors wrote; nothing is judged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, combinations

from edition.document import Sentence
from edition.labels import binding
from edition.layer import Act, Commitment, Exchange, Status, Term
from edition.model import AnnotatedSentence, Annotation, Edition
from edition.names import act_id, paragraph_of
from edition.periods import years_in
from edition.vocabulary import ActClass, Carries, NoteKind

TOGETHER = frozenset({"both", "all"})
"""Slugs of the party that means all who speak, when they speak as one."""

PARAGRAPH_GAP = 0.6
"""Between two paragraphs in a small drawing, as part of a sentence's width."""

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
    """An act with its id (``p6-s2-a1``), its sentence and how strongly it binds, 3 to 1."""

    id: str
    order: int
    """Its place among all acts of the text."""

    sentence: Sentence
    record: Act
    binding: int

    @property
    def paragraph(self) -> str:
        """The number of its paragraph."""
        return paragraph_of(self.sentence.id)[1:]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as written, at one level of the scale."""

    words: str
    acts: tuple[SpokenAct, ...]


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
class Thread:
    """One row of a weave: the sentences in which something appears."""

    name: str
    hue: str
    href: str
    """An id, or empty if the row leads nowhere."""

    cells: tuple[tuple[str, ...], ...]
    """For each paragraph, for each sentence: its id, or empty where the thing does not appear."""

    count: int
    levels: Mapping[str, int] = field(default_factory=dict)
    """Sentence to a level from 3 to 1, where its mark is to be drawn higher or lower."""

    @property
    def sentences(self) -> list[str]:
        """The ids of its sentences."""
        return [own for sentences in self.cells for own in sentences if own]

    def within(self, first: int, last: int) -> Thread:
        """The same row for the paragraphs from *first* to *last* alone."""
        cells = self.cells[first - 1 : last]
        return replace(self, cells=cells, count=sum(map(bool, chain.from_iterable(cells))))

    @property
    def stroke(self) -> str:
        """Its sentences as a path, each 1 wide in a row 1 high, with a gap between paragraphs."""
        marks: list[str] = []
        place = 0.0
        for sentences in self.cells:
            marks += [f"M{place + n:g} .5h1" for n, own in enumerate(sentences) if own]
            place += len(sentences) + PARAGRAPH_GAP
        return "".join(marks)

    @property
    def width(self) -> float:
        """How wide the path may be."""
        own = sum(len(sentences) + PARAGRAPH_GAP for sentences in self.cells)
        return round(own - PARAGRAPH_GAP, 1)


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
        return list({act.paragraph: act for act in reversed(list(acts))}.values())[::-1]


def parties(edition: Edition) -> str:
    """The names of those who speak, with "and" between."""
    own = (p for slug, p in edition.record.parties.items() if p.speaks and slug not in TOGETHER)
    return " and ".join(party.short or party.name for party in own)


def who_says_what(edition: Edition) -> WhoSaysWhat:
    """The acts of *edition*, arranged for comparison."""
    acts = tuple(spoken_acts(edition))
    spoken = {act.record.actor for act in acts}
    speakers = tuple(slug for slug in edition.record.parties if slug in spoken)
    matrix: dict[str, dict[ActClass, tuple[SpokenAct, ...]]] = {}
    for slug in speakers:
        own = [act for act in acts if act.record.actor == slug]
        matrix[slug] = _by_class(own)
    alone = [slug for slug in speakers if slug not in TOGETHER]
    return WhoSaysWhat(
        acts=acts,
        speakers=speakers,
        classes=tuple(c for c in ActClass if any(act.record.act is c for act in acts)),
        matrix=matrix,
        alone={slug: _by_level(a for a in acts if a.record.actor == slug) for slug in alone},
        verbs={level: _verbs(acts, level) for level in (3, 2, 1)},
        ledgers=tuple(_ledger(edition, acts, *pair) for pair in combinations(alone, 2)),
        each_other=tuple(
            a for a in acts if a.record.actor in TOGETHER and a.record.addressee in TOGETHER
        ),
        strip=tuple(_speaker_thread(edition, acts, slug) for slug in speakers),
    )


def spoken_acts(edition: Edition) -> Iterator[SpokenAct]:
    """Every act in the text's order."""
    found = (
        (number, sentence.sentence, act)
        for sentence in _sentences(edition)
        for number, act in enumerate(sentence.acts, start=1)
    )
    for order, (number, sentence, act) in enumerate(found):
        yield SpokenAct(act_id(sentence.id, number), order, sentence, act, binding(act))


def _sentences(edition: Edition) -> Iterator[AnnotatedSentence]:
    for paragraph in edition.paragraphs:
        yield from paragraph.sentences


def _by_class(acts: Iterable[SpokenAct]) -> dict[ActClass, tuple[SpokenAct, ...]]:
    grouped: dict[ActClass, list[SpokenAct]] = defaultdict(list)
    for act in acts:
        grouped[act.record.act].append(act)
    return {kind: tuple(grouped[kind]) for kind in ActClass if kind in grouped}


def _by_level(acts: Iterable[SpokenAct]) -> dict[int, tuple[SpokenAct, ...]]:
    own = list(acts)
    return {level: tuple(act for act in own if act.binding == level) for level in (3, 2, 1)}


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


def _ledger_row(
    slug: str, record: Exchange | None, acts: Iterable[SpokenAct], one: str
) -> LedgerRow:
    own = list(acts)
    left = tuple(act for act in own if act.record.actor == one)
    return LedgerRow(slug, record, left, tuple(act for act in own if act.record.actor != one))


def _speaker_thread(edition: Edition, acts: Iterable[SpokenAct], slug: str) -> Thread:
    party = edition.record.parties[slug]
    levels: dict[str, int] = {}
    for act in acts:
        if act.record.actor == slug:
            levels[act.sentence.id] = max(act.binding, levels.get(act.sentence.id, 0))
    thread = _thread(edition, set(levels), party.short or party.name, party.colour.value)
    return replace(thread, levels=levels)


def theme_thread(edition: Edition, slug: str) -> Thread:
    """Where one theme appears."""
    theme = edition.themes[slug]
    own = {item.sentence.id for item in edition.sentences_by_theme.get(slug, ())}
    return _thread(edition, own, theme.name, theme.colour.value, f"themes/{slug}")


def _thread(edition: Edition, own: set[str], name: str, hue: str, href: str = "") -> Thread:
    cells = tuple(
        tuple(s.id if s.id in own else "" for s in paragraph.sentences)
        for paragraph in edition.document.paragraphs
    )
    return Thread(name, hue, href, cells, len(own))


def divergences(edition: Edition) -> list[Annotation]:
    """Notes on what a version in another language says differently."""
    notes = (note for paragraph in edition.paragraphs for note in paragraph.notes)
    return [note for note in notes if note.record.kind is NoteKind.TRANSLATION]


@dataclass(frozen=True, slots=True)
class FormsGiven:
    """How many terms have a form in one language, seen in a source or known; the rest has none."""

    language: str
    seen: int
    known: int
    none: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """The notes on where one language says more, less or something else, and their sentences."""

    language: str
    carries: Carries
    notes: tuple[Annotation, ...]
    thread: Thread

    @property
    def slug(self) -> str:
        """Its place on the page: ``zh-more``."""
        return f"{self.language}-{self.carries.value}"


@dataclass(frozen=True, slots=True)
class Languages:
    """Names in every language that the edition gives."""

    terms: tuple[tuple[str, Term], ...]
    coverage: tuple[FormsGiven, ...]
    divergences: tuple[Divergence, ...]
    """Each note once, under the first language that it names."""


def languages(edition: Edition) -> Languages:
    """Every term with its forms, by name."""
    terms = sorted(edition.terms.items(), key=lambda item: item[1].name.casefold())
    return Languages(
        tuple(terms),
        tuple(_coverage(edition, language) for language in edition.record.languages),
        tuple(_divergences(edition)),
    )


_CARRIES_HUES = {Carries.MORE: "green", Carries.LESS: "rust", Carries.OTHER: "plum"}


def _divergences(edition: Edition) -> Iterator[Divergence]:
    grouped: dict[tuple[str, Carries], list[Annotation]] = defaultdict(list)
    for note in divergences(edition):
        grouped[next(iter(note.record.diverges.items()))].append(note)
    for language, tongue in edition.record.languages.items():
        for carries in Carries:
            notes = grouped.get((language, carries), [])
            own = {sentence.id for note in notes for sentence in note.sentences}
            name = f"{tongue.name}: {carries.value}"
            thread = _thread(edition, own, name, _CARRIES_HUES[carries])
            if notes:
                yield Divergence(language, carries, tuple(notes), thread)


def _coverage(edition: Edition, language: str) -> FormsGiven:
    forms = [t.forms[language].basis for t in edition.terms.values() if language in t.forms]
    seen = forms.count("seen")
    return FormsGiven(language, seen, len(forms) - seen, len(edition.terms) - len(forms))


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
    found = tuple(_promise(slug, order[record.sentence], record) for slug, record in ranked)
    years = [year for promise in found for year in (*(promise.years or ()), *promise.watch)]
    span = range(min(years), max(years) + 1) if years else range(0)
    return Promises(found, tuple(span), int(edition.record.date[:4]))


def _promise(slug: str, order: int, record: Commitment) -> Promise:
    years = years_in(record.due or "")
    latest = max(record.status, key=lambda status: status.date, default=None)
    span = (min(years), max(years)) if years else None
    return Promise(slug, order, record, span, frozenset(years_in(record.watch)), latest)
