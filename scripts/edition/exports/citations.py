"""How to cite the document, a paragraph, a sentence or a note, in several styles.

The published document comes first, the edition as the place where it was
read.  A note is the editors' own words, so its citation begins with them.
Why no CSL processor does this: docs/decisions/citations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from edition.dates import date_words, month_name, parts_of_date
from edition.exports.site import Site
from edition.model import AnnotatedParagraph, Edition
from edition.wording import ended

PLAIN = ""
ITALIC = "italic"
PIN = "pin"
ADDRESS = "address"


class Run(NamedTuple):
    """Some words of a citation and what they are; ``pin`` and ``address`` say which place."""

    text: str
    kind: str = PLAIN


# Texts, since most of the 200,000 citations of a long text are only joined, for its JSON.
class _Italic(str):
    __slots__ = ()
    kind = ITALIC


class _Pin(str):
    __slots__ = ()
    kind = PIN


class _Address(str):
    __slots__ = ()
    kind = ADDRESS


class Citation(NamedTuple):
    """One citation in one style."""

    style: str
    name: str
    words: tuple[str, ...]

    @property
    def runs(self) -> list[Run]:
        """The words with what they are."""
        return [Run(words, getattr(words, "kind", PLAIN)) for words in self.words]

    @property
    def text(self) -> str:
        """The citation as plain words."""
        return "".join(self.words)


class Cited(NamedTuple):
    """What a citation needs to know of the thing cited."""

    title: str
    kind: str
    place: str
    date: str
    edition: str
    address: str
    number: str | None = None
    """Of the paragraph, as it is cited."""
    sentence: int | None = None
    note: str = ""
    editors: str = ""
    as_of: str = ""
    publisher: str = ""
    published: str = ""
    published_at: str = ""
    read_on: str = ""
    """The day on which a note was read against its sources: its words may change later."""

    @property
    def place_name(self) -> str:
        """What is cited, in a few words."""
        return self.note or f"Sentence {self.sentence}"


Style: TypeAlias = Callable[[Cited], list[str]]


def whole_edition(edition: Edition, site: Site) -> Cited:
    """The document as a whole."""
    record = edition.record
    version = next((v for v in record.versions if v.language == record.language), None)
    source = edition.sources[version.source] if version else None
    return Cited(
        title=record.title,
        kind=record.short_title,
        place=record.place,
        date=record.date,
        edition=record.name,
        address=site.address_or_path(""),
        editors=", ".join(record.editors),
        as_of=record.as_of,
        publisher=source.credit if source else "",
        published=(source.date or "") if source else "",
        published_at=(source.url or "") if source else "",
    )


def cite_data(edition: Edition, site: Site) -> tuple[Citation, ...]:
    """The edition itself, as data at its last release, in every style."""
    return _by_the_editors(edition, site.address_or_path(""), {})


def cite_entry(edition: Edition, site: Site, identifier: str, title: str) -> tuple[Citation, ...]:
    """The page of a term or a theme: the editors' own words, in the edition's last release."""
    double, single = _inner(title, "‘’"), _inner(title, "“”")
    titles = {
        "chicago": f"“{ended(double, ',')}” in ",
        "mla": f"“{ended(double, '.')}” ",
        "apa": f"{ended(title, '.')} In ",
        "oscola": f"‘{single}’ in ",
        "un": f"“{double}”, in ",
        "link": f"“{double}”, ",
    }
    return _by_the_editors(edition, site.address_or_path(identifier), titles)


def _by_the_editors(
    edition: Edition, address: str, titles: Mapping[str, str]
) -> tuple[Citation, ...]:
    """What is theirs: a page in the edition with its title for each style, or without one all."""
    version = edition.registry.version
    day = edition.registry.released or edition.record.as_of
    editors = ", ".join(edition.record.editors)
    of, bare = (f", version {version}", f"version {version}, ") if version else ("", "")
    apa = (f" (Version {version})" if version else "") + ("" if titles else " [Data set]")
    mla = f", {bare}" if titles else f". {bare.capitalize()}"
    words = {
        "chicago": (f"{editors}, ", f"{of}, {_american(day)}", _at(", ", address, ".")),
        "mla": (f"{editors}. ", f"{mla}{_short(day)}", _at(", ", address, ".")),
        "apa": (f"{editors}. ({day[:4]}). ", f"{apa}.", _at(" ", address, "")),
        "oscola": (f"{editors}, ", f" ({bare}{date_words(day)})", _at(" <", address, ">.")),
        "un": (f"{editors}, ", f"{of}, {date_words(day)}", _at(". Available at ", address, ".")),
        "link": ("", of, _at(": ", address, "")),
    }
    name = _Italic(edition.record.name)
    return tuple(
        Citation(
            style,
            STYLES[style][0],
            tuple(filter(None, [who + titles.get(style, ""), name, when, *where])),
        )
        for style, (who, when, where) in words.items()
    )


def cite(cited: Cited) -> tuple[Citation, ...]:
    """The citation of *cited* in every style."""
    return tuple(cite_as(style, cited) for style in STYLES)


def cite_as(style: str, cited: Cited) -> Citation:
    """The citation of *cited* in one style."""
    name, write = STYLES[style]
    return Citation(style, name, tuple(filter(None, write(cited))))


def citations_of(
    paragraph: AnnotatedParagraph, whole: Cited, site: Site
) -> dict[str, tuple[Citation, ...]]:
    """Citations of a paragraph, its sentences and its notes, by id."""
    return {identifier: cite(cited) for identifier, cited in cited_in(paragraph, whole, site)}


def cited_in(paragraph: AnnotatedParagraph, whole: Cited, site: Site) -> list[tuple[str, Cited]]:
    """The paragraph, its sentences and its notes as things to cite."""
    own = paragraph.paragraph

    def at(identifier: str, **more: Any) -> tuple[str, Cited]:
        address = site.address_or_path(identifier)
        return identifier, whole._replace(number=paragraph.cited_as, address=address, **more)

    return [
        at(own.id),
        *(at(sentence.id, sentence=sentence.number) for sentence in own.sentences),
        *(
            at(note.id, note=note.record.lead, read_on=note.record.review.on or "")
            for note in paragraph.notes
        ),
    ]


def _chicago(cited: Cited) -> list[str]:
    """The Chicago Manual of Style, full note."""
    return [
        *_opening(cited, "{}, “{}” note to ", "para. ", " of ", ","),
        f"“{ended(_inner(cited.title, '‘’'), ',')}” {cited.place}, {_american(cited.date)}",
        *_pin(cited, ", para. "),
        *_publication(cited, ", {}", _american),
        _web(cited, ", {}") + ("," if cited.note else ", read") + " in ",
        *_read_at(cited, _day(cited, ", {}", _american) + ", ", end="."),
    ]


def _mla(cited: Cited) -> list[str]:
    """MLA Handbook: the publication is the first container, the edition the second."""
    return [
        *_opening(cited, "{}. “{}” Note to ", "par. ", " of ", "."),
        f"“{ended(_inner(cited.title, '‘’'), '.')}” {_short(cited.date)}, {cited.place}",
        *_pin(cited, ", par. "),
        ". ",
        *_publication(cited, "{}", _short, _Italic),
        _web(cited, ", {}") + (". " if cited.publisher else ""),
        *_read_at(cited, _day(cited, ", {}", _short) + ", ", end="."),
    ]


def _apa(cited: Cited) -> list[str]:
    """APA Style: a work without an author begins with its title."""
    return [
        *_opening(
            cited,
            f"{{}}. ({_apa_date(cited.read_on or cited.as_of[:4])}). {{}} [Note to ",
            "para. ",
            "]. On ",
        ),
        _Italic(cited.title),
        *_pin(cited, ", para. "),
        f". ({_apa_date(cited.date)}). ",
        f"{cited.publisher}. " if cited.publisher else "",
        _web(cited, "{}. ") + ("In " if cited.note else "Read in "),
        *_read_at(cited, ". "),
    ]


def _oscola(cited: Cited) -> list[str]:
    """OSCOLA footnote: single quotation marks, addresses in angle brackets."""
    return [
        *_opening(cited, "{}, ‘{}’, note to ", "para ", " of "),
        f"‘{_inner(cited.title, '“”')}’ ({cited.place}, {date_words(cited.date)})",
        *_pin(cited, " para "),
        *_publication(cited, " ({}", date_words),
        (")" if cited.publisher else "") + _web(cited, " <{}>") + " in ",
        *_read_at(cited, _day(cited, " ({})", date_words) + " <", ">", end="."),
    ]


def _united_nations(cited: Cited) -> list[str]:
    """A footnote as the United Nations Editorial Manual writes it."""
    return [
        *_opening(cited, "{}, “{}”, note to ", "para. ", " of "),
        f"{cited.title}, {cited.place}, {date_words(cited.date)}",
        *_pin(cited, ", para. "),
        _web(cited, ". Available at {}; ") or ". ",
        f"{'in' if cited.note else 'read in'} ",
        *_read_at(cited, _day(cited, ", {}", date_words) + ", ", end="."),
    ]


def _link(cited: Cited) -> list[str]:
    """One line for a message: what, where, and the address; of a note, first whose it is."""
    note = f"{cited.edition}, “{_inner(cited.note, '‘’')}”, note to "
    opening = [note, _Pin(f"para. {cited.number}"), " of "] if cited.note else []
    return [
        *opening,
        f"{cited.kind}, {cited.place}, {date_words(cited.date)}",
        *_pin(cited, ", para. "),
        *_read_at(cited, ": ", title=False),
    ]


STYLES: dict[str, tuple[str, Style]] = {
    "chicago": ("Chicago (note)", _chicago),
    "mla": ("MLA", _mla),
    "apa": ("APA", _apa),
    "oscola": ("OSCOLA", _oscola),
    "un": ("UN footnote", _united_nations),
    "link": ("Short citation with link", _link),
}
"""Key to the style's name and its writer."""


