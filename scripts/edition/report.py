"""How far the edition covers its text: figures for editors and readers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from edition.layer import Confidence, NoteKind, SourceKind
from edition.model import AnnotatedParagraph, Edition
from edition.prose import Unverified, inlines
from edition.quotes import Span


@dataclass(frozen=True, slots=True)
class ParagraphCoverage:
    """Figures of one paragraph; ``share`` is the part of its characters under a note."""

    id: str
    handle: str
    notes: int
    kinds: Counter[NoteKind]
    acts: int
    share: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures of the whole edition."""

    paragraphs: tuple[ParagraphCoverage, ...]
    notes: int
    kinds: Counter[NoteKind]
    acts: int
    confidence: Counter[Confidence]
    review: Counter[str]
    sources: Counter[SourceKind]
    without_form: dict[str, list[str]]
    """Language to the slugs of terms with no form in it."""

    unverified: list[str]
    """Ids of what holds a claim for which no source was seen."""

    share: float


def coverage(edition: Edition) -> Coverage:
    """Count what there is."""
    notes = [note for paragraph in edition.paragraphs for note in paragraph.notes]
    covered = sum(_covered(paragraph) for paragraph in edition.paragraphs)
    return Coverage(
        paragraphs=tuple(_paragraph(paragraph) for paragraph in edition.paragraphs),
        notes=len(notes),
        kinds=Counter(note.record.kind for note in notes),
        acts=sum(len(s.acts) for p in edition.paragraphs for s in p.sentences),
        confidence=Counter(note.record.confidence for note in notes),
        review=Counter(note.record.review.state for note in notes),
        sources=Counter(source.kind for source in edition.sources.values()),
        without_form={
            language: [slug for slug, term in edition.terms.items() if language not in term.forms]
            for language in edition.record.languages
        },
        unverified=_unverified(edition),
        share=covered / sum(len(p.paragraph.text) for p in edition.paragraphs),
    )


def _paragraph(paragraph: AnnotatedParagraph) -> ParagraphCoverage:
    return ParagraphCoverage(
        paragraph.paragraph.id,
        paragraph.record.handle,
        len(paragraph.notes),
        Counter(note.record.kind for note in paragraph.notes),
        sum(len(sentence.acts) for sentence in paragraph.sentences),
        _covered(paragraph) / len(paragraph.paragraph.text),
    )


def _covered(paragraph: AnnotatedParagraph) -> int:
    """Characters under at least one note."""
    total = end = 0
    for span in sorted(note.span for note in paragraph.notes):
        fresh = Span(max(span.start, end), max(span.end, end))
        total += fresh.end - fresh.start
        end = fresh.end
    return total


def _unverified(edition: Edition) -> list[str]:
    found = [
        note.id
        for paragraph in edition.paragraphs
        for note in paragraph.notes
        if note.record.confidence is Confidence.UNVERIFIED
        or any(isinstance(inline, Unverified) for inline in inlines(note.body))
    ]
    found += [
        f"terms/{slug}"
        for slug, term in edition.terms.items()
        if any(fact.confidence is Confidence.UNVERIFIED for fact in term.facts)
    ]
    return found
