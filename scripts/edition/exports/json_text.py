"""JSON that a person can read and a line-by-line comparison can follow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# The C encoder knows no indentation and the Python one takes twenty times as long,
# so only the outer levels are laid out here.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


class Laid(str):
    """JSON that is written out already, which takes much less room than the data would."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """The same in bytes, for what has to wait: one curly mark doubles the room of a string."""

    content: bytes


def packed(written: Laid) -> Packed:
    """*written*, to be kept for a while."""
    return Packed(written.encode("utf-8"))


def compact(value: Any) -> Laid:
    """*value* as JSON in one line."""
    return Laid(_encode(value))


def in_parts(value: Mapping[str, Any]) -> dict[str, Laid]:
    """*value* with its parts written out already, whether it is indented or in one line."""
    return {key: compact(item) for key, item in value.items()}


def in_one_line(parts: Mapping[str, Laid]) -> Laid:
    """What ``compact`` would make of the value that has these parts."""
    return Laid(f"{{{', '.join([f'{_encode(key)}: {part}' for key, part in parts.items()])}}}")


def with_entry(written: Laid, key: str, value: Any) -> Laid:
    """What ``compact`` would make of the mapping that is *written*, with one entry more."""
    return Laid(f"{written[:-1]}, {_encode(key)}: {_encode(value)}}}")


def lay_out(value: Any, depth: int) -> str:
    """*value* as JSON, its outer *depth* levels with one entry a line."""
    return "".join(laid_out(value, depth))


def laid_out(value: Any, depth: int) -> Iterator[str]:
    """The same in pieces."""
    yield from _pieces(value, depth, "\n")
    yield "\n"


def _pieces(value: Any, depth: int, line: str) -> Iterator[str]:
    if isinstance(value, Laid):
        yield value
    elif isinstance(value, Packed):
        yield value.content.decode("utf-8")
    elif depth and value and isinstance(value, dict):
        entries = ((f"{_encode(key)}: ", item) for key, item in value.items())
        yield from _entries("{}", entries, depth, line)
    elif depth and value and isinstance(value, list):
        yield from _entries("[]", (("", item) for item in value), depth, line)
    else:
        yield _encode(value)


def _entries(
    brackets: str, entries: Iterable[tuple[str, Any]], depth: int, line: str
) -> Iterator[str]:
    inner = f"{line}  "
    before = brackets[0]
    for key, item in entries:
        yield f"{before}{inner}{key}"
        yield from _pieces(item, depth - 1, inner)
        before = ","
    yield f"{line}{brackets[1]}"
