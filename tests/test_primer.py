"""How to read such a text: the lessons quote it exactly, and count what the build counted."""

import json
import re
from collections import Counter
from urllib.parse import urljoin

import pytest
from conftest import PHONE, TINY, words_of
from exported import SITE

from build import main
from edition import names
from edition.pages import render_pages
from edition.pipeline import load
from edition.views.acts import spoken_acts

ADDRESS = "about/reading/"
PRIMER = """\
title: How to read an accord
lead: Two things to look at.
lessons:
  who:
    name: Who speaks
    body: Both lands [“share the river”](p1-s1) [@gazette].
    examples:
      - {sentence: p2-s1, quote: meet again, shows: "It [was promised](lessons/try)."}
  try:
    name: Try it
    body: Now you.
    paragraph: p1
    questions:
      - {asks: Who speaks?, answer: "Both, as [above](lessons/who)."}
"""


@pytest.fixture(scope="module")
def page(site):
    return site.page(ADDRESS)


def leads_to(link):
    """The id of the paragraph or sentence to which *link* leads."""
    return re.fullmatch(rf"{SITE}p/\d+/#(p\d+(?:-s\d+)?)", urljoin(SITE + ADDRESS, link))[1]


def test_each_quotation_is_verbatim_and_leads_to_its_sentence(page, real):
    inline = page.xpath('//a[q[starts-with(@data-ref, "quote/")]]')
    examples = page.find_class("ed-example")

    assert len(inline) > 5
    for link in inline:
        (words,) = link.iterchildren("q")
        assert words.get("data-voice") == "document"
        assert words.text in real.sentences_by_id[leads_to(link.get("href"))].text
        assert link.text_content() == f"“{words.text}”"
    assert len(examples) == sum(len(x.examples) for x in real.layer.lessons.values()) > 10
    for example in examples:
        (words,) = example.xpath('.//q[@data-voice="document"]')
        (where,) = example.xpath('.//a[@class="ed-where"]/@href')
        assert words_of(words) in real.sentences_by_id[leads_to(where)].text


def test_each_lesson_and_example_leads_on_into_the_edition(page, real):
    for slug in real.layer.lessons:
        assert page.xpath(f'//h2[@id="{slug}"]')
    for example in page.find_class("ed-example"):
        led = {urljoin(SITE + ADDRESS, a.get("href")) for a in example.xpath("./div//a")}
        assert any(re.match(rf"{SITE}p/\d+/", there) for there in led), example.text_content()


def test_the_table_of_verbs_has_every_act_once(page, real):
    acts = list(spoken_acts(real))
    (table,) = page.find_class("ed-ladder")
    bodies = table.xpath("./tbody")
    short = {party.short or party.name: slug for slug, party in real.record.parties.items()}
    counted, speakers = Counter(), Counter()
    for level, body in zip((3, 2, 1), bodies, strict=True):
        assert body.xpath(f'.//*[@aria-label="{level} of 3"]')
        for row in body.xpath("./tr[th[@scope='row']]"):
            verb, times = words_of(row.find("th/q")).casefold(), int(row.findtext("td"))
            counted[level, verb] = times
            chips = row.find_class("ed-party")
            for chip in chips:
                own = int((chip.tail or "").strip() or times)
                speakers[level, verb, short[chip.text]] = own
        for verb in body.xpath("./tr[@class='ed-once']//q"):
            counted[level, words_of(verb).casefold()] += 1

    assert counted == Counter((act.binding, act.record.verb.casefold()) for act in acts)
    several = Counter((a.binding, a.record.verb.casefold(), a.record.actor) for a in acts)
    assert speakers == {k: n for k, n in several.items() if counted[k[:2]] > 1}
    assert f"{len(acts)} acts" in page.text_content()


def test_the_bars_are_as_long_as_the_paragraphs(page, real):
    rows = page.xpath('//ol[contains(@class, "ed-lengths")]/li')
    paragraphs = real.document.paragraphs

    assert [int(row.find(".//b").text) for row in rows] == [len(p.text.split()) for p in paragraphs]
    assert [int(row.find(".//rect").get("width")) for row in rows] == [
        len(p.text) for p in paragraphs
    ]


def test_the_questions_are_put_to_a_whole_paragraph_and_their_answers_are_folded(page, real):
    (lesson,) = (x for x in real.layer.lessons.values() if x.questions)
    (passage,) = page.find_class("ed-passage")
    (paragraph,) = (p for p in real.document.paragraphs if p.id == lesson.paragraph)
    folded = page.xpath('//details[@class="ed-ask"]')

    spoken = [words_of(e) for e in passage.xpath('./*[@data-voice="document"]')]
    assert spoken == [s.text for s in paragraph.sentences]
    assert len(folded) == len(lesson.questions) == 5
    assert not any("open" in details.attrib for details in folded)
    for details, question in zip(folded, lesson.questions, strict=True):
        assert details.findtext("summary/span").isdigit()
        assert details.find("summary").text_content().endswith(question.asks)


def test_newcomers_find_it_from_the_text_about_and_the_acts(site, real):
    for address in ("", "about/", "acts/"):
        links = site.page(address).xpath(f'//a[.="{real.layer.primer.title}"]/@href')
        assert [urljoin(SITE + address, link) for link in links] == [SITE + ADDRESS]
    assert f"{SITE}{ADDRESS}</loc>" in (site.folder / "sitemap.xml").read_text("utf-8")
    assert f"({SITE}{ADDRESS}): " in (site.folder / "llms.txt").read_text("utf-8")


