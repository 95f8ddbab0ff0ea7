"""The built site, read with lxml, which knows nothing of how it was made."""

import re
from collections import Counter
from urllib.parse import urldefrag, urljoin

import pytest
from conftest import SEEDS, pieces_under, words_of
from links import lost_links, url_of
from lxml import html

from edition.dates import date_words


@pytest.fixture(scope="module")
def pages(site):
    return {address: site.page(address) for address in site.addresses()}


@pytest.fixture(scope="module")
def seed_lines():
    text = (SEEDS / "communique.txt").read_bytes().decode("utf-8")
    return [line for line in text.split("\n") if line]


def by_ref(page, ref):
    return [words_of(e) for e in page.xpath(f'//*[@data-voice="document"][@data-ref="{ref}"]')]


def test_the_reading_page_has_the_words_of_the_seed_exactly(pages, seed_lines):
    page = pages["index.html"]

    assert by_ref(page, "title") == ["\n\n".join(seed_lines[:2])]
    assert [by_ref(page, f"p{n}") for n in range(1, 20)] == [[line] for line in seed_lines[2:]]


def test_each_paragraph_page_has_its_words_and_no_other_paragraph(pages, seed_lines):
    for number, line in enumerate(seed_lines[2:], start=1):
        page = pages[f"p/{number}/index.html"]

        assert by_ref(page, f"p{number}") == [line]
        refs = {e.get("data-ref") for e in page.xpath("//*[@data-ref]")}
        assert {ref for ref in refs if re.fullmatch(r"p\d+", ref)} == {f"p{number}"}


def test_each_sentence_has_its_words_and_its_id_on_both_pages(pages, real):
    for paragraph in real.document.paragraphs:
        for address in ("index.html", f"p/{paragraph.number}/index.html"):
            for sentence in paragraph.sentences:
                (element,) = pages[address].xpath(f'//*[@id="{sentence.id}"]')
                assert words_of(element) == sentence.text


def test_every_run_of_the_documents_words_says_what_it_is(pages, real):
    """No words of the document stand outside an element that names their place."""
    for address, page in pages.items():
        for element in page.xpath('//*[@data-voice="document"]'):
            assert element.get("data-ref"), address
    quotes = {note.id: note.record.quote for p in real.paragraphs for note in p.notes}
    for number in range(1, 20):
        page = pages[f"p/{number}/index.html"]
        for note in (n for n in quotes if n.startswith(f"p{number}-")):
            assert by_ref(page, note) == [quotes[note]]


def test_every_link_and_fragment_leads_somewhere_inside_the_site(pages, site):
    assert lost_links(pages, site) == []


def test_ids_are_unique_on_every_page(pages):
    for address, page in pages.items():
        counted = Counter(e.get("id") for e in page.xpath("//*[@id]"))
        assert [i for i, n in counted.items() if n > 1] == [], address


def test_no_page_asks_another_host_for_anything(pages):
    for address, page in pages.items():
        for attribute in ("src", "srcset", "data", "poster", "action"):
            for value in page.xpath(f"//@{attribute}"):
                assert not re.match(r"(?:https?:)?//", value), f"{address}: {value}"
        for link in page.xpath("//link[@href]"):
            outside = re.match(r"(?:https?:)?//", link.get("href"))
            named = link.get("rel") in {"canonical", "cite-as", "prev", "next"}
            assert named or not outside, address


def test_styles_and_scripts_of_the_edition_name_no_other_host(site):
    paths = list((site.folder / "assets" / "edition").glob("*.[cj]s*"))

    assert len(paths) > 10
    for path in paths:
        assert not re.search(
            r"""(?:url|fetch|import)\(['"`]?(?:https?:)?//""", path.read_text("utf-8")
        )


def test_every_page_but_404_has_one_heading_a_description_and_a_canonical_address(pages):
    for address, page in pages.items():
        if address == "404.html":
            continue
        assert len(page.xpath("//h1")) == 1, address
        assert page.xpath("//meta[@name='description']/@content")[0].strip(), address
        assert page.xpath("//link[@rel='canonical']/@href") == [url_of(address)]


