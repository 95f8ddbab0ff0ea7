"""The offline copy is unpacked and read from the disk, in a browser and without one."""

import io
import re
import zipfile
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import Site, words_of
from lxml import html
from playwright.sync_api import expect
from reader import WIDE, no_complaints

import books
from edition.books.offline import offline_copy

pytestmark = pytest.mark.xdist_group("offline")


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    """The copy on a disk, in a folder with a blank and a hash in its name."""
    folder = tmp_path_factory.mktemp("offline") / "my copy #1"
    with zipfile.ZipFile(io.BytesIO(books.make_offline(site.folder))) as archive:
        archive.extractall(folder)
    return Site(folder / "edition")


def test_every_link_leads_to_a_file_and_to_an_id_in_it(copy):
    pages = {address: html.parse(str(copy.folder / address)) for address in copy.addresses()}
    ids = {address: set(page.xpath("//@id")) for address, page in pages.items()}
    count = 0
    for address, page in pages.items():
        for href in {*page.xpath("//@href"), *page.xpath("//@src")}:
            link = urlsplit(urljoin(f"http://disk/{address}", href))
            if link.netloc != "disk":
                continue
            path = unquote(link.path).lstrip("/")
            assert (copy.folder / path).is_file(), (address, href)
            if link.fragment and path.endswith(".html"):
                assert unquote(link.fragment) in ids[path], (address, href)
            count += 1
    assert count > 20_000


def test_the_copy_has_the_words_of_the_site(copy, site):
    for number in (1, 6, 19):
        mine, theirs = (
            [words_of(e) for e in folder.page(f"p/{number}/index.html").xpath("//*[@data-ref]")]
            for folder in (copy, site)
        )
        assert mine == theirs


def test_what_only_servers_read_is_left_out(copy):
    for name in ("404.html", "robots.txt", "sitemap.xml", "sw.js"):
        assert not (copy.folder / name).exists()
    assert "data-worker" not in (copy.folder / "index.html").read_text("utf-8")


def test_a_link_is_changed_only_where_a_folder_is_meant():
    page = '<a href="../b/#x">b</a><a href="https://a.org/b/">c</a>'
    page += '<a href="#x">d</a><a href="c.pdf">e</a>'
    site = {
        "a/index.html": f'<body><link rel="preload" href="f">{page}</body>'.encode(),
        "b/index.html": b"",
    }

    copied = offline_copy(site)["a/index.html"].decode()

    assert page.replace("../b/#x", "../b/index.html#x") in copied
    assert "preload" not in copied


@pytest.fixture
def from_disk(tab, copy):
    """Open a page from the disk; complaints and requests to a host end the test."""
    page = tab(WIDE)
    with no_complaints(page, "file:"):
        page.goto((copy.folder / "index.html").as_uri())
        yield page


def test_reading_notes_and_links_work_from_the_disk(from_disk, real):
    page = from_disk
    expect(page.locator("[data-ref=p6]").first).to_contain_text("The two sides")
    assert page.evaluate("document.fonts.ready.then(f => [...f].some(x => x.status == 'loaded'))")

    page.locator("a.ed-phrase[data-notes~='p6-taiwan-positions']").first.click()
    note = real.layer.paragraphs["p6"].notes["taiwan-positions"]
    expect(page.get_by_text(note.margin).first).to_be_visible()

    page.get_by_role("link", name="Themes", exact=True).first.click()
    page.wait_for_url(re.compile(r"/themes/index\.html$"))
    page.locator("main a[href*='water']").first.click()
    page.wait_for_url(re.compile(r"/themes/water/index\.html"))


def test_the_search_works_from_the_disk(from_disk):
    page = from_disk
    page.keyboard.press("/")
    page.keyboard.type("tibet")

    expect(page.locator(".ed-hit").first).to_contain_text("Xizang")
    page.locator(".ed-hit").first.click()

    page.wait_for_url(re.compile(r"/index\.html(#.*)?$"))
    expect(page.get_by_text("Xizang").first).to_be_visible()


def test_a_link_copied_from_a_disk_leads_to_the_site(copy, browser):
    """Who is sent it has no such disk."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((copy.folder / "p" / "6" / "index.html").as_uri())
    with no_complaints(page, "file:"):
        opener = page.get_by_role("button", name="Link to or cite para. 6", exact=True)
        opener.click()
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_text("Link copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/repo/p/6/#p6"
        # The citations are on the page itself: nothing is fetched, which a disk would refuse.
        opener.click()
        page.get_by_role("button", name="MLA", exact=True).click()
        expect(page.get_by_text("MLA copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").endswith("/repo/p/6/.")
    context.close()