def test_what_rests_on_a_source_includes_the_lessons(site):
    (entry,) = site.page("sources/").xpath('//*[@id="vclt-article-2"]')

    led = {urljoin(f"{SITE}sources/", href) for href in entry.xpath(".//a/@href")}
    assert f"{SITE}{ADDRESS}#what-it-is" in led


def test_another_edition_has_lessons_of_its_own(charter_site, charter):
    page = charter_site.page(ADDRESS)

    assert page.findtext(".//h1") == charter.layer.primer.title
    assert page.find_class("ed-ladder")
    assert page.find_class("ed-lengths")


def test_an_edition_without_lessons_has_neither_the_page_nor_a_link_to_it(seeds_dir):
    folder = seeds_dir()
    without = render_pages(load(folder), SITE)
    (folder / "primer.yml").write_text(PRIMER, encoding="utf-8")
    with_lessons = render_pages(load(folder), SITE)

    added = set(with_lessons) - set(without)
    assert added == {names.READING}
    assert [uri for uri, text in without.items() if "about/reading" in text] == []
    assert "](reading/" not in without["about/index.md"]
    assert 'href="reading/' not in without["about/index.md"]
    assert json.loads(without["data/edition.json"])["primer"] is None
    leading = ("How to read an accord", f"{SITE}{ADDRESS}")
    linking = {u for u, text in with_lessons.items() if any(words in text for words in leading)}
    assert {"index.md", "about/index.md", "acts/index.md", "llms.txt"} <= linking
    assert any(uri.startswith("assets/search/") for uri in linking)


def test_the_json_has_the_lessons_with_their_addresses(seeds_dir):
    folder = seeds_dir({"primer.yml": PRIMER})

    data = json.loads(render_pages(load(folder), SITE)["data/edition.json"])

    lesson = data["primer"]["lessons"][0]
    assert lesson["id"] == "lessons/who"
    assert lesson["address"] == f"{SITE}{ADDRESS}#who"
    assert lesson["examples"][0]["quote"] == "meet again"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "share the river”](p1",
            "divide the river”](p1",
            "6:41: quote-not-found: 'divide the river' is not in the text",
            id="words in a link",
        ),
        pytest.param(
            "share the river”](p1-s1)",
            "meet again”](p1-s1)",
            "6:35: quote-not-found: 'meet again' is not there\n    hint: it is in p2-s1",
            id="words in a link, of another sentence",
        ),
        pytest.param(
            "quote: meet again",
            "quote: meet soon",
            "8:34: quote-not-found: 'meet soon' is not in the text",
            id="words of an example",
        ),
        pytest.param(
            "sentence: p2-s1",
            "sentence: p2-s9",
            "8:20: unknown-sentence: sentence 'p2-s9' is not known",
            id="sentence",
        ),
        pytest.param(
            "@gazette", "@gazete", "6:50: unknown-source: source 'gazete' is not known", id="source"
        ),
        pytest.param(
            "(lessons/try)",
            "(lessons/tri)",
            "8:70: unknown-id: id 'lessons/tri' is not known\n    hint: did you mean 'lessons/tr",
            id="lesson",
        ),
        pytest.param(
            "paragraph: p1", "paragraph: p7", "12:16: unknown-paragraph: ", id="paragraph"
        ),
        pytest.param("body: Now", "figure: pie\n    body: Now", "11:13: bad-value: ", id="figure"),
    ],
)
def test_what_a_lesson_gets_wrong_is_told_with_its_place(seeds_dir, capsys, old, new, told):
    assert old in PRIMER
    folder = seeds_dir({"primer.yml": PRIMER.replace(old, new)})

    assert main(["--check", "--seeds", str(folder)]) == 1
    assert f"seeds/primer.yml:{told}" in capsys.readouterr().err


def test_a_link_in_quotation_marks_quotes_the_document_wherever_it_is_written(desk):
    desk.edit("edition.yml", ("They [share a river](p1-s1).", "They [“share a river”](p1-s1)."))

    assert desk.problems() == [
        ("quote-not-found", "'share a river' is not in the text", "nearest: 'share the river.'")
    ]


def test_a_published_lesson_can_be_given_another_slug(desk):
    (desk.seeds / "primer.yml").write_text(PRIMER, encoding="utf-8")
    desk.run("release", "1.0.0")

    desk.run("rename", "lessons/who", "lessons/speakers")

    text = (desk.seeds / "primer.yml").read_text("utf-8")
    assert "  speakers:\n" in text
    assert "(lessons/speakers)" in text
    pages = render_pages(load(desk.seeds))
    assert 'id="who"' in pages[names.READING]


def test_the_tiny_edition_teaches_nothing():
    """The tests above that add lessons to it would else show nothing."""
    assert load(TINY).layer.primer is None


def test_the_words_a_lesson_speaks_of_stand_beside_it_where_there_is_room(open_page, real):
    page = open_page(ADDRESS)
    taught = page.locator(".ed-taught")
    assert taught.count() == len(real.layer.lessons)
    corners = "all => all.map((half) => half.getBoundingClientRect()).map(({ x, y }) => [x, y])"

    for lesson in taught.all():
        (left, top), (right, beside) = lesson.locator("> div").evaluate_all(corners)
        assert (right > left + 500, abs(top - beside) < 1) == (True, True)
    page.set_viewport_size(PHONE)
    for lesson in taught.all():
        (left, top), (under, below) = lesson.locator("> div").evaluate_all(corners)
        assert (under == left, below > top) == (True, True)
