"""What every mapping in ``seeds/`` becomes: a record that knows where it was written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Self, get_args

from pydantic import BaseModel, ConfigDict

from edition.problems import Place
from edition.seeds.marked_yaml import KeyPath, MarkedFile


class Record(BaseModel):
    """A mapping in a seed file, which knows where each of its keys is."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    # pydantic's own private attributes are a dictionary for each record.
    __slots__ = ("_file", "_path")
    if TYPE_CHECKING:
        _file: MarkedFile
        _path: KeyPath

    @property
    def file(self) -> MarkedFile:
        """The file in which it was written."""
        return self._file

    def at(self, *path: str | int) -> Place:
        """The place of a key, or of the nearest thing above it that was written."""
        return self._file.place((*self._path, *path))

    def at_token(self, token: str, *path: str | int, after: str = "") -> Place:
        """Where *token* is in the text under a key, not before *after*."""
        return self._file.place_of_token((*self._path, *path), token, after)

    def key_at(self, *path: str | int) -> Place | None:
        """The place of a key itself, if something is written under it."""
        return self._file.keys.get((*self._path, *path))

    def __copy__(self) -> Self:
        copied = super().__copy__()
        copied.placed(self._file, self._path)
        return copied

    def placed(self, file: MarkedFile, path: KeyPath) -> None:
        """Tell the record, and every record in it, where it was written."""
        _set(self, "_file", file)
        _set(self, "_path", path)
        # Which keys were written is in the file; a set of them is larger than the record.
        _set(self, "__pydantic_fields_set__", _NO_KEYS)
        for name in _holding_records(type(self)):
            _place_within(getattr(self, name), file, (*path, name))


_NO_KEYS: set[str] = set()
_set = object.__setattr__
"""Sets what pydantic would not let be set, or would check at length."""


# Of the sixteen keys of a note two can hold records.
@cache
def _holding_records(kind: type[Record]) -> tuple[str, ...]:
    """The keys under which a record of this *kind* may have others."""
    return tuple(n for n, field in kind.model_fields.items() if _holds_records(field.annotation))


def _holds_records(hint: object) -> bool:
    if isinstance(hint, type) and issubclass(hint, Record):
        return True
    return any(map(_holds_records, get_args(hint)))


def _place_within(value: object, file: MarkedFile, path: KeyPath) -> None:
    match value:
        case Record():
            value.placed(file, path)
        case dict():
            for key, item in value.items():
                _place_within(item, file, (*path, key))
        case list():
            for index, item in enumerate(value):
                _place_within(item, file, (*path, index))
