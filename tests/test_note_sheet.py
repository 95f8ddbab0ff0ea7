"""The sheet in which a phone shows the notes of a phrase."""

import re

from conftest import PHONE
from playwright.sync_api import expect

from edition.seeds.vocabulary import NoteKind


def open_sheet(page):
    phrase = page.locator("#p6 >> xpath=ancestor::section >> .ed-phrase").nth(3)
    phrase.scroll_into_view_if_needed()
    phrase.click()
    expect(page.locator(".ed-sheet")).to_be_visible()
    return phrase


def test_on_a_phone_a_phrase_opens_its_notes_without_being_covered(open_page):
    page = open_page(size=PHONE)

    phrase = open_sheet(page)

    bottom = phrase.evaluate("e => [...e.getClientRects()].at(-1).bottom")
    assert bottom <= page.locator(".ed-sheet").bounding_box()["y"]
    notes = phrase.get_attribute("data-notes").split()
    assert page.locator(".ed-sheet .ed-mini").count() == len(notes)
    # Its kind in words: colour alone does not tell everybody.
    said = page.locator(".ed-sheet .ed-kind").all_text_contents()
    classes = " ".join(page.locator(f"[id='{note}']").get_attribute("class") for note in notes)
    assert said == [NoteKind(kind).label for kind in re.findall(r"\bk-(\w+)", classes)]


def test_the_sheet_is_named_after_the_words_it_is_about(open_page):
    page = open_page(size=PHONE)

    page.locator("#p6-s2 .ed-phrase", has_text="Taiwan is").click()

    sheet = page.get_by_role("dialog")
    expect(sheet).to_have_accessible_name(
        "Notes on “Taiwan is an inalienable part of China’s territory”"
    )
    expect(sheet).to_be_focused()


def test_on_a_phone_a_source_is_looked_up_without_leaving_the_place(open_page, real):
    """The list of sources is 20,000 pixels below the words that cite it."""
    page = open_page("p/16/", size=PHONE)
    number = page.locator(".ed-note .ed-cite").first
    slug = number.get_attribute("href").removeprefix("#src-")
    number.scroll_into_view_if_needed()
    sheet = page.locator(".ed-sheet")

    number.click()
    expect(sheet).to_have_accessible_name(f"Source {number.inner_text()}")
    expect(sheet).to_contain_text(real.sources[slug].title)
    expect(number).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(number).to_be_focused()

    # In a sheet with notes it is added below them.
    page.locator("[data-ref=p16] .ed-phrase", has_text="visible and verifiable").first.click()
    notes = sheet.locator(".ed-mini").count()
    sheet.locator(".ed-cite").first.click()
    expect(sheet.locator("li")).to_have_count(notes + 1)
    expect(sheet.locator("li").last).to_be_in_viewport()
    expect(sheet.get_by_role("button", name="Close")).to_be_in_viewport()


def test_a_link_inside_a_note_stays_in_its_line_in_the_sheet(open_page):
    page = open_page("p/13/", size=PHONE)

    page.locator("[data-ref=p13] .ed-phrase").first.click()

    inside = page.locator(".ed-sheet p a").first
    assert inside.evaluate("e => getComputedStyle(e).display") == "inline"


def test_the_sheet_closes_in_every_way_that_a_reader_tries(open_page):
    page = open_page(size=PHONE)
    for close in (
        lambda: page.keyboard.press("Escape"),
        page.go_back,
        lambda: page.mouse.click(6, 130),
        lambda: page.locator(".ed-sheet").get_by_role("button", name="Close").click(),
    ):
        open_sheet(page)

        close()

        expect(page.locator(".ed-sheet")).to_be_hidden()
        assert page.url.split("#")[0].endswith("/repo/")


def test_on_a_phone_a_name_says_what_it_is_before_its_page_is_opened(open_page, real):
    """A tap on a name took the reader away from the sentence at once."""
    page = open_page("p/12/", size=PHONE)
    name = page.locator("[data-ref=p12] .ed-named", has_text="international law")
    term = real.terms["international-law"]
    sheet = page.get_by_role("dialog")

    name.click()
    expect(sheet).to_have_accessible_name("What “international law” is")
    expect(sheet.locator("li > p")).to_be_visible()
    expect(name).to_be_in_viewport()
    assert page.url.endswith("/p/12/")
    sheet.get_by_role("link", name=term.name).click()
    expect(page.locator("h1")).to_have_text(term.name)
    page.go_back()
    name.click()
    page.keyboard.press("Escape")

    expect(name).to_be_focused()


def test_under_a_finger_a_wide_screen_tells_what_is_tapped_as_a_phone_does(open_page, real):
    """A tap on a name left the page, and one on a number went down to the list of sources."""
    tablet = {"width": 1180, "height": 820}
    page = open_page("p/12/", size=tablet, has_touch=True)
    sheet = page.get_by_role("dialog")
    words = page.locator("[data-ref=p12]").first

    words.locator(".ed-named", has_text="international law").tap()
    expect(sheet).to_contain_text(real.terms["international-law"].what[:40])
    page.touchscreen.tap(20, 300)
    expect(sheet).to_be_hidden()
    words.locator(".ed-phrase").first.tap()
    expect(sheet.locator(".ed-mini").first).to_be_visible()
    sheet.get_by_role("button", name="Close").tap()
    page.locator(".ed-main .ed-cite").first.tap()
    expect(sheet).to_have_accessible_name("Source 1")
    assert page.url.endswith("/p/12/")

    # Beside the text there is a margin for the notes of a phrase.
    page = open_page("", size=tablet, has_touch=True)
    page.locator("#p6-s2 .ed-phrase").first.tap()
    expect(page.locator(".ed-margin .is-lit div > *").last).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_name_whose_page_cannot_be_fetched_is_a_link_like_any_other(open_page):
    page = open_page("p/12/", size=PHONE)
    page.evaluate("() => { window.fetch = () => Promise.reject(); }")

    page.locator("[data-ref=p12] .ed-named", has_text="international law").click()

    page.wait_for_url("**/terms/international-law/")


def test_a_finger_has_room_for_the_small_marks(open_page):
    """The number of a source was 8 pixels wide, that of a paragraph 9."""
    page = open_page("p/6/", size=PHONE, has_touch=True)
    sizes = "all => all.map(e => e.getClientRects()[0]).map(r => [r.width, r.height])"

    cites = page.locator(".ed-main > p .ed-cite").evaluate_all(sizes)
    assert min(width for width, _ in cites) >= 15
    assert min(height for _, height in cites) >= 30
    cite = page.get_by_role("button", name="Cite “Principle").bounding_box()
    assert min(cite["width"], cite["height"]) >= 24

    page = open_page("", size=PHONE, has_touch=True)
    handle = page.locator(".ed-handle", has_text="Seventy-five years")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    page.touchscreen.tap(box["x"] + 150, box["y"] + 8)
    page.wait_for_url("**/p/3/")
