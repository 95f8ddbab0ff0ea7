"""What a link shows before it is followed."""

from conftest import PHONE
from playwright.sync_api import expect

# Longer than a pointer has to rest before a preview opens, and than one stays that was left.
A_WHILE = 700

ASKED = """() => {
  const fetched = fetch;
  window.asked = 0;
  window.fetch = (...all) => { asked += 1; return fetched(...all); };
}"""


def hover_over_a_term(page):
    link = page.locator(".ed-named-list a").first
    link.scroll_into_view_if_needed()
    page.mouse.move(5, 5)
    link.hover()
    page.clock.run_for(A_WHILE)


def test_a_preview_opens_on_hover_can_be_entered_and_kept_and_closes_with_escape(open_page):
    page = open_page("p/10/", clock=True)
    preview = page.get_by_label("Preview")

    hover_over_a_term(page)
    preview.wait_for()
    preview.hover()
    page.clock.run_for(A_WHILE)
    expect(preview).to_be_visible()
    page.get_by_role("button", name="Keep open").click()
    page.mouse.move(5, 5)
    page.clock.run_for(A_WHILE)
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")

    expect(preview).to_be_hidden()


def test_without_a_network_no_preview_opens_and_with_one_it_does(open_page):
    """What could not be fetched must not be shown as the page that happens to be open."""
    page = open_page("p/10/", clock=True)
    preview = page.get_by_label("Preview")
    page.evaluate("() => { window.there = fetch; window.fetch = () => Promise.reject(); }")
    page.evaluate(ASKED)

    hover_over_a_term(page)
    page.wait_for_function("() => asked === 1")
    expect(preview).to_be_hidden()
    page.evaluate("() => { window.fetch = window.there; }")
    hover_over_a_term(page)

    preview.wait_for()


def test_scrolling_under_a_still_pointer_opens_no_preview(open_page):
    page = open_page("p/10/", clock=True)
    link = page.locator(".ed-named-list a").nth(1)
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] - 150)
    page.evaluate(ASKED)
    link.evaluate("link => link.addEventListener('pointerover', () => { window.under = true; })")

    page.mouse.wheel(0, 155)
    page.wait_for_function("() => window.under")
    page.clock.run_for(A_WHILE)

    assert page.evaluate("asked") == 0
    expect(page.get_by_label("Preview")).to_be_hidden()


def test_a_touch_opens_no_preview(open_page):
    page = open_page("p/10/", size=PHONE, has_touch=True, clock=True)

    page.locator(".ed-cite").first.tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.clock.run_for(A_WHILE)

    expect(page.get_by_label("Preview")).to_be_hidden()
