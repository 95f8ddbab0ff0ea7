"""The notes as W3C Web Annotations: ``data/annotations.jsonld``."""

from __future__ import annotations

from typing import Any

from edition.exports.json_text import lay_out
from edition.exports.rights import licence_address
from edition.exports.selectors import Selectors
from edition.exports.site import Site
from edition.layer import NoteKind
from edition.model import AnnotatedParagraph, Annotation, Edition
from edition.prose import plain

MOTIVATIONS = {
    NoteKind.TERM: "identifying",
    NoteKind.WORDING: "commenting",
    NoteKind.POSITION: "assessing",
    NoteKind.SILENCE: "questioning",
    NoteKind.CONTEXT: "describing",
    NoteKind.TRANSLATION: "commenting",
}


def render_annotations(edition: Edition, selectors: Selectors, site: Site) -> str:
    """Every note as an annotation, in one collection."""
    items = [
        _annotation(edition, _target(paragraph, note, selectors, site), note, site)
        for paragraph in edition.paragraphs
        for note in paragraph.notes
    ]
    here = site.file("data/annotations.jsonld") if site.root else "annotations.jsonld"
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here,
        "type": "AnnotationCollection",
        "label": edition.record.name,
        "creator": [{"type": "Organization", "name": name} for name in edition.record.editors],
        "rights": licence_address(edition.record) or edition.record.licence,
        "total": len(items),
        "first": {
            "id": f"{here}#page-1",
            "type": "AnnotationPage",
            "partOf": here,
            "startIndex": 0,
            "items": items,
        },
    }
    return lay_out(collection, 3)


def _annotation(
    edition: Edition, target: dict[str, Any], note: Annotation, site: Site
) -> dict[str, Any]:
    record = note.record
    return {
        "id": site.from_data(note.id),
        "type": "Annotation",
        "motivation": MOTIVATIONS[record.kind],
        "body": [_comment(note), *_tags(edition, note, site)],
        "target": target,
    }


def _comment(note: Annotation) -> dict[str, Any]:
    record = note.record
    return {
        "type": "TextualBody",
        "purpose": "commenting",
        "format": "text/plain",
        "language": "en",
        "value": f"{record.lead}\n\n{record.margin}\n\n{plain(note.body)}",
    }


def _tags(edition: Edition, note: Annotation, site: Site) -> list[dict[str, Any]]:
    words = [f"kind:{note.record.kind}", f"confidence:{note.record.confidence}"]
    words += [edition.themes[slug].name for slug in note.record.themes]
    tags: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": word} for word in words
    ]
    tags += [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": site.from_data(f"terms/{slug}"),
        }
        for slug in note.record.terms
    ]
    return tags


def _target(
    paragraph: AnnotatedParagraph, note: Annotation, selectors: Selectors, site: Site
) -> dict[str, Any]:
    """The paragraph, refined by the words and by their offsets in it."""
    own = paragraph.paragraph
    quote = selectors.select(paragraph, note)
    return {
        "type": "SpecificResource",
        "source": site.from_data(own.id),
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": own.id,
            "refinedBy": [
                {
                    "type": "TextQuoteSelector",
                    "exact": quote.exact,
                    "prefix": quote.prefix,
                    "suffix": quote.suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": note.span.start,
                    "end": note.span.end,
                },
            ],
        },
    }
