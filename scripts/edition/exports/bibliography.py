"""Sources, citable places and the edition for reference managers: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from edition.dates import date_words, parts_of_date
from edition.exports.citations import Cited
from edition.exports.json_text import Waiting, laid_out
from edition.labels import LANGUAGE
from edition.seeds.layer import Source
from edition.seeds.vocabulary import SourceKind

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_NEWS = {SourceKind.NEWS, SourceKind.AGENCY}

_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fr": "french",
    "hi": "hindi",
    "id": "indonesian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
    "ur": "urdu",
    "zh": "chinese",
}
"""What babel calls a language, by its tag: biblatex knows no tags."""


class ItemType(StrEnum):
    """What is cited; each format has a type of item for it."""

    PAGE = "webpage"
    NEWS = "article-newspaper"
    DATA = "dataset"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a bibliography, in no format yet."""

    key: str
    type: ItemType
    title: str
    url: str
    language: str
    site: str = ""
    """The site or the paper on which it is: what the address leads to."""

    author: str = ""
    """Always bodies, never persons whose names have parts."""

    date: str = ""
    seen: str = ""
    version: str = ""
    genre: str = ""
    """What kind of thing it is, to be printed after its title."""

    place: str = ""
    keyword: str = ""
    note: str = ""
    """What is to be printed at the end."""

    shows: str = ""
    """What was found in it, for whoever keeps it; not to be printed."""


def source_entries(sources: Iterable[tuple[str, Source]]) -> list[Entry]:
    """The edition's sources as entries."""
    return [
        Entry(
            key=slug,
            type=ItemType.NEWS if source.kind in _NEWS else ItemType.PAGE,
            title=source.title,
            site=source.publisher,
            author=source.carries or "",
            date=source.date or "",
            url=source.url or "",
            language=source.language,
            shows=source.shows,
            seen=source.looked_at,
            keyword=source.kind.value,
        )
        for slug, source in sources
    ]


def cited_entry(key: str, cited: Cited, language: str) -> Entry:
    """The document or a place in it, as the edition's page shows it.

    Who published the document did not publish that page, so a style that
    prints a publisher before the address is given the edition.
    """
    title = cited.title if cited.number is None else f"{cited.title}, para. {cited.number}"
    day = date_words(cited.published) if cited.published else ""
    where = ", ".join(filter(None, (cited.publisher, day, cited.published_at)))
    return Entry(
        key=key,
        type=ItemType.PAGE,
        title=title,
        site=cited.edition,
        date=cited.date,
        url=cited.address,
        language=language,
        genre=cited.kind,
        place=cited.place,
        note=f"Published: {where}." if where else "",
    )


def note_entry(key: str, cited: Cited) -> Entry:
    """A note: the editors' own words, so they are its author."""
    on = f"{cited.kind}, {cited.place}, {date_words(cited.date)}"
    return Entry(
        key=key,
        type=ItemType.PAGE,
        title=cited.note,
        author=cited.editors,
        site=cited.edition,
        date=cited.read_on or cited.as_of,
        url=cited.address,
        language=LANGUAGE,
        genre=f"Note to para. {cited.number}, {on}",
    )


def data_entry(key: str, whole: Cited, version: str, released: str) -> Entry:
    """The edition itself, at its last release."""
    return Entry(
        key=key,
        type=ItemType.DATA,
        title=whole.edition,
        author=whole.editors,
        date=released or whole.as_of,
        version=version,
        url=whole.address,
        language=LANGUAGE,
    )


def page_entry(key: str, title: str, genre: str, url: str, own: Entry) -> Entry:
    """A page of the editors' own words in the edition, of which *own* is the entry."""
    return replace(
        own, key=key, type=ItemType.PAGE, title=title, site=own.title, url=url, genre=genre
    )


def render_bibtex(entries: Iterable[Entry]) -> Iterator[bytes]:
    """BibTeX with the fields of biblatex, an entry a piece."""
    return _parted(map(_bibtex, entries))


