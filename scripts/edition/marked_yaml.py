"""YAML as plain data, with the place of everything in it.

All scalars stay strings: PyYAML would read ``no`` as false, ``012`` as ten and
dates as date objects, and would silently keep the last of two equal keys.
Anchors, aliases and tags are refused; the seeds need none of them.

A file is read twice only if somebody asks for a place in it, as a problem does:
the data alone takes half the time and a tenth of the memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

import yaml

from edition.problems import Place, Problem, place_at, shorten
from edition.processes import share_each
from edition.signs import has_odd_signs, hidden_in, odd_signs
from edition.yaml_advice import Fault, Spot, advice, cut_off, has_comments

Path: TypeAlias = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 12
MANY = 100
"""After this many faults in one file the rest add nothing new."""


@dataclass(frozen=True)
class MarkedFile:
    """One file; ``places`` holds the place of every path in its data, ``keys`` of every key.

    A collection's place is that of its key, a scalar's that of its value.
    """

    path: str
    text: str

    @cached_property
    def _marked(self) -> _Builder:
        builder = _Builder(self.path, [])
        for event in yaml.parse(self.text, Loader=_LOADER):
            _take(builder, event)
        return builder

    @property
    def places(self) -> dict[Path, Place]:
        """Path to where its value is."""
        return self._marked.places

    @property
    def keys(self) -> dict[Path, Place]:
        """Path to where its key is."""
        return self._marked.keys

    def place(self, path: Path) -> Place:
        """The place of *path*, or of the nearest thing above it."""
        for length in range(len(path), -1, -1):
            if place := self.places.get(path[:length]):
                return place
        return Place(self.path)

    def place_of_token(self, path: Path, token: str, after: str = "") -> Place:
        """Where *token* is in the scalar at *path*, not before *after*."""
        start = self.place(path)
        lines = self.text.splitlines(keepends=True)
        offset = sum(map(len, lines[: start.line - 1])) + start.column - 1
        found = self.text.find(token, max(offset, self.text.find(after, offset)))
        if found == -1:
            return start
        return place_at(self.path, self.text, found)


@dataclass(slots=True)
class _Open:
    """A collection that has begun and not ended."""

    data: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None

    def next_path(self) -> Path:
        step = len(self.data) if isinstance(self.data, list) else self.key
        return (*self.path, step if step is not None else "")


@dataclass(slots=True)
class _Builder:
    path: str
    problems: list[Problem]
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    faults: int = 0
    told: set[int] = field(default_factory=set)
    """The lines whose invisible characters were reported."""
    lines: Sequence[str] = ()
    """The text, if it is to be looked at for values that a comment cuts short."""
    said: str = ""
    """The document's words, in which there may be odd signs."""
    cut: Any = None
    """The last value of which that is told."""

    def report(self, mark: Any, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.at(mark), code, message, hint))
        self.faults += 1
        if self.faults > MANY:
            raise _TooMany

    def at(self, mark: Any) -> Place:
        return Place(self.path, mark.line + 1, mark.column + 1)

    def put(self, value: Any, mark: Any) -> Path:
        """Add *value* to what is open, and return its path."""
        if not self.stack:
            self.root = value
            self.places[()] = self.at(mark)
            return ()
        top = self.stack[-1]
        path = top.next_path()
        if isinstance(top.data, list):
            top.data.append(value)
            self.places[path] = self.at(mark)
        else:
            if isinstance(value, str) or value is None:
                self.places[path] = self.at(mark)
            top.data[str(top.key)] = value
            top.key = None
        return path

    def scalar(self, event: yaml.ScalarEvent) -> None:
        # What is written in the file was checked already; an escape may hide more.
        if event.style == '"' and has_odd_signs(event.value):
            first, last = self.at(event.start_mark), self.at(event.end_mark)
            if self.told.isdisjoint(range(first.line, last.line + 1)):
                odd = islice(odd_signs(event.value, self.said), 1)
                self.problems += (Problem(first, o.code, o.message, o.hint) for o in odd)
        value = self.whole(event)
        top = self.stack[-1] if self.stack else None
        if top is None or isinstance(top.data, list) or top.key is not None:
            empty = not event.style and value in ("", "~", "null")
            self.put(None if empty else value, event.start_mark)
            return
        top.key = event.value
        path = (*top.path, event.value)
        if event.value in top.data:
            first = self.keys[path]
            message = f"key {shorten(event.value)!r} appears twice in one mapping"
            self.report(event.start_mark, "duplicate-key", message, f"first at line {first.line}")
        self.places[path] = self.keys[path] = self.at(event.start_mark)

    def whole(self, event: yaml.ScalarEvent) -> str:
        """The value as it was probably meant, of which a comment may have cut off the end."""
        value: str = event.value
        end: Any = event.end_mark
        if event.style or end.line >= len(self.lines):
            return value
        read = self.lines[end.line]
        if not (lost := cut_off(value, read[end.column :])):
            return value
        message = f"{shorten(lost)!r} is read as a comment and left out"
        hint = "put quotation marks round the whole value; before a comment leave two spaces"
        at = Place(self.path, end.line + 1, read.index(lost, end.column) + 1)
        self.problems.append(Problem(at, "cut-by-comment", message, hint))
        self.cut = event
        return f"{value} {lost}".lstrip()

    def begin(self, data: dict[str, Any] | list[Any], event: Any) -> None:
        if self.stack and isinstance(self.stack[-1].data, dict) and self.stack[-1].key is None:
            raise _Refused(event.start_mark, "a key must be a plain word")
        if len(self.stack) >= _MAX_DEPTH:
            raise _Refused(event.start_mark, f"nested deeper than {_MAX_DEPTH} levels")
        self.stack.append(_Open(data, self.put(data, event.start_mark)))


