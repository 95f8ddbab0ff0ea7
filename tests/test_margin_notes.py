"""Notes beside their words: placed, lit, shortened, chosen by kind, folded on a phone."""

import re

import pytest
from conftest import PHONE
from playwright.sync_api import expect

from edition.labels import NOTE_KIND_NAMES


def test_either_end_lights_the_other_by_pointer_and_by_keyboard(open_page):
    page = open_page()
    phrase = page.locator("a.ed-phrase").first
    note = page.locator(f"[id='{phrase.get_attribute('data-notes').split()[0]}']")

    phrase.hover()
    expect(note).to_contain_class("is-lit")
    note.hover()
    expect(phrase).to_contain_class("is-lit")
    page.mouse.move(5, 5)
    expect(phrase).not_to_contain_class("is-lit")
    note.locator("a").focus()
    expect(phrase).to_contain_class("is-lit")
    phrase.focus()
    expect(note).to_contain_class("is-lit")


def test_notes_can_be_filtered_and_the_choice_is_in_the_address_and_remembered(open_page):
    page = open_page()
    notes = page.locator("details.ed-margin").first
    expect(notes).to_be_visible()

    page.get_by_role("radio", name="Why these words").check()
    assert page.url.endswith("?notes=wording")
    kinds = page.locator(".ed-mini:visible").evaluate_all("all => all.map(n => n.dataset.kind)")
    assert set(kinds) == {"wording"}
    page.get_by_role("radio", name="None").check()
    assert page.url.endswith("?notes=none")
    expect(notes).to_be_hidden()

    page.goto(page.url.split("?")[0])
    expect(notes).to_be_hidden()
    page.goto(f"{page.url}?notes=silence")
    expect(page.get_by_role("radio", name="Left open")).to_be_checked()


def test_margin_notes_stand_beside_their_words_and_never_overlap(open_page):
    page = open_page()
    page.wait_for_selector("body.notes-placed")

    overlaps = page.evaluate(
        """() => [...document.querySelectorAll(".ed-notes")].filter((list) => {
          const boxes = [...list.children].map((n) => n.getBoundingClientRect());
          boxes.sort((a, b) => a.top - b.top);
          return boxes.some((box, i) => i && box.top < boxes[i - 1].bottom - 0.5);
        }).length"""
    )
    # The first note of a paragraph stands at most a few lines from its words.
    far = page.evaluate(
        """() => [...document.querySelectorAll(".ed-notes > :first-child")].filter((note) => {
          const phrase = document.querySelector(`.ed-phrase[data-notes~="${note.id}"]`);
          const distance = note.getBoundingClientRect().top - phrase.getBoundingClientRect().top;
          return Math.abs(distance) > 100;
        }).length"""
    )

    assert (overlaps, far) == (0, 0)


def test_a_click_keeps_a_shortened_note_open(open_page):
    page = open_page()
    note = page.locator(".ed-mini.lines-1, .lines-1 .ed-mini").first
    short = note.locator("div").bounding_box()["height"]

    note.click(position={"x": 300, "y": 6})
    page.mouse.move(5, 5)

    assert note.locator("div").bounding_box()["height"] > short
    page.locator("h1").click()
    assert note.locator("div").bounding_box()["height"] == short


def test_words_with_several_notes_offer_them_all(open_page):
    page = open_page("p/6/")
    several = "a.ed-phrase[data-notes*=' ']"
    phrase = page.locator(several).first
    count = len(phrase.get_attribute("data-notes").split())
    page.mouse.move(5, 5)

    phrase.hover()
    expect(page.get_by_label("Preview").locator("h3")).to_have_count(count)

    page.goto(page.url.split("p/6/")[0])
    page.locator(several).first.click()
    page.mouse.move(5, 5)
    expect(page.locator(".ed-mini.is-lit")).to_have_count(
        len(page.locator(several).first.get_attribute("data-notes").split())
    )
    page.keyboard.press("Escape")
    expect(page.locator(".ed-mini.is-lit")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "item"), [("", ".ed-mini"), ("p/6/", ".ed-leads:not(.ed-follow) li")]
)
def test_the_kind_of_every_note_in_a_list_is_told_in_words(open_page, real, path, item):
    """Neither a finger nor a reader who hears the page has a colour or a title to go by."""
    page = open_page(path, size=PHONE)
    for folded in page.locator("details.ed-margin").all()[5:6]:
        folded.locator("summary").click()
    listed = page.locator(f"#p6 >> xpath=ancestor::section >> {item}" if not path else item)

    said = listed.locator(".ed-kind").all_text_contents()

    assert said == [NOTE_KIND_NAMES[note.record.kind] for note in real.paragraphs[5].notes]
    for words in listed.locator(".ed-kind").all():
        expect(words).to_be_visible()
        box = words.bounding_box()
        assert box["x"] + box["width"] <= PHONE["width"]
    if path:
        # What is read out for a link ends with it.
        first = listed.locator("a").first
        expect(first).to_have_accessible_name(re.compile(f"{re.escape(said[0])}$"))


def test_on_a_phone_the_notes_fold_under_their_paragraph_and_open_in_place(open_page):
    page = open_page(size=PHONE)
    notes = page.locator("details.ed-margin").nth(5)
    expect(notes.locator(".ed-mini").first).to_be_hidden()

    notes.locator("summary").click()

    expect(notes.locator(".ed-mini").first).to_be_visible()