def _bibtex(entry: Entry) -> str:
    # Braces within keep the capitals of names, and a body in one piece; an address is
    # taken as it is.  pandoc makes the organization the author of an item that has none,
    # so its site is where pandoc looks for one, and in the note for biblatex, which does
    # not look there.
    unsigned = bool(entry.site) and not entry.author
    note = f"In {entry.site}. {entry.note}".rstrip() if unsigned else entry.note
    fields = {
        "author": entry.author and f"{{{_tex(entry.author)}}}",
        "title": f"{{{_tex(entry.title)}}}",
        "titleaddon": entry.genre and f"{{{_tex(entry.genre)}}}",
        "journaltitle" if unsigned else "organization": _tex(entry.site),
        "version": _tex(entry.version),
        "date": entry.date,
        "year": entry.date[:4],
        "url": entry.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": entry.seen,
        "langid": _LANGUAGES.get(entry.language.split("-")[0], entry.language),
        "keywords": entry.keyword,
        "note": _tex(note),
        "annotation": _tex(entry.shows),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    kind = "dataset" if entry.type is ItemType.DATA else "online"
    return f"@{kind}{{{entry.key},\n{lines}}}\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)


_RIS_TYPES = {ItemType.PAGE: "ELEC", ItemType.NEWS: "NEWS", ItemType.DATA: "DATA"}


def render_ris(entries: Iterable[Entry]) -> Iterator[bytes]:
    """RIS, as reference managers import it, an entry a piece."""
    return _parted(map(_ris, entries))


def _parted(entries: Iterable[str]) -> Iterator[bytes]:
    """*entries* with an empty line between them."""
    for number, entry in enumerate(entries):
        yield (f"\n{entry}" if number else entry).encode()


def _ris(entry: Entry) -> str:
    tags = [
        ("TY", _RIS_TYPES[entry.type]),
        ("ID", entry.key),
        # A comma parts the names of a person; that of a body may have one.
        ("AU", entry.author and f"{entry.author.replace(',', '')},"),
        ("TI", entry.title),
        ("T2", entry.site),
        ("ET", entry.version),
        ("CY", entry.place),
        ("M3", entry.genre),
        ("PY", entry.date[:4]),
        ("DA", _ris_date(entry.date)),
        ("UR", entry.url),
        ("Y2", _ris_date(entry.seen)),
        ("LA", entry.language),
        ("KW", entry.keyword),
        ("N1", entry.note),
        ("AB", entry.shows),
    ]
    lines = (f"{tag}  - {_one_line(value)}\n" for tag, value in tags if value)
    return "".join(lines) + "ER  - \n"


def _ris_date(value: str) -> str:
    """``2026/01/04/``; of a span of time its beginning."""
    return "/".join([*parts_of_date(value), ""]) if value else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def render_csl(entries: Iterable[Entry]) -> Iterator[bytes]:
    """CSL-JSON (schema 1.0), in pieces."""
    return laid_out(Waiting(map(csl, entries)), 1)


def csl(entry: Entry) -> dict[str, Any]:
    """One item of CSL-JSON."""
    item: dict[str, Any] = {
        "id": entry.key,
        "type": entry.type.value,
        "author": [{"literal": entry.author}] if entry.author else None,
        "title": entry.title,
        "container-title": entry.site,
        "publisher-place": entry.place,
        "genre": entry.genre,
        "version": entry.version,
        "issued": _csl_date(entry.date),
        "accessed": _csl_date(entry.seen),
        "URL": entry.url,
        "language": entry.language,
        "keyword": entry.keyword,
        "note": entry.note,
        "abstract": entry.shows,
    }
    return {key: value for key, value in item.items() if value}


def _csl_date(value: str) -> dict[str, Any] | None:
    if not value:
        return None
    return {"date-parts": [[int(p) for p in end.split("-")] for end in value.split("/")]}
