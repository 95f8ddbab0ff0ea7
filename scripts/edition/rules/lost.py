"""What a file leaves behind that is lost, or that is about another paragraph than its name says.

A thousand places then name what nobody defines, or quote what is not there.  They have one
cause, which is told once, before any other rule is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.document import Document
from edition.problems import BUILD, RESTORE, Place, Problem
from edition.references import Reference
from edition.registry import Registry, State
from edition.seeds.parse_layer import SLUGGED, Layer
from edition.wording import many, shorten

_NO_FILE = 3
"""So many names, and no file with things of their kind, are no slip; nor are so many quotations."""

_LESS = 10
"""So many names that no file has, where there are other files of their kind, are none either."""


def check_lost(
    document: Document, layer: Layer, references: Iterable[Reference], registry: Registry
) -> Iterator[Problem]:
    """A file or a folder whose things are missed is there, and a paragraph's file is its own.

    Things are missed if others name them, or if *registry* has them as published.
    """
    yield from _check_places(document, layer)
    sentences = {sentence.id for sentence in document.sentences}
    published = [e for e in registry.entries.values() if e.state == State.ACTIVE]
    if gone := [e.id for e in published if e.kind == "sentence" and e.id not in sentences]:
        message = f"{', '.join(gone)}: published, and not to be found among these beginnings"
        hint = f'restore them; if the text itself was corrected: {BUILD} amend "what changed"'
        yield Problem(Place(f"{layer.folder}/sentences.yml"), "id-vanished", message, hint)
    if not layer.paragraphs:
        message = "no paragraph has a file: p01.yml, p02.yml and so on"
        yield Problem(Place(f"{layer.folder}/paragraphs"), "file-missing", message, RESTORE)
    for kind, slugs in _missed(layer, references, registry).items():
        there = layer.of_kind(kind)
        if len(slugs) < (_LESS if there else _NO_FILE):
            continue
        file = "primer" if kind == "lessons" else kind
        things = f"{many(len(slugs), 'slug')} of {kind}"
        or_folder = "" if file == "primer" else f" and no {file}/"
        lacks = "are in no file" if there else f"are missed: there is no {file}.yml{or_folder}"
        message = f"{things} {lacks} ({shorten(', '.join(slugs), 80)})"
        yield Problem(Place(f"{layer.folder}/{file}"), "file-missing", message, RESTORE)


def _check_places(document: Document, layer: Layer) -> Iterator[Problem]:
    """The file of a paragraph quotes that paragraph, and not for the most part another."""
    texts = {paragraph.id: paragraph.text for paragraph in document.paragraphs}
    for paragraph_id, record in layer.paragraphs.items():
        quotes = [note.quote for note in record.notes.values()]
        quotes += [act.quote for sentence in record.sentences.values() for act in sentence.acts]
        own = texts.get(paragraph_id, "")
        # Nearly always the case; to look into every other paragraph grows with the square.
        if len(quotes) <= _NO_FILE or sum(quote in own for quote in quotes) >= len(quotes) / 2:
            continue
        found = {name: sum(quote in text for quote in quotes) for name, text in texts.items()}
        most = max(found, key=lambda name: found[name])
        if found[most] > len(quotes) / 2:
            message = f"{found[most]} of the {len(quotes)} quotations in this file are from {most}"
            hint = "was it copied, renamed or exchanged with another? its name gives its paragraph"
            yield Problem(record.at(), "quote-not-found", message, hint)


def _missed(
    layer: Layer, references: Iterable[Reference], registry: Registry
) -> dict[str, dict[str, None]]:
    """For each kind the slugs that others name or a release has published, and no file has."""
    there = {kind: layer.of_kind(kind) for kind in SLUGGED}
    missed: dict[str, dict[str, None]] = {kind: {} for kind in SLUGGED}
    for kind, slug in (*_published(registry), *_named(references)):
        if kind in missed and slug not in there[kind]:
            missed[kind][slug] = None
    return missed


def _published(registry: Registry) -> Iterator[tuple[str, str]]:
    for entry in registry.entries.values():
        if entry.state == State.ACTIVE and entry.kind != "page":
            kind, _, slug = entry.id.partition("/")
            yield kind, slug


def _named(references: Iterable[Reference]) -> Iterator[tuple[str, str]]:
    for reference in references:
        if reference.kind == "ids":
            kind, _, slug = reference.target.partition("/")
            yield kind, slug
        else:
            yield reference.kind, reference.target
