"""Every dated thing of the edition, in order, and the lane it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from edition.dates import start_of
from edition.model import Edition
from edition.names import paragraph_of
from edition.seeds.layer import Later, Term
from edition.seeds.vocabulary import Confidence, Standing, TermKind
from edition.views.periods import decade_or_year, year_span, years_in

WORDS_BEFORE = 6
"""This many words of the text are shown before a year that it names."""

BEGINNINGS = frozenset({TermKind.DOCUMENT, TermKind.EVENT, TermKind.PROGRAMME})
"""Kinds of terms whose first dated fact is, as a rule, their beginning."""


class Lane(StrEnum):
    """How far a date reaches: the text itself, its parties, the region, the world."""

    TEXT = "text"
    PARTIES = "parties"
    REGION = "region"
    WORLD = "world"


class DateKind(StrEnum):
    """What a date is the date of."""

    TEXT = "text"
    DUE = "due"
    EARLIER = "earlier"
    FACT = "fact"
    POSITION = "position"
    PROMISE = "promise"
    LATER = "later"


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """One date and what it is the date of."""

    id: str
    """Where it is on the page of all dates."""

    date: str
    kind: DateKind
    thing: str
    """The id of what it belongs to."""

    prose: str = ""
    quote: str = ""
    """Words of the document, where the document itself names the date."""

    who: str = ""
    """Who takes a position."""

    standing: Standing | None = None
    """How a promise stood then."""

    sources: Sequence[str] = ()
    confidence: Confidence = Confidence.HIGH
    sentences: Sequence[str] = ()
    """Sentences of the text that it belongs to."""

    name: str = ""
    """What to write beside its mark in a drawing; most dates have none."""

    lane: Lane = Lane.TEXT

    @property
    def year(self) -> str:
        """The year it begins in."""
        return self.date[:4]

    @property
    def paragraphs(self) -> Iterable[str]:
        """Paragraphs of the text that it belongs to, each once."""
        return dict.fromkeys(map(paragraph_of, self.sentences))

    @property
    def start(self) -> str:
        """When it begins, if it took longer than a day, a month or a year."""
        return start_of(self.date)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All dates in their order."""

    dates: tuple[Dated, ...]

    def count(self, kind: str) -> int:
        """How many dates of a kind there are."""
        return sum(item.kind == kind for item in self.dates)

    def count_in(self, lane: Lane) -> int:
        """How many dates a lane has."""
        return sum(item.lane is lane for item in self.dates)


def timeline(edition: Edition) -> Timeline:
    """Every dated thing of *edition*."""
    kinds = (_own, _named, _due, _earlier, _facts, _positions, _promises, _later)
    lanes = _lanes(edition)
    found = (_placed(item, lanes) for item in chain.from_iterable(k(edition) for k in kinds))
    dates = tuple(sorted(found, key=lambda item: item.start))
    return Timeline(dates)


def _lanes(edition: Edition) -> dict[str, list[Lane]]:
    """Sentence to the lanes of its themes."""
    return {
        sentence.id: [
            Lane(reach) for slug in sentence.record.themes if (reach := edition.themes[slug].reach)
        ]
        for sentence in edition.annotated_sentences
    }


def _placed(item: Dated, lanes: Mapping[str, list[Lane]]) -> Dated:
    """*item* in the commonest lane of its sentences' themes; of two, in the first."""
    if item.kind in {DateKind.TEXT, DateKind.DUE}:
        return item
    found = Counter(lane for sentence in item.sentences for lane in lanes[sentence])
    return replace(item, lane=found.most_common(1)[0][0] if found else Lane.PARTIES)


def _own(edition: Edition) -> Iterator[Dated]:
    record = edition.record
    first = edition.document.paragraphs[0].id
    own = {
        "document": (record.date, "The day of the document.", record.short_title),
        "published": (record.published, "The document is published.", ""),
        "as-of": (
            record.as_of,
            "The day up to which the notes hold; what came after is marked as later.",
            "",
        ),
    }
    for slug, (date, text, name) in own.items():
        yield Dated(f"d-{slug}", date, DateKind.TEXT, first, text, name=name)


def _named(edition: Edition) -> Iterator[Dated]:
    """Years that the document names in figures."""
    for paragraph in edition.document.paragraphs:
        for sentence in paragraph.sentences:
            for number, (year, start, end) in enumerate(year_span(sentence.text), start=1):
                before = sentence.text[:start].split(" ")
                begin = len(" ".join(before[:-WORDS_BEFORE])) if len(before) > WORDS_BEFORE else 0
                # The rest of "(2024-2029)" belongs to the year, a comma or full stop does not.
                rest = sentence.text[end:].partition(" ")[0].rstrip(".,;:”")
                words = sentence.text[begin : end + len(rest)].strip()
                name = f"d-{sentence.id}-y{number}"
                own = (sentence.id,)
                yield Dated(
                    name,
                    str(year),
                    DateKind.TEXT,
                    sentence.id,
                    quote=words,
                    sentences=own,
                    name=words,
                )