def test_a_shared_link_shows_what_the_page_is_and_not_its_place_in_the_menu(pages, real):
    for address, page in pages.items():
        if address == "404.html":
            continue
        title = page.findtext(".//title").removesuffix(f" - {real.record.name}")
        assert title != real.record.name, address
        assert page.xpath("//meta[@property='og:title']/@content") == [title], address
        # The title stays short: whose page it is stands above or below it in a preview.
        assert page.xpath("//meta[@property='og:site_name']/@content") == [real.record.name]
    assert pages["index.html"].findtext(".//title").startswith(real.record.title)


def test_quotation_marks_inside_quotation_marks_are_single(site):
    for address in site.addresses():
        assert "““" not in (site.folder / address).read_text("utf-8"), address


def test_every_note_stands_in_full_on_its_page_and_in_short_beside_the_text(pages, real):
    for paragraph in real.paragraphs:
        page = pages[f"p/{paragraph.number}/index.html"]
        for note in paragraph.notes:
            assert page.xpath(f'//h3[@id="{note.id}"]'), note.id
            (short,) = pages["index.html"].xpath(f'//*[@id="{note.id}"]')
            assert note.record.margin in " ".join(short.text_content().split())


def test_every_piece_under_a_note_names_all_notes_that_cover_it(pages, real):
    for paragraph in real.paragraphs:
        page = pages["index.html"]
        for note in paragraph.notes:
            pieces = pieces_under(page, note)
            assert "".join(words_of(piece) for piece in pieces) == note.record.quote


def test_words_under_several_notes_lead_to_the_one_that_is_closest_to_them(pages, real):
    lengths = {note.id: note.span.end - note.span.start for note in real.notes}
    several = [
        (link.get("href").removeprefix("#"), link.get("data-notes").split())
        for link in pages["index.html"].xpath("//a[contains(@data-notes, ' ')]")
    ]

    assert len(several) > 10
    for target, covering in several:
        assert lengths[target] == min(lengths[identifier] for identifier in covering)


def test_every_dated_claim_has_its_sources_on_the_page_that_makes_it(pages, real):
    made = {f"terms/{slug}": [*term.facts, *term.later] for slug, term in real.terms.items()}
    for paragraph in real.paragraphs:
        notes = (entry for note in paragraph.notes for entry in note.record.later)
        made[f"p/{paragraph.number}"] = [*paragraph.record.later, *notes]

    assert any(claims for folder, claims in made.items() if folder.startswith("p/"))
    for folder, claims in made.items():
        cites = set(pages[f"{folder}/index.html"].xpath('//li//a[@class="ed-cite"]/@href'))
        wanted = {f"#src-{slug}" for claim in claims for slug in claim.sources}
        assert wanted <= cites, folder


def links_of(page, base):
    return {urljoin(base, href) for href in page.xpath("//article//a/@href")}


@pytest.fixture(scope="module")
def outgoing(pages):
    return {address: links_of(page, url_of(address)) for address, page in pages.items()}


def test_every_page_is_reached_by_links_from_the_first(pages, real):
    """Except the page for wrong addresses and those that say what became of an old one."""
    given_up = {i for i, entry in real.registry.entries.items() if entry.state != "active"}
    left = {url_of(address): page for address, page in pages.items()}
    to_read = {url_of("index.html")}
    while to_read:
        address = to_read.pop()
        for href in left.pop(address).xpath("//a/@href"):
            to_read.add(urldefrag(urljoin(address, href)).url)
        to_read &= left.keys()

    unreached = {url.removeprefix(url_of("")).strip("/") for url in left}
    assert unreached - given_up == {"404.html"}


def test_themes_and_paragraphs_lead_to_each_other(outgoing, real):
    for paragraph in real.paragraphs:
        number = paragraph.number
        for theme in paragraph.themes:
            assert url_of(f"themes/{theme}/") in outgoing[f"p/{number}/index.html"]
            there = outgoing[f"themes/{theme}/index.html"]
            for sentence in paragraph.sentences:
                if theme in sentence.record.themes:
                    assert url_of(f"p/{number}/") + f"#{sentence.id}" in there


