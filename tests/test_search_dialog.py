"""The search as its reader meets it: the dialog, by keys, by pointer and by ear."""

import re
from collections import Counter
from urllib.parse import urlsplit

import evaluate
import pytest
from conftest import PHONE, WIDE, axe_violations
from playwright.sync_api import expect
from reader import no_complaints

from edition.search.entries import entries
from edition.search.index import FOUND
from edition.seeds.vocabulary import NoteKind

# One worker keeps the dialog open for the tests that only ask.
pytestmark = pytest.mark.xdist_group("dialog")


@pytest.fixture
def search(open_page):
    """Type words into the dialog, above a page that is quickly there: any has the same one."""

    def make(words, **options):
        page = open_page("about/", **options)
        page.keyboard.press("/")
        page.locator(".ed-search select").first.wait_for()
        page.keyboard.type(words)
        page.wait_for_function(evaluate.FOUND, arg=words)
        return page

    return make


@pytest.fixture(scope="module")
def dialog(tabs, address):
    """The dialog of a reader who asks for one thing after another, and no filter."""
    page = tabs.take(WIDE)
    with no_complaints(page, address):
        page.goto(f"{address}about/")
        page.keyboard.press("/")
        page.locator(".ed-search select").first.wait_for()
        yield page
    tabs.take_back(page)


@pytest.fixture
def ask(dialog):
    """Write words into the dialog that is open, in place of what was asked before."""

    def make(words):
        dialog.locator(".ed-search input").fill(words)
        dialog.wait_for_function(evaluate.FOUND, arg=words)
        return dialog

    return make


def test_a_result_opens_at_the_exact_place(search):
    page = search("smooth passage through the highway")

    page.locator(".ed-hit[href$='/p/8/#p8-s2']").click()

    page.wait_for_url("**/p/8/#p8-s2")
    expect(page.locator("#p8-s2")).to_be_in_viewport()


def test_a_result_says_whose_words_it_shows(ask):
    page = ask("tibet")

    for words in page.locator(".ed-hit q").all():
        assert words.get_attribute("data-voice") == "document"
        assert words.evaluate("e => getComputedStyle(e).fontFamily").startswith('"Edition Serif"')
    voices = page.locator(".ed-hit > *").evaluate_all("all => all.map(e => e.dataset.voice)")
    assert set(voices) == {"document", "edition"}


def test_a_paragraph_comes_once(search):
    page = search("cooperation")

    page.get_by_label("Everything").select_option("sentence")
    hrefs = page.locator(".ed-hit").evaluate_all("all => all.map(a => a.href)")
    paragraphs = [m[1] for h in hrefs if (m := re.search(r"/p/(\d+)/#p\1(?:-s\d+)?$", h))]

    assert len(paragraphs) > 3
    assert max(Counter(paragraphs).values()) == 1


SHOWN_AT_ONCE = """(key) => {
  const box = document.querySelector(".ed-search input");
  box.value = "pakistan";
  box.dispatchEvent(new Event("input"));
  if (key) box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  return document.querySelectorAll(".ed-hit").length;
}"""


def test_the_first_results_are_drawn_at_once_and_the_rest_a_frame_later(ask):
    page = ask("china")

    assert page.evaluate(SHOWN_AT_ONCE) == 4
    expect(page.locator(".ed-hit")).to_have_count(10)
    # Who goes on at once with the keys finds all of them.
    assert page.evaluate(SHOWN_AT_ONCE, "ArrowDown") == 10


def test_who_has_gone_down_to_a_result_stays_there_when_the_sources_come(open_page):
    page = open_page("about/")
    held = []
    page.route("**/assets/search/index-1.js*", lambda route: held.append(route))
    page.keyboard.press("/")
    page.locator(".ed-search select").first.wait_for()
    page.keyboard.type("gwadar")
    status = page.locator(".ed-search-status")
    expect(status).to_contain_text("still loading the rest")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.href")

    held[0].continue_()

    expect(status).not_to_contain_text("still loading")
    assert page.evaluate("document.activeElement.href") == chosen
    expect(page.locator(".ed-hit:focus")).to_be_visible()