def _due(edition: Edition) -> Iterator[Dated]:
    """The last year by which a promise is to be kept."""
    for slug, item in edition.layer.commitments.items():
        if years := years_in(item.due or ""):
            yield Dated(
                f"d-due-{slug}",
                str(max(years)),
                DateKind.DUE,
                f"commitments/{slug}",
                f"{item.name}: {item.due}.",
                sentences=(item.sentence,),
                name=item.name,
            )


def _earlier(edition: Edition) -> Iterator[Dated]:
    for slug, text in edition.layer.earlier.items():
        prose = f"{text.name}, {text.place}."
        thing = f"earlier/{slug}"
        yield Dated(
            f"d-text-{slug}",
            text.date,
            DateKind.EARLIER,
            thing,
            prose,
            sources=text.sources,
            name=text.name,
        )


def _facts(edition: Edition) -> Iterator[Dated]:
    for slug, term in edition.terms.items():
        sentences = _sentences_of_term(edition, slug)
        beginning = _beginning(edition, slug, term)
        for number, fact in enumerate(term.facts, start=1):
            yield Dated(
                f"d-{slug}--{number}",
                fact.date,
                DateKind.FACT,
                f"terms/{slug}",
                fact.text,
                sources=fact.sources,
                confidence=fact.confidence,
                sentences=sentences,
                name=fact.label or (term.name if number == beginning else ""),
            )


def _beginning(edition: Edition, slug: str, term: Term) -> int:
    """The number of the fact with which a document, event or programme begins; 0 for none.

    Of the time around the document only what it names itself is taken, or the
    drawing would be all names.
    """
    if term.kind not in BEGINNINGS or not term.facts:
        return 0
    if any(fact.label for fact in term.facts):
        return 0
    number, fact = min(enumerate(term.facts, start=1), key=lambda item: item[1].date)
    year = fact.date[:4]
    if years_in(term.name) and int(year) not in years_in(term.name):
        return 0
    long_ago = decade_or_year(fact.date, edition.record.date) != year
    return number if long_ago or edition.mentions_by_term.get(slug) else 0


def _sentences_of_term(edition: Edition, slug: str) -> tuple[str, ...]:
    """Sentences that name a term, then those it bears on, then those of its notes."""
    notes = edition.notes_by_term.get(slug, ())
    noted = [sentence.id for note in notes for sentence in note.sentences]
    return tuple(dict.fromkeys([*edition.sentences_about(slug), *noted]))


def _positions(edition: Edition) -> Iterator[Dated]:
    for slug, subject in edition.subjects.items():
        note = edition.notes_by_subject[slug][0]
        for number, position in enumerate(subject.positions, start=1):
            yield Dated(
                f"d-position-{slug}--{number}",
                position.date,
                DateKind.POSITION,
                note.id,
                position.stance,
                who=position.holder,
                sources=position.sources,
                confidence=position.confidence,
                sentences=(note.sentences[0].id, *subject.sentences),
            )


def _promises(edition: Edition) -> Iterator[Dated]:
    for slug, item in edition.layer.commitments.items():
        for number, status in enumerate(item.status, start=1):
            yield Dated(
                f"d-promise-{slug}--{number}",
                status.date,
                DateKind.PROMISE,
                f"commitments/{slug}",
                status.text,
                standing=status.standing,
                sources=status.sources,
                sentences=(item.sentence,),
            )


def _later(edition: Edition) -> Iterator[Dated]:
    for slug, term in edition.terms.items():
        yield from _entries(f"terms/{slug}", term.later, _sentences_of_term(edition, slug))
    for slug, subject in edition.subjects.items():
        note = edition.notes_by_subject[slug][0]
        yield from _entries(note.id, subject.later, subject.sentences, f"subject-{slug}")
    for paragraph in edition.paragraphs:
        own = tuple(sentence.id for sentence in paragraph.sentences)
        yield from _entries(paragraph.id, paragraph.record.later, own)
        for note in paragraph.notes:
            yield from _entries(note.id, note.record.later, [s.id for s in note.sentences])


def _entries(
    thing: str, entries: Iterable[Later], sentences: Sequence[str], name: str = ""
) -> Iterator[Dated]:
    for number, entry in enumerate(entries, start=1):
        yield Dated(
            f"d-later-{name or thing.replace('/', '-')}--{number}",
            entry.date,
            DateKind.LATER,
            thing,
            entry.text,
            sources=entry.sources,
            confidence=entry.confidence,
            sentences=sentences,
        )
