"""Notes beside their words: ranked, placed, lit, chosen by kind, folded on a phone."""

import re

import pytest
from conftest import PHONE, WIDE
from playwright.sync_api import expect

from edition.seeds.vocabulary import NoteKind
from edition.wording import many

ACROSS = """() => [...document.querySelectorAll(".ed-notes")].filter((list) => {
  const boxes = [...list.children].map((note) => note.getBoundingClientRect());
  return boxes.some((a, i) => boxes.slice(i + 1).some((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5));
}).length"""

FROM_ITS_WORDS = """(note) => {
  const words = document.querySelector(`.ed-phrase[data-notes~="${note.id}"]`);
  return Math.abs(note.getBoundingClientRect().top - words.getBoundingClientRect().top);
}"""

CARDS_AT_THE_LOWER_EDGE = """() => [...document.querySelectorAll("a.ed-phrase")].slice(30, 90)
.flatMap((words) => {
  words.scrollIntoView({ block: "end" });
  words.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  return words.dataset.notes.split(" ").map((id) => {
    const note = document.getElementById(id);
    const card = note.querySelector(note.matches(".is-main") ? "div" : "div > span");
    const { top, bottom } = card.getBoundingClientRect();
    return { id, top, bottom };
  });
})"""


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
    note.locator("div > a").focus()
    expect(phrase).to_contain_class("is-lit")
    phrase.focus()
    expect(note).to_contain_class("is-lit")


def test_notes_can_be_filtered_and_the_choice_is_in_the_address_and_remembered(open_page):
    page = open_page()
    notes = page.locator("details.ed-margin").first
    expect(notes).to_be_visible()

    page.get_by_role("radio", name="Why these words").check()
    assert page.url.endswith("?notes=wording")
    assert page.locator(".ed-mini.k-wording:visible").count() > 10
    expect(page.locator(".ed-mini:not(.k-wording):visible")).to_have_count(0)
    page.get_by_role("radio", name="None").check()
    assert page.url.endswith("?notes=none")
    expect(notes).to_be_hidden()

    page.goto(page.url.split("?")[0])
    expect(notes).to_be_hidden()
    page.goto(f"{page.url}?notes=silence")
    expect(page.get_by_role("radio", name="Left open")).to_be_checked()


@pytest.mark.parametrize("width", [195, 360, 1120, WIDE["width"]])
def test_the_choice_of_notes_says_what_it_is_and_is_whole_on_every_screen(open_page, width):
    """A strip that has to be moved by hand hides what there is to choose."""
    page = open_page(size={"width": width, "height": 800})
    bar = page.locator(".ed-bar")
    few = width < WIDE["width"]

    expect(bar.get_by_text("Notes", exact=True)).to_be_visible()
    expect(bar.get_by_role("radio")).to_have_count(0 if few else 3 + len(NoteKind))
    assert bar.evaluate("e => e.scrollWidth <= e.clientWidth")
    if few:
        bar.get_by_label("Notes shown").select_option("Contested")
    else:
        bar.get_by_role("radio", name="Contested").check()

    assert page.url.endswith("?notes=position")
    expect(page.locator(".ed-mini.k-term:not([hidden])")).to_have_count(0)
    page.reload()
    page.set_viewport_size(WIDE if few else PHONE)
    if few:
        expect(bar.get_by_role("radio", name="Contested")).to_be_checked()
    else:
        expect(bar.get_by_label("Notes shown")).to_have_value("position")


def test_positions_on_what_is_contested_are_always_among_the_main_notes(real):
    for paragraph in real.paragraphs:
        contested = [note for note in paragraph.notes if note.record.subject]
        assert set(contested) <= set(paragraph.main_notes)
        assert len(paragraph.main_notes) < len(paragraph.notes)


def test_where_no_note_is_marked_all_are_main(charter):
    plain = [p for p in charter.paragraphs if not any(note.main for note in p.notes)]

    assert any(paragraph.notes for paragraph in plain)
    assert all(paragraph.main_notes == paragraph.notes for paragraph in plain)


