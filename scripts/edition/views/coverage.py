"""How far the edition covers its text: figures for editors and readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from edition.dates import end_of
from edition.model import AnnotatedParagraph, Annotation, Edition
from edition.prose import Unverified, inlines, parse_prose
from edition.quotes import Span, cut
from edition.rules.unwritten import to_write
from edition.seeds.layer import Fact, Later, Note, Position, Source
from edition.seeds.vocabulary import Confidence, NoteKind, ReviewState, SourceKind
from edition.views.promises import unlisted

OWN_WORDS = (SourceKind.PRIMARY, SourceKind.OFFICIAL, SourceKind.AGENCY)
"""Kinds in which somebody speaks for themselves, or an agency for them."""

READINGS = {
    "on": "against their sources",
    "fairness": "from the side of each party",
    "newcomer": "by somebody new to the subject",
}
"""Field of a note's review to the reading whose day it holds."""

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


class Age(StrEnum):
    """How old a source was on the edition's day."""

    MONTH = "last month"
    YEAR = "last year"
    FIVE = "last five years"
    OLDER = "older"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters of a paragraph and the kind of the closest note on it."""

    start: int
    length: int
    kind: NoteKind


@dataclass(frozen=True, slots=True)
class ParagraphCoverage:
    """Figures of one paragraph; ``length`` and places are in characters."""

    id: str
    handle: str
    notes: int
    kinds: Counter[NoteKind]
    acts: int
    length: int
    words: int
    noted: int
    """Words under a note."""

    named: int
    """Words under a note or a linked name."""

    stretches: tuple[Stretch, ...]
    sentence_ends: tuple[int, ...]
    bare: tuple[str, ...]
    """Ids of its sentences with no note."""

    @property
    def share(self) -> float:
        """The part of its words under a note; a row of symbols has none."""
        return self.noted / max(self.words, 1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures of the whole edition; lists hold ids."""

    paragraphs: tuple[ParagraphCoverage, ...]
    notes: int
    kinds: Counter[NoteKind]
    acts: int
    confidence: Counter[Confidence]
    review: Counter[str]
    drafts: tuple[str, ...]
    readings: dict[str, int]
    """Kind of reading to the number of notes that have had it."""

    sources: Counter[SourceKind]
    ages: dict[SourceKind, Counter[Age]]
    own_words: float
    """The share of sources of the kinds in ``OWN_WORDS``."""

    looked_at: tuple[str, str]
    """The first and the last day on which a source was looked at."""

    without_form: dict[str, list[str]]
    """Language to the slugs of terms with no form in it."""

    unlisted: tuple[str, ...]
    """Acts that commit and are in no promise."""

    unverified: tuple[str, ...]
    """What holds a claim for which no source was seen."""

    to_write: tuple[str, ...]
    """Skeletons that still say so."""

    words: int
    share: float
    share_named: float


def coverage(edition: Edition) -> Coverage:
    """All figures of *edition*."""
    notes = list(edition.notes)
    paragraphs = tuple(_paragraph(paragraph) for paragraph in edition.paragraphs)
    words = sum(paragraph.words for paragraph in paragraphs)
    sources = Counter(source.kind for source in edition.sources.values())
    days = sorted(source.looked_at for source in edition.sources.values())
    return Coverage(
        paragraphs=paragraphs,
        notes=len(notes),
        kinds=Counter(note.record.kind for note in notes),
        acts=sum(paragraph.acts for paragraph in paragraphs),
        confidence=Counter(note.record.confidence for note in notes),
        review=Counter(note.record.review.state for note in notes),
        drafts=tuple(note.id for note in notes if note.record.review.state is ReviewState.DRAFT),
        readings={
            name: sum(getattr(note.record.review, field) is not None for note in notes)
            for field, name in READINGS.items()
        },
        sources=sources,
        ages=_ages(edition.sources.values(), edition.record.as_of),
        own_words=sum(sources[kind] for kind in OWN_WORDS) / max(sources.total(), 1),
        looked_at=(days[0], days[-1]) if days else ("", ""),
        without_form={
            language: [slug for slug, term in edition.terms.items() if language not in term.forms]
            for language in edition.record.languages
        },
        unlisted=tuple(unlisted(edition)),
        unverified=tuple(dict.fromkeys(_unverified(edition, notes))),
        to_write=tuple(to_write(edition)),
        words=words,
        share=sum(paragraph.noted for paragraph in paragraphs) / max(words, 1),
        share_named=sum(paragraph.named for paragraph in paragraphs) / max(words, 1),
    )


