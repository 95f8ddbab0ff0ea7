"""Somebody takes the engine for a text of another kind: with headings, numbers and footnotes."""

import json
import re

import pytest
from conftest import ROOT, Site, problems_of, words_of
from jsonschema import Draft202012Validator
from site_pages import page_of_each_kind

from build import main
from edition.editors.boundaries import propose_sentences
from edition.editors.first_draft import first_draft
from edition.pages import render_pages
from edition.pipeline import load
from edition.quotes import find_name
from edition.writing_systems import script_of

pytestmark = pytest.mark.xdist_group("another-text")

MILLERS = ROOT / "tests" / "editions" / "drafts" / "millers.txt"
KOREAN = """가을 공동선언

두 마을은 강을 함께 지키기로 하였다. 두 마을은 봄에 다시 만나기로 하였다.
"""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("millers") / "new"
    assert main(["new", "edition", str(MILLERS), str(folder), "--title-lines", "2"]) == 0
    return folder


@pytest.fixture(scope="module")
def millers(drafted):
    return Site(drafted / "site")


def test_footnote_marks_and_numbers_hide_no_end_of_a_sentence():
    assert list(propose_sentences("We met.[1] We spoke.² We left.")) == [
        "We met.[1]",
        "We spoke.²",
        "We left.",
    ]


def test_a_guillemet_closes_its_sentence_and_a_figure_goes_on_after_a_short_word():
    assert list(propose_sentences("Il dit : « Non. » Elle part. Ver núm. 4. Fin.")) == [
        "Il dit : « Non. »",
        "Elle part.",
        "Ver núm. 4.",
        "Fin.",
    ]


def test_names_with_accents_have_slugs_that_can_be_read():
    text = "Traité\n\n1. La Vallée Haute part.\n\n2. La Vallée Haute revient.\n"
    draft = first_draft(text, 1, "fr", "2026-01-04")

    assert draft.terms == ["Vallée Haute"]
    assert '"Vallée Haute"' in draft.files["terms.yml"].partition("vallee-haute:")[2]


def test_the_name_of_a_paragraph_does_not_repeat_its_number(drafted):
    edition = load(drafted / "seeds")

    handles = [paragraph.record.handle for paragraph in edition.paragraphs]
    assert handles == [
        *("We the millers of", "Water", "We will keep the", "We ask of every"),
        *("to mend its weirs", "to count its wheels", "Bread", "We praise bread that"),
        "1 The millers of",
    ]
    verbs = [s.acts[0].verb for p in edition.paragraphs for s in p.sentences]
    assert not [verb for verb in verbs if re.match(r"[\d-]", verb)]


def test_nothing_on_a_page_is_a_heading_over_nothing_or_a_list_of_nothing(millers):
    """With few notes a page is short; it does not show what it does not have."""
    for address in millers.addresses():
        for main_part in millers.page(address).xpath("//main"):
            bare = [
                *empty_sections(main_part),
                *main_part.xpath(".//ul[not(li)]/@class[. != 'ed-kept-list']"),
                *main_part.xpath(".//ol[not(li)]/@class | .//table[not(.//td)]/@class"),
            ]
            assert bare == [], address


def empty_sections(part):
    """The headings in *part* with nothing after them before the next as high or higher."""
    found = [e for e in part.iter() if isinstance(e.tag, str)]
    for index, heading in enumerate(found):
        if not re.fullmatch("h[1-4]", heading.tag) or "none" in heading.text_content():
            continue
        inside = set(heading.iter())
        after = [e for e in found[index + 1 :] if e not in inside]
        following = next((e for e in after if filled(e)), None)
        if following is None or (
            re.fullmatch("h[1-4]", following.tag) and following.tag <= heading.tag
        ):
            yield heading.text_content()


def filled(element):
    return bool((element.text or "").strip()) or element.tag in {"svg", "input", "img"}


def test_links_inside_a_page_lead_somewhere(millers):
    for address in millers.addresses():
        page = millers.page(address)
        ids = set(page.xpath("//@id"))
        links = page.xpath("//main//a[starts-with(@href, '#')]/@href")
        assert [link for link in links if link[1:] not in ids] == [], address


def test_a_text_without_rounds_is_not_said_to_have_any(millers, charter_site, site):
    for other in (millers, charter_site):
        for address in other.addresses():
            assert "Across rounds" not in other.page(address).text_content(), address
        named = other.page("p/1").xpath('//nav[@class="ed-nav"]//a[contains(@href, "rounds")]')
        assert [link.text_content() for link in named] == ["Earlier texts"]
    named = site.page("p/1").xpath('//nav[@class="ed-nav"]//a[contains(@href, "rounds")]')
    assert [link.text_content() for link in named] == ["Across rounds"]


def test_earlier_texts_with_which_nothing_was_compared_are_listed_and_no_more(drafted):
    seeds = drafted / "seeds"
    path = seeds / "earlier.yml"
    path.write_text(
        "second: {name: The Second Congress, short: Second, date: '1908', place: Millbrook, "
        "series: congresses, chairs: [The oldest miller], issued: A letter., extent: none, "
        "read: Nothing., sources: []}\n",
        "utf-8",
    )
    files = render_pages(load(seeds))
    path.unlink()

    page = files["rounds/index.md"]
    assert "1 earlier text: 1 not read. None was read in full. No set phrase of this text" in page
    assert "## The earlier texts { #texts }" in page
    assert "Of 0 set phrases" not in page
    assert "#phrases" not in page
    assert "#new" not in page
    assert "rounds/#phrases" not in files["assets/search/index.js"]


