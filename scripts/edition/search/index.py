"""The index of the search as data for ``search-engine.js``.

It is written as scripts that hand it over, since a page opened from a file may load
scripts but may not fetch data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from edition.kinds import KINDS
from edition.model import Edition
from edition.names import address
from edition.search.chinese import pairs_for
from edition.search.entries import Entry, entries, other_names
from edition.seeds.vocabulary import NoteKind

FOLDER = "assets/search"
FOUND = {key.removesuffix("s"): kind.found for key, kind in KINDS.items() if kind.found}
"""What the search calls the kinds of places that it finds."""

ASKED = {
    "paragraph": "paragraph",
    "theme": "theme",
    "commitment": "commitment",
    "promise": "commitment",
    "pledge": "commitment",
    "formula": "formula",
    "set phrase": "formula",
    "origin": "lineage",
    "omission": "dropped",
    "omitted": "dropped",
    "dropped": "dropped",
    "source": "source",
}
"""Words with which a reader asks for a kind of place."""

SORTS = {
    "translation": NoteKind.TRANSLATION,
    "translated": NoteKind.TRANSLATION,
    "version": NoteKind.TRANSLATION,
    "language": NoteKind.TRANSLATION,
    "wording": NoteKind.WORDING,
    "phrase": NoteKind.WORDING,
    "changed": NoteKind.WORDING,
    "mention": NoteKind.SILENCE,
    "missing": NoteKind.SILENCE,
    "named": NoteKind.SILENCE,
    "omitted": NoteKind.SILENCE,
    "silent": NoteKind.SILENCE,
    "dispute": NoteKind.POSITION,
    "object": NoteKind.POSITION,
    "angry": NoteKind.POSITION,
    "upset": NoteKind.POSITION,
    "position": NoteKind.POSITION,
    "view": NoteKind.POSITION,
    "agree": NoteKind.POSITION,
    "background": NoteKind.CONTEXT,
    "happened": NoteKind.CONTEXT,
}
"""Words of a question for which one kind of note is likelier to answer."""

PIECE = 600_000
"""Most characters in a piece: some 150 KB on the wire."""

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# There are few sets of themes and speakers, and to encode one makes an encoder first.
_json_of_numbers = lru_cache(maxsize=1 << 10, typed=True)(_json)

FIELDS = ("kind", "id", *(f.name for f in fields(Entry) if f.name not in {"kind", "id"}))
_VALUES = attrgetter(*FIELDS)
_ABOUT = FIELDS.index("about")
_KIND_NUMBERS = {kind: number for number, kind in enumerate(FOUND)}


def render_index(edition: Edition) -> dict[str, str]:
    """The index as scripts, by their paths below ``docs/``: the first names the others.

    Sources have pieces of their own, so that what most readers seek is there earlier.
    """
    found = list(entries(edition))
    # Terms come first, so a record may refer to them by position.
    numbers = {entry.slug: n for n, entry in enumerate(found) if entry.kind == "term"}
    first, *rest = [
        piece
        for _, own in groupby(found, key=lambda entry: entry.kind == "source")
        for piece in _pieces(_record(entry, numbers) for entry in own)
    ] or [[]]
    places = {kind: _place(entry) for kind, entry in {e.kind: e for e in reversed(found)}.items()}
    head = _head(edition) | {"places": places, "pieces": len(rest)}
    pieces = {f"{FOLDER}/index-{n}.js": _script({}, piece) for n, piece in enumerate(rest, 1)}
    return {f"{FOLDER}/index.js": _script(head, first)} | pieces


def _script(head: Mapping[str, Any], records: Iterable[list[str]]) -> str:
    """A script that hands *head* to the search, and with it *records*, a list for each field.

    Similar values are then next to each other: a fifteenth less on the wire than by record.
    """
    columns = (f"[{','.join(column)}]" for column in zip(*records, strict=True))
    written = f"{_json({**head, 'entries': []})[:-2]}{','.join(columns)}]}}"
    # JSON that may be put in a script, where these two characters end a line.
    safe = written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.editionSearch ||= []).push({safe});\n"


def _pieces(records: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """The records, cut before a piece grows too large."""
    piece: list[list[str]] = []
    size = 0
    for record in records:
        length = sum(map(len, record))
        if piece and size + length > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(record)
        size += length
    if piece:
        yield piece


def _head(edition: Edition) -> dict[str, Any]:
    parties = edition.record.parties.items()
    return {
        "language": edition.record.language,
        "kinds": FOUND,
        "asked": ASKED,
        "sorts": {word: kind.label for word, kind in SORTS.items()},
        "alike": edition.layer.words.alike,
        "fields": FIELDS,
        "themes": [theme.name for theme in edition.themes.values()],
        "speakers": [party.name for _, party in parties if party.speaks],
        "notes": [kind.label for kind in NoteKind],
        "scripts": _scripts(edition),
        "traditional": pairs_for(_forms(edition)),
    }


def _scripts(edition: Edition) -> dict[str, list[str]]:
    """The language and direction of words in each script but that of the dialog."""
    scripts: dict[str, list[str]] = {}
    for tag, (script, direction) in edition.scripts.items():
        if script != "Latn":
            scripts.setdefault(script, [tag, direction])
    return scripts


def _forms(edition: Edition) -> str:
    """Names in other scripts: a reader may type them in other characters."""
    names = (name for term in edition.terms.values() for name in other_names(term))
    return "".join([*names, *(source.title for source in edition.sources.values())])


def _record(entry: Entry, numbers: Mapping[str, int]) -> list[str]:
    """The values as JSON in the order of ``FIELDS``, 0 for what is empty."""
    values = list(_VALUES(entry))
    values[0] = _KIND_NUMBERS[entry.kind]
    values[1] = entry.slug
    values[_ABOUT] = tuple([numbers[term] for term in entry.about])
    return [
        "0" if not value else _json(value) if type(value) is str else _json_of_numbers(value)
        for value in values
    ]


def _place(entry: Entry) -> str:
    """Where it is below ``docs/``, with ``*`` for its slug and ``@`` for its paragraph."""
    if entry.kind == "page":
        return "*"
    there = address(entry.id)
    full = f"{there.page}#{there.fragment}" if there.fragment else there.page
    if entry.slug != entry.id:
        return full.replace(entry.slug, "*")
    return re.sub(r"\d+", "@", there.page) + "#*"
