"""The usual causes of YAML errors, and where an editor should look for them.

The YAML parser says where it could not go on.  That is often several lines after
the mistake, in words that make sense only to those who know how it works.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from edition.seeds.characters import BLANKS


class Spot(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the parser stopped, and what it had read so far."""

    message: str
    at: Spot
    began: Spot | None
    """Where what it could not finish began, if it was in the middle of something."""
    value: Spot
    """Where the last value or key before it began."""
    value_end: Spot
    sign: str
    """The quotation mark or the like that opens this value; empty if it is plain."""


_COMMENT = re.compile(r"[ \t]*(?<=[ \t:])#.*")
_SET_OFF = re.compile(r"(?:[ \t]{2,}|\t)#(?:[ \t#]|$)")
"""How a comment after a value is distinguished from words that begin with a #."""
_BLANK_AFTER = re.compile(r"[ \t]*#(?:[ \t#]|$)")
_ONE_WORD = re.compile(r"[a-z0-9./:-]+")
_ON_A_LINE = re.compile(r"[^ \t\n][ \t]+#")
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
MERGED = (
    "lines like '<<<<<<<' are left over from a merge: "
    "between them stand both versions; keep what is right of each, and no such line"
)
_STUCK = re.compile(rf"[ -]*[a-z_]+:([\"'“\[{{{BLANKS}])")
_HIDDEN = re.compile(r"[\[{,]\s*#")
_STUCK_DASH = re.compile(r" *-(?=[a-z_]+:)")
_WIDE = re.compile("[，：；］｝]")
_ALIGN = "align the keys of a record"
_ALIGN_ITEMS = "align the items of a list; notes are keys, without -"


def left_by_merge(text: str) -> str:
    """A hint if *text* has lines that git puts where two changes meet; else empty."""
    return MERGED if _CONFLICT.search(text) else ""


def has_comments(text: str) -> bool:
    """Whether a # follows something else on some line, be it a comment or not."""
    return (" #" in text or "\t#" in text) and bool(_ON_A_LINE.search(text))


def cut_off(value: str, rest: str) -> str:
    """What YAML takes for a comment in *rest*, the line after a value without quotes.

    It is lost without a word if it belongs to the value: ``see paragraph #6``.
    So a comment must look like one: two blanks before it and one after its #;
    after a single word like a slug, a kind or a date, one before it is enough.
    Empty if there is none, or if it looks like one.
    """
    found = _COMMENT.match(rest)
    short = not value or _ONE_WORD.fullmatch(value)
    if not found or _SET_OFF.match(rest) or (short and _BLANK_AFTER.match(rest)):
        return ""
    return found[0].strip()


def advice(fault: Fault, text: str) -> tuple[Spot, str]:
    """The place to look at in *text*, and a hint on what to do there."""
    if mark := _CONFLICT.search(text):
        return Spot(text.count("\n", 0, mark.start()), 0), MERGED
    lines = text.splitlines()
    if copied := _copied(lines):
        return copied
    if stuck := _stuck(fault, lines):
        return stuck
    read = lines[fault.at.line] if fault.at.line < len(lines) else ""
    if "tab" in fault.message or read[fault.at.column :].startswith("\t"):
        return fault.at, "indent with spaces, not tabs"
    began = fault.began or fault.at
    if "flow" in fault.message and (wide := _WIDE.search(read, began.column)):
        narrow = unicodedata.normalize("NFKC", wide[0])
        return Spot(fault.at.line, wide.start()), f"{wide[0]!r} is no {narrow!r} for YAML"
    if "flow" in fault.message and (hidden := _hidden(fault.at.line, lines)):
        return hidden, "a # begins a comment, in which the list is not closed; an id has no #"
    match fault.message:
        case message if "quoted scalar" in message and "escape" not in message:
            return began, "a quotation mark is not closed"
        case message if "quoted scalar" in message:
            return fault.at, "put the value between ' and ', where \\ is an ordinary character"
        case message if "block scalar" in message:
            return fault.at, "after | or > the text begins on the next line, indented further"
        case message if "flow node" in message:
            return fault.at, "here is a comma or a bracket too many, or a value is missing"
        case message if "flow sequence" in message:
            return began, "the list that [ begins here needs commas between its items and a ]"
        case message if "flow mapping" in message:
            return began, "the record that { begins here needs commas between its keys and a }"
        case message if "cannot start" in message:
            hint = "put quotation marks round a value that begins with @ or `; an id has no @"
            return fault.at, hint
        case message if "simple key" in message:
            hint = "a key needs a colon and a space after it; text below a key is indented further"
            return began, hint
        case message if "'-' indicator" in message:
            return fault.at, _ALIGN_ITEMS
        case message if "expected key" in message:
            return _after_value(fault, lines)
        case message if "mapping values" in message and fault.value.line < fault.at.line:
            column = len(read) - len(read.lstrip())
            return Spot(fault.at.line, column), f"{_ALIGN}; this one is indented further"
    return (
        fault.at,
        "put quotation marks round a value that has ': ' in it or begins with a special character",
    )


