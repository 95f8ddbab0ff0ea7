"""Pages once read stay readable without a network, and are never older than they need to be."""

import re
import threading
import time
from datetime import UTC, datetime
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from conftest import PHONE, ROOT, TINY, site_of, words_of
from lxml import html
from playwright.sync_api import Error, expect
from reader import running

from edition.lean import lean
from preview import PREFIX, Handler

THEME = ROOT / "scripts" / "theme"


class Line:
    """A site on a server that can be slow, and that can publish something else at any time."""

    def __init__(self, site):
        self.site = site
        self.root = ""
        self.wait = lambda: None
        """What is waited for before a page is sent."""
        self.published = {}
        """What is served instead: of words (in every file), others."""
        self.asked = []


class _Published(Handler):
    """Answers as ``make preview`` does, but lets browsers keep nothing without asking."""

    def __init__(self, *arguments, line, **options):
        self.line = line
        super().__init__(*arguments, **options)

    def do_GET(self):  # noqa: N802, the library's name
        self.line.asked.append(self.path.removeprefix(PREFIX))
        if self.path.endswith("/"):
            self.line.wait()
        super().do_GET()

    def _content(self, path):
        content = path.read_bytes()
        for one, other in self.line.published.items():
            content = content.replace(one.encode(), other.encode())
        _, headers = super()._content(path)
        headers.pop("Content-Encoding", None)
        return content, headers | {"Cache-Control": "no-cache"}


def on_a_line(site):
    line = Line(site)
    handler = partial(_Published, site=site.folder, prefix=PREFIX, quiet=True, line=line)
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        line.root = address + PREFIX
        yield line


@pytest.fixture
def line(site):
    yield from on_a_line(site)


@pytest.fixture
def charter_line(charter_site):
    yield from on_a_line(charter_site)


@pytest.fixture
def phone(browser):
    """A reader's device that has never been here."""
    context = browser.new_context(viewport=PHONE)
    yield context
    context.close()


def first_visit(phone, line, path=""):
    """Open a page, and wait until the worker has kept it."""
    page = phone.new_page()
    page.goto(line.root + path)
    settle(page, lambda: line.root + path in kept(page))
    return page


def settle(page, done):
    """Wait for what happens beside the page, which no event of it tells."""
    for _ in range(800):  # the machine of the tests may be busy
        if done():
            return
        page.wait_for_timeout(25)
    raise AssertionError("not seen in time")


def lets_through(page, address):
    try:
        page.goto(address)
    except Error:
        return False
    return True


def kept(page, *kinds):
    """The addresses of what is kept, of some kinds or of the pages."""
    kinds = kinds or ("read", "whole")
    return page.evaluate(
        """async (kinds) => {
          const found = [];
          for (const name of await caches.keys()) {
            if (!kinds.includes(name.split(" ")[2])) continue;
            found.push(...(await (await caches.open(name)).keys()).map((key) => key.url));
          }
          return found;
        }""",
        kinds,
    )


def versions(page):
    return {url.partition("?v=")[2] for url in kept(page, "assets") if "?v=" in url}


def version_of(line):
    page = (line.site.folder / "index.html").read_text("utf-8")
    return re.search(r"\?v=(\w+)", page)[1]


def today():
    day = datetime.now(UTC)
    return f"{day.day} {day:%B %Y}"


def test_what_was_read_can_be_read_again_without_a_network(phone, line, site):
    page = first_visit(phone, line)
    page.goto(line.root + "p/6/?from=a-message#p6-s2")
    settle(page, lambda: line.root + "p/6/" in kept(page))
    assert page.locator(".ed-kept").count() == 0

    phone.set_offline(True)
    for path, ref in [("", "p19"), ("p/6/", "p6"), ("p/6/#p6-s3", "p6-s3")]:
        page.goto(line.root + path)
        expect(page.locator(".ed-kept")).to_contain_text(f"Kept copy, seen {today()}.")
        shown = html.fromstring(page.content())
        own = site.page(path.partition("#")[0] + "index.html")
        of = f'//*[@data-voice="document"][@data-ref="{ref}"]'
        assert [*map(words_of, shown.xpath(of))] == [*map(words_of, own.xpath(of))] != []
    face = "getComputedStyle(document.querySelector('[data-ref=p6]')).fontFamily"
    assert page.evaluate(face).startswith('"Edition Serif"')
    assert page.evaluate("document.fonts.check('16px \"Edition Serif\"')")


