"""JSON, as UTF-8, that a person can read and a line-by-line comparison can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

# A quarter of the time of Python's own encoder.  It indents everything or nothing, so
# the outer levels are laid out here.
from pydantic_core import to_json


class Laid(bytes):
    """JSON that is written out already, which takes much less room than the data would."""

    __slots__ = ()


_HELD = 2_000_000
"""As many bytes that wait are held; the rest waits on the disk."""


class Waiting:
    """Entries, each to have a line, that wait until what stands before them is complete.

    Those of a long text would take more room than all that is made meanwhile.
    """

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self._file = SpooledTemporaryFile(_HELD)  # noqa: SIM115, closed with what it is part of
        finalize(self, self._file.close)
        self._lengths: list[int] = []
        for value in values:
            self.append(value)

    def append(self, value: Any) -> None:
        """Add one more entry."""
        self._lengths.append(self._file.write(_written(value)))

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[Laid]:
        self._file.seek(0)
        for length in self._lengths:
            yield Laid(self._file.read(length))


def compact(value: Any) -> Laid:
    """*value* as JSON in one line."""
    return Laid(to_json(value))


def in_parts(value: Mapping[str, Any]) -> dict[str, Laid]:
    """*value* with its parts written out already, whether it is indented or in one line."""
    return {key: compact(item) for key, item in value.items()}


def in_one_line(parts: Mapping[str, Laid]) -> Laid:
    """What ``compact`` would make of the value that has these parts."""
    return Laid(b"{%b}" % b",".join([b"%b:%b" % (to_json(k), part) for k, part in parts.items()]))


def with_entry(written: Laid, key: str, value: Any) -> Laid:
    """What ``compact`` would make of the mapping that is *written*, with one entry more."""
    return Laid(b"%b,%b:%b}" % (written[:-1], to_json(key), to_json(value)))


def lay_out(value: Any, depth: int) -> bytes:
    """*value* as JSON, its outer *depth* levels with one entry a line."""
    return b"".join(laid_out(value, depth))


def laid_out(value: Any, depth: int) -> Iterator[bytes]:
    """The same in pieces."""
    yield from _pieces(value, depth, b"\n")
    yield b"\n"


def _pieces(value: Any, depth: int, line: bytes) -> Iterator[bytes]:
    if not (depth and value and isinstance(value, dict | list | Waiting)):
        yield b"[]" if isinstance(value, Waiting) else _written(value)
        return
    inner = line + b"  "
    entries: Iterable[tuple[bytes, Any]]
    if isinstance(value, dict):
        before, after = b"{", b"}"
        entries = ((b"%b: " % _key(key), item) for key, item in value.items())
    else:
        before, after = b"[", b"]"
        entries = ((b"", item) for item in value)
    for key, item in entries:
        if depth > 1:
            yield before + inner + key
            yield from _pieces(item, depth - 1, inner)
        else:
            yield before + inner + key + _written(item)
        before = b","
    yield line + after


def _written(value: Any) -> bytes:
    return value if isinstance(value, Laid) else to_json(value)


# A long text has as many ids as notes; the names of fields are few.
@lru_cache(maxsize=1 << 8)
def _key(key: str) -> bytes:
    return to_json(key)
