"""Faults of form that pydantic finds, said in the edition's own words, with a place and a hint."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import ErrorDetails

from edition.problems import RESTORE, Problem
from edition.seeds.forms import LOOKS_LIKE
from edition.seeds.marked_yaml import KeyPath, MarkedFile
from edition.seeds.meant import address_hint, date_hint, slug_meant
from edition.wording import did_you_mean, shorten

_CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "bad_slug": "bad-slug",
    "not_a_date": "not-a-date",
    "not_an_address": "not-an-address",
    "string_type": "wrong-type",
    "string_too_short": "wrong-type",
    "int_type": "wrong-type",
    "int_parsing": "wrong-type",
    "bool_parsing": "wrong-type",
    "dict_type": "wrong-type",
    "list_type": "wrong-type",
    "too_short": "wrong-type",
    "model_type": "wrong-type",
}

_SHOULD_BE = {
    "string_too_short": "text",
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_parsing": "true or false",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "list_type": "a list (- item)",
    "too_short": "at least one",
}


def form_problems(
    faults: Sequence[ErrorDetails], file: MarkedFile, adapter: TypeAdapter[Any]
) -> Iterator[Problem]:
    """What is wrong with the form of *file*, according to the *adapter* of its records.

    Each mistake is reported once, though one misplaced or misspelt key makes several faults.
    """
    of_record: dict[KeyPath, list[ErrorDetails]] = {}
    hollow = _hollow(faults, adapter)
    for fault in faults:
        if not any(fault["loc"][: len(part)] == part for part in hollow):
            of_record.setdefault(fault["loc"][:-1], []).append(fault)
    for path in dict.fromkeys(hollow.values()):
        message = f"{path[-1]!r} is empty, and its keys are beside it"
        hint = "indent them further than it is"
        yield Problem(file.keys.get(path) or file.place(path), "wrong-type", message, hint)
    for path, own in of_record.items():
        unknown = [str(f["loc"][-1]) for f in own if f["type"] == "extra_forbidden"]
        missing = [f for f in own if f["type"] == "missing"]
        here = list(missing[0]["input"]) if missing and len(unknown) > 1 else []
        home = _home(here, adapter)
        if here and (home or len(unknown) == len(here)):
            what = "keys that belong elsewhere" if home else "none of the keys expected here"
            message = f"{path[-1] if path else file.path!r} has {what}"
            hint = home or _known_here(_fields(adapter, path))
            yield Problem(file.keys.get(path) or file.place(path), "unknown-key", message, hint)
            continue
        yield from _of_record([_problem(fault, file, adapter) for fault in own])


def _of_record(found: Sequence[Problem]) -> Iterator[Problem]:
    """The problems of one record; an unknown key may well be what is missing, and tells of that."""
    meant = [problem.hint for problem in found if problem.code == "unknown-key"]
    absent = [problem for problem in found if problem.code == "missing-key"]
    missing = [p for p in absent if not any(_name(p) in hint for hint in meant)]
    teller = next((p for p in found if p.hint.startswith(_KNOWN)), None)
    teller = teller or (missing[0] if len(missing) > 1 else None)
    for problem in found:
        if problem is teller and missing:
            yield replace(problem, hint=f"missing here: {', '.join(map(_name, missing))}")
        elif problem not in absent or (problem in missing and not teller):
            yield problem


_KNOWN = "known here: "


def _name(problem: Problem) -> str:
    """The key that a problem is about, in quotation marks."""
    return str(re.findall(r"'.*'", problem.message)[0])


def _hollow(faults: Sequence[ErrorDetails], adapter: TypeAdapter[Any]) -> dict[KeyPath, KeyPath]:
    """Paths with faults that have one cause, a record whose keys are not below it: to its path."""
    found: dict[KeyPath, KeyPath] = {}
    for fault in faults:
        path = fault["loc"]
        if fault["type"] == "model_type" and fault["input"] is None and path:
            own = [(*path[:-1], key) for key in _fields(adapter, path)]
            located = {f["loc"][: len(path)] for f in faults}
            if beside := [other for other in own if other in located]:
                found |= dict.fromkeys([path, *beside], path)
    return found


def _home(keys: Collection[str], adapter: TypeAdapter[Any]) -> str:
    """A hint saying where in the file records with these *keys* belong, if anywhere."""
    if len(keys) < 2:
        return ""
    schema = adapter.json_schema()
    records = schema.get("$defs", {})
    places = {"": schema, **schema.get("properties", {})}
    for record in records.values():
        places |= record.get("properties", {})
    for name, node in places.items():
        values = [*node.get("patternProperties", {}).values(), node.get("additionalProperties")]
        for value in values:
            kind = value.get("$ref", "").rpartition("/")[2] if isinstance(value, dict) else ""
            if records.get(kind, {}).get("properties", {}).keys() >= set(keys):
                home = f"those under {name!r}" if name else "the others of this file"
                return f"it has the keys of {home}; put it there, as far in as they are"
    return ""


def _known_here(keys: Collection[str]) -> str:
    return f"{_KNOWN}{', '.join(keys)}" if keys else ""


def _problem(detail: ErrorDetails, file: MarkedFile, adapter: TypeAdapter[Any]) -> Problem:
    """Say one of pydantic's findings in the edition's own words."""
    kind = detail["type"]
    path = tuple(step for step in detail["loc"] if step != "[key]")
    key = str(path[-1]) if path else ""
    code = _CODES.get(kind, "bad-value")
    place = file.place(path)
    fields = _fields(adapter, path[:-1])
    if code == "unknown-key":
        place = file.keys.get(path, place)
        message, hint = f"key {key!r} is not known here", _key_meant(detail, fields, adapter)
    elif code == "missing-key":
        message, hint = f"key {key!r} is missing", fields[key].get("description", "")
    elif code == "wrong-type":
        message = f"{repr(key) if path else 'the file'} is {_what(detail['input'])}"
        hint = _type_meant(detail, adapter)
    elif code == "bad-slug":
        message, hint = detail["msg"], _slug_hint(key, detail["input"])
    elif code == "not-a-date":
        optional = {"type": "null"} in fields.get(key, {}).get("anyOf", ())
        span = fields.get(key, {}).get("format") != "date"
        message, hint = detail["msg"], date_hint(detail["input"], optional=optional, span=span)
    elif code == "not-an-address":
        message, hint = detail["msg"], address_hint(detail["input"])
    else:
        value = _value(detail)
        what = repr(value) if key != value else "a key here"
        message = f"{key!r} cannot be {what}"
        hint = _allowed(detail, value)
    return Problem(place, code, message, hint)


def _slug_hint(key: str, value: str) -> str:
    if named := re.match(r"([ps])\d", key):
        what = "a sentence" if named[1] == "s" else "a paragraph, which the id has already"
        return f"{named[1]} and a number name {what}; begin the slug with a word"
    parts = re.split(r"[\s;、|]+", value)
    if len(parts) > 1 and all("-" in part for part in parts):
        return f"separate them with commas: {', '.join(parts)}"
    near = slug_meant(value)
    return "lower-case letters, digits and single hyphens" + (f": {near}" if near else "")


def _value(detail: ErrorDetails) -> str:
    return shorten(str(detail["input"])) if detail["input"] is not None else ""


def _key_meant(detail: ErrorDetails, keys: Collection[str], adapter: TypeAdapter[Any]) -> str:
    """A hint on a key that a record does not have: where it belongs, or its right name."""
    key, inner = str(detail["loc"][-1]), detail["input"]
    if isinstance(inner, dict) and (home := _home(inner, adapter)):
        return home
    if inner is None and " " in key:
        return "between { and } a value with a comma in it needs quotation marks"
    if key in {"source", "sources"} and "body" in keys:
        return "a note cites its sources in its body: [@source]"
    return (did_you_mean(key.lower(), keys) or _known_here(keys)) + _foreign(key)


def _foreign(value: str) -> str:
    """The first sign of *value* that no key or choice has, since it may look like one of theirs."""
    foreign = next((sign for sign in value if not sign.isascii()), "")
    return f" In it is {foreign!r}, U+{ord(foreign):04X}" if foreign else ""


def _type_meant(detail: ErrorDetails, adapter: TypeAdapter[Any]) -> str:
    """A hint on what a value should be that is a list, a mapping or a text instead."""
    kind, value, path = detail["type"], detail["input"], detail["loc"]
    if kind == "model_type" and len(path) == 1 and path[0] in _fields(adapter, path):
        return "it is a key of the entries of this file: indent it as far as theirs"
    if not detail["loc"] and not value:
        return f"{RESTORE}, or delete this one"
    if kind == "list_type" and isinstance(value, str):
        return f"it should be a list: [{_value(detail).strip('[]')}]"
    if kind == "string_type" and isinstance(value, list):
        return "it should be one text; what belongs to another needs an entry of its own"
    if kind == "string_type" and isinstance(value, dict):
        return "it should be text; put quotation marks round a value that has ': ' in it"
    return f"it should be {_SHOULD_BE[kind]}"


def _what(value: object) -> str:
    if value in (None, "", [], {}):
        return "empty"
    match value:
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return repr(shorten(str(value)))


def _allowed(detail: ErrorDetails, value: str) -> str:
    context = detail.get("ctx", {})
    expected = str(context.get("expected", ""))
    if expected:
        words = re.findall(r"'([^']+)'", expected)
        near = did_you_mean(value, words, cutoff=0.75) or f"one of: {', '.join(words)}"
        return near + _foreign(str(detail["input"]))
    if pattern := context.get("pattern"):
        return LOOKS_LIKE[pattern]
    for limit, how in (("le", "at most"), ("ge", "at least")):
        if limit in context:
            return f"{how} {context[limit]}"
    return detail["msg"]


def _fields(adapter: TypeAdapter[Any], path: KeyPath) -> dict[str, Any]:
    """The keys allowed at *path* and what the JSON Schema says of each."""
    root = adapter.json_schema()
    node = root
    for step in (*path, None):
        while "$ref" in node:
            node = root["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        if step is None:
            break
        properties = node.get("properties", {})
        by_pattern = next(iter(node.get("patternProperties", {}).values()), None)
        node = (
            properties.get(step)
            or by_pattern
            or node.get("items")
            or node.get("additionalProperties")
            or {}
        )
        node = next((n for n in node.get("anyOf", []) if n.get("type") != "null"), node)
    fields: dict[str, Any] = node.get("properties", {})
    return fields
