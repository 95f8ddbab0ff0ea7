"""What each key of the JSON exports means: ``data/edition.schema.json`` (draft 2020-12)."""

from __future__ import annotations

import json
from typing import Any

from edition.vocabulary import (
    ActClass,
    Basis,
    Carries,
    ChangeKind,
    Confidence,
    Extent,
    Match,
    NoteKind,
    Reach,
    SourceKind,
    Standing,
    TermKind,
)

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
PROSE: Schema = {"type": "string", "contentMediaType": "text/markdown"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?$"}
URL: Schema = {"type": "string", "format": "uri"}
TEXTS: Schema = {"type": "array", "items": TEXT}
WORD_MAP: Schema = {"type": "object", "additionalProperties": TEXT}
CODEBOOK = (
    "Prose is a little Markdown: paragraphs, '- ' lists, *emphasis*, [words](id) and [@source]."
)


def render_schema() -> str:
    """The schema of ``edition.json``; that of ``p6.json`` is in it as a definition."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An annotated edition",
        **_object(f"Everything that the edition holds. {CODEBOOK}", **_edition_file()),
        "$defs": _definitions(),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _object(description: str, **fields: tuple[Schema, str]) -> Schema:
    """An object of which every key is always there, and no other."""
    return {
        "description": description,
        "type": "object",
        "properties": {
            name.replace("S_", "$"): {**schema, "description": text}
            for name, (schema, text) in fields.items()
        },
        "required": [name.replace("S_", "$") for name in fields],
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _map_of(name: str) -> Schema:
    return {"type": "object", "additionalProperties": _ref(name)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_of(values: type) -> Schema:
    return {"enum": [value.value for value in values]}  # type: ignore[attr-defined]


_PLACES = {
    "id": (TEXT, "The thing's name, which never changes."),
    "path": (TEXT, "Where it is, relative to the site's root; the root itself is empty."),
    "address": (_or_null(URL), "The full address; null where the site's is not known."),
}
_LATER = (_list_of("later"), "What came after the day on which the edition's claims hold.")
_SOURCES = (TEXTS, "Slugs of the sources it rests on.")
_CONFIDENCE = (_one_of(Confidence), "How far what was read supports it.")
_FILE = {
    "S_schema": (TEXT, "Where the schema is, beside this file."),
    "format": (
        TEXT,
        "Version of this format; new keys raise its second figure, changed ones its first.",
    ),
    "site": (_or_null(URL), "The site's address, or null where it is not known."),
    "edition": (_ref("edition"), "What the edition is, with its licence."),
}


def _edition_file() -> dict[str, tuple[Schema, str]]:
    return {
        **_FILE,
        "citations": (_map_of("citation"), "How to cite the document in the edition."),
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
    }


def _definitions() -> dict[str, Schema]:
    return {
        "paragraph_file": _paragraph_file(),
        **_of_the_edition(),
        **_of_the_text(),
        **_of_notes(),
        **_of_terms_and_themes(),
        **_of_sources(),
        **_of_earlier_texts(),
        **_of_commitments(),
        **_of_changes(),
    }


def _of_changes() -> dict[str, Schema]:
    return {
        "change": _object(
            "One change to the edition.",
            **_PLACES,
            version=(TEXT, "The version that brought it, or 'unreleased'."),
            date=(DATE, "The day on which it was done."),
            kind=(_one_of(ChangeKind), "What was done."),
            concerns=(TEXTS, "Ids of what was changed; none: the edition as a whole."),
            text=(PROSE, "What changed, and why; for a correction, what it replaced."),
        ),
    }


def _paragraph_file() -> Schema:
    return _object(
        "The file of one paragraph, p6.json.",
        **_FILE,
        paragraph=(_ref("paragraph"), "The paragraph with its whole layer."),
        citations=(
            _map_of("citation"),
            "Citations of the paragraph, of each sentence and of each note, by id.",
        ),
        sources=(_list_of("source"), "The sources of the paragraph and its notes."),
    )


def _of_the_edition() -> dict[str, Schema]:
    return {
        "edition": _object("What the edition is.", **_edition_fields()),
        "licence": _object(
            "A licence.",
            name=(TEXT, "Its short name."),
            url=(_or_null(URL), "Its text, if it is a licence of Creative Commons."),
        ),
        "party": _object(
            "Somebody who speaks in the text or is spoken to.",
            name=(TEXT, "The name."),
            short=(_or_null(TEXT), "The name for narrow places."),
            speaks=({"type": "boolean"}, "False for those who are only addressed."),
            colour=(TEXT, "Its colour in the design."),
        ),
        "language": _object(
            "A language in which names are given.",
            name=(TEXT, "Its English name."),
            direction=({"enum": ["ltr", "rtl"]}, "In which direction it is written."),
            script=(TEXT, "Its script by ISO 15924."),
            romanisation=(TEXT, "What the romanised form is called."),
        ),
        "version": _object(
            "An official text of the document in one language.",
            language=(TEXT, "Its language by BCP 47."),
            title=(TEXT, "Its title."),
            source=(TEXT, "Slug of the source."),
            read=(TEXT, "How much of it the editors have read."),
        ),
        "citation": _object(
            "One thing cited in several styles, as plain words.",
            chicago=(TEXT, "The Chicago Manual of Style, full note."),
            mla=(TEXT, "MLA Handbook."),
            apa=(TEXT, "APA Style."),
            oscola=(TEXT, "OSCOLA footnote."),
            un=(TEXT, "Footnote as in documents of the United Nations."),
            link=(TEXT, "One line with the address."),
        ),
    }


def _edition_fields() -> dict[str, tuple[Schema, str]]:
    return {
        "name": (TEXT, "The name of the edition."),
        "title": (TEXT, "The document's title, on one line."),
        "title_as_printed": (TEXT, "The document's title with its line ends."),
        "short_title": (TEXT, "The kind of document."),
        "subtitle": (TEXT, "What, where and when, in one line."),
        "language": (TEXT, "The language of the text by BCP 47."),
        "place": (TEXT, "Where the document was made."),
        "date": (DATE, "The day of the document."),
        "published": (DATE, "The day on which it was published."),
        "as_of": (DATE, "The day on which the edition's claims hold."),
        "text": (TEXT, "The name of the file with the whole text, beside this file."),
        "sha256": (TEXT, "Checksum of that file."),
        "parties": (_map_of("party"), "Who speaks or is addressed, by slug."),
        "languages": (_map_of("language"), "Languages in which names are given."),
        "versions": (_list_of("version"), "Official texts of the document."),
        "editors": (TEXTS, "Who made the edition."),
        "licence": (_ref("licence"), "The licence of the notes."),
        "rights": (TEXT, "What may be done with the notes and with the document's words."),
        "repository": (_or_null(URL), "Where corrections are sent."),
        "summary": (PROSE, "What the document is."),
        "glance": ({"type": "array", "items": PROSE}, "Things to know, each with its place."),
    }


def _of_the_text() -> dict[str, Schema]:
    return {
        "paragraph": _object(
            "One paragraph of the document with the edition's layer over it.",
            **_PLACES,
            number=(NUMBER, "Its number, counted from 1."),
            handle=(TEXT, "A name of two to four words, the edition's."),
            gist=(TEXT, "One plain sentence, the edition's."),
            context=(PROSE, "Why it is here."),
            text=(TEXT, "The document's words, exactly, including a space at the end."),
            themes=(TEXTS, "Slugs of the themes that its sentences carry."),
            sentences=(_list_of("sentence"), "Its sentences, in order."),
            notes=(_list_of("note"), "Its notes, in the order of their words."),
            mentions=(_list_of("mention"), "Where it names a term."),
            watch=({"type": "array", "items": PROSE}, "What to watch."),
            related=(WORD_MAP, "Related paragraph to the reason why it is related."),
            later=_LATER,
        ),
        **_of_sentences(),
    }


def _of_sentences() -> dict[str, Schema]:
    return {
        "sentence": _object(
            "One sentence of the document.",
            **_PLACES,
            number=(NUMBER, "Its number in the paragraph, counted from 1."),
            start=(NUMBER, "Its first character in the paragraph, in code points from 0."),
            end=(NUMBER, "One past its last character."),
            text=(TEXT, "The document's words, exactly."),
            themes=(TEXTS, "Slugs of the themes that it carries."),
            acts=(_list_of("act"), "What it does."),
        ),
        "act": _object(
            "One thing that a sentence does.",
            id=(TEXT, "Its sentence and its place among the sentence's acts."),
            actor=(TEXT, "Slug of the party that speaks."),
            verb=(TEXT, "The verb, as written."),
            act=(_one_of(ActClass), "The class of act."),
            binding=(
                {"enum": [1, 2, 3]},
                "How strongly it binds, 3 to 1, on the edition's own scale.",
            ),
            addressee=(_or_null(TEXT), "Slug of the party that it is aimed at."),
            object=(TEXT, "What it is about, in the edition's words."),
            quote=(TEXT, "Exact words of the sentence."),
        ),
        "mention": _object(
            "A place where the paragraph names a term.",
            term=(TEXT, "Slug of the term."),
            sentence=(_or_null(TEXT), "Id of the sentence."),
            start=(NUMBER, "First character in the paragraph, in code points from 0."),
            end=(NUMBER, "One past the last character."),
            words=(TEXT, "The document's words, exactly."),
        ),
    }


def _of_notes() -> dict[str, Schema]:
    return {
        "note": _object("A note on exact words of a paragraph.", **_note_fields()),
        "carries": {
            "description": "What the wording in another language says, beside the text's own.",
            **_one_of(Carries),
        },
        "review": _object(
            "Whether a second person checked the note against its sources, and who else read it.",
            state=({"enum": ["draft", "reviewed"]}, "The state of the note."),
            by=(_or_null(TEXT), "Who reviewed it."),
            on=(_or_null(DATE), "When."),
            fairness=(_or_null(DATE), "When it was read from the side of each party concerned."),
            newcomer=(_or_null(DATE), "When somebody new to the subject read it."),
        ),
        "later": _object(
            "Something that came after the day on which the edition's claims hold.",
            date=(DATE, "When."),
            text=(PROSE, "What."),
            sources=_SOURCES,
            confidence=_CONFIDENCE,
        ),
    }


def _note_fields() -> dict[str, tuple[Schema, str]]:
    return {
        **_PLACES,
        "quote": (TEXT, "The document's words it is about, exactly."),
        "prefix": (TEXT, "The words before, enough to find the quotation in the whole text."),
        "suffix": (TEXT, "The words after."),
        "start": (NUMBER, "First character in the paragraph, in code points from 0."),
        "end": (NUMBER, "One past the last character."),
        "sentences": (TEXTS, "Ids of the sentences that the words touch."),
        "kind": (_one_of(NoteKind), "The question it answers."),
        "confidence": _CONFIDENCE,
        "lead": (TEXT, "Its heading, at most six words."),
        "margin": (TEXT, "Its short form."),
        "body": (PROSE, "The whole note."),
        "body_text": (TEXT, "The same as plain words, without citations."),
        "terms": (TEXTS, "Slugs of the terms it is about."),
        "themes": (TEXTS, "Slugs of its themes."),
        "see_also": (TEXTS, "Ids of what else to read."),
        "sources": _SOURCES,
        "subject": (_or_null(TEXT), "Slug of the contested subject whose positions it shows."),
        "diverges": (_map_of("carries"), "Language to what it says: more, less or other."),
        "review": (_ref("review"), "Its state of review."),
        "later": _LATER,
    }


def _of_terms_and_themes() -> dict[str, Schema]:
    return {
        "theme": _object(
            "A theme and its entry in the codebook.",
            **_PLACES,
            name=(TEXT, "Its name."),
            colour=(TEXT, "Its colour in the design."),
            reach=(_or_null(_one_of(Reach)), "The parties, the region or the world."),
            icon=(TEXT, "Its icon in the design."),
            definition=(TEXT, "What it is."),
            counts_in=(TEXT, "What counts as an instance."),
            counts_out=(TEXT, "What does not."),
            essay=(PROSE, "What the document does with it."),
            neighbours=(WORD_MAP, "Slug of a neighbouring theme to the reason."),
            sentences=(TEXTS, "Ids of the sentences that carry it, in order."),
        ),
        "term": _object("A name or set phrase.", **_term_fields()),
        "form": _object(
            "A name in another language.",
            form=(TEXT, "The name as written."),
            roman=(_or_null(TEXT), "The name romanised."),
            basis=({"enum": ["seen", "known"]}, "Whether it was seen in a source."),
            source=(_or_null(TEXT), "Slug of that source."),
            note=(_or_null(TEXT), "What there is to say about it."),
        ),
        "fact": _object(
            "One dated claim.",
            date=(DATE, "When it held."),
            text=(PROSE, "The claim."),
            label=(_or_null(TEXT), "What to write beside it on a timeline."),
            sources=_SOURCES,
            confidence=_CONFIDENCE,
        ),
        **_of_subjects(),
    }


def _term_fields() -> dict[str, tuple[Schema, str]]:
    return {
        **_PLACES,
        "name": (TEXT, "Its name; the text's own first."),
        "kind": (_one_of(TermKind), "What sort of thing it names."),
        "in_text": (TEXTS, "Exact words by which the text names it."),
        "bears_on": (TEXTS, "Ids of sentences it belongs to that do not name it."),
        "other_names": (TEXTS, "Other names in use."),
        "forms": (_map_of("form"), "Language to the name in it."),
        "what": (PROSE, "What it is."),
        "facts": (_list_of("fact"), "Dated claims about it."),
        "later": _LATER,
        "subject": (_or_null(TEXT), "Slug of the contested subject it belongs to."),
        "related": (TEXTS, "Slugs of related terms."),
        "sentences": (TEXTS, "Ids of the sentences that name it."),
        "notes": (TEXTS, "Ids of the notes about it."),
    }


def _of_subjects() -> dict[str, Schema]:
    return {
        "subject": _object(
            "Something that is contested between named parties.",
            id=_PLACES["id"],
            name=(TEXT, "Its name."),
            question=(TEXT, "What is disputed, in words all sides would accept."),
            sentences=(TEXTS, "Ids of the sentences it concerns."),
            concerned=(TEXTS, "Whose position must be there."),
            positions=(_list_of("position"), "The positions."),
            later=_LATER,
            notes=(TEXTS, "Ids of the notes that show it."),
        ),
        "position": _object(
            "What one holder says of a contested subject.",
            holder=(TEXT, "Who."),
            date=(DATE, "When."),
            stance=(PROSE, "What."),
            sources=_SOURCES,
            confidence=_CONFIDENCE,
        ),
    }


def _of_sources() -> dict[str, Schema]:
    return {
        "source": _object(
            "Something that the notes rest on.",
            **_PLACES,
            title=(TEXT, "Its title."),
            publisher=(TEXT, "Who published it."),
            date=(_or_null(DATE), "When, if it says so."),
            url=(_or_null(URL), "Its own address."),
            kind=(_one_of(SourceKind), "Who speaks in it."),
            language=(TEXT, "Its language by BCP 47."),
            shows=(TEXT, "What was seen on it."),
            looked_at=(DATE, "When it was last accessed."),
            copy_of=(_or_null(TEXT), "What it is only a copy of."),
            supports=(
                TEXTS,
                "Ids of what it supports; in a paragraph's file, only those in that paragraph.",
            ),
        ),
    }


def _of_earlier_texts() -> dict[str, Schema]:
    return {
        "earlier": _object(
            "An earlier text of the same family.",
            **_PLACES,
            name=(TEXT, "Its name."),
            short=(TEXT, "Its name for narrow places."),
            date=(DATE, "Its date."),
            place=(TEXT, "Where it was made."),
            series=(TEXT, "Slug of the series of meetings it belongs to."),
            chairs=(TEXTS, "Who chaired."),
            issued=(TEXT, "What was issued."),
            extent=(_one_of(Extent), "How much of it was read."),
            read=(TEXT, "Which parts of it were read."),
            sources=_SOURCES,
        ),
        "formula": _object(
            "A set phrase and its history.",
            **_PLACES,
            quote=(TEXT, "Exact words of the document."),
            sentence=(TEXT, "Id of the sentence."),
            verdict=(PROSE, "What the edition makes of it."),
            history=(_map_of("comparison"), "Slug of an earlier text to the comparison with it."),
        ),
        **_of_comparisons(),
        **_of_lineage_and_ledger(),
    }


def _of_comparisons() -> dict[str, Schema]:
    basis = (_one_of(Basis), "What the comparison rests on.")
    return {
        "comparison": _object(
            "A set phrase held against one earlier text.",
            match=(_one_of(Match), "Whether it was there."),
            basis=basis,
            words=(_or_null(TEXT), "The earlier words, at most ten."),
            note=(TEXT, "What there is to say about it."),
            sources=_SOURCES,
        ),
        "dropped": _object(
            "Something that earlier texts say and this one does not.",
            **_PLACES,
            name=(TEXT, "Its name."),
            earlier=({"type": "object", "additionalProperties": basis[0]}, "Text to basis."),
            near=(TEXTS, "Ids of the sentences beside which it would have been."),
            note=(PROSE, "What there is to say about it."),
            sources=_SOURCES,
        ),
    }


def _of_lineage_and_ledger() -> dict[str, Schema]:
    return {
        "lineage": _object(
            "Where a slogan or term comes from, as far as it could be followed.",
            **_PLACES,
            term=(TEXT, "Slug of the term."),
            first=(_ref("fact"), "The earliest use found anywhere."),
            between=(_or_null(_ref("fact")), "The earliest found in a text of the parties."),
            note=(_or_null(PROSE), "How far this can be trusted."),
        ),
        "exchange": _object(
            "One matter on which the parties back each other.",
            **_PLACES,
            name=(TEXT, "The matter."),
            acts=(TEXTS, "Ids of acts that are aimed at the other."),
            note=(_or_null(PROSE), "What is uneven, as the edition infers."),
        ),
    }


def _of_commitments() -> dict[str, Schema]:
    return {
        "commitment": _object(
            "Something promised.",
            **_PLACES,
            name=(TEXT, "Its name."),
            who=(TEXT, "Slug of the party that promises."),
            sentence=(TEXT, "Id of the sentence."),
            quote=(TEXT, "Exact words of the document."),
            due=(_or_null(TEXT), "By when, if the text says so."),
            checkable=({"enum": [1, 2, 3]}, "3: a date or deed to check; 1: none."),
            watch=(TEXT, "What to watch."),
            status=(_list_of("status"), "Its status, by date."),
        ),
        "status": _object(
            "The status of a commitment on a day.",
            date=(DATE, "The day."),
            standing=(_one_of(Standing), "Its status."),
            text=(PROSE, "What was found."),
            sources=_SOURCES,
        ),
    }