def test_a_kind_alone_lists_all_of_it(ask, real):
    page = ask("omissions")

    kinds = page.locator(".ed-hit-kind").all_text_contents()
    gone = [kind for kind in kinds if kind == FOUND["dropped"]]
    assert len(gone) >= min(len(real.layer.dropped), len(kinds) - 1)
    assert kinds[0] == FOUND["dropped"]


def test_arrows_enter_and_escape_work_as_readers_expect(search):
    page = search("gwadar")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ed-hit").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".ed-search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.ed-search")).to_be_hidden()
    expect(page.locator("button.ed-find")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("gwadar port")
    expect(page.locator(".ed-hit-title").first).to_have_text("Gwadar Port")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/gwadar-port/")


def test_a_dialog_just_closed_opens_again_before_the_page_is_drawn(search):
    page = search("gwadar")

    open_again = page.evaluate("""() => {
      const box = document.querySelector(".ed-search input");
      for (const key of ["Escape", "/"]) {
        box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      }
      return new Promise((resolve) => { setTimeout(() => resolve(box.checkVisibility()), 100); });
    }""")

    assert open_again


def test_a_dialog_that_closes_notes_nothing_while_its_result_is_on_the_way(search):
    """A browser under load gave up the page asked for when its history was written to meanwhile."""
    page = search("gwadar port")
    page.evaluate("""() => {
      history.replaceState = () => { throw new Error("the history was written to"); };
    }""")

    page.keyboard.press("Escape")
    expect(page.locator("dialog.ed-search")).to_be_hidden()
    # Folds are noted within this time; an error of the page ends the test.
    page.wait_for_timeout(200)


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_shows_the_whole_of_what_may_be_typed(open_page, width):
    page = open_page("about/", size={"width": width, "height": 740})
    page.locator("button.ed-find").click()
    box = page.locator(".ed-search input[type=search]")
    expect(box).to_be_visible()

    free = box.evaluate("""(box) => {
      const style = getComputedStyle(box);
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = style.font;
      const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return room - pen.measureText(box.placeholder).width;
    }""")

    # The sign that empties the box has its place in it before anything is typed.
    assert free > 20


def test_letters_typed_before_the_dialog_is_there_are_not_lost(open_page):
    page = open_page()

    page.keyboard.type("/gwadar port")

    expect(page.locator(".ed-search input")).to_have_value("gwadar port")
    expect(page.locator(".ed-hit-title").first).to_have_text("Gwadar Port")


def test_the_tab_key_goes_round_inside_the_dialog(search):
    page = search("p6")

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog.ed-search') !== null")


def test_the_count_is_told_to_those_who_do_not_see_it(ask):
    page = ask("gwadar")

    status = page.locator(".ed-search [role=status][aria-live=polite]")
    expect(status).to_have_text(re.compile(r"^\d+ results"))


def test_filters_leave_only_what_was_chosen(search):
    page = search("pakistan")

    page.get_by_label("All notes").select_option(NoteKind.SILENCE.label)

    kinds = page.locator(".ed-hit-kind").all_text_contents()
    assert kinds
    assert set(kinds) == {f"Note · {NoteKind.SILENCE.label}"}
    expect(page.locator(".ed-search-status")).to_contain_text("with these filters")


def test_a_theme_or_a_speaker_narrows_what_is_found(search, real):
    page = search("cooperation")
    entries_by_id = {entry.id: entry for entry in entries(real)}
    for label, field in (("All themes", "themes"), ("All speakers", "speakers")):
        page.get_by_label(label).select_option("1")

        hrefs = page.locator(".ed-hit").evaluate_all("all => all.map(a => a.href)")
        narrowed = [entries_by_id[evaluate.place_of(href)] for href in hrefs]
        assert narrowed
        assert all(1 in getattr(entry, field) for entry in narrowed)
        page.get_by_label(label).select_option("")


def test_a_name_that_the_text_leaves_out_is_said_to_be_left_out(ask):
    page = ask("india")

    expect(page.locator(".ed-search-notice")).to_contain_text("The text does not mention India")
    assert page.locator(".ed-search-notice a[href*='/p/']").count() >= 1


def test_nothing_found_offers_near_terms_and_the_index(ask):
    page = ask("zzkhunjqq")

    expect(page.locator(".ed-search-status")).to_have_text("No results")
    expect(page.locator(".ed-search-notice a[href$='/terms/khunjerab-pass/']")).to_be_visible()
    expect(page.locator(".ed-search-notice a[href$='/terms/']")).to_be_visible()


def test_nothing_of_the_search_is_loaded_before_it_is_opened(open_page):
    asked = []
    page = open_page("p/6/")
    page.on("request", lambda request: asked.append(request.url))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")

    assert [url for url in loaded if "search-" in url or "/assets/search/" in url] == []
    page.locator("button.ed-find").click()
    page.locator(".ed-search select").first.wait_for()
    version = page.locator("script[src*='search.js']").get_attribute("src").partition("?")[2]
    late = [url for url in asked if urlsplit(url).path.endswith((".js", ".css"))]
    assert any(url.endswith(f"/assets/search/index.js?{version}") for url in late)
    assert {urlsplit(url).query for url in late} == {version}


def test_without_scripts_the_header_offers_the_terms(open_page):
    page = open_page("p/6/", java_script_enabled=False)

    page.get_by_role("link", name="Terms").first.click()

    assert page.url.endswith("/terms/")


@pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "narrow-dark"]
)
@pytest.mark.parametrize("words", ["india", "کشمیر"])
def test_axe_finds_no_violation_in_the_dialog(search, words, size, scheme):
    page = search(words, size=size, color_scheme=scheme, reduced_motion="reduce")

    assert axe_violations(page) == []


