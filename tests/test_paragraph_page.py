"""The page of a paragraph: what a shared link shows, and the way to the notes and back."""

from dataclasses import replace

import pytest
from conftest import PHONE
from playwright.sync_api import expect

from edition.page import Page
from edition.prose import cited, parse_prose


def test_a_link_to_a_sentence_scrolls_to_it_and_marks_it(open_page):
    page = open_page("p/6/#p6-s3")

    sentence = page.locator("#p6-s3")
    expect(sentence).to_be_in_viewport()
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_a_shared_sentence_is_seen_in_its_paragraph_on_a_phone(open_page):
    """The link leads to the sentence, and its reader still sees where that is and goes on."""
    page = open_page("p/6/#p6-s3", size=PHONE)

    expect(page.locator("#p6-s3")).to_be_in_viewport()
    expect(page.locator("h1")).to_be_in_viewport()

    # The page is long: its words and its neighbours are at hand from everywhere in it.
    page.locator("#sources").scroll_into_view_if_needed()
    steps = page.get_by_role("navigation", name="Neighbouring paragraphs")
    steps.get_by_role("link", name="Words of paragraph 6").click()
    expect(page.locator("h1")).to_be_in_viewport()
    page.locator("#sources").scroll_into_view_if_needed()
    steps.get_by_role("link", name="7 Terrorism and security").click()
    page.wait_for_url("**/p/7/")


def test_on_a_phone_the_bar_says_which_section_is_read_and_leads_to_the_others(open_page):
    page = open_page("p/16/", size=PHONE)
    sections = page.get_by_role("navigation", name="Neighbouring paragraphs").get_by_label(
        "Section"
    )
    expect(sections).to_have_value("p16")
    heads = page.locator("h2[id]:visible").all_text_contents()
    assert sections.locator("option").all_text_contents() == ["Words", *heads]

    sections.select_option("Positions")
    expect(page.locator("#positions")).to_be_in_viewport()
    assert page.url.endswith("#positions")
    page.locator("#cite").scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    expect(sections).to_have_value("cite")
    page.go_back()
    expect(sections).to_have_value("p16")


def test_the_names_of_the_notes_are_in_sight_once(open_page):
    """They go along with the notes when those beside the words are gone."""
    page = open_page("p/18/")
    beside, along = page.locator(".ed-leads").all()

    expect(along).to_be_hidden()
    page.locator("#silences").scroll_into_view_if_needed()
    page.mouse.wheel(0, 700)
    expect(along).to_be_visible()
    expect(beside).not_to_be_in_viewport()


def test_a_phrase_leads_to_its_note_and_back(open_page):
    page = open_page("p/6/")
    phrase = page.locator(".ed-phrase").first
    note = phrase.get_attribute("href").removeprefix("#")

    phrase.click()

    expect(page.locator(f"h3#{note}")).to_be_in_viewport()
    # Beside the notes their names go along, the one being read marked.
    expect(page.locator(f".ed-follow [data-notes={note}].is-seen")).to_have_count(1)
    page.go_back()
    expect(phrase).to_be_in_viewport()


BELOW = """([above, below]) => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(above));
  const first = document.querySelector(`${below} h2`);
  return first.getBoundingClientRect().top - range.getBoundingClientRect().bottom;
}"""


@pytest.mark.parametrize("path", ["p/6/", "p/14/", "p/15/"])
@pytest.mark.parametrize("width", [1100, 1360])
def test_neither_column_waits_for_the_other(open_page, path, width):
    """Two lines of text beside twenty notes, or the reverse: what follows comes at once."""
    page = open_page(path, size={"width": width, "height": 900})

    for column in ([".ed-whole", ".ed-main"], [".ed-beside", ".ed-side"]):
        assert 20 < page.evaluate(BELOW, column) < 90, column


