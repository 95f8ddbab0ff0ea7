"""What most often lies behind a fault of YAML, and where an editor has to look for it.

The reader of YAML says where it could not go on.  That is often lines after the
mistake, and in words that only those understand who know how it reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the reader stopped, and what it had read up to there."""

    message: str
    at: Spot
    began: Spot | None
    """Where what it could not finish began, if it was in the middle of something."""
    value: Spot
    """Where the last value or key before it began."""
    value_end: Spot
    sign: str
    """The quotation mark or the like that opens this value; empty if it is plain."""


_MERGED = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_UNDER_EACH_OTHER = "keys of one record stand under each other"


def advice(fault: Fault, text: str) -> tuple[Spot, str]:
    """The place to look at in *text*, and a hint what to do there."""
    if mark := _MERGED.search(text):
        line = text.count("\n", 0, mark.start())
        return Spot(line, 0), "two edits were merged and lines like '<<<<<<<' are left"
    lines = text.splitlines()
    read = lines[fault.at.line] if fault.at.line < len(lines) else ""
    if "tab" in fault.message or read[fault.at.column :].startswith("\t"):
        return fault.at, "indent with blanks, not with a tab"
    began = fault.began or fault.at
    match fault.message:
        case message if "quoted scalar" in message and "escape" not in message:
            return began, "a quotation mark is not closed"
        case message if "quoted scalar" in message:
            return fault.at, "put the value between ' and ', where \\ is an ordinary sign"
        case message if "flow sequence" in message:
            return began, "the list that [ begins here needs commas between its items and a ]"
        case message if "flow mapping" in message:
            return began, "the record that { begins here needs commas between its keys and a }"
        case message if "simple key" in message:
            hint = "a key has a colon and a blank after it; a text stands further in than its key"
            return began, hint
        case message if "'-' indicator" in message:
            return fault.at, "items of one list stand under each other; notes are keys, no list"
        case message if "expected key" in message:
            return _after_value(fault, read)
        case message if "mapping values" in message and fault.value.line < fault.at.line:
            column = len(read) - len(read.lstrip())
            return Spot(fault.at.line, column), f"{_UNDER_EACH_OTHER}; this one stands further in"
    return fault.at, "quote a value that holds ': ' or begins with a special character"


def _after_value(fault: Fault, read: str) -> tuple[Spot, str]:
    """Something stands where the next key was due; *read* is the line of it."""
    if fault.sign in {'"', "'"} and fault.value_end.line == fault.at.line:
        if fault.value.line == fault.at.line:
            hint = "the value ends at the quotation mark before; inside it write “, ” and ’"
            return fault.at, hint
        last = fault.at.line + 1
        return (
            fault.value,
            f"a quotation mark is not closed here, or one too many is in line {last}",
        )
    if read[: fault.at.column].rstrip().endswith(("]", "}")):
        return fault.at, "put a value that begins with [ or { between quotation marks"
    return fault.at, _UNDER_EACH_OTHER