def test_terms_and_paragraphs_lead_to_each_other(outgoing, real):
    for slug, mentions in real.mentions_by_term.items():
        for mention in mentions:
            if mention.sentence is None:
                continue
            number = mention.paragraph.number
            assert url_of(f"terms/{slug}/") in outgoing[f"p/{number}/index.html"]
            target = url_of(f"p/{number}/") + f"#{mention.sentence.id}"
            assert target in outgoing[f"terms/{slug}/index.html"]


def test_notes_and_terms_lead_to_each_other(outgoing, real):
    for slug, notes in real.notes_by_term.items():
        for note in notes:
            number = note.sentences[0].id.split("-")[0][1:]
            assert url_of(f"terms/{slug}/") in outgoing[f"p/{number}/index.html"]
            assert url_of(f"p/{number}/") + f"#{note.id}" in outgoing[f"terms/{slug}/index.html"]


def test_a_paragraph_lists_the_paragraphs_that_call_it_related(outgoing, real):
    for paragraph in real.paragraphs:
        for other in paragraph.record.related:
            here, there = paragraph.number, other[1:]
            assert url_of(f"p/{there}/") + f"#{other}" in outgoing[f"p/{here}/index.html"]
            back = url_of(f"p/{here}/") + f"#{paragraph.id}"
            assert back in outgoing[f"p/{there}/index.html"]


def by_id(elements):
    found = {}
    for element in elements:
        found.setdefault(element.get("id"), []).append(element)
    return found


def test_every_source_stands_once_and_lists_what_rests_on_it(pages, real):
    entries = by_id(pages["sources/index.html"].xpath("//li[@id]"))
    for slug in real.sources:
        (entry,) = entries[slug]
        assert entry.xpath(".//*[@class='ed-uses']//a"), slug


def test_every_citation_number_leads_to_its_source_on_the_same_page(pages):
    cited = 0
    for address, page in pages.items():
        entries = by_id(page.xpath("//li[@id]"))
        for link in page.xpath('//a[contains(@class, "ed-cite")]'):
            (entry,) = entries[link.get("href")[1:]]
            number = entry.getparent().index(entry) + 1
            assert link.text_content() == str(number), address
            cited += 1

    assert cited > 500


def test_the_navigation_has_one_entry_for_each_kind_of_page(pages):
    for address, page in pages.items():
        links = page.xpath('//nav[@class="ed-nav"]//a')
        assert len(links) == 11, address


def test_other_languages_are_marked_and_urdu_runs_from_right_to_left(pages):
    urdu = [e for page in pages.values() for e in page.xpath('//*[@lang="ur"]')]

    assert urdu
    assert all(e.get("dir") == "rtl" for e in urdu if e.tag in {"span", "td"} and e.text)


def test_the_not_found_page_leads_back_into_the_edition(pages):
    hrefs = pages["404.html"].xpath("//article//a/@href")
    links = {urljoin("/", href) for href in hrefs}

    assert {"/repo/", "/repo/themes/", "/repo/terms/"} <= links


def test_every_page_says_of_whose_document_it_is(pages, real):
    """Who comes from outside sees it before anything else, and at the end who wrote what."""
    document = f"China and Pakistan: {real.record.short_title}, 4 January 2026"
    for address, page in pages.items():
        assert "no part of the document" in page.xpath("//footer")[0].text_content(), address
        if address in {"index.html", "404.html"} or page.xpath("//meta[@http-equiv='refresh']"):
            continue
        (trail,) = page.xpath("//*[contains(@class, 'ed-trail')]")
        assert trail.xpath(".//a")[0].text_content() == document, address


def test_a_term_is_shown_in_the_text_before_what_else_is_known_of_it(pages, real):
    """On a phone the columns stand one under the other, in this order."""
    for slug, term in real.terms.items():
        headings = pages[f"terms/{slug}/index.html"].xpath("//h2/@id")
        assert headings[0] == "mentions", slug
        assert ("facts" in headings) == bool(term.facts), slug


def test_the_facts_of_a_term_are_told_in_the_order_of_their_days(pages, real):
    """Editors add what they find; twenty-eight terms told it in that order."""
    mixed = 0
    for slug, term in real.terms.items():
        days = [fact.date for fact in term.facts]
        mixed += days != sorted(days)
        shown = pages[f"terms/{slug}/index.html"].xpath(
            "//h2[@id='facts']/following-sibling::ul[1]/li/span[@class='ed-date']/text()"
        )
        assert shown == [date_words(day) for day in sorted(days)], slug
    assert mixed


