"""What each key of the JSON exports means: ``data/edition.schema.json`` (draft 2020-12).

Most of an export is what an editor wrote, and is described by its record in ``layer``.
Here is what an export adds to the records, and how it is put together.
"""

from __future__ import annotations

import json
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import WithJsonSchema

from edition.seeds.forms import WrittenInProse
from edition.seeds.layer import (
    Act,
    Change,
    Commitment,
    Comparison,
    Dropped,
    EarlierText,
    EditionRecord,
    Example,
    Exchange,
    Fact,
    Form,
    Formula,
    Later,
    Lesson,
    Lineage,
    Note,
    NoteLanguage,
    ParagraphRecord,
    Party,
    Position,
    Primer,
    Question,
    Review,
    SentenceRecord,
    Source,
    Status,
    Subject,
    Term,
    Theme,
    Version,
)
from edition.seeds.record import Record
from edition.seeds.vocabulary import Choice, Standing

Schema: TypeAlias = dict[str, Any]
Fields: TypeAlias = dict[str, tuple[Schema, str]]
"""Key to the form of its value and to what it means."""

TEXT: Schema = {"type": "string"}
PROSE: Schema = {"type": "string", "contentMediaType": "text/markdown"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
LEVEL: Schema = {"enum": [1, 2, 3]}
URL: Schema = {"type": "string", "format": "uri"}
TEXTS: Schema = {"type": "array", "items": TEXT}
CODEBOOK = (
    "Prose is a little Markdown: paragraphs, '- ' lists, *emphasis*, [words](id) and [@source]."
)


def render_schema() -> str:
    """The schema of ``edition.json``; that of ``p6.json`` is in it as a definition."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An annotated edition",
        **_object(f"Everything that the edition holds. {CODEBOOK}", _EDITION_FILE),
        "$defs": {
            "paragraph_file": _object("The file of one paragraph, p6.json.", _PARAGRAPH_FILE),
            **{name: _of_record(name, record) for name, record in RECORDS.items()},
            **{name: _object(about, fields) for name, (about, fields) in _MADE.items()},
        },
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _object(description: str, fields: Fields) -> Schema:
    """An object of which every key is always there, and no other."""
    return {
        "description": description,
        "type": "object",
        "properties": {
            name: {**schema, "description": text} for name, (schema, text) in fields.items()
        },
        "required": list(fields),
        "additionalProperties": False,
    }


def _of_record(name: str, record: type[Record]) -> Schema:
    """A record as it is exported: where it is, what was written, and what is added to it."""
    about = _ABOUT.get(name) or str(record.__doc__)
    return _object(about, {**_PLACED.get(name, {}), **_written(record), **_ADDED.get(name, {})})


def _written(record: type[Record]) -> Fields:
    hints = get_type_hints(record, include_extras=True)
    described = record.model_fields.items()
    return {name: (_form(hints[name]), str(field.description)) for name, field in described}


def _form(hint: Any) -> Schema:
    """The form of a value of this type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(arguments)
    if origin in {Union, UnionType}:
        return _or_null(_form(arguments[0]))
    if origin is list:
        return {"type": "array", "items": _form(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _form(arguments[1])}
    if issubclass(hint, Record):
        return _ref(_NAMES[hint])
    if issubclass(hint, Choice):
        return _choice(hint)
    return {str: TEXT, int: NUMBER, bool: {"type": "boolean"}}[hint]


def _choice(vocabulary: type[Choice]) -> Schema:
    """One of the values, each with what it means where the word alone does not say it."""
    if not any(value.meaning for value in vocabulary):
        return {"enum": [value.value for value in vocabulary]}
    return {"oneOf": [{"const": v.value, "description": v.meaning} for v in vocabulary]}


def _marked(arguments: tuple[Any, ...]) -> Schema:
    """The form of an annotated type, as far as one of its marks gives it."""
    for mark in arguments:
        if isinstance(mark, WithJsonSchema) and mark.json_schema:
            return mark.json_schema
        if isinstance(mark, WrittenInProse):
            return PROSE
    return _form(arguments[0])


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


RECORDS: dict[str, type[Record]] = {
    "edition": EditionRecord,
    "party": Party,
    "language": NoteLanguage,
    "version": Version,
    "paragraph": ParagraphRecord,
    "sentence": SentenceRecord,
    "act": Act,
    "note": Note,
    "review": Review,
    "later": Later,
    "theme": Theme,
    "term": Term,
    "form": Form,
    "fact": Fact,
    "subject": Subject,
    "position": Position,
    "source": Source,
    "earlier": EarlierText,
    "formula": Formula,
    "comparison": Comparison,
    "dropped": Dropped,
    "lineage": Lineage,
    "exchange": Exchange,
    "commitment": Commitment,
    "status": Status,
    "change": Change,
    "primer": Primer,
    "lesson": Lesson,
    "example": Example,
    "question": Question,
}
"""Name of a definition to the record that it describes."""

_NAMES = {record: name for name, record in RECORDS.items()}

_ABOUT = {
    "edition": "What the edition is.",
    "primer": "How to read a text of this kind.",
    "paragraph": "One paragraph of the document with the edition's layer over it.",
    "sentence": "One sentence of the document with what the edition says of it.",
}
"""What a thing is, where its record speaks of the file that an editor writes."""

_ID: Fields = {"id": (TEXT, "The thing's name, which never changes.")}
_PLACES: Fields = {
    **_ID,
    "path": (TEXT, "Where it is, relative to the site's root; the root itself is empty."),
    "address": (_or_null(URL), "The full address; null where the site's is not known."),
}
_SPAN: Fields = {
    "start": (NUMBER, "Its first character in the paragraph, in code points from 0."),
    "end": (NUMBER, "One past its last character."),
}
_PLACED: dict[str, Fields] = {
    **dict.fromkeys(("paragraph", "sentence", "note", "theme", "term", "source"), _PLACES),
    **dict.fromkeys(("earlier", "formula", "dropped", "lineage", "exchange"), _PLACES),
    **dict.fromkeys(("commitment", "change", "lesson"), _PLACES),
    "act": {"id": (TEXT, "Its sentence and its place among the sentence's acts.")},
    "subject": _ID,
}
"""What comes before the record: its id, and where it is if it has a place of its own."""

_ADDED: dict[str, Fields] = {
    "edition": {
        "title_as_printed": (TEXT, "The document's title with its line ends."),
        "text": (TEXT, "The name of the file with the whole text, beside this file."),
        "sha256": (TEXT, "Checksum of that file."),
        "version": (
            _or_null(TEXT),
            "The last release on which this state builds; null before the first.",
        ),
        "released": (_or_null(TEXT), "The day of that release."),
        "licence": (_ref("licence"), "The licence of the notes."),
        "rights": (TEXT, "What may be done with the notes and with the document's words."),
    },
    "paragraph": {
        "number": (NUMBER, "Its number, counted from 1."),
        "text": (TEXT, "The document's words, exactly, including a space at the end."),
        "themes": (TEXTS, "Slugs of the themes that its sentences carry."),
        "sentences": (_list_of("sentence"), "Its sentences, in order."),
        "notes": (_list_of("note"), "Its notes, in the order of their words."),
        "mentions": (_list_of("mention"), "Where it names a term."),
    },
    "sentence": {
        "number": (NUMBER, "Its number in the paragraph, counted from 1."),
        **_SPAN,
        "text": (TEXT, "The document's words, exactly."),
    },
    "act": {
        "binding": (
            LEVEL,
            "How strongly it binds, on the edition's own scale: 3 a promise, 2 a position, "
            "support, opposition or request, 1 a courtesy or a report.",
        ),
        **_SPAN,
    },
    "note": {
        "prefix": (TEXT, "The words before, enough to find the quotation in the whole text."),
        "suffix": (TEXT, "The words after."),
        **_SPAN,
        "sentences": (TEXTS, "Ids of the sentences that the words touch."),
        "body_text": (TEXT, "The whole note as plain words, without citations."),
        "sources": (TEXTS, "Slugs of the sources that it cites."),
    },
    "theme": {"sentences": (TEXTS, "Ids of the sentences that carry it, in order.")},
    "term": {
        "sentences": (TEXTS, "Ids of the sentences that name it."),
        "notes": (TEXTS, "Ids of the notes about it."),
    },
    "position": {"party": (TEXT, "Its holder without what follows in brackets.")},
    "formula": {"acts": (TEXTS, "Ids of the acts with which it shares words.")},
    "subject": {"notes": (TEXTS, "Ids of the notes that show it.")},
    "source": {
        "supports": (
            TEXTS,
            "Ids of what it supports, and names of pages of the edition (about); in a "
            "paragraph's file, only those in that paragraph.",
        )
    },
    "commitment": {
        "checkable": (LEVEL, "3: a date or deed to check; 1: none."),
        "status": (_list_of("status"), "What became of it, in the order of writing."),
        "due_years": (
            {"type": "array", "items": NUMBER, "maxItems": 2},
            "First and last year in 'due', twice the same for one year; empty if it names none.",
        ),
        "standing": (
            _or_null(_choice(Standing)),
            "Its status by the latest of the dates; null if there is none.",
        ),
        "acts": (
            TEXTS,
            "Ids of the acts with which it shares words; they say to whom, and how binding it is.",
        ),
    },
    "primer": {"lessons": (_list_of("lesson"), "Its lessons, in the order of reading.")},
    "change": {"version": (TEXT, "The version that brought it, or 'unreleased'.")},
}
"""What an export adds to a record, and where it says something else than the record."""

_MADE: dict[str, tuple[str, Fields]] = {
    "licence": (
        "A licence.",
        {
            "name": (TEXT, "Its short name."),
            "url": (_or_null(URL), "Its text, if it is a licence of Creative Commons."),
        },
    ),
    "citation": (
        "One thing cited in several styles, as plain words.",
        {
            "chicago": (TEXT, "The Chicago Manual of Style, full note."),
            "mla": (TEXT, "MLA Handbook."),
            "apa": (TEXT, "APA Style."),
            "oscola": (TEXT, "OSCOLA footnote."),
            "un": (TEXT, "Footnote as in documents of the United Nations."),
            "link": (TEXT, "One line with the address."),
        },
    ),
    "mention": (
        "A place where the paragraph names a term.",
        {
            "term": (TEXT, "Slug of the term."),
            "sentence": (_or_null(TEXT), "Id of the sentence."),
            **_SPAN,
            "words": (TEXT, "The document's words, exactly."),
        },
    ),
}
"""What is no record: name to what it is and to its keys."""

_FILE: Fields = {
    "$schema": (TEXT, "Where the schema is, beside this file."),
    "format": (
        TEXT,
        "Version of this format; new keys raise its second figure, changed ones its first.",
    ),
    "site": (_or_null(URL), "The site's address, or null where it is not known."),
    "edition": (_ref("edition"), "What the edition is, with its licence."),
}
_CITATIONS: Schema = {"type": "object", "additionalProperties": _ref("citation")}
_EDITION_FILE: Fields = {
    **_FILE,
    "citations": (
        _CITATIONS,
        "How to cite the document, read in the edition (edition), and the edition itself (data).",
    ),
    "paragraphs": (_list_of("paragraph"), "The paragraphs of the document, in order."),
    "themes": (_list_of("theme"), "Themes and their codebook."),
    "terms": (_list_of("term"), "Names and set phrases."),
    "subjects": (_list_of("subject"), "What is contested, with named positions."),
    "sources": (_list_of("source"), "What the notes rest on."),
    "earlier": (_list_of("earlier"), "Earlier texts of the same family."),
    "formulas": (_list_of("formula"), "Set phrases compared with the earlier texts."),
    "dropped": (_list_of("dropped"), "What earlier texts say and this one does not."),
    "lineage": (_list_of("lineage"), "Where terms come from, as far as it was followed."),
    "ledger": (_list_of("exchange"), "What the parties do for each other, matter by matter."),
    "commitments": (_list_of("commitment"), "What is promised, and what has come of it."),
    "changes": (_list_of("change"), "What was changed in the edition, newest first."),
    "primer": (_or_null(_ref("primer")), "How to read such a text; null if that is not taught."),
}
_PARAGRAPH_FILE: Fields = {
    **_FILE,
    "paragraph": (_ref("paragraph"), "The paragraph with its whole layer."),
    "subjects": (_list_of("subject"), "What is contested in it, with the positions."),
    "citations": (
        _CITATIONS,
        "Citations of the paragraph, of each sentence and of each note, by id.",
    ),
    "sources": (
        _list_of("source"),
        "The sources of the paragraph, its notes and the positions.",
    ),
}
