"""Gives a thing another slug, wherever the seeds name it; layout and comments stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.model import Edition
from edition.problems import Place, Refused, offset_of
from edition.references import Reference, walk
from edition.seeds.folder import SeedFile
from edition.seeds.parse_layer import SLUGGED
from edition.wording import did_you_mean

_NOTE = re.compile(r"(p[1-9]\d*)-(?!s\d+$)([a-z0-9-]+)")


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """*old*, at *offset* in the file at *path*, becomes *new*."""

    path: str
    offset: int
    old: str
    new: str


def renamed(
    edition: Edition, files: Mapping[str, SeedFile], old: str, new: str
) -> dict[str, SeedFile]:
    """The seed files that change when *old* becomes *new*, by name."""
    texts = {file.path: file.text for file in files.values()}
    by_name = {file.path: name for name, file in files.items()}
    edits = {_definition(edition, texts, old, new)}
    kind, slug = _parts(old)
    for reference in (item for item in walk(edition.layer) if isinstance(item, Reference)):
        if reference.kind == "ids" and reference.target == old:
            edits |= set(_edits(reference, texts, old, new))
        elif reference.kind == kind and reference.target == slug:
            edits |= set(_edits(reference, texts, slug, _parts(new)[1]))
    for edit in sorted(edits, reverse=True):
        before = texts[edit.path]
        end = edit.offset + len(edit.old)
        if before[edit.offset : end] != edit.old:
            raise Refused(f"{edit.path}: {edit.old!r} is written in an unusual way there")
        texts[edit.path] = before[: edit.offset] + edit.new + before[end:]
    changed = {edit.path for edit in edits}
    return {by_name[path]: SeedFile(by_name[path], path, texts[path]) for path in sorted(changed)}


def _parts(identifier: str) -> tuple[str, str]:
    """The kind of an id, or its paragraph, and the slug as it is written in the seeds."""
    if note := _NOTE.fullmatch(identifier):
        return note[1], note[2]
    kind, _, slug = identifier.partition("/")
    if kind not in SLUGGED or not slug:
        raise Refused(f"{identifier!r} is not an id with a slug: p6-slug, terms/slug, themes/slug")
    return kind, slug


def _definition(edition: Edition, texts: Mapping[str, str], old: str, new: str) -> _Edit:
    (kind, slug), (new_kind, new_slug) = _parts(old), _parts(new)
    if kind != new_kind:
        raise Refused(f"{old!r} and {new!r} are not of the same kind")
    if kind in SLUGGED:
        records, place = edition.layer.of_kind(kind), None
        if slug in records:
            place = records[slug].at()
    else:
        paragraph = edition.layer.paragraphs.get(kind)
        records = paragraph.notes if paragraph else {}
        place = paragraph.at("notes", slug) if paragraph and slug in records else None
    if place is None:
        near = did_you_mean(slug, records)
        raise Refused(f"there is no {old!r}" + (f"; {near}" if near else ""))
    if new_slug in records:
        raise Refused(f"{new!r} is taken")
    return _Edit(place.path, _offset(texts[place.path], place, slug), slug, new_slug)


def _edits(reference: Reference, texts: Mapping[str, str], old: str, new: str) -> Iterator[_Edit]:
    """Where one reference is written; a mark in prose may occur there more than once."""
    if not reference.token:
        place = reference.place
        yield _Edit(place.path, _offset(texts[place.path], place, old), old, new)
        return
    place = reference.record.at(*reference.path)
    text = texts[place.path]
    # From the beginning of its field to the end of the file; what lies beyond the
    # field is another reference to the same thing, and changes as well.
    start = _offset(text, place, "")
    mark = rf"(?<=\]\(){re.escape(old)}(?=\))|(?<=[\[;\s]@){re.escape(old)}(?![a-z0-9-])"
    for match in re.compile(mark).finditer(text, start):
        yield _Edit(place.path, match.start(), old, new)


def _offset(text: str, place: Place, word: str) -> int:
    """Where *word* begins at *place*; a quotation mark may come before it."""
    offset = offset_of(place, text)
    quoted = word and text[offset : offset + 1] in {'"', "'"}
    return offset + 1 if quoted else offset