def _opening(cited: Cited, before: str, label: str, after: str, mark: str = "") -> list[str]:
    """What comes before the document where a note is cited: the editors and its words."""
    if not cited.note:
        return []
    inner = ended(_inner(cited.note, "“”" if "‘" in before else "‘’"), mark)
    head = before.format(cited.editors, inner)
    return [head, _Pin(f"{label}{cited.number}"), after]


def _pin(cited: Cited, before: str) -> list[str]:
    """Which paragraph and sentence; a note has said so at its beginning."""
    if cited.number is None or cited.note:
        return []
    sentence = f", sentence {cited.sentence}" if cited.sentence else ""
    label = before.lstrip(", ")
    lead = before.removesuffix(label)
    return [lead, _Pin(f"{label}{cited.number}{sentence}")]


def _publication(
    cited: Cited, form: str, written: Callable[[str], str], kind: type[str] = str
) -> list[str]:
    """Who published the document, and when."""
    if not cited.publisher:
        return []
    before, after = form.split("{}")
    date = f", {written(cited.published)}" if cited.published else ""
    return [before, kind(cited.publisher), date + after]


def _read_at(
    cited: Cited, before: str, after: str = "", *, end: str = "", title: bool = True
) -> list[str]:
    """The edition and the address in it; the address is empty where the site's is not known."""
    edition = [_Italic(cited.edition)] if title else []
    return [*edition, *_at(before, cited.address, after + end)]