class _TooMany(Exception):
    """So many faults that reading on would only fill the screen."""


class _Refused(Exception):
    def __init__(self, mark: Any, message: str) -> None:
        self.mark = mark
        super().__init__(message)


def parse_files(
    files: Sequence[MarkedFile], problems: list[Problem], said: str = ""
) -> Iterator[tuple[MarkedFile, Any]]:
    """Each of *files* that can be read, and its data; *said* are the document's words."""

    def read(turn: int) -> list[Any]:
        """The data, or nothing at all if there is something to report."""
        with suppress(_Unusual, yaml.YAMLError):
            return [_data(files[turn].text)]
        return []

    for file, data in zip(files, share_each(read, len(files), 20), strict=True):
        if data:
            yield file, data[0]
        elif builder := _explain(file, problems, said):
            yield file, builder.root


class _Unusual(Exception):
    """Something to be reported with its place."""


def _data(text: str) -> Any:
    """The data alone, of a document that has nothing wrong in it."""
    root: Any = None
    stack: list[Any] = []
    keys: list[str | None] = []  # of each open collection: the key that waits for its value
    event: Any
    if has_odd_signs(text.removeprefix("\ufeff")) or has_comments(text):
        raise _Unusual
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind in _ENDS:
            stack.pop()
            keys.pop()
            continue
        if kind is yaml.DocumentStartEvent and root is not None:
            raise _Unusual
        if kind not in _VALUES:
            continue
        value = _value(event, len(stack))
        if not stack:
            root = value
        elif type(stack[-1]) is list:
            stack[-1].append(value)
        elif (key := keys[-1]) is not None:
            stack[-1][key] = value
            keys[-1] = None
        else:
            if kind is not yaml.ScalarEvent or event.value in stack[-1]:
                raise _Unusual
            keys[-1] = event.value
            continue
        if kind is not yaml.ScalarEvent:
            stack.append(value)
            keys.append(None)
    return root


_ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}
_VALUES = {
    yaml.ScalarEvent,
    yaml.MappingStartEvent,
    yaml.SequenceStartEvent,
    yaml.AliasEvent,
}