def test_search_finds_gwadar_and_opens_paragraph_8(open_page):
    page = open_page()

    page.keyboard.press("/")
    page.locator(".ed-search select").first.wait_for()
    page.keyboard.type("Gwadar", delay=30)
    result = page.locator(".ed-hit[href*='/p/8/']").first
    expect(result).to_be_visible()
    result.click()

    page.wait_for_url("**/p/8/**")
    expect(page.locator("[data-ref=p8]")).to_contain_text("Gwadar Port")


@pytest.mark.parametrize(
    ("words", "name"),
    [("Tibet", "Xizang (Tibet)"), ("KKH", "Karakoram Highway"), ("کشمیر", "Jammu and Kashmir")],
)
def test_search_finds_names_that_the_text_does_not_use(ask, words, name):
    page = ask(words)

    expect(page.locator(".ed-hit-title").first).to_have_text(name)


def test_who_does_not_know_what_to_type_finds_the_paragraphs(open_page, real):
    page = open_page()
    page.keyboard.press("/")
    offered = page.locator(".ed-search-start a")
    expect(offered).to_have_count(len(real.paragraphs))

    page.get_by_label("All themes").select_option(label="Water")
    expect(offered).to_have_text(["13 Shared rivers"])
    page.locator(".ed-search input").press("ArrowDown")
    expect(offered).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/p/13/**")


def test_search_without_a_network_leaves_the_reader_where_they_were(tab, address):
    page = tab(WIDE)
    page.goto(f"{address}p/6/")
    search = page.get_by_role("button", name="Search")

    # What an earlier test has fetched would still be answered from the cache.
    page.route("**/assets/edition/search-*", lambda route: route.abort())
    page.context.set_offline(offline=True)
    try:
        search.click()
        expect(page.get_by_text("No network: search needs one")).to_be_visible()
        assert page.url.endswith("/p/6/")
    finally:
        page.context.set_offline(offline=False)
        page.unroute("**/assets/edition/search-*")

    search.click()
    expect(page.locator(".ed-search input")).to_be_focused()


def test_what_was_found_ends_above_the_keys_on_a_screen(open_page):
    """They cover half of the page, which is told so by its visual viewport alone."""
    page = open_page(size=PHONE)
    page.get_by_role("button", name="Search").click()
    dialog = page.get_by_role("dialog", name="Search")
    assert dialog.bounding_box()["height"] == PHONE["height"]

    page.evaluate(
        "() => { Object.defineProperty(visualViewport, 'height', { value: 400 });"
        " visualViewport.dispatchEvent(new Event('resize')); }"
    )

    assert dialog.bounding_box()["height"] == 400
