"""Every place in the layer where one thing names another, and every text in prose.

One walk serves two purposes: the checks ask whether each reference leads
somewhere, and the pages list for each thing what leads to it.  Only the types in
``forms`` say what is a reference and what is prose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from edition.problems import Place
from edition.prose import Block, Citation, Link, inlines, parse_prose, unmarked
from edition.seeds.forms import ReadAsProse, Refers, WrittenInProse
from edition.seeds.marked_yaml import KeyPath
from edition.seeds.parse_layer import Layer
from edition.seeds.record import Record


class Reference(NamedTuple):
    """One thing naming another.

    ``kind`` is the kind of thing named (as in ``Refers``), ``origin`` the id
    of the thing that names it.
    """

    kind: str
    target: str
    origin: str
    record: Record
    path: KeyPath
    token: str = ""

    @property
    def place(self) -> Place:
        """Where it is written; looked for only when somebody asks."""
        if self.token:
            return self.record.at_token(self.token, *self.path)
        # A record's own keys are one step away, those of a mapping in it are two.
        key = len(self.path) > 1 and self.path[-1] == self.target
        return (self.record.key_at(*self.path) if key else None) or self.record.at(*self.path)


class ProseField(NamedTuple):
    """A text in prose, and the id of the thing that it belongs to."""

    origin: str
    record: Record
    path: KeyPath
    blocks: tuple[Block, ...]
    plain: bool = False
    """A line that is read as a sentence: its signs are letters and no markup."""


Found: TypeAlias = Reference | ProseField


def walk(layer: Layer) -> list[Found]:
    """All references and all prose of the layer, references inside prose included."""
    found: list[Found] = []
    for origin, record in layer.records():
        _in_record(origin, record, found)
    return found


# A list is handed down: what is yielded from so deep would be passed on at every step.
def _in_record(origin: str, record: Record, found: list[Found]) -> None:
    for name, plan in _plans(type(record)):
        # Of the keys of a record most are not written.
        if value := getattr(record, name):
            _in_value(origin, record, (name,), value, plan, found)


def _in_value(
    origin: str, record: Record, path: KeyPath, value: Any, plan: _Plan, found: list[Found]
) -> None:
    if isinstance(value, str):
        if plan.prose:
            field = ProseField(origin, record, path, parse_prose(value))
            found.append(field)
            found.extend(_in_prose(field))
        elif plan.line:
            found.append(ProseField(origin, record, path, unmarked(value), plain=True))
        elif plan.kind:
            found.append(Reference(plan.kind, value, origin, record, path))
    elif isinstance(value, Record):
        _in_record(origin, value, found)
    elif isinstance(value, dict):
        for key, item in value.items():
            if plan.key:
                found.append(Reference(plan.key, key, origin, record, (*path, key)))
            _in_value(own_id(origin, path, key), record, (*path, key), item, plan, found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _in_value(origin, record, (*path, index), item, plan, found)


def own_id(origin: str, path: KeyPath, key: str) -> str:
    """The id of what is under *key* in the mapping at *path* of *origin*.

    That of *origin* itself, unless what is there has one of its own.
    """
    return _OWN_IDS[path].format(origin, key) if path in _OWN_IDS else origin


_OWN_IDS = {
    ("notes",): "{}-{}",
    ("sentences",): "{}-{}",
    ("changes",): "changes/{1}",
    ("lessons",): "lessons/{1}",
}
"""Path of a mapping whose keys make ids, to their form: from what it is in, and the key."""


def _in_prose(field: ProseField) -> Iterator[Reference]:
    for inline in inlines(field.blocks):
        if isinstance(inline, Citation):
            for source in inline.sources:
                yield Reference(
                    "sources", source, field.origin, field.record, field.path, f"@{source}"
                )
        elif isinstance(inline, Link):
            token = f"]({inline.target})"
            yield Reference("ids", inline.target, field.origin, field.record, field.path, token)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the strings under a key are: references, prose, or nothing to follow."""

    kind: str = ""
    key: str = ""
    prose: bool = False
    line: bool = False
    records: bool = False


@cache
def _plans(record: type[Record]) -> tuple[tuple[str, _Plan], ...]:
    hints = get_type_hints(record, include_extras=True)
    plans = ((name, _plan(hints[name])) for name in record.model_fields)
    return tuple((name, plan) for name, plan in plans if plan != _Plan())


def _plan(hint: Any) -> _Plan:
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Record):
        return _Plan(records=True)
    if origin is Annotated:
        inner, *marks = arguments
        if kind := next((mark.kind for mark in marks if isinstance(mark, Refers)), ""):
            return _Plan(kind)
        if any(isinstance(mark, WrittenInProse) for mark in marks):
            return _Plan(prose=True)
        if any(isinstance(mark, ReadAsProse) for mark in marks):
            return _Plan(line=True)
        return _plan(inner)
    if origin is dict:
        inner = _plan(arguments[1])
        return replace(inner, key=_plan(arguments[0]).kind)
    if origin in {list, Union, UnionType}:
        return _plan(arguments[0])
    return _Plan()
