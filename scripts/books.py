"""Makes the books of an edition (PDF, EPUB and offline copy) and a list of what was made.

They need more than the site does (``make books`` installs it), so they are made
separately and kept in ``.books/``; the site takes them from there as long as they
belong to the same state of the edition.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
from PIL import Image

from commands.shared import ROOT, add_seeds, must_exist
from edition.books.archive import archive
from edition.books.cards import card_names
from edition.books.content import book
from edition.books.epub import epub_files, pack
from edition.books.glyphs import borrowed, missing_sign, written_in
from edition.books.offline import offline_copy
from edition.books.shelf import MANIFEST, Shelf, edition_state, write_manifest
from edition.clock import today
from edition.disk import write
from edition.exports.site import site_at
from edition.model import Edition
from edition.pipeline import load_for
from edition.problems import InvalidEdition, NotWritten, counted

TEMPLATES = ROOT / "scripts" / "edition" / "templates" / "books"
WEB_FONTS = ROOT / "scripts" / "theme" / "assets" / "fonts"
FONT_PACKAGES = {
    "fontpkg_source_serif_4": "files",
    "fontpkg_source_sans_3": "files",
    "fontpkg_noto_sans_arabic": "files",
    "cvttf_NotoSansCJK_Regular": "",
}
"""Package to the folder in it that holds the fonts."""

PDFS = {"edition.pdf": "whole", "text.pdf": "text"}
"""File to the part of the edition that it holds, as ``book.typ`` names it."""

LINE = 12
"""The room, in points, that a link into a PDF leaves above the place to which it leads."""


def main() -> int:
    """Run the command line; the exit status is 1 if no book was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_seeds(parser)
    parser.add_argument("--out", type=Path, default=ROOT / ".books", help="default: .books/")
    parser.add_argument("--site", type=Path, help="a built site, for the offline copy")
    options = parser.parse_args()
    start = time.perf_counter()
    try:
        files = _write_books(options)
    except InvalidEdition as error:
        told = f"{counted(error.problems)}; no book was written"
        print(*error.problems, told, sep="\n", file=sys.stderr)
        return 1
    except NotWritten as error:
        print(error, file=sys.stderr)
        return 1
    for name, data in files.items():
        if "/" not in name:
            print(f"{name}: {len(data):,} bytes")
    print(f"{time.perf_counter() - start:.1f} s")
    return 0


def _write_books(options: argparse.Namespace) -> dict[str, bytes]:
    """Make every book and put it into its folder; the books by the name of the file."""
    if options.site:
        must_exist(options.site)
    edition = load_for(options.seeds, os.environ.get("REPOSITORY", ""))
    address = os.environ.get("SITE_URL", "")
    written = written_in(edition)
    try:
        files = make_books(edition, address)
    except typst.TypstError as error:
        if problem := missing_sign(str(error), written):
            raise InvalidEdition([problem]) from None
        raise
    for name in PDFS:
        for told in borrowed(faces_in(files[name]), written):
            print(f"{name}: {told}", file=sys.stderr)
    if options.site:
        files["offline.zip"] = make_offline(options.site)
    shelf = Shelf(today(), {name: len(data) for name, data in files.items()})
    _replace(options.out, files, write_manifest(shelf, edition_state(edition, address)))
    return files


def make_books(edition: Edition, site_url: str) -> dict[str, bytes]:
    """The books by the name of the file."""
    data = book(edition, site_at(site_url))
    files = {name: make_pdf(data, part) for name, part in PDFS.items()}
    files["edition.epub"] = make_epub(data, today())
    return files | dict(zip(card_names(edition).values(), make_cards(data), strict=True))


def make_pdf(data: Mapping[str, Any], part: str) -> bytes:
    """A tagged PDF (PDF/UA-1) of the whole edition or of its ``text`` alone.

    Typst refuses to write it if a character has no glyph in any of the fonts.
    """
    with typesetter(data, "book.typ", part=part) as compiler:
        written = compiler.compile(pdf_standards=["ua-1"])
        places = json.loads(compiler.query("<places>", field="value", one=True))
    with pikepdf.open(BytesIO(written)) as pdf:
        _name_places(pdf, places)
        return _packed(pdf)


def make_cover(data: Mapping[str, Any]) -> bytes:
    """A picture (PNG) for the front of the EPUB."""
    with typesetter(data, "cover.typ") as compiler:
        return _fewer_colours(compiler.compile(format="png", ppi=144))


def make_cards(data: Mapping[str, Any]) -> list[bytes]:
    """Pictures (PNG) for links that are shared: the document's, then each paragraph's."""
    with typesetter(data, "card.typ") as compiler:
        # Two pixels a point.
        return [_fewer_colours(card) for card in compiler.compile(format="png", ppi=144)]


def _fewer_colours(picture: bytes) -> bytes:
    """The same picture with 32 colours, which is enough for letters: a quarter of the size."""
    out = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


@contextmanager
def typesetter(data: Mapping[str, Any], template: str, **inputs: str) -> Iterator[Any]:
    """A ``typst.Compiler`` of the *template*; *inputs* are its ``sys.inputs``."""
    with tempfile.TemporaryDirectory() as folder:
        for path in TEMPLATES.glob("*.typ"):
            (Path(folder) / path.name).write_bytes(path.read_bytes())
        (Path(folder) / "book.json").write_text(json.dumps(data), encoding="utf-8")
        yield typst.Compiler(
            str(Path(folder) / template),
            font_paths=[str(path) for path in font_folders()],
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )


def _name_places(pdf: pikepdf.Pdf, places: Iterable[Mapping[str, Any]]) -> None:
    """Give each id a name to which a link can lead: ``edition.pdf#p6-s2``.

    Typst does so for headings alone.  A place has the ``id``, its ``page``, and ``y`` in
    points from the top of the page.
    """
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    for place in places:
        page = pdf.pages[place["page"] - 1]
        top = float(page.mediabox[3]) - place["y"] + LINE
        names[place["id"]] = pikepdf.Array([page.obj, pikepdf.Name.XYZ, None, top, None])


def _packed(pdf: pikepdf.Pdf) -> bytes:
    """The same PDF with its many small objects compressed: a third of the size."""
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def faces_in(pdf: bytes) -> Iterator[tuple[str, str]]:
    """Name and table of signs of every face in a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                yield str(thing.BaseFont), thing.ToUnicode.read_bytes().decode("latin-1")


def make_epub(data: dict[str, Any], made: str) -> bytes:
    """The EPUB, with a cover and the faces of the site."""
    fonts = {path.name: path.read_bytes() for path in sorted(WEB_FONTS.glob("*.woff2"))}
    return pack(epub_files(data, made, fonts, make_cover(data)))


def make_offline(site: Path) -> bytes:
    """The built *site* in one folder of an archive, to be read from a disk."""
    found = sorted(path for path in site.rglob("*") if path.is_file())
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in found}
    return archive({f"edition/{name}": data for name, data in offline_copy(files).items()})


def font_folders() -> list[Path]:
    """Where the packages of the group ``books`` keep their fonts."""
    folders = []
    for package, inner in FONT_PACKAGES.items():
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise ModuleNotFoundError(f"{package} is missing: run make books, or make .venv/books")
        folders.append(Path(found.origin).parent / inner)
    return folders


def _replace(folder: Path, files: Mapping[str, bytes], listed: str) -> None:
    """Put *files* into *folder*, their list last, so that it never names what is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    write(folder / MANIFEST, listed)


if __name__ == "__main__":
    sys.exit(main())
