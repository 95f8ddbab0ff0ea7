"""YAML as plain data, with the place of everything in it.

All scalars stay strings: PyYAML would read ``no`` as false, ``012`` as ten and
dates as date objects, and would silently keep the last of two equal keys.
Anchors, aliases and tags are refused; the seeds need none of them.

A file is read twice only if somebody asks for a place in it, as a problem does:
the data alone takes half the time and a tenth of the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

import yaml

from edition.characters import find_hidden, may_have_odd_characters, odd_characters
from edition.problems import Place, Problem, offset_of, place_at
from edition.processes import share_each
from edition.wording import shorten
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
    def _marks(self) -> _Marks:
        marks = _Marks(self.path)
        _read(self.text, marks)
        return marks

    @property
    def places(self) -> dict[Path, Place]:
        """Path to where its value is."""
        return self._marks.places

    @property
    def keys(self) -> dict[Path, Place]:
        """Path to where its key is."""
        return self._marks.keys

    def place(self, path: Path) -> Place:
        """The place of *path*, or of the nearest thing above it."""
        for length in range(len(path), -1, -1):
            if place := self.places.get(path[:length]):
                return place
        return Place(self.path)

    def place_of_token(self, path: Path, token: str, after: str = "") -> Place:
        """Where *token* is in the scalar at *path*, not before *after*."""
        start = self.place(path)
        offset = offset_of(start, self.text)
        found = self.text.find(token, max(offset, self.text.find(after, offset)))
        if found == -1:
            return start
        return place_at(self.path, self.text, found)


def parse_files(
    files: Sequence[MarkedFile], problems: list[Problem], document: str = ""
) -> Iterator[tuple[MarkedFile, Any]]:
    """Each of *files* that can be read, and its data; *document* is the text of the edition."""

    def read(turn: int) -> list[Any]:
        """The data, or nothing at all if there is something to report."""
        text = files[turn].text
        odd = may_have_odd_characters(text.removeprefix("\ufeff")) or _EMPTY_TAG.search(text)
        if not odd and not has_comments(text):
            with suppress(_Unusual, yaml.YAMLError):
                return [_read(text)]
        return []

    for file, data in zip(files, share_each(read, len(files), 20), strict=True):
        if found := data or _explained(file, problems, document):
            yield file, found[0]


class _Unusual(Exception):
    """Something to be reported with its place."""


class _Refused(_Unusual):
    """Something that no seed may have, so that the rest is not read."""

    def __init__(self, mark: Any, message: str, hint: str = "") -> None:
        self.mark = mark
        self.hint = hint
        super().__init__(message)


class _TooMany(Exception):
    """So many faults that reading on would only fill the screen."""


_ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}
_BEGINNINGS = {
    yaml.ScalarEvent,
    yaml.MappingStartEvent,
    yaml.SequenceStartEvent,
    yaml.AliasEvent,
}


def _read(text: str, marks: _Marks | None = None) -> Any:
    """The data of *text*; *marks* records the place and the faults of everything in it.

    Without *marks*, the first thing to be reported raises ``_Unusual``.
    """
    root: Any = None
    stack: list[Any] = []  # the collections that have begun and not ended
    key: str | None = None  # of the innermost: what waits for its value
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if marks:
            marks.last = event
        if kind in _ENDS:
            stack.pop()
            continue
        if kind is yaml.DocumentStartEvent and root is not None:
            hint = "delete the line that is nothing but ---"
            raise _Refused(event.start_mark, "a second document in one file", hint)
        if kind not in _BEGINNINGS:
            continue
        value = _begun(event, len(stack), marks)
        inner = stack[-1] if stack else None
        if type(inner) is dict and key is None:
            if kind is not yaml.ScalarEvent:
                raise _Refused(event.start_mark, "a key must be a plain word")
            key = event.value
            if marks:
                marks.key(event, len(stack), twice=key in inner)
            elif key in inner:
                raise _Unusual
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


_EMPTY_TAG = re.compile(r"(?m)(?:^|[\s\[{,])!(?=\s)")
_QUOTE = "put quotation marks round a value that begins with &, * or !"


def _begun(event: Any, depth: int, marks: _Marks | None) -> Any:
    """The value that an event begins: a text, or an empty collection to be filled."""
    kind = type(event)
    if kind is yaml.AliasEvent:
        raise _Refused(event.start_mark, f"alias {event.anchor!r} is not allowed", _QUOTE)
    if event.anchor:
        raise _Refused(event.start_mark, f"anchor {event.anchor!r} is not allowed", _QUOTE)
    # The parser drops a tag without a name: the exclamation mark would be lost silently.
    tag = event.tag or (marks and marks.character_at(event.start_mark) == "!" and "!")
    if tag:
        raise _Refused(event.start_mark, f"tag {tag!r} is not allowed", _QUOTE)
    if kind is not yaml.ScalarEvent:
        if depth >= _MAX_DEPTH:
            raise _Refused(event.start_mark, f"nested deeper than {_MAX_DEPTH} levels")
        return {} if kind is yaml.MappingStartEvent else []
    value = event.value
    # The text of the file has been checked already; an escape may hide more.
    if event.style == '"' and may_have_odd_characters(value):
        if not marks:
            raise _Unusual
        marks.escaped(event)
    if marks:
        value = marks.whole(event)
    return None if not event.style and value in ("", "~", "null") else value


@dataclass(slots=True)
class _Marks:
    """Where everything in a document is, and what is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    document: str = ""
    """The text of the edition, whose characters are allowed."""

    lines: Sequence[str] = ()
    """The lines of the file, where values cut short by a comment are to be found."""

    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    path: Path = ()
    """Path of the value that was begun last."""

    empty: Path | None = None
    """Path of the last value that was empty."""

    astray: Path | None = None
    """Path of a record that was given the keys of another."""

    last: Any = None
    """The last event."""

    cut: Any = None
    """Event of the last value that was reported as cut short by a comment."""

    duplicates: int = 0
    """How many duplicate keys were reported."""

    reported: set[int] = field(default_factory=set)
    """The lines whose odd characters were reported."""

    def at(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def character_at(self, mark: Any) -> str:
        """The character at *mark*, if the text was kept."""
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return line[mark.column : mark.column + 1]

    def key(self, event: Any, depth: int, *, twice: bool) -> None:
        path = (*self.path[: depth - 1], event.value)
        here = self.at(event.start_mark)
        if twice and self._repeats_the_last(path):
            pass
        elif twice:
            message = f"key {shorten(event.value)!r} appears twice in one mapping"
            hint = f"first at line {self.keys[path].line}"
            self.problems.append(Problem(here, "duplicate-key", message, hint))
            self.duplicates += 1
            if self.duplicates > MANY:
                raise _TooMany
        self.places[path] = self.keys[path] = here

    def _repeats_the_last(self, path: Path) -> bool:
        """Whether the key at *path* is of a record that is not where its name is.

        The name then has no value, and the keys below it are those of the record before.
        """
        if self.path == self.empty and self.empty[:-1] == path[:-1] != self.astray:
            self.astray = path[:-1]
            message = f"{self.empty[-1]!r} is empty, and the keys below it were there before"
            hint = "indent it less: as far as others of its kind"
            self.problems.append(Problem(self.keys[self.empty], "duplicate-key", message, hint))
        return path[:-1] == self.astray

    def value(self, event: Any, depth: int, step: str | int) -> None:
        """Record *event*, found under *step* in the innermost of *depth* open collections."""
        self.path = (*self.path[: depth - 1], step) if depth else ()
        if type(event) is yaml.ScalarEvent and not event.style and not event.value:
            self.empty = self.path
        if type(event) is yaml.ScalarEvent or not isinstance(step, str):
            self.places[self.path] = self.at(event.start_mark)

    def escaped(self, event: Any) -> None:
        """Report odd characters that are written as escapes."""
        first, last = self.at(event.start_mark), self.at(event.end_mark)
        if self.reported.isdisjoint(range(first.line, last.line + 1)):
            odd = islice(odd_characters(event.value, self.document), 1)
            self.problems += (Problem(first, o.code, o.message, o.hint) for o in odd)

    def whole(self, event: Any) -> str:
        """The value as it was probably meant, where a comment may have cut off its end."""
        value: str = event.value
        end: Any = event.end_mark
        if event.style or end.line >= len(self.lines):
            return value
        read = self.lines[end.line]
        if not (lost := cut_off(value, read[end.column :])):
            return value
        message = f"{shorten(lost)!r} is read as a comment and left out"
        hint = "put quotation marks round the whole value; before a comment leave two spaces"
        at = Place(self.file, end.line + 1, read.index(lost, end.column) + 1)
        self.problems.append(Problem(at, "cut-by-comment", message, hint))
        self.cut = event
        return f"{value} {lost}".lstrip()


def _explained(file: MarkedFile, problems: list[Problem], document: str) -> list[Any]:
    """Report what is wrong with *file*; its data in a list, which is empty if it is unusable."""
    bare = file.text.removeprefix("\ufeff")
    marks = _Marks(file.path, problems, document, bare.splitlines())
    found = list(islice(odd_characters(bare, document), MANY))
    for odd in found:
        place = place_at(file.path, file.text, odd.at + len(file.text) - len(bare))
        problems.append(Problem(place, odd.code, odd.message, odd.hint))
        marks.reported.add(place.line)
    if any(odd.breaks_lines for odd in found):
        return []
    try:
        data = [_read(file.text, marks)]
    except _TooMany:
        pass
    except _Refused as error:
        problem = Problem(marks.at(error.mark), "yaml-feature", str(error), error.hint)
        problems.append(problem)
    except yaml.MarkedYAMLError as error:
        # What follows a comment cannot be parsed; the comment itself was reported already.
        if not marks.last or marks.last is not marks.cut:
            problems.append(_syntax_problem(error, marks, file.text))
    except yaml.YAMLError as error:
        # A character that YAML does not allow; most of them were reported above.
        if not find_hidden(bare):
            # ``ReaderError`` knows only an offset, in bytes or in characters.
            at = getattr(error, "position", None)
            place = place_at(file.path, file.text, at) if isinstance(at, int) else Place(file.path)
            message = shorten(str(error).split("\n", 1)[0], 100)
            problems.append(Problem(place, "yaml-syntax", message))
    else:
        return data if marks.astray is None else []
    return []


def _syntax_problem(error: yaml.MarkedYAMLError, marks: _Marks, text: str) -> Problem:
    fault = _fault(error, marks.last)
    if "nesting depth" in fault.message:
        # Since PyYAML 6.0.4 the parser itself stops, before an event shows the depth.
        message = f"nested deeper than {_MAX_DEPTH} levels"
        return Problem(marks.at(error.problem_mark), "yaml-feature", message)
    (line, column), hint = advice(fault, text)
    return Problem(Place(marks.file, line + 1, column + 1), "yaml-syntax", fault.message, hint)


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
