"""The EPUB 3: one file for the text with its footnotes, one for each part of the layer."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from edition.books.archive import archive
from edition.markdown import Scripts
from edition.names import uri, xml_id

TEMPLATES = Path(__file__).parent.parent / "templates" / "books" / "epub"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_FILES = {
    "terms": "terms",
    "themes": "themes",
    "subjects": "subjects",
    "sources": "sources",
    "formulas": "rounds",
    "earlier": "rounds",
    "dropped": "rounds",
    "commitments": "commitments",
    "lessons": "primer",
}
"""Kind of an id with a slash to the file it is in."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book and its place in the table of contents."""

    file: str
    template: str
    title: str
    values: dict[str, Any]
    parts: tuple[dict[str, str], ...] = ()


def epub_files(
    book: dict[str, Any], made: str, fonts: Mapping[str, bytes], cover: bytes = b""
) -> dict[str, bytes]:
    """The files of the book by their path in it; *made* is the day of its making.

    *book* is what ``content.book`` gives, *fonts* are files by name, *cover* is a PNG.
    """
    templates = _environment(book)
    chapters = list(_chapters(book))
    values = {
        "book": book,
        "chapters": chapters,
        "fonts": [f"fonts/{name}" for name in fonts],
        "cover": "cover.png" if cover else None,
    }
    files = {"META-INF/container.xml": _CONTAINER}
    for chapter in chapters:
        template = templates.get_template(chapter.template)
        text = template.render(**values, title=chapter.title, **chapter.values)
        files[f"EPUB/{chapter.file}"] = text
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{book['address'] or ''}{book['sha256']}")
    opf = templates.get_template("package.opf.j2")
    files["EPUB/package.opf"] = opf.render(**values, made=made, identifier=identifier)
    nav = templates.get_template("nav.xhtml.j2")
    files["EPUB/nav.xhtml"] = nav.render(**values, title="Contents")
    style = templates.get_template("style.css").render()
    return {
        **{name: text.encode("utf-8") for name, text in files.items()},
        "EPUB/style.css": style.encode("utf-8"),
        **{f"EPUB/fonts/{name}": data for name, data in fonts.items()},
        **({"EPUB/cover.png": cover} if cover else {}),
    }


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as an EPUB: its kind first and not compressed."""
    return archive(files, first=("mimetype", b"application/epub+zip"))


def place(identifier: str) -> str:
    """The file and fragment in the book where *identifier* is."""
    kind, _, slug = identifier.partition("/")
    if slug:
        return f"{_FILES[kind]}.xhtml#{xml_id(identifier)}"
    if identifier == "about":
        return "about.xhtml#about"
    paragraph, _, rest = identifier.partition("-")
    is_text = not rest or (rest[0] == "s" and rest[1:].isdigit())
    return f"text.xhtml#{identifier}" if is_text else f"{paragraph}.xhtml#{identifier}"


def _environment(book: dict[str, Any]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    scripts = Scripts({x["tag"]: (x["script"], x["direction"]) for x in book["languages"]})
    environment.filters["words"] = lambda text: scripts.mark(escape(text))
    environment.filters["xml_id"] = xml_id
    environment.filters["uri"] = uri
    environment.globals["link"] = place
    environment.globals["tongue"] = _tongue(book)
    return environment


def _tongue(book: dict[str, Any]) -> Markup:
    """How the document's words are read, if not as the pages around them."""
    if book["language"] == book["edition_language"]:
        return Markup()
    said = Markup(' lang="{0}" xml:lang="{0}"').format(book["language"])
    return said + (Markup(' dir="rtl"') if book["direction"] == "rtl" else "")


def _chapters(book: dict[str, Any]) -> Iterator[Chapter]:
    """In the order of reading; a part of the edition that is empty has no chapter."""
    numbers = {note["id"]: note["number"] for p in book["paragraphs"] for note in p["notes"]}
    yield Chapter("title.xhtml", "title.xhtml.j2", book["name"], {})
    yield Chapter("text.xhtml", "text.xhtml.j2", "The text", {"numbers": numbers})
    yield Chapter("about.xhtml", "about.xhtml.j2", "At a glance", {})
    if primer := book["primer"]:
        lessons = ({"href": place(x["id"]), "title": x["name"]} for x in primer["lessons"])
        yield Chapter("primer.xhtml", "primer.xhtml.j2", primer["title"], {}, tuple(lessons))
    for paragraph in book["paragraphs"]:
        title = f"{paragraph['number']} {paragraph['handle']}"
        file = f"{paragraph['id']}.xhtml"
        yield Chapter(file, "paragraph.xhtml.j2", title, {"paragraph": paragraph})
    for name, key, title in (
        ("themes", "themes", "Themes"),
        ("subjects", "subjects", "Contested subjects"),
        ("rounds", "earlier", book["comparison"]),
        ("commitments", "commitments", "Commitments"),
        ("terms", "terms", "Terms"),
        ("sources", "sources", "Sources"),
        ("names", "index", "Index of names"),
    ):
        if book[key]:
            file = f"{name}.xhtml"
            yield Chapter(file, f"{name}.xhtml.j2", title, {}, tuple(_parts(book, name, file)))


def _parts(book: dict[str, Any], name: str, file: str) -> Iterator[dict[str, str]]:
    """The second level of the table of contents."""
    if name in {"themes", "subjects"}:
        for entry in book[name]:
            yield {"href": place(entry["id"]), "title": entry["name"]}
    elif name in {"terms", "sources"}:
        for group in book[name]:
            yield {"href": f"{file}#kind-{group['kind']}", "title": group["name"]}
