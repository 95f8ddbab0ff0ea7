"""Every address of the edition with what it stands for: ``data/ids.json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from edition import names
from edition.exports.json_text import lay_out
from edition.exports.site import Site
from edition.labels import label
from edition.model import AnnotatedParagraph, Edition


@dataclass(frozen=True, slots=True)
class Identified:
    """An id, what kind of thing has it, and the words that it stands for."""

    id: str
    kind: str
    words: str
    also: str = ""
    """A second place where the same fragment stands, below the site's root."""


_KINDS = {
    "themes": "theme",
    "terms": "term",
    "sources": "source",
    "earlier": "earlier text",
    "formulas": "formula",
    "dropped": "dropped",
    "commitments": "commitment",
}


def identified(edition: Edition) -> Iterator[Identified]:
    """Everything that has an address of its own, in the order of the text and the seeds."""
    for paragraph in edition.paragraphs:
        yield from _in_paragraph(paragraph)
    for kind, name in _KINDS.items():
        for slug in getattr(edition.layer, kind):
            identifier = f"{kind}/{slug}"
            yield Identified(identifier, name, label(edition, identifier))
    for change in edition.changes:
        identifier = f"changes/{change.slug}"
        yield Identified(identifier, "change", label(edition, identifier))


def _in_paragraph(paragraph: AnnotatedParagraph) -> Iterator[Identified]:
    own = paragraph.paragraph
    yield Identified(own.id, "paragraph", own.text, f"#{own.id}")
    for sentence in own.sentences:
        yield Identified(sentence.id, "sentence", sentence.text, f"#{sentence.id}")
    for note in paragraph.notes:
        yield Identified(note.id, "note", note.record.quote, f"#{note.id}")


def render_ids(edition: Edition, site: Site, pages: Iterable[str]) -> str:
    """Every id with its page, its fragment and a hash of its words, then the other *pages*."""
    entries = [_entry(item, site) for item in identified(edition)]
    known = {entry["page"] for entry in entries if entry["path"] == entry["page"]}
    others = (names.page_path(page) for page in sorted(pages))
    entries += [_page(path, site) for path in others if path not in known]
    listing = {
        "format": "1.0",
        "site": site.root or None,
        "hash": "SHA-256 of the words in UTF-8",
        "ids": entries,
    }
    return lay_out(listing, 2)


def _entry(item: Identified, site: Site) -> dict[str, Any]:
    where = names.address(item.id)
    return {
        "id": item.id,
        "kind": item.kind,
        "page": names.page_path(where.page),
        "fragment": where.fragment or None,
        "path": site.path(item.id),
        "address": site.address(item.id),
        "also": item.also or None,
        "sha256": sha256(item.words.encode("utf-8")).hexdigest(),
    }


def _page(path: str, site: Site) -> dict[str, Any]:
    return {
        "id": path or "./",
        "kind": "page",
        "page": path,
        "fragment": None,
        "path": path,
        "address": f"{site.root}{path}" if site.root else None,
        "also": None,
        "sha256": None,
    }
