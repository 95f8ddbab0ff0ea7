"""One pass in a real headless browser, at desktop and phone size, light and dark."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import ROOT
from playwright.sync_api import expect, sync_playwright

pytestmark = [
    pytest.mark.xdist_group("site"),
    # Playwright closes its event loop after pytest has stopped listening.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(site):
    """The site served below a sub-path, as GitHub Pages does."""
    handler = functools.partial(Quiet, directory=str(site.folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    executable = (ROOT / ".venv" / "browser").read_text("utf-8").strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    """Open a page; complaints of the page and requests to other hosts end the test."""
    complaints, contexts = [], []

    def make(path="", size=WIDE, **options):
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:", "blob:"))
                else complaints.append(request.url)
            ),
        )
        page.goto(address + path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def test_search_finds_gwadar_and_opens_paragraph_8(open_page):
    page = open_page()

    page.keyboard.press("/")
    page.keyboard.type("Gwadar", delay=30)
    result = page.locator(".md-search-result__link[href*='/p/8/']").first
    expect(result).to_be_visible()
    result.click()

    page.wait_for_url("**/p/8/**")
    expect(page.locator("[data-ref=p8]")).to_contain_text("Gwadar Port")


@pytest.mark.parametrize("words", ["Tibet", "KKH", "کشمیر"])
def test_search_finds_names_that_the_text_does_not_use(open_page, words):
    page = open_page()

    page.keyboard.press("/")
    page.keyboard.type(words, delay=30)

    expect(page.locator(".md-search-result__link").first).to_be_visible()


def test_a_link_to_a_sentence_scrolls_to_it_and_marks_it(open_page):
    page = open_page("p/6/#p6-s3")

    sentence = page.locator("#p6-s3")
    expect(sentence).to_be_in_viewport()
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_a_phrase_leads_to_its_note_and_back(open_page):
    page = open_page("p/6/")
    phrase = page.locator(".ed-phrase").first
    note = phrase.get_attribute("href").removeprefix("#")

    phrase.click()

    expect(page.locator(f"h3#{note}")).to_be_in_viewport()
    page.go_back()
    expect(phrase).to_be_in_viewport()


def test_hovering_a_phrase_lights_its_note(open_page):
    page = open_page()
    phrase = page.locator(".ed-phrase").first
    first = phrase.get_attribute("data-notes").split()[0]

    phrase.hover()

    expect(page.locator(f"[id='{first}']")).to_contain_class("is-lit")


def test_notes_can_be_turned_off_and_stay_off(open_page):
    page = open_page()
    notes = page.locator("details.ed-margin").first
    expect(notes).to_be_visible()

    page.get_by_role("button", name="Notes on").click()
    expect(notes).to_be_hidden()
    page.reload()

    expect(notes).to_be_hidden()


def test_j_and_k_move_by_paragraphs_and_the_box_jumps(open_page):
    page = open_page()

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#p2")).to_be_focused()
    page.get_by_label("Go to paragraph").fill("17")
    page.keyboard.press("Enter")

    expect(page.locator("#p17")).to_be_focused()
    expect(page.locator("#p17")).to_be_in_viewport()


def test_on_a_phone_the_notes_fold_under_their_paragraph_and_open_in_place(open_page):
    page = open_page(size=PHONE)
    notes = page.locator("details.ed-margin").nth(5)
    expect(notes.locator(".ed-mini").first).to_be_hidden()

    notes.locator("summary").click()

    expect(notes.locator(".ed-mini").first).to_be_visible()


@pytest.mark.parametrize("path", ["", "p/6/", "p/15/", "themes/", "terms/", "sources/", "rounds/"])
def test_a_narrow_screen_needs_no_sideways_scrolling(open_page, path):
    page = open_page(path, size={"width": 320, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_every_word_and_note_can_be_read(open_page, real):
    page = open_page(java_script_enabled=False)

    assert page.locator("[data-ref=p19]").is_visible()
    assert page.locator(".ed-mini").count() == sum(len(p.notes) for p in real.paragraphs)
    page.locator("#p8").click()
    assert page.url.endswith("/p/8/")


@pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")]
)
def test_the_design_holds_wide_and_narrow_light_and_dark(open_page, size, scheme, tmp_path):
    """The two voices differ in face, and the picture is not blank."""
    page = open_page("p/6/", size=size, color_scheme=scheme)

    face = "e => getComputedStyle(e).fontFamily.split(',')[0]"
    document = page.locator("[data-ref=p6]").evaluate(face)
    edition = page.locator(".ed-plain").evaluate(face)
    picture = page.screenshot(path=tmp_path / "page.png")

    assert (document, edition) == ('"Edition Serif"', '"Edition Sans"')
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(21, 24, 28)") == (scheme == "dark")
    assert len(picture) > 30_000