_WITH_IT = {
    re.compile(r"```"): "lines that begin with ``` are of the page it was copied from: delete them",
    re.compile(r"\+ {2,}\S"): "the + before each line is of a comparison: delete it",
    re.compile(r"\d+ {2,}\S"): "the numbers before the lines are of the page it was copied from",
}
"""What is copied along with lines of YAML, and what to do with it."""


def _copied(lines: Sequence[str]) -> tuple[Spot, str] | None:
    for number, line in enumerate(lines):
        hint = next((hint for sign, hint in _WITH_IT.items() if sign.match(line)), "")
        if hint:
            return Spot(number, 0), hint
    return None


def _stuck(fault: Fault, lines: Sequence[str]) -> tuple[Spot, str] | None:
    """A colon or a dash that no blank follows, on the line of the fault or of the value before."""
    for number in {fault.value.line, fault.at.line, (fault.began or fault.at).line}:
        line = lines[number] if number < len(lines) else ""
        if found := _STUCK.match(line):
            sign = found[1]
            what = f"U+{ord(sign):04X}, which only looks like one" if sign in BLANKS else repr(sign)
            return Spot(number, found.start(1)), f"a blank follows the colon of a key, not {what}"
        if found := _STUCK_DASH.match(line):
            return Spot(number, found.end()), "a blank follows the - of an item"
    return None


def _hidden(line: int, lines: Sequence[str]) -> Spot | None:
    """Where a comment begins inside a list; that it is not closed is seen some lines further on."""
    for number in range(line, max(line - 4, -1), -1):
        if number < len(lines) and (found := _HIDDEN.search(lines[number])):
            return Spot(number, found.end() - 1)
    return None


def _after_value(fault: Fault, lines: Sequence[str]) -> tuple[Spot, str]:
    """Something else is where the next key should be."""
    read, end = lines[fault.at.line] if fault.at.line < len(lines) else "", fault.value_end
    if not fault.sign and end.line < len(lines) and _COMMENT.match(lines[end.line], end.column):
        return end, "the comment ends the value, which goes on below; put it on a line of its own"
    if fault.sign in {'"', "'"} and fault.value_end.line == fault.at.line:
        if read[fault.at.column :].strip() in {",", ";"}:
            return fault.at, "nothing follows a value on its line; delete the sign"
        if fault.value.line == fault.at.line:
            hint = "the value ends at the quotation mark before; inside it use “, ” and ’"
            return fault.at, hint
        last = fault.at.line + 1
        return (
            fault.value,
            f"a quotation mark is not closed here, or line {last} has one too many",
        )
    if read[: fault.at.column].rstrip().endswith(("]", "}")) and read[fault.at.column :][:1] == ",":
        return fault.at, "no comma between the records of a file: delete it"
    if read[: fault.at.column].rstrip().endswith(("]", "}")):
        return fault.at, "put quotation marks round a value that begins with [ or {"
    return fault.at, _ALIGN_ITEMS if read[fault.at.column :].startswith("- ") else _ALIGN
