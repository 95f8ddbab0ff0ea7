"""The index of names at the end of a book: every name in use, with paragraph numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from edition.model import Edition
from edition.names import paragraph_number
from edition.seeds.vocabulary import TermKind

_NAMES = {
    *(TermKind.PERSON, TermKind.OFFICE, TermKind.PLACE, TermKind.ORGANISATION),
    *(TermKind.DOCUMENT, TermKind.PROGRAMME, TermKind.EVENT),
}


def name_index(edition: Edition) -> list[dict[str, Any]]:
    """Entries under their first letter: ``{"letter": "A", "entries": [...]}``.

    An entry has a ``name``, the ``id`` of its term and either the numbers of
    its ``paragraphs`` or, for a name in use elsewhere, the name to ``see``.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in sorted(_entries(edition), key=lambda entry: _sort_key(entry["name"])):
        groups.setdefault(_letter(entry["name"]), []).append(entry)
    return [{"letter": letter, "entries": entries} for letter, entries in groups.items()]


def _entries(edition: Edition) -> Iterator[dict[str, Any]]:
    taken = {term.name.casefold() for term in edition.terms.values()}
    for slug, term in edition.terms.items():
        if term.kind not in _NAMES:
            continue
        found = _paragraphs_of(edition, slug)
        yield {"name": term.name, "id": f"terms/{slug}", "paragraphs": found, "see": None}
        for other in dict.fromkeys(term.other_names):
            if other.casefold() not in taken:
                yield {"name": other, "id": f"terms/{slug}", "paragraphs": [], "see": term.name}


def _paragraphs_of(edition: Edition, term: str) -> list[int]:
    """Numbers of the paragraphs that name *term* or that it bears on, rising."""
    return sorted(set(map(paragraph_number, edition.sentences_about(term))))


def _letter(name: str) -> str:
    """The heading for *name*; names in other scripts come last."""
    first = _sort_key(name)[:1].upper()
    if first.isdigit():
        return "0–9"
    return first if first.isascii() else "Other scripts"


def _sort_key(name: str) -> str:
    """*name* without articles, marks and case."""
    bare = unicodedata.normalize("NFKD", name)
    bare = re.sub(r"[^\w\s]", "", bare).casefold().strip()
    return re.sub(r"^(the|a|an) ", "", bare)