def _value(event: Any, depth: int) -> Any:
    """What an event begins: a text, or an empty collection to be filled."""
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor or event.tag not in (None, "!"):
        raise _Unusual
    if kind is yaml.ScalarEvent:
        if event.style == '"' and has_odd_signs(event.value):
            raise _Unusual
        empty = not event.style and event.value in ("", "~", "null")
        return None if empty else event.value
    if depth >= _MAX_DEPTH:
        raise _Unusual
    return {} if kind is yaml.MappingStartEvent else []


def _explain(file: MarkedFile, problems: list[Problem], said: str) -> _Builder | None:
    """Say what is wrong in a document, with its place; what was read if it can be used."""
    path, text = file.path, file.text
    lines = text.removeprefix("\ufeff").splitlines()
    builder = _Builder(path, problems, lines=lines, said=said)
    signs = list(islice(odd_signs(text.removeprefix("\ufeff"), said), MANY))
    for odd in signs:
        place = place_at(path, text, odd.at + text.startswith("\ufeff"))
        problems.append(Problem(place, odd.code, odd.message, odd.hint))
        builder.told.add(place.line)
    if any(odd.astray for odd in signs):
        return None
    event: Any = None
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            _take(builder, event)
    except _TooMany:
        return None
    except _Refused as error:
        builder.report(error.mark, "yaml-feature", str(error))
        return None
    except yaml.MarkedYAMLError as error:
        if event and event is builder.cut:
            return None  # what follows the comment is what could not be read
        fault = _fault(error, event)
        if "nesting depth" in fault.message:
            # From PyYAML 6.0.4 on the parser stops by itself, before an event tells the depth.
            message = f"nested deeper than {_MAX_DEPTH} levels"
            builder.report(error.problem_mark, "yaml-feature", message)
            return None
        (line, column), hint = advice(fault, text)
        place = Place(path, line + 1, column + 1)
        problems.append(Problem(place, "yaml-syntax", fault.message, hint))
        return None
    except yaml.YAMLError as error:
        # A character that YAML cannot hold; most of them were told above.
        if not hidden_in(text.removeprefix("\ufeff")):
            place = _place_of_character(error, text, path)
            problems.append(Problem(place, "yaml-syntax", _line(error)))
        return None
    return builder


def _fault(error: yaml.MarkedYAMLError, last: Any) -> Fault:
    """The fault without the classes of the reader; *last* is the event before it."""

    def spot(mark: Any) -> Spot:
        return Spot(mark.line, mark.column) if mark else Spot(0, 0)

    return Fault(
        message=" ".join(part for part in (error.context, error.problem) if part),
        at=spot(error.problem_mark),
        began=spot(error.context_mark) if error.context_mark else None,
        value=spot(last and last.start_mark),
        value_end=spot(last and last.end_mark),
        sign=getattr(last, "style", None) or "",
    )


def _take(builder: _Builder, event: Any) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(event.start_mark, f"alias {event.anchor!r} is not allowed")
    if getattr(event, "anchor", None):
        raise _Refused(event.start_mark, f"anchor {event.anchor!r} is not allowed")
    if getattr(event, "tag", None) not in (None, "!"):
        raise _Refused(event.start_mark, f"tag {event.tag!r} is not allowed")
    match event:
        case yaml.ScalarEvent():
            builder.scalar(event)
        case yaml.MappingStartEvent():
            builder.begin({}, event)
        case yaml.SequenceStartEvent():
            builder.begin([], event)
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            builder.stack.pop()
        case yaml.DocumentStartEvent() if builder.root is not None:
            raise _Refused(event.start_mark, "a second document in one file")


def _place_of_character(error: yaml.YAMLError, text: str, path: str) -> Place:
    """``ReaderError`` knows only an offset, in bytes or in characters."""
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return Place(path)
    starts = list(_line_starts(text))
    line = bisect_right(starts, position)
    return Place(path, line, position - starts[line - 1] + 1)


def _line_starts(text: str) -> Iterator[int]:
    yield 0
    for index, character in enumerate(text):
        if character == "\n":
            yield index + 1


def _line(error: yaml.YAMLError) -> str:
    return shorten(str(error).split("\n", 1)[0], 100)
