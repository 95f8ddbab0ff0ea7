"""A long text in parts: this edition's text, cut as if it were long, and a short one that grew."""

import json
import re
from collections import Counter
from urllib.parse import urljoin

import pytest
from conftest import (
    PHONE,
    ROOT,
    SEEDS,
    WIDE,
    Site,
    axe_violations,
    made_once,
    pieces_under,
    site_of,
    words_of,
)
from desk import Desk
from links import lost_links, url_of
from playwright.sync_api import expect
from reader import served
from weight import first_view

from edition import parts
from edition.books.offline import offline_copy
from edition.pages import render_pages
from edition.pipeline import load

pytestmark = pytest.mark.xdist_group("parts")

SIZE = 5
PAGES = ["index.html", "part/2/index.html", "part/3/index.html", "part/4/index.html"]


def cut(whole, size):
    """How MkDocs is started where texts of more than *whole* paragraphs are cut."""
    setting = f"from edition import parts; parts.WHOLE, parts.SIZE = {whole}, {size}"
    return ("-c", f"{setting}; from mkdocs.__main__ import cli; cli()")


def site_in_parts(seeds, root, whole, size):
    where = {"PYTHONPATH": str(ROOT / "scripts"), "SITE_URL": "https://example.org/repo/"}
    return site_of(seeds, root, mkdocs=cut(whole, size), **where)


@pytest.fixture(scope="module")
def long_site(tmp_path_factory):
    """This edition, whose 19 paragraphs were published on one page, in parts of five."""
    folder = made_once(tmp_path_factory, "parts", lambda root: site_in_parts(SEEDS, root, 10, SIZE))
    return Site(folder / "site")


@pytest.fixture(scope="module")
def pages(long_site):
    return {address: long_site.page(address) for address in long_site.addresses()}


def refs(page):
    words = page.xpath("//p[@data-voice='document']")
    return {
        e.get("data-ref"): words_of(e) for e in words if re.fullmatch(r"p\d+", e.get("data-ref"))
    }


def test_the_parts_together_have_the_words_of_the_seed_exactly(pages):
    text = (SEEDS / "communique.txt").read_bytes().decode("utf-8")
    lines = [line for line in text.split("\n") if line]

    found = [refs(pages[address]) for address in PAGES]

    assert [list(part) for part in found] == [
        [f"p{n}" for n in range(first, min(first + SIZE, 20))] for first in (1, 6, 11, 16)
    ]
    assert [words for part in found for words in part.values()] == lines[2:]
    assert "”" in text
    assert "part/5/index.html" not in pages
    for address in PAGES:
        (title,) = pages[address].xpath("//h1[@data-ref='title'][@data-voice='document']")
        assert words_of(title) == "\n\n".join(lines[:2])


