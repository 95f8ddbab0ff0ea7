"""YAML as plain data, with the place of everything in it.

All scalars stay strings: PyYAML would read ``no`` as false, ``012`` as ten and
dates as date objects, and would silently keep the last of two equal keys.
Anchors, aliases and tags are refused; the seeds need none of them.

A file is read twice only if somebody asks for a place in it, as a problem does:
the data alone takes half the time and a tenth of the memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from edition.problems import Place, offset_of, place_at
from edition.seeds.characters import may_have_odd_characters

KeyPath: TypeAlias = tuple[str | int, ...]
"""The keys and list positions that lead to a value: ``("notes", "which-river", "terms", 0)``."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 12


@dataclass(frozen=True)
class MarkedFile:
    """One file, and where the value and the key at every path of its data are.

    A collection's place is that of its key, a scalar's that of its value.
    """

    path: str
    text: str

    @cached_property
    def _marks(self) -> Marks:
        marks = Marks(self.path)
        read(self.text, marks)
        return marks

    @property
    def keys(self) -> dict[KeyPath, Place]:
        """Path to where its key is."""
        return self._marks.keys

    def place(self, path: KeyPath) -> Place:
        """The place of *path*, or of the nearest thing above it."""
        for length in range(len(path), -1, -1):
            if place := self._marks.places.get(path[:length]):
                return place
        return Place(self.path)

    def place_of_token(self, path: KeyPath, token: str, after: str = "") -> Place:
        """Where *token* is in the scalar at *path*, not before *after*."""
        start = self.place(path)
        offset = offset_of(start, self.text)
        found = self.text.find(token, max(offset, self.text.find(after, offset)))
        if found == -1:
            return start
        return place_at(self.path, self.text, found)


@dataclass
class Marks:
    """Where everything in a document is; ``read`` tells it what it comes upon."""

    file: str
    places: dict[KeyPath, Place] = field(default_factory=dict, init=False)
    keys: dict[KeyPath, Place] = field(default_factory=dict, init=False)
    path: KeyPath = field(default=(), init=False)
    """Path of the value that was begun last."""

    last: Any = field(default=None, init=False)
    """The last event."""

    def at(self, mark: Any) -> Place:
        """The place of a mark of the parser."""
        return Place(self.file, mark.line + 1, mark.column + 1)

    def key(self, event: Any, depth: int, *, twice: bool) -> None:  # noqa: ARG002, for who reports
        """A key of the innermost of *depth* open collections; *twice* if it has it already."""
        path = (*self.path[: depth - 1], event.value)
        self.places[path] = self.keys[path] = self.at(event.start_mark)

    def value(self, event: Any, depth: int, step: str | int) -> None:
        """The beginning of what is under *step* in the innermost of *depth* open collections."""
        self.path = (*self.path[: depth - 1], step) if depth else ()
        if type(event) is yaml.ScalarEvent or not isinstance(step, str):
            self.places[self.path] = self.at(event.start_mark)

    def escaped(self, event: Any) -> None:
        """A value in which an escape may stand for a character that no seed may hold."""

    def text(self, event: Any) -> str:
        """What to take for the value of a scalar."""
        return str(event.value)


class Unusual(Exception):
    """Something to be reported with its place."""


class Forbidden(Unusual):
    """Something that no seed may have, so that the rest is not read."""

    def __init__(self, mark: Any, message: str, hint: str = "") -> None:
        self.mark = mark
        self.hint = hint
        super().__init__(message)


_ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}
_BEGINNINGS = {
    yaml.ScalarEvent,
    yaml.MappingStartEvent,
    yaml.SequenceStartEvent,
    yaml.AliasEvent,
}


def read(text: str, marks: Marks | None = None) -> Any:
    """The data of *text*; *marks* is told of everything in it.

    Without *marks*, the first thing to be reported raises ``Unusual``.  ``Forbidden`` and
    PyYAML's own errors end the reading in either case.
    """
    root: Any = None
    stack: list[Any] = []  # the collections that have begun and not ended
    key: str | None = None  # of the innermost: what waits for its value
    event: Any
    escapes = "\\" in text
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if marks:
            marks.last = event
        if kind in _ENDS:
            stack.pop()
            continue
        if kind is yaml.DocumentStartEvent and root is not None:
            hint = "delete the line that is nothing but ---"
            raise Forbidden(event.start_mark, "a second document in one file", hint)
        if kind not in _BEGINNINGS:
            continue
        value = _begun(event, len(stack), marks, escapes=escapes)
        inner = stack[-1] if stack else None
        if type(inner) is dict and key is None:
            if kind is not yaml.ScalarEvent:
                raise Forbidden(event.start_mark, "a key must be a plain word")
            key = event.value
            if key in inner and not marks:
                raise Unusual
            if marks:
                marks.key(event, len(stack), twice=key in inner)
            continue
        if inner is None:
            root = value
        elif key is None:
            inner.append(value)
        else:
            inner[key] = value
        if marks:
            marks.value(event, len(stack), key if key is not None else len(inner or ()) - 1)
        key = None
        if kind is not yaml.ScalarEvent:
            stack.append(value)
    return root


_QUOTE = "put quotation marks round a value that begins with &, * or !"


def _begun(event: Any, depth: int, marks: Marks | None, *, escapes: bool) -> Any:
    """The value that an event begins: a text, or an empty collection to be filled."""
    kind = type(event)
    if kind is yaml.AliasEvent:
        raise Forbidden(event.start_mark, f"alias {event.anchor!r} is not allowed", _QUOTE)
    if event.anchor:
        raise Forbidden(event.start_mark, f"anchor {event.anchor!r} is not allowed", _QUOTE)
    if event.tag:
        raise Forbidden(event.start_mark, f"tag {event.tag!r} is not allowed", _QUOTE)
    if kind is not yaml.ScalarEvent:
        if depth >= MAX_DEPTH:
            raise Forbidden(event.start_mark, f"nested deeper than {MAX_DEPTH} levels")
        return {} if kind is yaml.MappingStartEvent else []
    # The text of the file has been checked already; an escape may hide more.
    if escapes and event.style == '"' and may_have_odd_characters(event.value):
        if not marks:
            raise Unusual
        marks.escaped(event)
    value = marks.text(event) if marks else event.value
    return None if not event.style and value in ("", "~", "null") else value
