"""How the document, its places and the notes are cited."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from exported import SITE

from edition import names
from edition.exports.citations import (
    STYLES,
    cite,
    cite_as,
    cite_data,
    cite_entry,
    cited_in,
    whole_edition,
)
from edition.exports.site import site_at


@pytest.fixture(scope="module")
def cited(edition):
    site = site_at(SITE)
    whole = whole_edition(edition, site)
    return {i: c for p in edition.paragraphs for i, c in cited_in(p, whole, site)}


def test_the_citations_of_a_paragraph_in_every_style(real):
    site = site_at(SITE)
    whole = whole_edition(real, site)
    (_, sixth), *_ = cited_in(real.paragraphs[5], whole, site)

    title = real.record.title
    web = "https://www.globaltimes.cn/page/202601/1352308.shtml"
    assert {c.style: c.text for c in cite(sixth)} == {
        "chicago": f"“{title},” Beijing, January 4, 2026, para. 6, Global Times (Xinhua), "
        f"January 5, 2026, {web}, read in The Communiqué, Annotated, {SITE}p/6/.",
        "mla": f"“{title}.” 4 Jan. 2026, Beijing, par. 6. Global Times (Xinhua), "
        f"5 Jan. 2026, {web}. The Communiqué, Annotated, {SITE}p/6/.",
        "apa": f"{title}, para. 6. (2026, January 4). Global Times (Xinhua). {web}. "
        f"Read in The Communiqué, Annotated. {SITE}p/6/",
        "oscola": f"‘{title}’ (Beijing, 4 January 2026) para 6 (Global Times (Xinhua), "
        f"5 January 2026) <{web}> in The Communiqué, Annotated <{SITE}p/6/>.",
        "un": f"{title}, Beijing, 4 January 2026, para. 6. Available at {web}; "
        f"read in The Communiqué, Annotated, {SITE}p/6/.",
        "link": f"Joint Press Communiqué, Beijing, 4 January 2026, para. 6: {SITE}p/6/",
    }


def test_a_sentence_is_named_after_its_paragraph_and_a_note_before_the_document(charter):
    site = site_at(SITE)
    cited = dict(cited_in(charter.paragraphs[0], whole_edition(charter, site), site))
    texts = {i: cite(thing)[0].text for i, thing in cited.items()}

    published = "The Avalon Project, Yale Law School, August 14, 1941, "
    web = "http://avalon.law.yale.edu/wwii/atlantic.asp"
    where = "“Atlantic Charter,” At sea, off Newfoundland, August 14, 1941, "
    assert texts["p1-s1"] == (
        f"{where}para. 1, sentence 1, {published}{web}, "
        f"read in The Charter, Annotated, {SITE}p/1/#p1-s1."
    )
    assert texts["p1-two-offices"] == (
        f"The editors of the second edition, “One name only,” note to para. 1 of "
        f"{where}{published}{web}, in The Charter, Annotated, {SITE}p/1/#p1-two-offices."
    )


def test_a_note_is_cited_with_the_day_on_which_it_was_read_since_its_words_may_change(real):
    site = site_at(SITE)
    sixth = real.paragraphs[5]
    note = sixth.notes[0]
    review = note.record.review.model_copy(update={"on": "2026-11-24"})
    record = note.record.model_copy(update={"review": review})
    dated = replace(sixth, notes=(replace(note, record=record),))
    cited = dict(cited_in(dated, whole_edition(real, site), site))[note.id]

    texts = {citation.style: citation.text for citation in cite(cited)}
    where = f"{SITE}p/6/#{note.id}"

    assert texts["chicago"].endswith(f"The Communiqué, Annotated, November 24, 2026, {where}.")
    assert texts["mla"].endswith(f"The Communiqué, Annotated, 24 Nov. 2026, {where}.")
    assert texts["apa"].startswith(f"{cited.editors}. (2026, November 24). {note.record.lead}")
    assert texts["oscola"].endswith(f"The Communiqué, Annotated (24 November 2026) <{where}>.")
    assert texts["un"].endswith(f"The Communiqué, Annotated, 24 November 2026, {where}.")
    assert "November" not in texts["link"]


def test_everything_citable_is_cited_in_every_style_with_its_own_address(edition, files):
    for paragraph in edition.paragraphs:
        own = json.loads(files[f"data/{paragraph.id}.json"])["citations"]
        wanted = [paragraph.id, *(s.id for s in paragraph.sentences)]
        assert list(own) == [*wanted, *(note.id for note in paragraph.notes)]
        for identifier, styles in own.items():
            assert list(styles) == list(STYLES)
            for text in styles.values():
                assert SITE + names.site_path(identifier) in text
                assert not re.search(r"\s\s|,,|\(\)|\bNone\b| [,.]|\.\.", text), text


def test_the_document_comes_before_the_edition_and_a_notes_editors_before_both(edition, cited):
    for identifier, thing in cited.items():
        for citation in cite(thing):
            if citation.style == "link":
                continue
            document = citation.text.index(thing.title)
            assert document < citation.text.rindex(edition.record.name)
            if thing.note:
                assert citation.text.startswith(thing.editors), identifier
                assert document > 0
            else:
                assert document <= 1


def test_no_line_lets_a_note_be_taken_for_words_of_the_document(edition, cited):
    """The shortest style names no author: so a note begins with the edition's name."""
    record = edition.record
    for thing in cited.values():
        line = cite_as("link", thing).text
        assert line.startswith(record.name if thing.note else f"{record.short_title}, "), line