def test_what_stands_beside_a_paragraph_stands_in_its_part(pages, real):
    for paragraph in real.paragraphs:
        own = paragraph.paragraph
        page = pages[PAGES[(own.number - 1) // SIZE]]
        for sentence in own.sentences:
            (element,) = page.xpath(f'//*[@id="{sentence.id}"]')
            assert (element.get("data-ref"), words_of(element)) == (sentence.id, sentence.text)
        for note in paragraph.notes:
            (short,) = page.xpath(f'//li[@id="{note.id}"]')
            assert note.record.margin in " ".join(short.text_content().split())
            pieces = pieces_under(page, note)
            assert "".join(words_of(piece) for piece in pieces) == note.record.quote


def test_no_id_stands_twice_and_every_link_leads_somewhere(pages, long_site):
    for address, page in pages.items():
        counted = Counter(page.xpath("//@id"))
        assert [i for i, n in counted.items() if n > 1] == [], address
    assert lost_links(pages, long_site) == []
    # From a disk too, where folders are no addresses.
    files = {p.relative_to(long_site.folder).as_posix(): p.read_bytes()
             for p in long_site.folder.rglob("*") if p.is_file()}  # fmt: skip
    copy = offline_copy(files)["part/2/index.html"].decode("utf-8")
    assert '<a rel="next" href="../3/index.html">' in copy
    assert 'href="../../index.html#contents"' in copy


def test_every_address_that_was_published_on_the_first_page_still_leads_on_without_scripts(
    pages, real
):
    contents = pages["index.html"].get_element_by_id("contents")
    published = [i for i in real.registry.entries if re.match(r"p\d+", i)]
    led = 0
    for identifier in published:
        (place,) = pages["index.html"].xpath(f'//*[@id="{identifier}"]')
        number = int(re.match(r"p(\d+)", identifier)[1])
        if number <= SIZE:
            assert contents not in place.iterancestors()
            continue
        line = place if place.tag == "li" else place.getparent()
        (link,) = line.xpath("./a")
        assert link.get("href") == f"part/{(number - 1) // SIZE + 1}/#p{number}"
        led += 1
    assert led > 200


def test_the_contents_name_every_paragraph_and_the_parts_lead_to_each_other(pages, real):
    names = pages["index.html"].xpath("//nav[@id='contents']//ol/li/details/ol/li/a/text()")
    starts = pages["index.html"].xpath("//nav[@id='contents']//ol/@start")
    assert names == [p.record.handle for p in real.paragraphs]
    assert starts == ["1", "6", "11", "16"]
    for index, address in enumerate(PAGES):
        (turn,) = pages[address].xpath("//nav[@class='ed-turn']")
        led = {
            link.get("rel"): urljoin(url_of(address), link.get("href")) for link in turn.iter("a")
        }
        around = {"prev": index - 1, "next": index + 1}
        wanted = {rel: url_of(PAGES[n]) for rel, n in around.items() if 0 <= n < len(PAGES)}
        assert led == {**wanted, None: url_of("#contents")}


def test_a_part_and_the_pages_of_its_paragraphs_lead_to_each_other(pages, real):
    for paragraph in real.paragraphs:
        own = paragraph.paragraph
        part, page = PAGES[(own.number - 1) // SIZE], f"p/{own.number}/index.html"
        (there,) = pages[part].xpath(f'//a[@id="{own.id}"]/@href')
        (back,) = pages[page].xpath("//div[@class='ed-trail']/span/a/@href")

        assert urljoin(url_of(part), there) == url_of(page)
        assert urljoin(url_of(page), back) == f"{url_of(part)}#{own.id}"


def test_the_register_and_the_map_name_the_parts(long_site, pages):
    ids = json.loads((long_site.folder / "data/ids.json").read_text("utf-8"))["ids"]
    also = {entry["id"]: entry["also"] for entry in ids}

    assert (also["p5-s1"], also["p6-s1"], also["p19"]) == (
        "#p5-s1",
        "part/2/#p6-s1",
        "part/4/#p19",
    )
    for place in filter(None, also.values()):
        page, _, fragment = place.partition("#")
        assert pages[f"{page}index.html"].xpath(f'//*[@id="{fragment}"]'), place
    assert "https://example.org/repo/part/4/" in (long_site.folder / "sitemap.xml").read_text()
    (data,) = pages["part/2/index.html"].xpath("//script[@type='application/ld+json']/text()")
    assert [part["position"] for part in json.loads(data)["hasPart"]] == [6, 7, 8, 9, 10]


def test_where_themes_and_speakers_run_is_drawn_by_part(pages, real):
    for address, count in (("themes/index.html", len(real.themes)), ("acts/index.html", 3)):
        (table,) = pages[address].xpath("//table[contains(@class, 'ed-threads')]")
        assert table.xpath("./thead//a/text()") == ["1", "6", "11", "16"]
        assert len(table.xpath("./tbody/tr")) == count
    (row,) = pages["themes/index.html"].xpath("//tr[.//a[@href='water/']]")
    carrying = [s.id for s in real.sentences_by_theme["water"]]
    by_part = Counter((int(re.match(r"p(\d+)", i)[1]) - 1) // SIZE for i in carrying)
    counts = [(cell.text_content() or "0") for cell in row.xpath("./td")]
    assert counts == [str(by_part[n]) for n in range(4)]
    (first, *_) = row.xpath("./td/a/@href")
    assert first == f"../part/{min(by_part) + 1}/#{carrying[0]}"


def test_a_part_asks_for_no_more_files_than_the_page_of_a_short_text(long_site):
    for address in ("", "part/2/"):
        view = first_view(long_site.folder, address)
        assert view.requests <= 12
        assert view.bytes <= 110_000


# What a short edition promised, kept after it has grown.


@pytest.fixture
def grown(tmp_path, monkeypatch):
    """A released edition of two paragraphs, then cut into parts of one."""
    desk = Desk(tmp_path / "seeds")
    desk.run("release", "1.0.0", "--date", "2001-03-01")
    desk.run("rename", "p2-again", "p2-once-more")
    desk.run("release", "1.1.0", "--date", "2001-04-01")
    monkeypatch.setattr(parts, "WHOLE", 1)
    monkeypatch.setattr(parts, "SIZE", 1)
    return desk


def test_a_note_renamed_before_the_cut_keeps_both_addresses_on_the_first_page(grown):
    before = render_pages(load(grown.seeds))
    line = re.search(r'<li id="p2">(.*?)<a href="part/2/#p2">', before["index.md"])[1]

    assert {"p2-s1", "p2-again", "p2-once-more"} <= set(re.findall('id="([^"]+)"', line))
    assert '<li class="ed-mini' in before["part/2/index.md"]


def test_a_note_renamed_after_the_cut_keeps_its_address_in_the_part(grown):
    assert grown.run("release", "2.0.0", "--date", "2001-05-01") == 0
    assert grown.registry().entries["part/2/"].first == "2.0.0"
    grown.run("rename", "p2-once-more", "p2-thrice")

    after = render_pages(load(grown.seeds))

    assert re.search(
        r'<li [^>]*id="p2-thrice"><span id="p2-again"></span><span id="p2-once-more"></span>',
        after["part/2/index.md"],
    )
    # What was new after the cut never stood on the first page.
    assert 'id="p2-thrice"' not in after["index.md"]
    assert 'id="p2-once-more"' in after["index.md"]


def test_a_text_that_was_published_in_parts_stays_in_parts(grown, monkeypatch):
    grown.run("release", "2.0.0", "--date", "2001-05-01")
    monkeypatch.setattr(parts, "WHOLE", 60)

    assert "part/2/index.md" in render_pages(load(grown.seeds))


def test_a_note_that_was_given_up_says_so_wherever_it_stood(grown):
    path = grown.seeds / "paragraphs/p02.yml"
    path.write_text(re.sub(r"notes:\n.*", "notes: {}\n", path.read_text("utf-8"), flags=re.S))
    grown.run("retire", "p2-once-more", "It rested on a misreading.")

    after = render_pages(load(grown.seeds))

    for page in ("index.md", "part/2/index.md", "p/2/index.md"):
        assert re.search(r'<li id="p2-once-more"><code>.*was withdrawn.*misreading', after[page])


# In a browser.


@pytest.fixture(scope="module")
def long_address(long_site):
    with served(long_site.folder) as address:
        yield address


@pytest.fixture
def opened(tab, long_address):
    def make(path="", size=WIDE, **options):
        page = tab(size, **options)
        page.goto(long_address + path)
        return page

    return make


def test_an_old_fragment_opens_its_line_of_the_contents_without_scripts(opened):
    for fragment in ("p12", "p12-s2"):
        page = opened(f"#{fragment}", java_script_enabled=False)
        line = page.locator("#p12 a")

        expect(line).to_be_in_viewport()
        line.click()
        assert page.url.endswith("/part/3/#p12")


def test_an_old_fragment_goes_on_to_its_words_with_scripts(opened):
    page = opened("#p12-s2")

    expect(page.locator("#p12-s2[data-voice=document]")).to_be_in_viewport()
    assert page.url.endswith("/part/3/#p12-s2")
    page.goto(page.url.replace("part/3/#p12-s2", "#p10-s2..p11-s1"))
    # The range begins at the end of one part and goes on in the next.
    expect(page.locator(".in-range")).to_have_count(1)
    assert page.url.endswith("/part/2/#p10-s2..p11-s1")


def test_keys_go_through_all_parts(opened):
    page = opened("part/2/#p10")
    page.locator("#p10").focus()
    page.keyboard.press("j")
    page.wait_for_url("**/part/3/#p11")
    page.locator("#p11").focus()
    page.keyboard.press("k")
    page.wait_for_url("**/part/2/#p10")
    page.keyboard.press("g")
    page.keyboard.type("19")
    page.wait_for_url("**/part/4/#p19")
    page.goto(page.url.replace("part/4/#p19", "p/6/"))
    page.keyboard.press("g")
    page.keyboard.type("18")
    page.wait_for_url("**/p/18/")


def test_a_link_to_sentences_of_two_paragraphs_names_their_part(opened):
    page = opened("part/2/")
    page.evaluate(
        """() => getSelection().setBaseAndExtent(
          document.getElementById("p6-s6"), 0, document.getElementById("p7-s1"), 1)"""
    )
    page.evaluate("navigator.clipboard.writeText = async (text) => { document.title = text; }")
    page.get_by_role("button", name="Copy link to these sentences").click()

    assert page.title().endswith("/part/2/#p6-s6..p7-s1")


@pytest.mark.parametrize("path", ["", "part/2/"])
def test_axe_finds_no_violation_on_the_pages_of_a_long_text(opened, path):
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        page = opened(path, size=size, color_scheme=scheme, reduced_motion="reduce")
        for fold in page.locator(".ed-contents details").all()[:2]:
            fold.locator("summary").click()

        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
