"""The whole edition as JSON: ``data/edition.json``, and one file for each paragraph.

``json_schema`` says what each key means; no key is removed or changed as long as
the first figure of ``FORMAT`` is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition import names
from edition.exports.citations import Citation, Cited, citations_of, cite, cite_data
from edition.exports.json_text import (
    Waiting,
    compact,
    in_one_line,
    in_parts,
    laid_out,
    lay_out,
    with_entry,
)
from edition.exports.plain import text_name
from edition.exports.rights import licence_address, rights
from edition.exports.selectors import Selectors, span_in
from edition.exports.site import Site
from edition.jobs import File
from edition.model import (
    AnnotatedParagraph,
    AnnotatedSentence,
    Annotation,
    Edition,
    LoggedChange,
    Mention,
)
from edition.prose import cited, plain
from edition.quotes import Span
from edition.seeds.layer import Later
from edition.seeds.parse_layer import COLLECTIONS
from edition.views.promises import acts_of, promise_of

FORMAT = "1.5"
EDITION_FILE = names.data_file("edition.json")


def render_json(edition: Edition, whole: Cited, selectors: Selectors, site: Site) -> Iterator[File]:
    """The files of the paragraphs and that of the edition."""
    used = _sources_by_paragraph(edition)
    sources = {slug: compact(_source(edition, slug, site)) for slug in edition.sources}
    contested = map(compact, _collection(edition, "subjects", site))
    subjects = dict(zip(edition.subjects, contested, strict=True))
    about = in_parts(_about(edition))
    lines = Waiting()
    for paragraph in edition.paragraphs:
        own = paragraph.id
        data = in_parts(paragraph_data(paragraph, selectors, site))
        found = _citations(citations_of(paragraph, whole, site))
        uses = used.get(own, {}).items()
        seen = [with_entry(sources[slug], "supports", ids) for slug, ids in uses]
        shown = [subjects[slug] for slug in paragraph.subjects]
        layer = {"edition": about, "paragraph": data, "subjects": shown}
        layer |= {"citations": found, "sources": seen}
        yield names.data_file(f"{own}.json"), _paragraph_file(layer, site)
        lines.append(in_one_line(data))
    yield EDITION_FILE, _edition_file(edition, lines, whole, site)


def _edition_file(
    edition: Edition, paragraphs: Waiting, whole: Cited, site: Site
) -> Iterator[bytes]:
    data = {
        "$schema": "edition.schema.json",
        "format": FORMAT,
        "site": site.root or None,
        "edition": _about(edition),
        "citations": _citations({"edition": cite(whole), "data": cite_data(edition, site)}),
        "paragraphs": paragraphs,
        **{kind: Waiting(_collection(edition, kind, site)) for kind in COLLECTIONS},
        "primer": _primer(edition, site),
    }
    return laid_out(data, 2)


def _paragraph_file(layer: dict[str, Any], site: Site) -> bytes:
    data = {
        "$schema": "edition.schema.json#/$defs/paragraph_file",
        "format": FORMAT,
        "site": site.root or None,
        **layer,
    }
    return lay_out(data, 2)


def _about(edition: Edition) -> dict[str, Any]:
    record = edition.record
    dumped = record.model_dump(mode="json")
    dumped["text"] = text_name(edition)
    dumped["title_as_printed"] = edition.document.title
    dumped["version"] = edition.registry.version or None
    dumped["released"] = edition.registry.released or None
    dumped["licence"] = {"name": record.licence, "url": licence_address(record)}
    dumped["rights"] = rights(record)
    return dumped


def _citations(found: Mapping[str, Iterable[Citation]]) -> dict[str, dict[str, str]]:
    return {i: {c.style: c.text for c in citations} for i, citations in found.items()}


def paragraph_data(
    paragraph: AnnotatedParagraph, selectors: Selectors, site: Site
) -> dict[str, Any]:
    """One paragraph with its whole layer."""
    own, record = paragraph.paragraph, paragraph.record
    return {
        **_places(own.id, site),
        "number": own.number,
        "own_number": record.own_number,
        "handle": record.handle,
        "heading": record.heading,
        "gist": record.gist,
        "context": record.context,
        "text": own.text,
        "themes": list(paragraph.themes),
        "sentences": [_sentence(sentence, site) for sentence in paragraph.sentences],
        "notes": [_note(paragraph, note, selectors, site) for note in paragraph.notes],
        "mentions": [_mention(mention, own.text) for mention in paragraph.mentions],
        "watch": record.watch,
        "related": record.related,
        "later": _later(record.later),
    }


def _places(identifier: str, site: Site) -> dict[str, Any]:
    return {"id": identifier, "path": site.path(identifier), "address": site.address(identifier)}


def _sentence(sentence: AnnotatedSentence, site: Site) -> dict[str, Any]:
    own = sentence.sentence
    return {
        **_places(own.id, site),
        "number": own.number,
        **_span(own.span),
        "text": own.text,
        "themes": sentence.record.themes,
        "acts": [
            {
                "id": identifier,
                "actor": act.actor,
                "verb": act.verb,
                "act": act.act.value,
                "binding": act.binds,
                "addressee": act.addressee,
                "object": act.object,
                "quote": act.quote,
                **_span(span_in(act.quote, own)),
            }
            for identifier, act in sentence.acts_by_id.items()
        ],
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _note(
    paragraph: AnnotatedParagraph, note: Annotation, selectors: Selectors, site: Site
) -> dict[str, Any]:
    record = note.record
    quote = selectors.select(paragraph.paragraph, note.span)
    return {
        **_places(note.id, site),
        "quote": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        **_span(note.span),
        "sentences": [sentence.id for sentence in note.sentences],
        "kind": record.kind.value,
        "confidence": record.confidence.value,
        "main": note.main,
        "lead": record.lead,
        "margin": record.margin,
        "body": record.body,
        "body_text": plain(note.body),
        "terms": record.terms,
        "themes": record.themes,
        "see_also": record.see_also,
        "sources": cited(note.body),
        "subject": record.subject,
        "diverges": {tag: carries.value for tag, carries in record.diverges.items()},
        "review": record.review.model_dump(mode="json"),
        "later": _later(record.later),
    }


def _mention(mention: Mention, text: str) -> dict[str, Any]:
    return {
        "term": mention.term,
        "sentence": mention.sentence.id if mention.sentence else None,
        **_span(mention.span),
        "words": text[mention.span.start : mention.span.end],
    }


def _later(entries: list[Later]) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json") for entry in entries]


def _collection(edition: Edition, kind: str, site: Site) -> Iterator[dict[str, Any]]:
    if kind == "changes":
        yield from (_change(change, site) for change in edition.changes)
        return
    for slug, record in edition.layer.of_kind(kind).items():
        identifier = f"{kind}/{slug}"
        # A contested subject has no place of its own: its notes show it.
        places = {"id": identifier} if kind == "subjects" else _places(identifier, site)
        yield {**places, **record.model_dump(mode="json"), **_found(edition, kind, slug)}


def _primer(edition: Edition, site: Site) -> dict[str, Any] | None:
    """How to read the text, if the edition teaches it."""
    if not (primer := edition.layer.primer):
        return None
    return {
        **primer.model_dump(mode="json"),
        "lessons": list(_collection(edition, "lessons", site)),
    }


def _found(edition: Edition, kind: str, slug: str) -> dict[str, Any]:
    """What the edition knows of a thing beyond its own record."""
    match kind:
        case "themes":
            carrying = edition.sentences_by_theme.get(slug, ())
            return {"sentences": [item.id for item in carrying]}
        case "terms":
            notes = edition.notes_by_term.get(slug, ())
            return {
                "sentences": edition.sentences_naming(slug),
                "notes": [note.id for note in notes],
            }
        case "commitments":
            promise = promise_of(slug, edition)
            now = promise.now.standing.value if promise.now else None
            return {
                "due_years": list(promise.years or ()),
                "standing": now,
                "acts": acts_of(promise.record, edition),
            }
        case "formulas":
            return {"acts": acts_of(edition.layer.formulas[slug], edition)}
        case "subjects":
            return {
                "positions": [
                    {**position.model_dump(mode="json"), "party": position.party}
                    for position in edition.subjects[slug].positions
                ],
                "notes": [note.id for note in edition.notes_by_subject.get(slug, ())],
            }
        case "sources":
            return {"supports": list(edition.uses_by_source.get(slug, ()))}
    return {}


def _source(edition: Edition, slug: str, site: Site) -> dict[str, Any]:
    return {
        **_places(f"sources/{slug}", site),
        **edition.sources[slug].model_dump(mode="json"),
    }


def _change(change: LoggedChange, site: Site) -> dict[str, Any]:
    return {
        **_places(f"changes/{change.slug}", site),
        "version": change.version,
        **change.record.model_dump(mode="json"),
    }


def _sources_by_paragraph(edition: Edition) -> dict[str, dict[str, list[str]]]:
    """Paragraph to its sources, each with what rests on it there: ids in it, and its subjects."""
    found: dict[str, dict[str, list[str]]] = {}
    showing: dict[str, list[str]] = {}
    for paragraph in edition.paragraphs:
        for subject in paragraph.subjects:
            showing.setdefault(f"subjects/{subject}", []).append(paragraph.id)
    for slug, origins in edition.uses_by_source.items():
        for origin in origins:
            for place in showing.get(origin) or [names.paragraph_of(origin)]:
                found.setdefault(place, {}).setdefault(slug, []).append(origin)
    return found
