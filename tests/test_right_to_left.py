"""A document that is written from right to left, in an edition that is not."""

from contextlib import closing

import pypdfium2
import pytest
from conftest import PHONE, WELLS, WIDE, Site, made_once, site_of, words_of
from lxml import etree
from reader import served

import books
from edition.books.content import book
from edition.books.epub import epub_files
from edition.exports.site import site_at
from edition.exports.tei import render_tei
from edition.pipeline import load

pytestmark = pytest.mark.xdist_group("wells")
XML = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def wells():
    return load(WELLS)


@pytest.fixture(scope="module")
def wells_site(tmp_path_factory):
    folder = made_once(tmp_path_factory, "wells", lambda root: site_of(WELLS, root))
    return Site(folder / "site")


def inherited(element, name):
    (*_, value) = ["", *element.xpath(f"ancestor-or-self::*/@{name}")]
    return value


def test_the_words_say_their_language_and_direction_wherever_they_stand(wells_site, wells):
    seen = 0
    for address in wells_site.addresses():
        for element in wells_site.page(address).xpath('//*[@data-voice="document"]'):
            seen += 1
            assert inherited(element, "lang") == "ar", address
            assert inherited(element, "dir") == "rtl", address
    assert seen > 60

    page = wells_site.page("index.html")
    assert "1 theme, sentence by sentence" in page.text_content()
    for paragraph in wells.document.paragraphs:
        (element,) = page.xpath(f'//p[@data-ref="{paragraph.id}"]')
        assert words_of(element) == paragraph.text


def test_the_words_of_the_edition_keep_theirs(wells_site):
    for address in wells_site.addresses():
        page = wells_site.page(address)
        assert page.get("lang") == "en"
        for turned in page.xpath('//*[@dir="rtl"][not(ancestor-or-self::*[@data-voice])]'):
            latin = [c for c in words_of(turned) if c.isascii() and c.isalpha()]
            assert latin == list("WellRegister") * (len(latin) > 0), address


EDGES = """() => {
  const edges = (node) => {
    const { left, right } = node.getBoundingClientRect();
    return { left, right };
  };
  const first = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    range.setStart(walker.nextNode(), 0);
    range.setEnd(walker.currentNode, 1);
    return edges(range);
  };
  return [...document.querySelectorAll(".ed-words")].map((words) => {
    const own = words.closest(".ed-par") ?? document;
    const notes = own.querySelector(".ed-notes .ed-mini");
    return {
      words: edges(words), first: first(words),
      heading: edges(own.querySelector(".ed-num, .ed-big")), notes: notes && edges(notes),
    };
  });
}"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "narrow"])
def test_lines_begin_at_the_right_and_the_rest_stands_where_it_does(wells_site, tab, size):
    with served(wells_site.folder) as address:
        page = tab(size)
        seen = []
        for path in ("", "p/3/"):
            page.goto(address + path)
            seen += page.evaluate(EDGES)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert len(seen) == 5
    for place in seen:
        assert abs(place["first"]["right"] - place["words"]["right"]) < 8
        assert place["heading"]["left"] < place["first"]["left"]
        if size is WIDE and place["notes"]:
            assert place["notes"]["left"] > place["words"]["right"]


def test_other_forms_of_the_text_say_it_too(wells):
    data = book(wells, site_at(""))
    files = epub_files(data, "1911-03-04", {})
    text = etree.fromstring(files["EPUB/text.xhtml"])
    assert (text.get("lang"), text.get("dir")) == ("en", None)
    paragraphs = text.xpath('//*[local-name()="p"][@data-ref]')
    assert {(p.get("lang"), p.get(XML), p.get("dir")) for p in paragraphs} == {("ar", "ar", "rtl")}

    tei = etree.fromstring("".join(render_tei(wells, site_at(""))).encode())
    assert tei.xpath('//*[local-name()="text"]')[0].get(XML) == "ar"
    assert tei.xpath('//*[local-name()="back"]')[0].get(XML) == "en"


def test_on_paper_the_number_stands_before_the_words(wells):
    pdf = books.make_pdf(book(wells, site_at("")), "text")

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[1]
        words = page.get_textpage()
        rectangles = [words.get_rect(n) for n in range(words.count_rects())]
        edge = page.get_width() - 26 / 25.4 * 72  # the margin of book.typ
        before = [words.get_text_bounded(*r).strip() for r in rectangles if r[0] > edge]
        begun = [r for r in rectangles if edge - 3 < r[2] < edge + 3]

    assert before == ["1", "2", "3", "4"]
    assert len(begun) >= 5, "the title and each paragraph"
