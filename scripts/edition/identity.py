"""Everything in the edition that has an address of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition import names
from edition.kinds import KINDS
from edition.labels import change_label, label
from edition.model import AnnotatedParagraph, Edition
from edition.parts import text_place
from edition.seeds.parse_layer import SLUGGED


@dataclass(frozen=True, slots=True)
class Identified:
    """An id, the kind of thing that has it, and the words that it stands for."""

    id: str
    kind: str
    words: str
    also: str = ""
    """A second place that has the same fragment, relative to the site's root."""

    document: str = ""
    """The document's words that it stands for, if it stands for any."""


def identified(edition: Edition) -> Iterator[Identified]:
    """Everything that has an address of its own, in the order of the text and the seeds."""
    for paragraph in edition.paragraphs:
        text = names.page_path(text_place(edition, paragraph.id).page)
        yield from _in_paragraph(paragraph, text)
    for kind in SLUGGED:
        # Changes come last, the newest first.
        if KINDS[kind].page and kind != "changes":
            for slug, record in edition.layer.of_kind(kind).items():
                identifier, quote = f"{kind}/{slug}", getattr(record, "quote", "")
                words = label(edition, identifier)
                yield Identified(identifier, KINDS[kind].name, words, document=quote)
    for change in edition.changes:
        words = change_label(edition, change.record)
        yield Identified(f"changes/{change.slug}", KINDS["changes"].name, words)


def _in_paragraph(paragraph: AnnotatedParagraph, text: str) -> Iterator[Identified]:
    """*text* is the page on which the paragraph is read among others, below the site's root."""
    own = paragraph.paragraph
    yield Identified(own.id, "paragraph", own.text, f"{text}#{own.id}", own.text)
    for sentence in own.sentences:
        words = sentence.text
        yield Identified(sentence.id, "sentence", words, f"{text}#{sentence.id}", words)
    for note in paragraph.notes:
        quote = note.record.quote
        yield Identified(note.id, "note", quote, f"{text}#{note.id}", quote)
