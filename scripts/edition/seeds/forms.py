"""The forms that a value in ``seeds/`` may have: slugs, dates, lines, prose, references.

A mark on the type says what a reference refers to, and what is prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, Url


def _wrong(code: str, value: str, what: str) -> PydanticCustomError:
    return PydanticCustomError(code, f"'{{value}}' {what}", {"value": value})


def _partial_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?", value):
        raise _wrong("not_a_date", value, "is not a date")
    start, *rest = value.split("/")
    if rest and rest[0][: len(start)] < start[: len(rest[0])]:
        raise _wrong("not_a_date", value, "ends before it begins")
    for end in value.split("/"):
        try:
            date.fromisoformat(f"{end}-01-01"[:10])
        except ValueError:
            raise _wrong("not_a_date", value, "is not a date") from None
    return value


def _day(value: str) -> str:
    if len(_partial_date(value)) != len("2026-01-04"):
        raise _wrong("not_a_date", value, "is not a full date")
    return value


def _address(value: str) -> str:
    # `AnyHttpUrl` would say the same; to import it takes a quarter of a check's start.
    try:
        known = re.fullmatch(r"https?://[^/\s][^\s“”<>]*", value) and bool(Url(value))
    except ValueError:
        known = False
    if not known:
        raise _wrong("not_an_address", value, "is not a web address")
    return value


_BY_UNICODE = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
"""ISO 15924 names some ways of writing that Unicode, and so every browser, knows as a script."""

_LIVING = (
    "Arab Armn Beng Cher Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hebr Hira Kana Khmr Knda "
    "Laoo Latn Mlym Mong Mymr Nkoo Orya Sinh Syrc Taml Telu Tfng Thaa Thai Tibt Yiii"
)


def _script(value: str) -> str:
    known = _BY_UNICODE.get(value, value)
    if known not in _LIVING.split():
        raise PydanticCustomError("bad_script", LOOKS_LIKE[_SCRIPT])
    return known


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a type whose values name another thing, of this kind."""

    kind: str


class WrittenInProse:
    """Marks a type whose values are written in the small Markdown of ``prose``."""


class ReadAsProse:
    """Marks a type whose values are read as sentences and hold no markup."""


_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NOTE_SLUG = r"^(?![ps][0-9]+(-|$))[a-z0-9]+(-[a-z0-9]+)*$"


def _slug(value: str, pattern: str = _SLUG, of: str = "") -> str:
    if len(value) > 80 or not re.fullmatch(pattern, value):
        raise _wrong("bad_slug", value, f"is not a valid slug{of}")
    return value


Slug = Annotated[str, AfterValidator(_slug), WithJsonSchema({"type": "string", "pattern": _SLUG})]
"""Lower-case letters, digits and single hyphens: a name that never changes."""

NoteSlug = Annotated[
    str,
    AfterValidator(partial(_slug, pattern=_NOTE_SLUG, of=" for a note")),
    WithJsonSchema({"type": "string", "pattern": _NOTE_SLUG}),
]
"""A slug that cannot be taken for a sentence or a paragraph (``s`` or ``p`` and digits)."""

SourceRef = Annotated[Slug, Refers("sources")]
TermRef = Annotated[Slug, Refers("terms")]
ThemeRef = Annotated[Slug, Refers("themes")]
SubjectRef = Annotated[Slug, Refers("subjects")]
EarlierRef = Annotated[Slug, Refers("earlier")]
PartyRef = Annotated[Slug, Refers("parties")]
LanguageRef = Annotated[str, Refers("languages")]
ParagraphRef = Annotated[str, Refers("paragraphs")]
ActRef = Annotated[str, Refers("acts")]
"""A sentence and the place of the act among its acts: ``p6-s2-a1``."""

SentenceRef = Annotated[str, Refers("sentences")]
"""The whole id of a sentence: ``p6-s2``."""

IdRef = Annotated[str, Refers("ids")]
"""Any id of the edition: ``p6``, ``p6-s2``, ``p6-slug``, ``terms/slug``..."""

Words = Annotated[str, StringConstraints(min_length=1)]
"""Exact words of the document."""

_LINE = r"^[^\n]*$"
Line = Annotated[str, StringConstraints(min_length=1, pattern=_LINE, strip_whitespace=True)]
"""One line of the edition's words, without markup."""

Statement = Annotated[Line, ReadAsProse()]
"""One line that readers read as a sentence, so that the rules of style hold for it."""

Prose = Annotated[str, StringConstraints(min_length=1), WrittenInProse()]
"""The edition's words in Markdown: paragraphs, ``- `` lists, ``*emphasis*``,
``[words](p6-s2)`` links to ids of the edition and ``[@source]`` citations."""

PartialDate = Annotated[
    str,
    AfterValidator(_partial_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?$"}),
]
"""``2026``, ``2026-01``, ``2026-01-04``, or two of them with ``/`` between."""

Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Address = Annotated[
    str, AfterValidator(_address), WithJsonSchema({"type": "string", "format": "uri"})
]
LANGUAGE_TAG = r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$"
_SCRIPT = r"^[A-Z][a-z]{3}$"
_ICON = r"^[a-z0-9/-]+$"
_SHA256 = r"^[0-9a-f]{64}$"
UNRELEASED = "unreleased"
_VERSION = rf"^({UNRELEASED}|\d+\.\d+\.\d+)$"

LOOKS_LIKE = {
    _LINE: "one line of text",
    LANGUAGE_TAG: "a language tag: en, zh, ur, pt-BR",
    _SCRIPT: "the four letters of a script: Latn, Arab, Hani",
    _ICON: "the path of an icon: material/water",
    _SHA256: "a SHA-256: 64 digits and letters from a to f",
    _VERSION: f"{UNRELEASED}, or a number like 1.2.0",
}
"""Pattern of a value to what an editor is told that it looks like."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG)]
"""A BCP 47 tag: ``en``, ``zh-Hant``."""

ScriptCode = Annotated[
    str, AfterValidator(_script), WithJsonSchema({"type": "string", "pattern": _SCRIPT})
]
"""A script by ISO 15924, kept as Unicode calls it: ``Latn``, ``Hani``."""

IconPath = Annotated[str, StringConstraints(pattern=_ICON)]
Checksum = Annotated[str, StringConstraints(pattern=_SHA256)]
VersionName = Annotated[str, StringConstraints(pattern=_VERSION)]
"""``unreleased``, or the number of a release: ``1.2.0``."""