def test_a_page_that_is_not_kept_says_so_and_comes_when_the_line_is_back(phone, line):
    page = first_visit(phone, line)
    page.goto(line.root + "terms/")
    settle(page, lambda: line.root + "terms/" in kept(page))

    phone.set_offline(True)
    answer = page.goto(line.root + "themes/water/")

    assert answer.status == 503
    expect(page.locator("h1")).to_have_text("No connection")
    expect(page.locator("h1")).to_have_css("font-weight", "600")  # the styles are there
    links = page.locator("[data-kept-list] a")
    expect(links).to_have_count(2)
    assert links.last.get_attribute("href") == line.root + "terms/"
    expect(page.get_by_role("link", name="the download page")).to_have_attribute(
        "href", f"{PREFIX}download/#keep"
    )
    links.first.click()
    expect(page.locator("[data-ref=p1]").first).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("No connection")

    phone.set_offline(False)
    expect(page.locator("h1")).to_have_text("Water")


def test_on_a_slow_line_the_kept_copy_comes_first_and_is_brought_up_to_date(phone, line):
    # A tenth of what a reader waits, to wait for it here.
    assert "WAIT = 3000" in (THEME / "sw.js").read_text("utf-8")
    line.published = {"WAIT = 3000": "WAIT = 300"}
    page = first_visit(phone, line, "p/6/")
    sent = threading.Event()
    line.wait = sent.wait
    line.published["<h1"] = "<p>A newer page</p><h1"

    start = time.monotonic()
    page.goto(line.root + "p/6/")

    assert time.monotonic() - start > 0.25
    expect(page.locator(".ed-kept")).to_be_visible()
    expect(page.get_by_text("A newer page")).to_have_count(0)
    # Who asks for a newer one waits longer for it; on a line that is gone it is kept by then.
    page.get_by_role("link", name="Look for a newer one").click(no_wait_after=True)
    page.wait_for_timeout(600)
    sent.set()
    expect(page.get_by_text("A newer page")).to_be_visible()
    expect(page.locator(".ed-kept")).to_have_count(0)
    kept_words = "caches.match(location.href, { ignoreVary: true }).then((copy) => copy.text())"
    settle(page, lambda: "A newer page" in page.evaluate(kept_words))
    phone.set_offline(True)
    page.goto(line.root + "p/6/")
    expect(page.get_by_text("A newer page")).to_be_visible()


def test_what_is_published_is_seen_at_once_and_what_it_replaces_is_dropped(phone, line):
    old, new = version_of(line), "0123456789"
    page = first_visit(phone, line, "p/6/")
    page.goto(line.root + "p/7/")
    settle(page, lambda: line.root + "p/7/" in kept(page))
    assert versions(page) == {old}
    line.published = {old: new, "<h1": "<p>Published later</p><h1"}
    line.asked.clear()

    page.goto(line.root + "p/6/")

    expect(page.get_by_text("Published later")).to_be_visible()
    assert f"assets/edition/edition.css?v={new}" in line.asked
    # The other page is still of the old version, and whole.
    settle(page, lambda: versions(page) == {old, new})
    phone.set_offline(True)
    page.goto(line.root + "p/7/")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.evaluate("typeof window.Edition") == "object"
    phone.set_offline(False)
    page.goto(line.root + "p/7/")
    settle(page, lambda: versions(page) == {new})
    # The page for what is not kept has gone along.
    phone.set_offline(True)
    page.goto(line.root + "p/8/")
    expect(page.get_by_text("Published later")).to_be_visible()
    expect(page.locator("h1")).to_have_text("No connection")


def test_a_page_that_was_withdrawn_is_kept_no_longer(phone, line):
    page = first_visit(phone, line, "p/6/")
    gone = line.root + "p/99/"
    page.evaluate(
        """async ([there, gone]) => {
          const name = (await caches.keys()).find((each) => each.includes(" read "));
          const cache = await caches.open(name);
          await cache.put(gone, await cache.match(there));
        }""",
        [line.root + "p/6/", gone],
    )

    page.goto(gone)

    expect(page.locator("h1")).to_have_text("Page not found")
    settle(page, lambda: gone not in kept(page))


def test_only_pages_and_what_they_load_are_kept_and_not_without_end(phone, line):
    line.published = {"MOST = 400": "MOST = 3"}
    page = first_visit(phone, line)
    for path in ("data/edition.json", "feed.xml", "llms.txt", "sw.js"):
        page.evaluate("(path) => fetch(path).then((answer) => answer.text())", line.root + path)
    for number in (2, 3, 4):
        page.goto(f"{line.root}p/{number}/")
        settle(page, lambda at=page.url: at in kept(page))

    settle(page, lambda: len(kept(page)) == 3)
    assert kept(page) == [f"{line.root}p/{number}/" for number in (2, 3, 4)]
    assert all("/assets/" in url for url in kept(page, "assets"))


def keep_all(page, line):
    page.goto(line.root + "download/#keep")
    page.get_by_role("button", name="Keep the whole edition on this device").click()
    box = page.locator(".ed-keep")
    status = box.get_by_role("status")
    settle(page, lambda: "The whole edition is kept" in status.inner_text())
    return box