def _paragraph(paragraph: AnnotatedParagraph) -> ParagraphCoverage:
    text = paragraph.paragraph.text
    words = [match.span() for match in _WORD.finditer(text)]
    noted = _touched(words, [note.span for note in paragraph.notes], len(text))
    named = _touched(words, [mention.span for mention in paragraph.mentions], len(text))
    on_sentences = {sentence.id for note in paragraph.notes for sentence in note.sentences}
    sentences = paragraph.paragraph.sentences
    return ParagraphCoverage(
        id=paragraph.id,
        handle=paragraph.record.handle,
        notes=len(paragraph.notes),
        kinds=Counter(note.record.kind for note in paragraph.notes),
        acts=sum(len(sentence.acts) for sentence in paragraph.sentences),
        length=len(text),
        words=len(words),
        noted=len(noted),
        named=len(noted | named),
        stretches=tuple(_stretches(text, paragraph.notes)),
        sentence_ends=tuple(sentence.span.end for sentence in sentences[:-1]),
        bare=tuple(s.id for s in sentences if s.id not in on_sentences),
    )


def _touched(
    words: Iterable[tuple[int, int]], spans: Iterable[Span], length: int
) -> set[tuple[int, int]]:
    """Those of *words* that have a character in one of *spans*, in a text of *length*."""
    covered = bytearray(length)
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return {(start, end) for start, end in words if 1 in covered[start:end]}


def _stretches(text: str, notes: Iterable[Annotation]) -> Iterator[Stretch]:
    """Runs under a note; where notes nest, the shortest is the closest to the words."""
    spans = [(note.span, note) for note in notes]
    for piece in cut(text, spans, Span(0, len(text))):
        if piece.covered_by:
            closest = min(piece.covered_by, key=lambda note: note.span.end - note.span.start)
            yield Stretch(piece.span.start, len(piece.text), closest.record.kind)


def _ages(sources: Iterable[Source], as_of: str) -> dict[SourceKind, Counter[Age]]:
    ages: dict[SourceKind, Counter[Age]] = {kind: Counter() for kind in SourceKind}
    for source in sources:
        ages[source.kind][age(source.date, as_of)] += 1
    return ages


def age(when: str | None, as_of: str) -> Age:
    """How long before *as_of* something dated *when* was; the last day it may mean counts."""
    if when is None:
        return Age.UNDATED
    end = end_of(when)
    if end > as_of:
        return Age.LATER
    if len(end) < len(as_of):
        # "2025" may mean its last day, "2025-06" the end of June, but none after as_of.
        end = min(f"{end}-12-28" if len(end) == len("2025") else f"{end}-28", as_of)
    days = (date.fromisoformat(as_of) - date.fromisoformat(end)).days
    bands = ((31, Age.MONTH), (366, Age.YEAR), (5 * 366, Age.FIVE))
    return next((band for limit, band in bands if days <= limit), Age.OLDER)


def _unverified(edition: Edition, notes: list[Annotation]) -> Iterator[str]:
    for note in notes:
        marked = any(isinstance(inline, Unverified) for inline in inlines(note.body))
        if marked or _unsure([note.record, *note.record.later]):
            yield note.id
    for slug, term in edition.terms.items():
        facts: Iterable[Fact | Later] = chain(term.facts, term.later)
        if _unsure(facts) or _marked(term.what):
            yield f"terms/{slug}"
    for slug, subject in edition.subjects.items():
        claims: Iterable[Position | Later] = chain(subject.positions, subject.later)
        stances = (position.stance for position in subject.positions)
        if _unsure(claims) or any(map(_marked, stances)):
            # A subject has no page of its own; the notes that show it have.
            yield from (note.id for note in edition.notes_by_subject[slug])


def _unsure(claims: Iterable[Note | Fact | Later | Position]) -> bool:
    return any(claim.confidence is Confidence.UNVERIFIED for claim in claims)


def _marked(prose: str) -> bool:
    return any(isinstance(inline, Unverified) for inline in inlines(parse_prose(prose)))