def test_about_cites_a_paragraph_that_the_text_has(millers):
    page = millers.page("about")

    (address,) = re.findall(r"/p/(\d+)/,", page.text_content())
    assert (millers.folder / "p" / address / "index.html").is_file()


def test_nobody_acts_in_a_heading(drafted, capsys):
    """The words of the text are all in the edition, and in some of them nothing is done."""
    seeds = drafted / "seeds"
    path = seeds / "paragraphs" / "p02.yml"
    text = path.read_text("utf-8")
    bare = re.sub(r"    acts:\n      - .*\n", "    acts: []\n", text)
    path.write_text(bare, "utf-8")

    (problem,) = problems_of(seeds)
    assert problem.code == "sentence-without-act"
    assert "add heading: true to this file" in problem.hint

    path.write_text(bare.replace("gist:", "heading: true\ngist:"), "utf-8")
    edition = load(seeds)
    files = render_pages(edition)
    path.write_text(text, "utf-8")

    assert "Who does what" not in files["p/2/index.md"]
    assert "Who does what" in files["p/3/index.md"]
    assert 'class="ed-words ed-words--heading" data-voice="document"' in files["index.md"]
    schema = json.loads(files["data/edition.schema.json"])
    data = json.loads(files["data/edition.json"])
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert not capsys.readouterr().err


def test_words_are_exact_headings_and_footnotes_included(millers):
    page = millers.page("index.html")
    said = [words_of(e) for e in page.xpath('//p[@data-voice="document"]')]

    lines = MILLERS.read_text("utf-8").split("\n")[2:]
    assert "\n".join(said) == "\n".join(line for line in lines if line)


def test_korean_is_korean_whose_words_are_parted_by_blanks():
    """A pattern for Chinese once reached to the end of the letters of Korean."""
    draft = first_draft(KOREAN, 1, "", "2026-01-04")

    assert script_of(KOREAN) == "Hang"
    assert 'language: "ko"' in draft.files["edition.yml"]
    assert any("'ko', to judge by its letters" in doubt for doubt in draft.doubts)
    assert [span.start for span in find_name("마을", "두 마을은 마을을")] == [2, 6]


def test_a_korean_name_is_found_with_its_particle(tmp_path):
    text, new = tmp_path / "text.txt", tmp_path / "new"
    text.write_text(KOREAN, "utf-8")
    assert main(["new", "edition", str(text), str(new), "--no-site"]) == 0
    terms = new / "seeds" / "terms.yml"
    terms.write_text("river: {name: 강, kind: place, in_text: [강], what: A river.}\n", "utf-8")

    edition = load(new / "seeds")

    assert edition.sentences_naming("river") == ["p1-s1"]


def test_a_paragraph_with_a_number_of_its_own_is_cited_by_it(drafted, millers):
    """Of a declaration whose third paragraph is its point 1, para. 3 would be another one."""
    edition = load(drafted / "seeds")

    assert [p.cited_as for p in edition.paragraphs] == [
        *("[1]", "[2]", "1", "2", "[5]", "[6]", "[7]", "3", "[9]")
    ]
    said = millers.page("p/3").text_content()
    assert "Paragraph 3 of 9, no. 1 in the text" in said
    assert "para. 1, " in said
    assert "para. 3" not in said
    (title,) = millers.page("p/2").xpath('//meta[@name="citation_title"]/@content')
    assert title.endswith(", para. [2]")


def test_the_language_of_a_latin_text_is_to_be_confirmed_too():
    draft = first_draft("Titre\n\nNous sommes venus.\n", 1, "", "2026-01-04")

    assert any(doubt.startswith("the language is 'en'") for doubt in draft.doubts)


@pytest.mark.parametrize(("written", "kept"), [("Hans", "Hani"), ("Kore", "Hang")])
def test_a_script_is_kept_as_browsers_call_it(seeds_dir, written, kept):
    """The search would not start with a script that no browser knows."""
    seeds = seeds_dir()
    path = seeds / "edition.yml"
    text = path.read_text("utf-8").replace("{name: French, ", "{name: French, script: Latn, ")
    path.write_text(text.replace("Latn", written), "utf-8")

    assert load(seeds).scripts["fr"] == (kept, "ltr")

    path.write_text(text.replace("Latn", "Chin"), "utf-8")
    (problem,) = problems_of(seeds)
    assert (problem.code, problem.message) == ("bad-value", "'script' cannot be 'Chin'")


def test_pictures_and_scores_are_of_pages_that_any_edition_has(millers, site):
    own, first = (page_of_each_kind(built.folder) for built in (millers, site))

    for pages, built in ((own, millers), (first, site)):
        addresses = [address.partition("#")[0] for address in pages.values()]
        assert [a for a in addresses if not (built.folder / a / "index.html").is_file()] == []
    # The one has no term, no lesson on reading and nothing that came later.
    assert first.keys() - own.keys() == {"about-reading", "term", "timeline-since"}
    assert {"text", "paragraph", "theme", "terms", "commitments", "about"} <= own.keys()