def test_readers_are_told_how_many_pages_are_kept_at_most(site):
    (most,) = re.findall(r"MOST = (\d+)", (THEME / "sw.js").read_text("utf-8"))

    assert f"the last {most} of them" in site.page("about").text_content()


def test_the_whole_edition_can_be_kept_searched_and_removed(phone, charter_line):
    """Of another text as well: nothing here knows the edition."""
    line = charter_line
    page = phone.new_page()
    box = keep_all(page, line)
    pages = len(kept(page))
    assert pages == len(list(line.site.folder.rglob("index.html"))) - 1  # that of what is kept
    expect(box.get_by_role("status")).to_contain_text(f"{pages} pages")
    assert "progress" not in box.aria_snapshot()

    phone.set_offline(True)
    page.goto(line.root + "p/3/")
    expect(page.locator("[data-ref=p3]").first).to_be_visible()
    page.keyboard.press("/")
    page.locator(".ed-search select").first.wait_for()
    page.keyboard.type("territorial")
    expect(page.locator(".ed-hit").first).to_be_visible()
    page.goto(line.root + "kept/")
    expect(page.locator("[data-kept-list] a")).to_have_count(pages)
    phone.set_offline(False)

    page.goto(line.root + "download/")
    page.get_by_role("button", name="Remove what is kept").click()
    status = page.locator(".ed-keep [role=status]")
    expect(status).to_contain_text("Nothing is kept, and pages that you read are not kept either")
    page.goto(line.root + "p/3/")
    page.wait_for_timeout(300)
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_keeping_stops_when_the_line_is_lost_and_goes_on_from_there(phone, charter_line):
    line = charter_line
    page = first_visit(phone, line, "download/")
    line.wait = partial(time.sleep, 0.05)
    button = page.locator(".ed-keep button").first
    button.click()
    settle(page, lambda: len(kept(page)) > 4)

    phone.set_offline(True)
    expect(page.locator(".ed-keep [role=status]")).to_contain_text("The connection was lost")
    there = set(kept(page))
    phone.set_offline(False)
    line.wait = lambda: None
    line.asked.clear()
    keep_all(page, line)

    again = {line.root + path for path in line.asked} & there
    assert again <= {line.root + "download/", line.root + "kept/"}


def gone(page):
    """Whether neither a worker nor anything it kept is left."""
    count = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    return page.evaluate("caches.keys()") == [] and page.evaluate(count) == 0


def test_an_edition_that_keeps_no_pages_any_more_takes_away_what_it_kept(phone, line):
    page = first_visit(phone, line)
    (mark,) = set(re.findall(r' data-worker="[^"]*"', page.content()))
    line.published = {mark: ""}

    page.goto(line.root)

    settle(page, lambda: gone(page))


def test_a_broken_worker_is_removed_by_the_one_in_the_guide(phone, line):
    """Also if it lets no page through: browsers look for another one beside it."""
    guide = (ROOT / "docs" / "guides" / "hosting.md").read_text("utf-8")
    (remover,) = re.findall(r"```js\n(.*?)```", guide, re.S)
    broken = lean((THEME / "sw.js").read_text("utf-8"))
    ours = 'addEventListener("fetch", (event) => {'
    assert ours in broken
    line.published = {ours: f"{ours} return event.respondWith(Response.error());"}
    page = phone.new_page()
    page.goto(line.root)
    settle(page, lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    with pytest.raises(Exception, match="ERR_FAILED"):
        page.goto(line.root)

    line.published = {broken: remover}
    with pytest.raises(Exception, match="ERR_FAILED"):
        page.goto(line.root)
    settle(page, lambda: "sw.js" in line.asked[-3:])
    settle(page, lambda: lets_through(page, line.root))

    expect(page.locator("[data-ref=p1]").first).to_be_visible()
    assert kept(page, "read", "whole", "shell", "assets") == []


def test_without_scripts_nothing_is_offered_that_needs_them(browser, line):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(line.root + "download/")

    expect(page.locator(".ed-keep")).to_be_hidden()
    expect(page.locator("a[href='#keep']")).to_be_hidden()
    page.goto(line.root + "kept/")
    expect(page.locator(".ed-noscript")).to_have_text("Without JavaScript no page is kept.")
    context.close()


def test_where_nothing_may_be_stored_a_page_reads_as_any_other(phone, line):
    """As in a frame of another site, where to ask for what is kept is an error."""
    phone.add_init_script(
        """Object.defineProperty(window, "caches", {
          get() { throw new DOMException("not here", "SecurityError"); },
        })"""
    )
    page = phone.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{line.root}download/")

    expect(page.locator("button.ed-copy").first).to_be_visible()
    expect(page.locator(".ed-keep")).to_be_hidden()
    assert complaints == []


def test_the_editor_of_a_fork_can_do_without(tmp_path):
    site = site_of(TINY, tmp_path, extra="  worker: false\n")

    assert "data-worker" not in (site.folder / "index.html").read_text("utf-8")
