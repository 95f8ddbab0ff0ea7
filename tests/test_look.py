"""What the eye meets: faces, measure, colours, and a first view in which nothing moves."""

import gzip
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from conftest import PHONE, WIDE
from reader import ROOT

# Of what moved until now; an observer is told of it in the next frames.
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 200);
})"""


PREFIXED = {"user-select", "text-size-adjust", "box-decoration-break"}


def test_styles_say_what_safari_needs_to_be_told_separately():
    """It takes only the line of an underline from the shorthand, and drops the rest with it.

    So words with a note had no underline there.  Some properties it knows only by a prefix.
    """
    styles = (ROOT / "scripts" / "theme" / "assets" / "edition").glob("*.css")
    rules = re.findall(r"[{;]\s*([a-z-]+):\s*([^;{}]+)", "".join(map(Path.read_text, styles)))

    underlines = {value.split("!")[0].strip() for name, value in rules if name == "text-decoration"}
    assert underlines <= {"underline", "none", "inherit"}
    names = Counter(name for name, _ in rules)
    assert all(names[name] == names[f"-webkit-{name}"] for name in PREFIXED)
    assert set(names) >= PREFIXED


def opened(browser, address, size):
    """A page of a first visit, for whose scripts a second has gone by, and all that it fetched."""
    answers = []
    page = browser.new_page(viewport=size, service_workers="block")
    page.clock.install()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    # As soon as there is nothing left to do, what waits for a later time is let run.
    page.evaluate("""async () => {
      await document.fonts.ready;
      await new Promise((resolve) => { requestIdleCallback(resolve); });
    }""")
    page.clock.run_for(1000)
    return page, answers


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", ["", "p/6/"])
def test_a_first_view_is_small_and_nothing_moves_while_it_loads(browser, address, path, size):
    """At most 97 kB in 12 requests from a server that sends gzip, and no layout shift.

    The worker that keeps pages asks for what it needs only later.
    """
    page, answers = opened(browser, address + path, size)
    shift = page.evaluate(SHIFT)
    bodies = [(answer.url, answer.body()) for answer in answers]
    page.close()

    packed = (b if u.endswith((".woff2", ".png")) else gzip.compress(b) for u, b in bodies)
    assert sum(map(len, packed)) <= 97_000
    assert len(bodies) <= 12
    assert shift < 0.0005


@pytest.mark.parametrize("path", ["about/quote/", "download/"])
def test_room_is_kept_for_what_a_script_shows(browser, address, path):
    """The form and the buttons are hidden where there is no script to use them."""
    page, _ = opened(browser, address + path, PHONE)
    moved = page.evaluate(SHIFT)
    page.close()

    assert moved < 0.02


def set_in_our_face(page, selector):
    """Load the page until the words stand in the edition's face.

    A face that comes late, as on a machine that is busy, is used from the next page on.
    """
    tools = page.context.new_cdp_session(page)
    for _ in range(5):
        for domain in ("DOM", "CSS"):
            tools.send(f"{domain}.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        fonts = tools.send("CSS.getPlatformFontsForNode", node)["fonts"]
        if max(fonts, key=lambda font: font["glyphCount"])["isCustomFont"]:
            return tools.detach()
        page.reload()
    raise AssertionError(fonts)


def faces_of(page, selector):
    """Of each element that *selector* finds: its words, and the faces in which they stand."""
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    found = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    faces = [tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in found]
    tools.detach()
    return zip(page.locator(selector).all_text_contents(), faces, strict=True)


def test_pinyin_and_romanised_urdu_stand_in_the_face_that_every_page_has(browser, address):
    """No second file is fetched for their letters, and no letter of a word has another face.

    A mark without a letter of its own, as in s̱, is the system's.
    """
    page = browser.new_page(viewport=WIDE, service_workers="block")
    fetched = []
    page.on("response", lambda answer: fetched.append(answer.url.rpartition("/")[2]))
    page.goto(address + "languages/#cpec")
    set_in_our_face(page, ".ed-brand")
    faces = list(faces_of(page, ":is([lang=zh-Latn], [lang=ur-Latn])"))
    page.close()

    assert len(faces) > 20
    assert not any(name.startswith("edition-sans-ext") for name in fetched)
    assert {
        words
        for words, fonts in faces
        if not all(font["isCustomFont"] for font in fonts)
        and not any(map(unicodedata.combining, words))
    } == set()


def test_a_line_of_the_document_has_60_to_70_characters(open_page):
    lines = """(words) => {
      const range = document.createRange();
      range.selectNodeContents(words);
      const tops = [...range.getClientRects()].map((box) => box.bottom).sort((a, b) => a - b);
      const height = parseFloat(getComputedStyle(words).lineHeight);
      return words.textContent.length / (1 + Math.round((tops.at(-1) - tops[0]) / height));
    }"""
    page = open_page()
    set_in_our_face(page, "[data-ref=p15]")
    on_text = page.locator("[data-ref=p15]").evaluate(lines)
    page.goto(f"{page.url}p/15/")
    set_in_our_face(page, "[data-ref=p15]")
    on_page = page.locator("[data-ref=p15]").evaluate(lines)

    # A last line that is short makes the mean a little smaller than the measure.
    assert 58 <= on_text <= 70
    assert 58 <= on_page <= 70


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_the_design_holds_wide_and_narrow_light_and_dark(open_page, size, scheme, tmp_path):
    """The two voices differ in face, and the picture is not blank."""
    page = open_page("p/6/", size=size, color_scheme=scheme)

    face = "e => getComputedStyle(e).fontFamily.split(',')[0]"
    document = page.locator("[data-ref=p6]").evaluate(face)
    edition = page.locator(".ed-plain").evaluate(face)
    picture = page.screenshot(path=tmp_path / "page.png")

    assert (document, edition) == ('"Edition Serif"', '"Edition Sans"')
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(22, 24, 28)") == (scheme == "dark")
    assert len(picture) > 30_000


def test_on_a_phone_the_tables_of_the_state_are_seen_without_moving_them(open_page):
    """The day of the latest position was off the screen, and the parties a word wide."""
    page = open_page("about/state/", size={"width": 360, "height": 740})
    for fold in page.locator(".md-content details > summary").all():
        fold.click()

    hidden = page.locator(".ed-scroll:has(.ed-watched)").evaluate_all(
        "all => all.map((region) => region.scrollWidth - region.clientWidth)"
    )

    assert hidden == [0, 0]
    heights = page.locator("#contested ~ .ed-scroll tbody tr").evaluate_all(
        "all => all.map((row) => row.offsetHeight)"
    )
    assert len(heights) > 10
    assert max(heights) < 200


def test_on_a_phone_the_bars_of_promises_are_below_their_years(open_page):
    page = open_page("commitments/", size=PHONE)
    lefts = page.locator(".ed-years tr").evaluate_all(
        """rows => rows.map(row => [...row.cells].slice(1, -2)
             .map(cell => Math.round(cell.getBoundingClientRect().left)))"""
    )

    assert len(set(lefts[0])) > 1
    assert all(row == lefts[0] for row in lefts)


def test_beside_the_words_all_begins_at_one_edge_and_a_name_and_its_kind_are_one_line(open_page):
    page = open_page("p/6/")
    set_in_our_face(page, ".ed-leads a")
    boxes = """all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.height])"""

    beside = ".ed-plain, .ed-leads, .ed-chips, .ed-side h2"
    lefts = {left for left, _ in page.locator(beside).evaluate_all(boxes)}
    heights = {round(height) for _, height in page.locator(".ed-leads li").evaluate_all(boxes)}

    assert len(lefts) == 1
    assert len(heights) == 1


def test_what_goes_on_below_an_act_stands_below_its_verb(open_page):
    page = open_page("acts/")
    acts = page.locator(".ed-ledger li").evaluate_all(
        """all => all.map(act => {
             const verb = act.querySelector("q").getClientRects()[0];
             const all = document.createRange();
             all.selectNodeContents(act);
             const below = [...all.getClientRects()].filter(box => box.top > verb.bottom);
             return [verb.left, ...below.map(box => box.left)];
           })"""
    )

    assert sum(len(lefts) > 1 for lefts in acts) > 3
    assert all(left >= verb - 1 for verb, *below in acts for left in below)


def test_no_chinese_word_is_cut_and_no_kind_of_a_note_in_two(open_page):
    """A note has the words it speaks of, and its kind, each in one line."""
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    whole = """all => all.filter(e => e.checkVisibility() && e.getClientRects().length > 1)
                        .map(e => e.textContent)"""
    kinds = page.locator(".ed-mini.is-main .ed-kind").evaluate_all(whole)
    page.goto(f"{page.url}p/4/")

    assert kinds == []
    assert page.locator(".ed-note p > [lang=zh]").count() > 5
    assert page.locator(".ed-note p > [lang=zh]").evaluate_all(whole) == []


def test_a_document_in_chinese_breaks_its_lines_between_any_two_signs(open_page):
    """It has no blanks: a line would end at a comma, however short it is then."""
    page = open_page()
    page.evaluate("document.querySelector('.ed-words').lang = 'zh'")

    breaks = page.locator("[lang=zh] > [data-ref]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).wordBreak)"
    )

    assert set(breaks) == {"normal"}
