"""The head of every page: its line of tools, the pages folded on a phone, the colours."""

import pytest
from conftest import PHONE
from playwright.sync_api import expect


def test_colours_follow_the_system_until_the_reader_chooses(open_page):
    page = open_page(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(22, 24, 28)"

    page.get_by_role("button", name="Colours: same as system").click()
    page.reload()

    assert page.evaluate(paper) == "rgb(251, 249, 243)"
    expect(page.get_by_role("button", name="Colours: light")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_the_head_of_a_page_is_one_line_on_a_small_phone(open_page, width):
    page = open_page("acts/", size={"width": width, "height": 640})
    page.reload()  # the edition's own face is there now

    name, tools = (page.locator(s).bounding_box() for s in (".ed-brand", ".ed-top-tools"))

    assert name["y"] < tools["y"] + tools["height"] / 2 < name["y"] + name["height"]


def test_the_pages_folded_on_a_phone_close_with_escape_and_with_a_tap_outside(open_page):
    page = open_page("p/6/", size=PHONE)
    opener, pages = page.locator(".ed-nav-small summary"), page.locator(".ed-nav-small nav")

    opener.click()
    expect(pages).to_be_visible()
    page.keyboard.press("Escape")
    expect(pages).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.mouse.click(180, 700)
    expect(pages).to_be_hidden()
