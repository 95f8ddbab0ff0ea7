"""What things are called on the pages."""

from __future__ import annotations

from typing import Any

from edition.kinds import KINDS
from edition.model import Edition
from edition.seeds.layer import Change, Exchange, Lesson, Lineage, Source

LANGUAGE = "en"
"""Of all these labels, and of the pages around the document's words."""

TO_WRITE = "To be written"
"""What a skeleton says where an editor has not written yet."""


def label(edition: Edition, identifier: str) -> str:
    """What the pages call the thing with this id: the id itself if it was given up."""
    kind, _, slug = identifier.partition("/")
    if slug:
        record: Any = edition.layer.of_kind(kind).get(slug)
        if record is None:
            return identifier
        if isinstance(record, Source):
            return record.title
        if isinstance(record, Change):
            return change_label(edition, record)
        if isinstance(record, Lineage):
            return f"Origin: {edition.terms[record.term].name}"
        if isinstance(record, Exchange):
            return f"Ledger: {record.name}"
        if isinstance(record, Lesson):
            return f"Lesson: {record.name}"
        return str(getattr(record, "name", None) or getattr(record, "quote", None) or record.title)
    paragraph_id, _, rest = identifier.partition("-")
    if not paragraph_id[1:].isdigit():
        return "At a glance"
    paragraph = edition.layer.paragraphs.get(paragraph_id)
    if paragraph is None:
        return identifier
    if not rest:
        return f"¶ {paragraph_id[1:]} {paragraph.handle}"
    if rest in paragraph.sentences:
        return f"¶ {paragraph_id[1:]}, sentence {rest[1:]}"
    note = paragraph.notes.get(rest)
    if note is None:
        return identifier
    # Quotation marks inside quotation marks are single.
    lead = note.lead.replace("“", "‘").replace("”", "’") if "“" in note.lead else note.lead
    return f"¶ {paragraph_id[1:]}, “{lead}”"


def kind_name(identifier: str) -> str:
    """The heading for things of this kind in a list of links."""
    kind, slash, _ = identifier.partition("/")
    return KINDS[kind].leading if slash else "The text and its notes"


def change_label(edition: Edition, change: Change) -> str:
    """What was done and where: "Corrected: ¶ 6 One river"; names two places at most."""
    concerns = change.concerns
    places = "; ".join(label(edition, identifier) for identifier in concerns[:2])
    more = f" and {len(concerns) - 2} more" if len(concerns) > 2 else ""
    return f"{change.kind.label}: {places or 'the edition'}{more}"
