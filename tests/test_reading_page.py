"""The page of the text: its reader moves in it, leaves it and comes back."""

import pytest
from conftest import PHONE, WIDE
from playwright.sync_api import expect


def test_the_reader_comes_back_to_the_same_place(open_page):
    page = open_page()

    page.locator("#p12").scroll_into_view_if_needed()
    page.locator("#p12").click()
    page.wait_for_url("**/p/12/")
    page.keyboard.press("j")
    page.wait_for_url("**/p/13/")
    page.get_by_role("link", name="← 12").click()
    page.wait_for_url("**/p/12/")
    for _ in range(3):
        page.go_back()

    expect(page.locator("#p12")).to_be_in_viewport()


def test_the_reader_who_comes_back_another_day_is_led_to_the_same_place(open_page):
    page = open_page(size=PHONE)
    onward = page.get_by_role("link", name="Continue at ¶ 13")
    expect(onward).to_have_count(0)

    page.locator("#p13").scroll_into_view_if_needed()
    page.locator("#h-p13").evaluate("heading => heading.scrollIntoView()")
    text = page.url
    page.goto(f"{text}about/")
    page.goto(text)
    onward.click()
    expect(page.locator("#h-p13")).to_be_in_viewport()

    # The page of a paragraph is a place as well; the first paragraph is none to go on from.
    page.goto(f"{text}p/7/")
    page.goto(f"{text}p/1/")
    page.goto(text)
    expect(page.get_by_role("link", name="Continue at ¶ 7")).to_have_attribute("href", "/repo/p/7/")


def test_what_a_reader_should_know_folds_away(open_page):
    page = open_page()
    six = page.locator(".ed-glance-six li")
    expect(six).to_have_count(6)
    # The words of the document begin on the first screen of a laptop.
    assert page.locator("[data-ref=p1]").bounding_box()["y"] < 640
    for link in six.locator("a").evaluate_all("all => all.map(a => a.href)"):
        assert "/p/" in link

    page.locator("#at-a-glance > summary").click()

    expect(six.first).to_be_hidden()


def test_on_a_phone_the_box_of_paragraphs_leads_back_to_the_menu_and_the_search(open_page):
    page = open_page(size=PHONE)
    box = page.get_by_label("Go to paragraph")
    box.select_option(label="¶ 9 Finance and banking")
    expect(page.locator("#h-p9")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Search")).not_to_be_in_viewport()

    box.select_option(label="↑ Title, menu, search")

    expect(page.get_by_role("button", name="Search")).to_be_in_viewport()
    # The same again leads somewhere again.
    page.locator("#h-p9").scroll_into_view_if_needed()
    expect(box).not_to_have_value("top")


def test_the_six_of_a_phone_are_cards_of_three_lines_at_most(open_page):
    """The first in sight had one line, and below it there was room for three."""
    page = open_page(size=PHONE)
    heights = page.locator(".ed-glance-six li").evaluate_all(
        "all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e);"
        " return e.getBoundingClientRect().bottom - r.getBoundingClientRect().bottom; })"
    )

    assert max(heights) < 30


def test_j_and_k_move_by_paragraphs_and_g_jumps(open_page):
    page = open_page()

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#p1")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.type("17")

    expect(page.locator("#p17")).to_be_focused()
    expect(page.locator("#p17")).to_be_in_viewport()


def test_n_and_p_move_from_note_to_note_and_stay_on_the_page(open_page):
    page = open_page()

    page.keyboard.press("n")
    page.keyboard.press("n")
    second = page.evaluate("document.activeElement.dataset.notes")
    page.keyboard.press("p")
    first = page.evaluate("document.activeElement.dataset.notes")

    assert first != second
    assert page.url.endswith("/repo/")


def test_a_question_mark_shows_the_keys_and_escape_closes_them(open_page):
    page = open_page()

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()


def test_the_marks_of_place_lead_to_every_paragraph(open_page):
    page = open_page()

    page.locator(".ed-ticks a").nth(11).click()

    expect(page.locator("#p12")).to_be_in_viewport()
    expect(page.locator(".ed-ticks a").nth(11)).to_have_attribute("aria-current", "true")


def test_a_link_to_a_range_of_sentences_marks_them_all(open_page):
    page = open_page("p/6/#p6-s2..p6-s4")
    marked = "all => all.map(e => e.id)"

    assert page.locator(".in-range").evaluate_all(marked) == ["p6-s2", "p6-s3", "p6-s4"]
    expect(page.locator("#p6-s2")).to_be_in_viewport()
    # On the text a range may go on from one paragraph to the next.
    page.goto(page.url.split("p/6/")[0] + "#p12-s3..p13-s1")
    assert page.locator(".in-range").evaluate_all(marked) == ["p12-s3", "p13-s1"]
    expect(page.locator("#p12-s3")).to_be_in_viewport()


def test_a_theme_that_is_pointed_at_lights_its_sentences(open_page, real):
    page = open_page("")
    lit = page.locator(".in-theme")
    chip = page.locator(".ed-under .ed-chip").filter(has_text=real.themes["water"].name).first
    expected = [item.id for item in real.sentences_by_theme["water"]]

    chip.hover()
    assert lit.evaluate_all("lit => lit.map(one => one.id)") == expected
    page.mouse.move(0, 0)
    assert lit.count() == 0
    chip.focus()
    assert lit.evaluate_all("lit => lit.map(one => one.id)") == expected


# Settled a little after a page takes note of where its reader has come to rest.
RESTED = """() => new Promise((resolve) => {
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(resolve, 200); };
  document.addEventListener("scroll", wait);
  wait();
})"""


@pytest.mark.parametrize(
    ("path", "fragment"), [("", "h-p12"), ("p/6/", "notes"), ("rounds/", "gone")]
)
def test_a_phone_that_is_turned_shows_the_same_place(open_page, path, fragment):
    """Long pages are of another height then; a browser by itself was off by up to three screens."""
    page = open_page(path, size=PHONE)
    heading = page.locator(f"#{fragment}")
    heading.evaluate("heading => heading.scrollIntoView()")
    page.evaluate(RESTED)
    before = heading.bounding_box()["y"]

    for size in ({"width": PHONE["height"], "height": PHONE["width"]}, PHONE):
        page.set_viewport_size(size)
        page.evaluate(RESTED)
        assert abs(heading.bounding_box()["y"] - before) < 60


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "narrow"])
def test_the_first_page_leads_from_a_readers_questions_to_their_answers(open_page, size):
    """Who has an essay to write knows the question, and not what the edition calls its pages."""
    page = open_page(size=size)
    questions = page.get_by_role("navigation", name="Questions").get_by_role("link")
    answers = {
        "Who backs whom?": "Who backs whom",
        "What is new?": "What is new this time",
        "What is promised?": "Commitments",
        "What has happened since?": "Since the text",
    }
    assert questions.all_inner_texts() == list(answers)

    # None is covered by another.
    for link in questions.all():
        link.click(trial=True)
    for href, answer in zip(
        questions.evaluate_all("all => all.map(a => a.href)"), answers.values(), strict=True
    ):
        page.goto(href)
        expect(page.get_by_role("heading", name=answer, exact=True)).to_be_in_viewport()