def _at(before: str, address: str, after: str) -> list[str]:
    """The address, or only the end of the citation where it is not known."""
    return [before, _Address(address), after] if address else [after[-1:]]


def _day(cited: Cited, form: str, written: Callable[[str], str]) -> str:
    return form.format(written(cited.read_on)) if cited.read_on else ""


def _web(cited: Cited, form: str) -> str:
    return form.format(cited.published_at) if cited.published_at else ""


def _inner(text: str, marks: str) -> str:
    """*text* with its quotation marks changed for use inside others."""
    outer = "“”" if marks == "‘’" else "‘’"
    if outer[0] not in text:
        return text
    return text.replace(outer[0], marks[0]).replace(outer[1], marks[1])


@cache
def _american(value: str) -> str:
    """January 4, 2026."""
    year, month, day = _parts(value)
    if not month:
        return year
    return f"{month} {day}, {year}" if day else f"{month} {year}"


@cache
def _short(value: str) -> str:
    """4 Jan. 2026, as MLA shortens months of more than four letters."""
    year, month, day = _parts(value)
    if len(month) > len("June"):
        month = f"{month[:4]}." if month == "September" else f"{month[:3]}."
    return " ".join(part for part in (day, month, year) if part)


@cache
def _apa_date(value: str) -> str:
    """2026, January 4."""
    year, month, day = _parts(value)
    return f"{year}, {month} {day}".strip() if month else year


def _parts(value: str) -> tuple[str, str, str]:
    """Year, name of the month, day; of a span of time its beginning."""
    year, month, day = parts_of_date(value)
    return year, month_name(int(month)) if month else "", day.lstrip("0")