def test_long_words_without_notes_do_not_keep_the_side_column_waiting(open_page, real):
    paragraph = real.paragraphs[14]
    bare = replace(paragraph, notes=())
    own = Page(real, "p/15/index.md")
    assert (own.is_long(paragraph), own.is_long(bare)) == (False, True)
    page = open_page("p/15/")

    page.evaluate(
        "() => { document.querySelector('.ed-leads').remove();"
        " document.querySelector('.ed-page').classList.add('is-long'); }"
    )

    for column in ([".ed-whole", ".ed-main"], [".ed-beside", ".ed-side"]):
        assert 20 < page.evaluate(BELOW, column) < 90, column


def test_every_source_of_a_position_is_cited_beside_it(site, real):
    for paragraph in real.paragraphs:
        page = site.page(f"p/{paragraph.number}")
        on_subjects = [note for note in paragraph.notes if note.record.subject]
        first = {note.record.subject: note for note in reversed(on_subjects)}
        for note in first.values():
            (section,) = page.xpath(f'//section[h3[@id="{note.id}"]]')
            shown = section.xpath('.//div[@class="ed-position"]')
            positions = real.subjects[note.record.subject].positions
            for place, position in zip(shown, positions, strict=True):
                cites = place.xpath('.//a[@class="ed-cite"]/@href')
                wanted = {*position.sources, *cited(parse_prose(position.stance))}
                assert set(cites) == {f"#src-{slug}" for slug in wanted}, note.id


def test_positions_on_a_subject_stand_once_on_a_page_and_are_linked_from_its_other_notes(
    site, real
):
    repeated = 0
    for paragraph in real.paragraphs:
        page = site.page(f"p/{paragraph.number}")
        on_subjects = [note for note in paragraph.notes if note.record.subject]
        first = {note.record.subject: note for note in reversed(on_subjects)}
        for note in on_subjects:
            if note is first[note.record.subject]:
                continue
            repeated += 1
            (section,) = page.xpath(f'//section[h3[@id="{note.id}"]]')
            assert not section.xpath('.//div[@class="ed-position"]'), note.id
            (link,) = section.xpath('.//p[@class="ed-question"]/a/@href')
            assert link == f"#{first[note.record.subject].id}"
    assert repeated


def test_whose_words_are_read_stands_above_them(open_page):
    """Who follows a link from a chat knows neither the document nor the two typefaces."""
    page = open_page("p/12/")
    theirs, plain = page.get_by_text("In the document’s words"), page.get_by_text("In plain words")
    assert theirs.bounding_box()["y"] == plain.bounding_box()["y"]

    page.set_viewport_size(PHONE)

    expect(theirs).to_be_in_viewport()
    words = page.locator("[data-ref=p12]").first.bounding_box()
    assert theirs.bounding_box()["y"] < words["y"] < plain.bounding_box()["y"]


def test_who_goes_on_speaking_is_shown_once_in_a_wide_table_and_said_in_every_row(open_page, real):
    page = open_page("p/6/")
    speakers = page.locator(".ed-acts .ed-party")
    acts = [act for s in real.paragraphs[5].sentences for act in s.acts_by_id.values()]
    names = [real.record.parties[act.actor].short_name for act in acts]
    cut = "all => all.map(e => getComputedStyle(e).clipPath !== 'none')"

    assert speakers.all_text_contents() == names
    assert speakers.evaluate_all(cut) == [
        name == before for before, name in zip(["", *names], names, strict=False)
    ]
    page.set_viewport_size(PHONE)
    assert not any(speakers.evaluate_all(cut))


def test_what_the_dots_of_an_act_mean_is_said_where_they_stand(site, real):
    """On a phone not even the head of their column was there."""
    for paragraph in real.paragraphs:
        number = paragraph.number
        (key,) = site.page(f"p/{number}").xpath("//h2[@id='acts']/following-sibling::p[1]")
        said = " ".join(key.text_content().split())
        assert "●●● promises" in said
        assert "●○○ courtesies and reports" in said
        assert key.xpath(".//a/@href") == ["../../acts/#verbs"]
