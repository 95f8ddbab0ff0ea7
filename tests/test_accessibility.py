"""Everybody can read and use the pages: axe, zoom, keyboard, no motion, no scripts."""

import re
import tomllib

import pytest
from conftest import PHONE, ROOT, WIDE, axe_violations
from playwright.sync_api import expect


def test_nothing_is_animated_for_those_who_want_no_motion(open_page):
    page = open_page(reduced_motion="reduce")

    page.keyboard.press("g")
    page.keyboard.type("19")
    expect(page.locator("#p19")).to_be_in_viewport()
    moving = "document.getAnimations().filter(a => a.playState === 'running').length"

    assert page.evaluate(moving) == 0


def test_the_focus_can_be_seen_on_everything_that_takes_it(open_page):
    page = open_page("p/6/")
    outlines = []
    for _ in range(40):
        page.keyboard.press("Tab")
        outlines.append(
            page.evaluate(
                """() => { const style = getComputedStyle(document.activeElement);
                  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1; }"""
            )
        )

    assert all(outlines)


def test_what_takes_the_focus_is_not_under_the_names_of_the_rows(open_page):
    """A table wider than a phone moves under its first column, which stays."""
    page = open_page("languages/", size=PHONE)
    cells = page.locator(".ed-scroll > .ed-threads td a")
    covered = """link => {
      const box = link.getBoundingClientRect();
      const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !link.contains(on);
    }"""
    cells.last.focus()
    hidden = []
    for _ in range(cells.count() - 1):
        page.keyboard.press("Shift+Tab")
        if page.locator("td a:focus").count():
            hidden.append(page.locator("td a:focus").evaluate(covered))

    assert len(hidden) > 10
    assert not any(hidden)


def test_where_a_reader_chooses_the_colours_a_mark_is_an_outline(open_page):
    """Backgrounds are not shown there: the sentence of the address, the notes that are chosen."""
    page = open_page("#p6-s3", forced_colors="active")
    marks = page.locator("[data-ref=p6-s3], .ed-filter label:has(:checked)")

    assert marks.count() == 2
    for mark in marks.all():
        assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


# Of every kind of page one or more; a page of no kind has no budget, and fails there.
EXAMPLES = {
    "p/*/": ("p/6/", "p/15/"),
    "themes/*/": ("themes/water/",),
    "terms/*/": ("terms/cpec/",),
    "timeline/*/": ("timeline/since/",),
    "about/*/": ("about/quote/", "about/reading/", "about/state/"),
}
AXE_PAGES = [
    page
    for kind in tomllib.loads((ROOT / "tests" / "budget.toml").read_text("utf-8"))["pages"]
    for page in (EXAMPLES[kind] if "*" in kind else (kind,))
]
# A page that is made as another is, of the same styles, is looked at once.
AS_ANOTHER = {
    *("p/15/", "themes/", "themes/water/", "terms/", "sources/", "commitments/"),
    *("languages/", "download/", "kept/", "about/", "about/quote/"),
}


# Of 1280 pixels 640 are left at 200 %, 320 at 400 %; of a phone’s 390 at 200 % 195.
# A phone can also be told to write larger, which leaves the page as wide as it was.
ZOOMED = [(640, 1), (320, 1), (195, 1), (360, 2)]


def too_wide(page):
    """The widths, and how many times as large the letters are, at which *page* moves sideways."""
    found = []
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    for width, larger in ZOOMED:
        page.set_viewport_size({"width": width, "height": 740})
        needed = page.evaluate(
            """(size) => {
              document.documentElement.style.fontSize = size;
              return document.documentElement.scrollWidth;
            }""",
            f"{larger * size}px" if larger > 1 else "",
        )
        if needed > width:
            found.append((width, larger))
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(WIDE)
    return found


@pytest.mark.parametrize("path", AXE_PAGES)
def test_axe_finds_no_violation_and_nothing_needs_sideways_scrolling_when_enlarged(open_page, path):
    page = open_page(path, reduced_motion="reduce")

    assert too_wide(page) == []
    assert axe_violations(page) == []


@pytest.mark.parametrize("path", [path for path in AXE_PAGES if path not in AS_ANOTHER])
def test_axe_finds_no_violation_on_a_dark_phone(open_page, path):
    page = open_page(path, size=PHONE, color_scheme="dark", reduced_motion="reduce")

    assert axe_violations(page) == []


def test_without_scripts_every_word_and_note_can_be_read(open_page, real):
    page = open_page(java_script_enabled=False)

    assert page.locator("[data-ref=p19]").is_visible()
    assert page.locator(".ed-mini").count() == sum(len(p.notes) for p in real.paragraphs)
    page.get_by_role("link", name="Sources").first.click()
    assert page.url.endswith("/sources/")
    page.goto(f"{page.url.removesuffix('sources/')}about/quote/")
    expect(page.locator(".ed-noscript")).to_be_visible()


@pytest.mark.parametrize("path", ["", "p/6/"])
def test_the_words_of_a_note_are_heard_as_one_link_and_no_word_is_cut(open_page, path):
    """Notes overlap; what is left between two of them, an “of”, is not one more link."""
    page = open_page(path)

    heard = page.locator("#p6-s2").get_by_role("link")

    words = [name for name in heard.all_inner_texts() if not name.strip().isdigit()]
    assert words == [
        "Pakistan",
        "its firm commitment",
        "one-China principle",
        "Taiwan is ",
        "an inalienable part",
        "China’s territory",
    ]
    goals = page.locator(".ed-words .ed-phrase[href]").evaluate_all("all => all.map(a => a.hash)")
    assert len(goals) == len(set(goals)) > 10


def test_words_between_two_notes_lead_to_their_note_by_pointer(open_page):
    page = open_page("p/6/")

    page.locator("#p6-s2 .ed-phrase", has_text=re.compile("^ of $")).click()

    assert page.url.endswith("#p6-taiwan-positions")
    expect(page.locator("h3#p6-taiwan-positions")).to_be_in_viewport()
