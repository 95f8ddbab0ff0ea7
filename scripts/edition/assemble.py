"""Turns a checked Document and Layer into one Edition, with every index built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from edition.document import Document, Paragraph
from edition.model import (
    AnnotatedParagraph,
    AnnotatedSentence,
    Annotation,
    Edition,
    LoggedChange,
    Mention,
)
from edition.names import note_id, paragraph_of
from edition.prose import parse_prose
from edition.quotes import Span, find_name, find_quote
from edition.references import Found, Reference
from edition.seeds.layer import ParagraphRecord
from edition.seeds.parse_layer import Layer
from edition.writing_systems import UNSPACED

V = TypeVar("V")

# Where a name may touch any letter, each letter counts as a word.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


def assemble(document: Document, layer: Layer, found: list[Found]) -> Edition:
    """Resolve every reference.  The two must have passed ``checks.check``.

    *found* is what ``references.walk`` finds in *layer*.
    """
    mentions = list(_mentions(document, layer))
    paragraphs = tuple(_paragraphs(document, layer, mentions))
    notes = [note for paragraph in paragraphs for note in paragraph.notes]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    references = [item for item in found if isinstance(item, Reference)]
    changes = tuple(sorted(_changes(layer), key=lambda c: c.record.date, reverse=True))
    return Edition(
        record=layer.edition,
        document=document,
        layer=layer,
        paragraphs=paragraphs,
        mentions_by_term=_group((mention.term, mention) for mention in mentions),
        notes_by_term=_group((term, note) for note in notes for term in _terms_of(note)),
        notes_by_subject=_group(
            (note.record.subject, note) for note in notes if note.record.subject
        ),
        sentences_by_theme=_group(
            (theme, sentence) for sentence in sentences for theme in sentence.record.themes
        ),
        uses_by_source=_group(
            (reference.target, reference.origin)
            for reference in references
            if reference.kind == "sources"
        ),
        links_to=_links_to(references),
        sentences_by_id={sentence.id: sentence.sentence for sentence in sentences},
        sentence_order={s.id: order for order, s in enumerate(sentences)},
        term_order={slug: order for order, slug in enumerate(layer.terms)},
        bearing_by_sentence=_group(
            (sentence, slug) for slug, term in layer.terms.items() for sentence in term.bears_on
        ),
        formulas_by_sentence=_group((f.sentence, slug) for slug, f in layer.formulas.items()),
        commitments_by_sentence=_group((c.sentence, slug) for slug, c in layer.commitments.items()),
        changes=changes,
        changes_by_paragraph=_group(
            (paragraph_id, change)
            for change in changes
            for identifier in change.record.concerns
            if (paragraph_id := paragraph_of(identifier))
        ),
    )


def _links_to(references: list[Reference]) -> dict[str, tuple[str, ...]]:
    return _group(
        (_as_id(reference), reference.origin)
        for reference in references
        if reference.kind in {"ids", "paragraphs", "terms", "themes", "sentences"}
        # What was done to a thing is listed apart from what leads to it.
        and not reference.origin.startswith("changes/")
    )


def _changes(layer: Layer) -> Iterator[LoggedChange]:
    for version, release in layer.changes.items():
        for slug, change in release.changes.items():
            yield LoggedChange(slug, version, change)


def _as_id(reference: Reference) -> str:
    if reference.kind in {"terms", "themes"}:
        return f"{reference.kind}/{reference.target}"
    return reference.target


def _group(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    """Values by key, each once, in the order they come."""
    grouped: dict[str, dict[V, None]] = {}
    for key, value in pairs:
        grouped.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in grouped.items()}


def _terms_of(note: Annotation) -> list[str]:
    from_body = [link.removeprefix("terms/") for link in note.links if link.startswith("terms/")]
    return list(dict.fromkeys([*note.record.terms, *from_body]))


def _paragraphs(
    document: Document, layer: Layer, mentions: list[Mention]
) -> Iterator[AnnotatedParagraph]:
    mentioned = _group((m.paragraph.id, m) for m in mentions if m.paragraph)
    numbered = any(record.own_number for record in layer.paragraphs.values())
    for paragraph in document.paragraphs:
        record, own = layer.paragraphs[paragraph.id], mentioned.get(paragraph.id, ())
        # A text that counts its own paragraphs is cited by its numbers, not by ours.
        counted = f"[{paragraph.number}]" if numbered else str(paragraph.number)
        yield _paragraph(paragraph, record, own, record.own_number or counted)


def _paragraph(
    paragraph: Paragraph, record: ParagraphRecord, mentions: tuple[Mention, ...], cited_as: str
) -> AnnotatedParagraph:
    sentences = tuple(
        AnnotatedSentence(sentence, record.sentences[f"s{sentence.number}"])
        for sentence in paragraph.sentences
    )
    notes = sorted(
        (_annotation(paragraph, record, slug) for slug in record.notes),
        key=lambda note: (note.span.start, -note.span.end),
    )
    themes = dict.fromkeys(theme for sentence in sentences for theme in sentence.record.themes)
    return AnnotatedParagraph(
        paragraph,
        record,
        sentences,
        tuple(notes),
        mentions,
        tuple(themes),
        cited_as,
    )


def _annotation(paragraph: Paragraph, record: ParagraphRecord, slug: str) -> Annotation:
    note = record.notes[slug]
    (span,) = find_quote(note.quote, paragraph.text, note.prefix, note.suffix)
    sentences = paragraph.sentences_under(span)
    body = parse_prose(note.body)
    return Annotation(note_id(paragraph.id, slug), note, span, sentences, body)


def _mentions(document: Document, layer: Layer) -> Iterator[Mention]:
    """Where the text names each term, by whole words, the longest form first."""
    with_word: dict[str, list[int]] = {}
    for index, paragraph in enumerate(document.paragraphs):
        for word in dict.fromkeys(_WORD.findall(paragraph.text)):
            with_word.setdefault(word, []).append(index)
    for slug, term in layer.terms.items():
        forms = sorted(term.in_text, key=len, reverse=True)
        for span in _places(forms, document.title_line):
            yield Mention(slug, span, None, None)
        # Wherever a form occurs, so does its first word: no need to look elsewhere.
        firsts = {match[0] for form in forms if (match := _WORD.search(form))}
        for index in sorted({i for word in firsts for i in with_word.get(word, ())}):
            paragraph = document.paragraphs[index]
            for span in _places(forms, paragraph.text):
                for sentence in paragraph.sentences_under(span):
                    yield Mention(slug, span, paragraph, sentence)


def _places(forms: list[str], text: str) -> list[Span]:
    taken: list[Span] = []
    for form in forms:
        taken += [
            span for span in find_name(form, text) if not any(span.meets(old) for old in taken)
        ]
    return sorted(taken)