def test_the_edition_itself_is_cited_with_its_version_and_no_publisher_of_the_document(edition):
    record = edition.record
    version, released = edition.registry.version, edition.registry.released
    cited = {c.style: c.text for c in cite_data(edition, site_at(SITE))}

    assert list(cited) == list(STYLES)
    for style, text in cited.items():
        assert record.name in text
        assert record.title not in text
        assert version.lower() in text
        assert SITE in text
        assert text.startswith(record.name if style == "link" else record.editors[0])
        assert style == "link" or (released or record.as_of)[:4] in text
    for citation in cite_data(edition, site_at("")):
        assert not re.search(r"[,<(]\s*[.>)]|\s$|\.\.", citation.text), citation.text


def test_the_page_of_a_term_is_cited_as_the_editors_own_words(real):
    record = real.record.model_copy(update={"editors": ["The editors"]})
    registry = SimpleNamespace(version="1.2.0", released="2026-11-24")
    edition = replace(real, record=record, registry=registry)
    texts = {
        c.style: c.text
        for c in cite_entry(edition, site_at(SITE), "terms/small-circles", "“Small circles” abroad")
    }

    where = f"{SITE}terms/small-circles/"
    assert texts == {
        "chicago": "The editors, “‘Small circles’ abroad,” in The Communiqué, Annotated, "
        f"version 1.2.0, November 24, 2026, {where}.",
        "mla": "The editors. “‘Small circles’ abroad.” The Communiqué, Annotated, "
        f"version 1.2.0, 24 Nov. 2026, {where}.",
        "apa": "The editors. (2026). “Small circles” abroad. In The Communiqué, Annotated "
        f"(Version 1.2.0). {where}",
        "oscola": "The editors, ‘“Small circles” abroad’ in The Communiqué, Annotated "
        f"(version 1.2.0, 24 November 2026) <{where}>.",
        "un": "The editors, “‘Small circles’ abroad”, in The Communiqué, Annotated, "
        f"version 1.2.0, 24 November 2026. Available at {where}.",
        "link": f"“‘Small circles’ abroad”, The Communiqué, Annotated, version 1.2.0: {where}",
    }


def test_a_term_and_a_theme_show_their_citation_in_every_style(site):
    for identifier in ("terms/taiwan", "themes/water"):
        fold = site.page(identifier).xpath("//*[@id='cite']")[0]
        shown = fold.xpath(".//*[@class='ed-citation']")

        assert [citation.get("data-style") for citation in shown] == list(STYLES)
        assert all(f"{SITE}{identifier}/" in citation.text_content() for citation in shown)


def test_a_sentences_citation_is_its_paragraphs_with_place_and_address_changed(edition, cited):
    for paragraph in edition.document.paragraphs:
        for sentence in paragraph.sentences:
            pairs = zip(cite(cited[paragraph.id]), cite(cited[sentence.id]), strict=True)
            for above, own in pairs:
                parts = {run.kind: run.text for run in own.runs if run.kind in {"pin", "address"}}
                changed = [parts.get(run.kind, run.text) for run in above.runs]
                assert "".join(changed) == own.text


def test_the_cite_section_shows_every_style_and_a_line_for_each_sentence_and_note(site, real):
    for paragraph in real.paragraphs:
        page = site.page(f"p/{paragraph.number}/")
        styles = page.xpath("//p[@class='ed-citation']/@data-style")
        places = page.xpath("//*[@data-copy]/@data-for")

        assert styles == list(STYLES)
        assert len(places) == len(paragraph.sentences) + len(paragraph.notes)
