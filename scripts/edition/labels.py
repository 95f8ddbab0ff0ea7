"""What things are called on the pages."""

from __future__ import annotations

from typing import Any

from edition.layer import Act, Exchange, Lesson, Lineage
from edition.model import Edition, LoggedChange
from edition.vocabulary import (
    ActClass,
    Basis,
    ChangeKind,
    Confidence,
    Match,
    NoteKind,
    OwnPage,
    SourceKind,
    Standing,
    TermKind,
)

LANGUAGE = "en"
"""Of all these labels, and of the pages around the document's words."""

TO_WRITE = "To be written"
"""What a skeleton says where an editor has not written yet."""

NOTE_KIND_NAMES = {
    NoteKind.TERM: "What it is",
    NoteKind.WORDING: "Why these words",
    NoteKind.POSITION: "Contested",
    NoteKind.SILENCE: "Left open",
    NoteKind.CONTEXT: "Why now",
    NoteKind.TRANSLATION: "In the other language",
}
CONFIDENCE_NAMES = {
    Confidence.HIGH: "high confidence",
    Confidence.MEDIUM: "medium confidence",
    Confidence.UNVERIFIED: "unverified",
    Confidence.INFERENCE: "the edition’s inference",
}
ACT_NAMES = {
    ActClass.COMMITS: "commits",
    ActClass.DECLARES: "declares a position",
    ActClass.SUPPORTS: "supports",
    ActClass.OPPOSES: "opposes",
    ActClass.CALLS_ON: "calls on others",
    ActClass.PRAISES: "praises",
    ActClass.INFORMS: "informs",
    ActClass.THANKS: "thanks",
}
_KIND_NAMES = {
    "": "The text and its notes",
    "terms": "Terms",
    "themes": "Themes",
    "formulas": "Set phrases across the texts",
    "dropped": "No longer said",
    "lineage": "Where terms come from",
    "earlier": "Earlier texts",
    "commitments": "Promises",
    "ledger": "Who backs whom",
    "changes": "Changes",
    "lessons": "How to read it",
}
"""By the part of an id before its slash; ids of the text have none."""

_BINDING = {
    ActClass.COMMITS: 3,
    ActClass.DECLARES: 2,
    ActClass.SUPPORTS: 2,
    ActClass.OPPOSES: 2,
    ActClass.CALLS_ON: 2,
}
TERM_KIND_NAMES = {
    TermKind.PERSON: "Person",
    TermKind.OFFICE: "Office",
    TermKind.PLACE: "Place",
    TermKind.ORGANISATION: "Organisation",
    TermKind.DOCUMENT: "Document",
    TermKind.PROGRAMME: "Programme",
    TermKind.EVENT: "Event",
    TermKind.CONCEPT: "Concept",
    TermKind.PHRASE: "Set phrase",
}
SOURCE_KIND_NAMES = {
    SourceKind.PRIMARY: "Primary texts",
    SourceKind.OFFICIAL: "Official pages",
    SourceKind.AGENCY: "News agencies",
    SourceKind.NEWS: "Newspapers and broadcasters",
    SourceKind.REFERENCE: "Reference works",
    SourceKind.ANALYSIS: "Analysis",
}
MATCH_NAMES = {
    Match.SAME: "same",
    Match.SENSE: "same in sense",
    Match.CHANGED: "changed",
    Match.ABSENT: "absent",
    Match.UNREAD: "unread",
}
BASIS_NAMES = {
    Basis.JOINT_TEXT: "words of the joint text",
    Basis.REPORT: "a report of the joint text",
    Basis.READOUT: "one side’s readout",
    Basis.REMARKS: "remarks to the press",
}
STANDING_NAMES = {
    Standing.OPEN: "open",
    Standing.UNDER_WAY: "under way",
    Standing.DONE: "done",
    Standing.NO_REPORT: "no report found",
}
CHANGE_NAMES = {
    ChangeKind.ADDED: "Added",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.UPDATED: "Updated",
    ChangeKind.WITHDRAWN: "Withdrawn",
}
_PAGE_NAMES = {
    OwnPage.ACTS: "Who says what",
    OwnPage.COMMITMENTS: "Commitments",
    OwnPage.TIMELINE: "Timeline",
    OwnPage.LANGUAGES: "Languages",
    OwnPage.THEMES: "Themes",
    OwnPage.TERMS: "Terms",
    OwnPage.SOURCES: "Sources",
}


def page_name(edition: Edition, page: OwnPage) -> str:
    """What one of the edition's own pages is called."""
    return edition.record.comparison if page is OwnPage.ROUNDS else _PAGE_NAMES[page]


def class_binding(act: ActClass) -> int:
    """How strongly a class binds its speaker: 3 a promise, 2 a position, 1 a courtesy or a report.

    The scale is the edition's own.
    """
    return _BINDING.get(act, 1)


def binding(act: Act) -> int:
    """How strongly one act binds its speaker: as its class, if the editor says nothing else."""
    return act.binding or class_binding(act.act)


def label(edition: Edition, identifier: str) -> str:
    """What the pages call the thing with this id: the id itself if it was given up."""
    kind, _, slug = identifier.partition("/")
    if kind == "changes":
        change = next(change for change in edition.changes if change.slug == slug)
        return change_label(edition, change)
    if slug:
        record: Any = edition.layer.of_kind(kind).get(slug)
        if record is None:
            return identifier
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
    return _KIND_NAMES[kind if slash else ""]


def change_label(edition: Edition, change: LoggedChange) -> str:
    """What was done and where: "Corrected: ¶ 6 One river"; names two places at most."""
    concerns = change.record.concerns
    places = "; ".join(label(edition, identifier) for identifier in concerns[:2])
    more = f" and {len(concerns) - 2} more" if len(concerns) > 2 else ""
    return f"{CHANGE_NAMES[change.record.kind]}: {places or 'the edition'}{more}"
