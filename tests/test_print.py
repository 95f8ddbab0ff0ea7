"""The text on paper."""

import re

from conftest import PHONE
from playwright.sync_api import expect


def test_on_paper_the_notes_are_footnotes_and_addresses_are_spelled_out(open_page):
    page = open_page(size=PHONE)
    page.emulate_media(media="print")

    expect(page.locator(".ed-mini").first).to_be_visible()
    expect(page.locator(".ed-mini").last).to_be_visible()
    for furniture in (".ed-top", ".ed-bar", ".ed-foot", ".ed-more"):
        expect(page.locator(furniture).first).to_be_hidden()
    after = "(e) => getComputedStyle(e, '::after').content"
    marks = page.locator(".ed-phrase[data-n]").evaluate_all(f"all => all.map({after})")
    assert marks[0] == '"1"'
    numbers = " ".join(marks).replace('"', "").split()
    assert len(numbers) == page.locator(".ed-mini").count()
    assert page.locator("h2.ed-handle").nth(5).evaluate(after) == '"https://example.org/repo/p/6/"'
    for paper in ("A4", "Letter"):
        document = page.pdf(format=paper)
        pages = len(re.findall(rb"/Type\s*/Page\b", document))
        assert 8 <= pages <= 16, paper


def test_on_paper_a_number_stands_before_the_name_of_its_paragraph_and_words_fill_the_sheet(
    open_page,
):
    page = open_page(size={"width": 680, "height": 900})
    page.emulate_media(media="print")

    number = page.locator(".ed-num").first.bounding_box()
    name = page.locator(".ed-handle span").first.bounding_box()
    assert number["x"] + number["width"] <= name["x"]
    assert page.locator(".ed-par").first.bounding_box()["width"] == 680


def test_a_paragraph_is_handed_out_with_its_notes_in_two_columns(open_page):
    page = open_page("p/6/")
    page.emulate_media(media="print")

    notes = page.locator(".ed-main > .ed-note:has(+ .ed-note)")
    sides = {round(box["x"]) for box in (note.bounding_box() for note in notes.all())}
    assert len(sides) == 2
    for whole in page.locator(".ed-main > :is(h2, table)").all():
        assert whole.bounding_box()["x"] == page.locator(".ed-main").bounding_box()["x"]
    expect(page.locator("#sources ~ .ed-rest li").last).to_be_visible()
    expect(page.locator(".ed-after > .ed-dates")).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 17
