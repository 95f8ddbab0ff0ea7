"""Reads seed files, and explains what is wrong with those that cannot be read as they are.

Most files have nothing to be explained and are read at once; any other is read again,
slowly, so that all its faults are told together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import yaml

from edition.problems import Place, Problem, place_at
from edition.processes import share_each
from edition.seeds.characters import find_hidden, may_have_odd_characters, odd_characters
from edition.seeds.marked_yaml import (
    MAX_DEPTH,
    Forbidden,
    KeyPath,
    MarkedFile,
    Marks,
    Unusual,
    read,
)
from edition.seeds.yaml_advice import Fault, Spot, advice, cut_off, has_comments
from edition.wording import shorten

MOST_FAULTS = 100
"""After this many faults in one file the rest add nothing new."""


def parse_files(
    files: Sequence[MarkedFile], problems: list[Problem], document: str = ""
) -> Iterator[tuple[MarkedFile, Any]]:
    """Each of *files* that can be read, and its data; *document* is the text of the edition."""

    def read_plain(turn: int) -> list[Any]:
        """The data, or nothing at all if there is something to report."""
        text = files[turn].text
        odd = may_have_odd_characters(text.removeprefix("\ufeff"))
        if not odd and not has_comments(text):
            with suppress(Unusual, yaml.YAMLError):
                return [read(text)]
        return []

    for file, data in zip(files, share_each(read_plain, len(files), 20), strict=True):
        if found := data or _explained(file, problems, document):
            yield file, found[0]


def _explained(file: MarkedFile, problems: list[Problem], document: str) -> list[Any]:
    """Report what is wrong with *file*; its data in a list, which is empty if it is unusable."""
    bare = file.text.removeprefix("\ufeff")
    faults = _Faults(file.path, problems, document, bare.splitlines())
    if _report_odd(faults, file.text, bare):
        return []
    try:
        data = [read(file.text, faults)]
    except _TooMany:
        pass
    except Forbidden as error:
        problem = Problem(faults.at(error.mark), "yaml-feature", str(error), error.hint)
        problems.append(problem)
    except yaml.MarkedYAMLError as error:
        # What follows a comment cannot be parsed; the comment itself was reported already.
        if not faults.last or faults.last is not faults.cut:
            problem = _syntax_problem(error, faults, file.text)
            if problem.place.line not in faults.reported:
                problems.append(problem)
    except yaml.YAMLError as error:
        # A character that YAML does not allow; most of them were reported above.
        if not find_hidden(bare):
            # ``ReaderError`` knows only an offset, in bytes or in characters.
            at = getattr(error, "position", None)
            place = place_at(file.path, file.text, at) if isinstance(at, int) else Place(file.path)
            message = shorten(str(error).split("\n", 1)[0], 100)
            problems.append(Problem(place, "yaml-syntax", message))
    else:
        return [] if faults.repeats else data
    return []


def _report_odd(faults: _Faults, text: str, bare: str) -> bool:
    """Report each odd character once, with all its lines; whether YAML reads lines otherwise."""
    found: dict[tuple[str, ...], list[Place]] = {}
    broken = False
    for odd in islice(odd_characters(bare, faults.document), 10 * MOST_FAULTS):
        place = place_at(faults.file, text, odd.at + len(text) - len(bare))
        found.setdefault((odd.code, odd.message, odd.hint), []).append(place)
        faults.reported.add(place.line)
        broken |= odd.breaks_lines
    for (code, message, hint), (first, *others) in found.items():
        lines = ", ".join(dict.fromkeys(str(place.line) for place in others))
        again = f"; again in line {shorten(lines)}" if lines else ""
        faults.problems.append(Problem(first, code, message + again, hint))
    return broken


_NO_NAME = (
    ", as are the keys below: is a name or a - missing or not in its column, or is it a copy?"
)


class _TooMany(Exception):
    """So many faults that reading on would only fill the screen."""


@dataclass
class _Faults(Marks):
    """Reports what is wrong in a document besides its syntax."""

    problems: list[Problem]
    document: str
    """The text of the edition, whose characters are allowed."""

    lines: Sequence[str]
    """The lines of the file."""

    reported: set[int] = field(default_factory=set)
    """The lines whose odd characters were reported."""

    run: KeyPath | None = None
    """Path of the record of which the last key was a duplicate."""

    run_at: int = 0
    """Which problem told of the first of these duplicates."""

    repeats: bool = False
    """Whether a record was given several keys of another."""

    cut: Any = None
    """Event of the last value that was reported as cut short by a comment."""

    duplicates: int = 0
    """How many duplicate keys were reported."""

    def key(self, event: Any, depth: int, *, twice: bool) -> None:
        path = (*self.path[: depth - 1], event.value)
        if twice and self.run == path[:-1]:
            first, self.repeats = self.problems[self.run_at], True
            if not first.hint.endswith(_NO_NAME):
                self.problems[self.run_at] = replace(first, hint=first.hint + _NO_NAME)
        elif twice:
            message = f"key {shorten(event.value)!r} appears twice in one mapping"
            hint = f"first at line {self.keys[path].line}"
            self.run, self.run_at = path[:-1], len(self.problems)
            self.problems.append(Problem(self.at(event.start_mark), "duplicate-key", message, hint))
            self.duplicates += 1
            if self.duplicates > MOST_FAULTS:
                raise _TooMany
        elif self.run == path[:-1]:
            self.run = None
        super().key(event, depth, twice=twice)

    def escaped(self, event: Any) -> None:
        first, last = self.at(event.start_mark), self.at(event.end_mark)
        if self.reported.isdisjoint(range(first.line, last.line + 1)):
            odd = islice(odd_characters(event.value, self.document), 1)
            self.problems += (Problem(first, o.code, o.message, o.hint) for o in odd)

    def text(self, event: Any) -> str:
        """The value as it was probably meant, where a comment may have cut off its end."""
        value: str = event.value
        end: Any = event.end_mark
        if event.style or end.line >= len(self.lines):
            return value
        line = self.lines[end.line]
        if not (lost := cut_off(value, line[end.column :])):
            return value
        message = f"{shorten(lost)!r} is read as a comment and left out"
        hint = "put quotation marks round the whole value; before a comment leave two spaces"
        at = Place(self.file, end.line + 1, line.index(lost, end.column) + 1)
        self.problems.append(Problem(at, "cut-by-comment", message, hint))
        self.cut = event
        return f"{value} {lost}".lstrip()


def _syntax_problem(error: yaml.MarkedYAMLError, faults: _Faults, text: str) -> Problem:
    fault = _fault(error, faults.last)
    if "nesting depth" in fault.message:
        # Since PyYAML 6.0.4 the parser itself stops, before an event shows the depth.
        message = f"nested deeper than {MAX_DEPTH} levels"
        return Problem(faults.at(error.problem_mark), "yaml-feature", message)
    (line, column), hint = advice(fault, text)
    return Problem(Place(faults.file, line + 1, column + 1), "yaml-syntax", fault.message, hint)


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
