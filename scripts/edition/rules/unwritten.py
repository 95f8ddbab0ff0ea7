"""What a command has made and nobody has written yet.

The site may be built with it, so that an editor sees what is still to be done;
a release may not, since its ids and its words are for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from edition.labels import TO_WRITE
from edition.model import Edition
from edition.problems import Problem
from edition.references import own_id
from edition.seeds.marked_yaml import KeyPath
from edition.seeds.record import Record
from edition.wording import shorten

_WAITING = re.compile(
    rf"^(?i:{TO_WRITE})(?:\.|\s*$)|^Place to be given$|^Editors to be named$|^A first draft\b"
    r"|\b(?:TODO|TBD|FIXME)\b|\?\?\?"
)
"""What skeletons and first drafts say, and what editors write in such a place.

Not XXX: the United Nations have a resolution 3379 (XXX).
"""

_SIGNS = (
    *("o be written", "to be given", "to be named", "A first draft"),
    *("TODO", "TBD", "FIXME", "???"),
)
"""One of these is in every file in which something may be waiting."""


class Waiting(NamedTuple):
    """A text that is still to be written: the id of what it belongs to, and where it is."""

    id: str
    record: Record
    path: KeyPath
    text: str


def to_write(edition: Edition) -> Iterator[str]:
    """Ids of what waits for its editor, each once."""
    yield from dict.fromkeys(waiting.id for waiting in _unwritten(edition))


def check_written(edition: Edition) -> Iterator[Problem]:
    """Nothing waits for its editor: the rule for a release."""
    for waiting in _unwritten(edition):
        message = f"{waiting.id} still says {shorten(waiting.text, 30)!r}"
        hint = "write it, or take the entry out; a release keeps its words and ids for ever"
        yield Problem(waiting.record.at(*waiting.path), "unwritten", message, hint)


def _unwritten(edition: Edition) -> Iterator[Waiting]:
    # Most files have none of the words; to look into every record would take a tenth of a check.
    seen: dict[str, bool] = {}
    for identifier, record in edition.layer.records():
        file = record.file
        if file.path not in seen:
            seen[file.path] = any(sign in file.text for sign in _SIGNS)
        if seen[file.path]:
            yield from _in_record("edition.yml" if identifier == "about" else identifier, record)


def _in_record(identifier: str, record: Record) -> Iterator[Waiting]:
    for name in type(record).model_fields:
        yield from _in_value(identifier, record, (name,), getattr(record, name))


def _in_value(identifier: str, record: Record, path: KeyPath, value: object) -> Iterator[Waiting]:
    match value:
        case str():
            if _WAITING.search(value):
                yield Waiting(identifier, record, path, value)
        case Record():
            yield from _in_record(identifier, value)
        case dict():
            for key, item in value.items():
                own = own_id(identifier, path, key)
                yield from _in_value(own, record, (*path, key), item)
        case list():
            for index, item in enumerate(value):
                yield from _in_value(identifier, record, (*path, index), item)