def test_a_term_of_few_sentences_leads_to_their_earlier_wording(pages, real):
    for slug, term in real.terms.items():
        mentions = real.mentions_by_term.get(slug, ())
        own = {m.sentence.id for m in mentions if m.sentence} | set(term.bears_on)
        phrases = {p for s in own for p in real.formulas_by_sentence.get(s, ())}
        wanted = phrases if len(own) <= 4 else set()
        page = pages[f"terms/{slug}/index.html"]
        links = page.xpath("//h2[@id='wording']/following-sibling::ul[1]/li/a/@href")
        assert {link.partition("rounds/#")[2] for link in links} == wanted, slug


def test_a_term_is_marked_where_the_text_names_it_and_more_than_six_sentences_are_folded(
    pages, real
):
    folded = 0
    for slug in real.terms:
        page = pages[f"terms/{slug}/index.html"]
        mentions = [m for m in real.mentions_by_term.get(slug, ()) if m.sentence]
        texts = [m.paragraph.text[m.span.start : m.span.end] for m in mentions]
        assert [mark.text for mark in page.iter("mark")] == texts, slug
        naming = real.sentences_naming(slug)
        folds = page.xpath("//h2[@id='mentions']/following-sibling::details[1]")
        assert len(folds) == (len(naming) > 6), slug
        for fold in folds:
            count = len(fold.xpath(".//li"))
            assert fold.xpath("string(summary)") == f"{count} more sentences"
            assert count == len(naming) - 4
            folded += 1
    assert folded


def test_a_contested_term_says_at_once_who_speaks_and_leads_to_their_words(pages, real):
    contested = [slug for slug, term in real.terms.items() if term.subject]
    assert contested
    for slug in contested:
        page = pages[f"terms/{slug}/index.html"]
        (link,) = page.xpath("//a[@href='#positions']")
        said = link.getparent().text_content()
        holders = page.xpath("//h2[@id='positions']/following::p[@class='ed-holder']/b")
        assert holders, slug
        assert all(holder.text_content().partition(" (")[0] in said for holder in holders)


def test_a_source_of_many_uses_is_folded(pages):
    page = pages["sources/index.html"]
    folded = page.xpath("//details[@class='ed-uses']")
    assert folded
    for uses in folded:
        count = len(uses.xpath("./a"))
        assert count > 8
        assert uses.xpath("string(summary)") == f"Supports {count} places"
    assert all(len(uses.xpath("./a")) <= 8 for uses in page.xpath("//span[@class='ed-uses']"))


def test_every_section_that_a_paragraph_page_announces_is_on_it(pages):
    for number in range(1, 20):
        page = pages[f"p/{number}/index.html"]
        announced = page.xpath("//nav[@aria-label='On this page']/a/@href")
        assert {"#notes", "#cite", "#sources"} <= set(announced), number
        for fragment in announced:
            assert page.xpath(f"//h2[@id='{fragment[1:]}']"), (number, fragment)


def test_every_link_and_button_has_a_name(pages):
    for address, page in pages.items():
        for element in page.xpath("//a[@href] | //button"):
            name = element.get("aria-label") or element.text_content()
            assert name.strip(), (address, html.tostring(element)[:200])


def test_all_fonts_together_take_at_most_90_kilobytes(site):
    fonts = list((site.folder / "assets" / "fonts").glob("*.woff2"))

    assert fonts
    assert sum(font.stat().st_size for font in fonts) <= 90_000


def test_no_source_is_cited_twice_in_one_place(site):
    """A position lists its sources; those that its words cite need no second number."""
    twice = [
        (paragraph, link.get("href"))
        for paragraph in range(1, 20)
        for link in site.page(f"p/{paragraph}").xpath("//a[contains(@class, 'ed-cite')]")
        if not (link.tail or "").strip()
        and (beside := link.getnext()) is not None
        and beside.get("href") == link.get("href")
    ]

    assert twice == []