@pytest.mark.parametrize("width", [WIDE["width"], 1120])
def test_margin_notes_stand_beside_their_words_and_never_overlap(open_page, width):
    page = open_page(size={"width": width, "height": 900})
    page.wait_for_selector("body.notes-placed")

    far = sorted(page.locator(".ed-mini.is-main").evaluate_all(f"all => all.map({FROM_ITS_WORDS})"))

    assert page.evaluate(ACROSS) == 0
    # Where the notes take more room than the words, they are moved by as much as it needs.
    assert far[len(far) // 2] < 100


def test_a_click_keeps_a_shortened_note_open(open_page):
    page = open_page(size={"width": 1120, "height": 900})
    page.wait_for_selector("body.notes-placed")
    number = page.locator(".is-main > div").evaluate_all(
        "all => all.findIndex((text) => text.scrollHeight > text.clientHeight)"
    )
    text = page.locator(".is-main > div").nth(number)
    short = text.bounding_box()["height"]

    text.click(position={"x": 200, "y": short - 4})
    page.mouse.move(5, 5)

    assert text.bounding_box()["height"] > short
    page.locator("h1").click()
    assert text.bounding_box()["height"] == short


def test_a_note_that_is_only_a_name_opens_beside_the_words_that_ask_for_it(open_page, real):
    other = next(n for p in real.paragraphs for n in p.notes if n not in p.main_notes)
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    words = page.locator(f'.ed-phrase[data-notes~="{other.id}"]').first
    text = page.locator(f"#{other.id} div > span")
    expect(text).to_be_hidden()

    words.hover()

    expect(text).to_contain_text(other.record.margin)
    assert abs(text.bounding_box()["y"] - words.bounding_box()["y"]) < 250
    page.mouse.move(5, 5)
    expect(text).to_be_hidden()
    words.click()
    page.mouse.move(5, 5)
    expect(text).to_be_visible()
    page.keyboard.press("Escape")
    expect(text).to_be_hidden()


def test_who_follows_words_by_keyboard_comes_to_their_card_and_back(open_page, real):
    other = next(n for p in real.paragraphs for n in p.notes if n not in p.main_notes)
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    words = page.locator(f'.ed-phrase[data-notes="{other.id}"]').first
    card = page.locator(f"#{other.id} div > span")

    words.focus()
    page.keyboard.press("Enter")
    expect(card.locator("a")).to_be_focused()
    expect(card).to_contain_text(other.record.margin)
    page.keyboard.press("Escape")
    expect(words).to_be_focused()
    expect(card).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/p/*/#{other.id}")


def test_a_note_asked_for_by_its_name_covers_no_other_name(open_page):
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    names = page.locator(".ed-par").nth(1).locator(".ed-mini:not(.is-main)")

    # The page moves below a pointer that rests on words, and the note stays.
    page.locator(".ed-par").first.locator(".ed-phrase").first.hover()
    page.keyboard.press("Tab")
    for number in range(names.count()):
        names.nth(number).locator("div > a").focus()
        text = names.nth(number).locator("div > span")
        expect(text).to_be_visible()
        end = text.bounding_box()["y"] + text.bounding_box()["height"]
        assert end <= names.first.bounding_box()["y"] + 1


def test_what_opens_beside_words_at_the_lower_edge_is_whole_in_the_window(open_page):
    page = open_page(size={"width": 1120, "height": 800})
    page.wait_for_selector("body.notes-placed")

    shown = page.evaluate(CARDS_AT_THE_LOWER_EDGE)

    assert len(shown) > 50
    assert [card for card in shown if not 0 < card["top"] < card["bottom"] <= 800] == []


def test_names_at_the_upper_edge_open_below_themselves(open_page):
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    names = page.locator(".ed-par").nth(5).locator(".ed-mini:not(.is-main)")
    names.first.evaluate("name => scrollBy(0, name.getBoundingClientRect().top - 60)")

    names.first.locator("div > a").hover()

    box = names.last.bounding_box()
    assert names.first.locator("div > span").bounding_box()["y"] >= box["y"] + box["height"] - 1


def test_a_kept_note_makes_room_for_another_comes_back_and_leads_to_its_page(open_page):
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    paragraph = page.locator(".ed-par").nth(5)
    several = paragraph.locator("a.ed-phrase[data-notes*=' ']")
    several.nth(1).click()
    card = page.locator(".ed-mini.is-lit:not(.is-main) div > span")
    kept, top = card.inner_text(), card.bounding_box()["y"]

    paragraph.locator("a.ed-phrase").last.hover()
    assert kept not in card.all_inner_texts()
    page.mouse.move(5, 5)
    card.click(position={"x": 200, "y": 20})
    assert (card.inner_text(), card.bounding_box()["y"]) == (kept, top)
    card.locator("a").click()
    assert "/p/6/#p6-" in page.url


def test_escape_closes_what_a_name_with_the_focus_has_opened(open_page):
    page = open_page()
    page.wait_for_selector("body.notes-placed")
    name = page.locator(".ed-mini:not(.is-main)").first
    name.locator("div > a").focus()
    expect(name.locator("div > span")).to_be_visible()

    page.keyboard.press("Escape")

    expect(name.locator("div > span")).to_be_hidden()
    expect(name.locator("div > a")).to_be_focused()


def test_only_the_main_notes_can_be_shown_and_one_kind_is_shown_whole(open_page, real):
    main = [note.id for paragraph in real.paragraphs for note in paragraph.main_notes]
    page = open_page()
    ids = "all => all.map((note) => note.id)"

    page.get_by_role("radio", name="Main").check()
    assert page.locator(".ed-mini:visible").evaluate_all(ids) == main
    linked = page.locator(".ed-phrase:not(.is-quiet)").evaluate_all(
        "all => all.flatMap((words) => words.dataset.notes.split(' '))"
    )
    assert set(main) <= set(linked)
    page.get_by_role("radio", name="In the other language").check()
    texts = page.locator(".ed-mini:visible div > span")
    assert texts.count() == page.locator(".ed-mini:visible").count() > 0
    expect(texts.last).to_be_visible()
    page.get_by_role("radio", name="All").check()
    expect(page.locator(".ed-mini:not(.is-main) div > span").first).to_be_hidden()


def test_the_address_of_a_note_leads_to_its_words_and_opens_it(open_page, real):
    other = [n for n in real.paragraphs[5].notes if n not in real.paragraphs[5].main_notes][-1]
    page = open_page(f"#{other.id}")

    expect(page.locator(f"#{other.id} div > span")).to_be_in_viewport()
    expect(page.locator(f'.ed-phrase[data-notes~="{other.id}"]').first).to_be_in_viewport()


def test_without_scripts_a_note_opens_where_an_address_leads_to_it(open_page, real):
    first = next(n for n in real.paragraphs[0].notes if n not in real.paragraphs[0].main_notes)
    page = open_page(f"#{first.id}", java_script_enabled=False)

    expect(page.locator(f"#{first.id} div > span")).to_be_visible()


def test_words_with_several_notes_offer_them_all(open_page):
    page = open_page("p/6/", clock=True)
    several = "a.ed-phrase[data-notes*=' ']"
    phrase = page.locator(several).first
    count = len(phrase.get_attribute("data-notes").split())
    page.mouse.move(5, 5)

    phrase.hover()
    page.clock.run_for(500)
    expect(page.get_by_label("Preview").locator("h3")).to_have_count(count)

    page.goto(page.url.split("p/6/")[0])
    page.locator(several).first.click()
    page.mouse.move(5, 5)
    expect(page.locator(".ed-mini.is-lit")).to_have_count(
        len(page.locator(several).first.get_attribute("data-notes").split())
    )
    page.keyboard.press("Escape")
    expect(page.locator(".ed-mini.is-lit")).to_have_count(0)


def test_a_preview_shows_the_kind_of_a_note_in_its_colour(open_page):
    page = open_page("p/6/", clock=True)
    colour = "e => getComputedStyle(e).color"
    page.locator("#p6-s1 .ed-phrase").first.hover()
    page.clock.run_for(500)

    kind = page.get_by_label("Preview").locator(".ed-kind")

    assert kind.evaluate(colour) == page.locator(".ed-note .ed-kind").first.evaluate(colour)


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

    assert said == [note.record.kind.label for note in real.paragraphs[5].notes]
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


def test_a_folded_paragraph_says_how_many_of_its_notes_are_shown(open_page, real):
    page = open_page("?notes=position", size=PHONE)

    for paragraph in real.paragraphs[5:8]:
        own = paragraph.paragraph
        shown = sum(note.record.kind is NoteKind.POSITION for note in paragraph.notes)
        expect(page.locator(f".ed-par:has(#{own.id}) .ed-margin > summary")).to_have_text(
            f"{many(shown, 'note')} on paragraph {own.number}"
        )
