"""Sources and citable places for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from edition.dates import parts_of_date
from edition.exports.citations import Cited
from edition.exports.json_text import lay_out
from edition.layer import Source
from edition.vocabulary import SourceKind

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


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a bibliography, in no format yet."""

    key: str
    title: str
    publisher: str
    date: str
    url: str
    language: str
    note: str = ""
    seen: str = ""
    keyword: str = ""
    news: bool = False
    place: str = ""
    report: str = ""
    """What kind of document it is, if it is one that was issued and not a page."""


def source_entries(sources: Iterable[tuple[str, Source]]) -> list[Entry]:
    """The edition's sources as entries."""
    return [
        Entry(
            key=slug,
            title=source.title,
            publisher=source.publisher,
            date=source.date or "",
            url=source.url or "",
            language=source.language,
            note=source.shows,
            seen=source.looked_at,
            keyword=source.kind.value,
            news=source.kind in _NEWS,
        )
        for slug, source in sources
    ]


def cited_entry(key: str, cited: Cited, language: str) -> Entry:
    """The document or a place in it: the published text, read at the edition's address."""
    title = cited.title if cited.number is None else f"{cited.title}, para. {cited.number}"
    published = f"Published: {cited.publisher}, {cited.published_at}. " if cited.publisher else ""
    return Entry(
        key=key,
        title=title,
        publisher=cited.publisher,
        date=cited.date,
        url=cited.address,
        language=language,
        note=f"{published}Read in {cited.edition}.",
        place=cited.place,
        report=cited.kind,
    )


def render_bibtex(entries: Iterable[Entry]) -> str:
    """BibTeX in UTF-8, with the fields of biblatex."""
    return "\n".join(_bibtex(entry) for entry in entries)


def _bibtex(entry: Entry) -> str:
    # Braces within keep the capitals of names; an address is taken as it is.
    fields = {
        "title": f"{{{_tex(entry.title)}}}",
        "type": _tex(entry.report),
        "institution" if entry.report else "organization": _tex(entry.publisher),
        "location": _tex(entry.place),
        "date": entry.date,
        "year": entry.date[:4],
        "url": entry.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": entry.seen,
        "langid": entry.language,
        "keywords": entry.keyword,
        "note": _tex(entry.note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'report' if entry.report else 'online'}{{{entry.key},\n{lines}}}\n"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def render_ris(entries: Iterable[Entry]) -> str:
    """RIS, as reference managers import it."""
    return "\n".join(_ris(entry) for entry in entries)


def _ris(entry: Entry) -> str:
    kind = "GOVDOC" if entry.report else "NEWS" if entry.news else "ELEC"
    tags = [
        ("TY", kind),
        ("ID", entry.key),
        ("TI", entry.title),
        ("T2", "" if entry.report else entry.publisher),
        ("PB", entry.publisher),
        ("CY", entry.place),
        ("M3", entry.report),
        ("PY", entry.date[:4]),
        ("DA", _ris_date(entry.date)),
        ("UR", entry.url),
        ("Y2", _ris_date(entry.seen)),
        ("LA", entry.language),
        ("KW", entry.keyword),
        ("N1", entry.note),
    ]
    lines = (f"{tag}  - {_one_line(value)}\n" for tag, value in tags if value)
    return "".join(lines) + "ER  - \n"


def _ris_date(value: str) -> str:
    """``2026/01/04/``; of a span of time its beginning."""
    return "/".join([*parts_of_date(value), ""]) if value else ""


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def render_csl(entries: Iterable[Entry]) -> str:
    """CSL-JSON (schema 1.0)."""
    return lay_out([csl(entry) for entry in entries], 1)


def csl(entry: Entry) -> dict[str, Any]:
    """One item of CSL-JSON."""
    kind = "report" if entry.report else "article-newspaper" if entry.news else "webpage"
    item: dict[str, Any] = {
        "id": entry.key,
        "type": kind,
        "title": entry.title,
        "publisher": entry.publisher,
        "publisher-place": entry.place,
        "container-title": "" if entry.report else entry.publisher,
        "genre": entry.report,
        "issued": _csl_date(entry.date),
        "accessed": _csl_date(entry.seen),
        "URL": entry.url,
        "language": entry.language,
        "keyword": entry.keyword,
        "note": entry.note,
    }
    return {key: value for key, value in item.items() if value}


def _csl_date(value: str) -> dict[str, Any] | None:
    if not value:
        return None
    return {"date-parts": [[int(p) for p in end.split("-")] for end in value.split("/")]}
