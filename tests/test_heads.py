"""What a page tells programs of itself: in its head, in the map of the site."""

import json
from types import SimpleNamespace

import pytest
from conftest import CHARTER
from exported import SITE
from lxml import etree

from edition.exports import render_heads
from edition.exports.head import last_changes
from edition.pipeline import load


def test_nothing_in_a_name_can_end_the_script_that_holds_it():
    edition = load(CHARTER)
    slug, term = next(iter(edition.terms.items()))
    evil = "</script><!--<script>"
    edition.layer.terms[slug] = term.model_copy(update={"name": evil})

    head = render_heads(edition, SITE)(f"terms/{slug}/index.md")
    text = json.loads(head.split("jsonld: ")[1].split("\n")[0])

    assert "</" not in text
    assert "<!--" not in text
    assert json.loads(text)["name"] == evil


def head_of(page):
    return {
        m.get("name") or m.get("property"): m.get("content")
        for m in page.xpath("//head/meta[@name or @property]")
    }


def test_paragraph_pages_say_to_reference_managers_what_they_are(site, real):
    for paragraph in real.paragraphs:
        number = paragraph.number
        page = site.page(f"p/{number}/")
        tags = head_of(page)
        (script,) = page.xpath("//script[@type='application/ld+json']")
        work = json.loads(script.text)

        assert tags["citation_title"] == f"{real.record.title}, para. {number}"
        assert tags["citation_publication_date"] == real.record.date.replace("-", "/")
        assert tags["citation_public_url"] == tags["DC.identifier"] == f"{SITE}p/{number}/"
        assert tags["og:url"] == f"{SITE}p/{number}/"
        # Zotero makes a web page of it, on the site of this name; the document's publisher
        # would be printed as that of this page.
        assert (tags["og:type"], tags["og:site_name"]) == ("website", real.record.name)
        assert tags["DC.publisher"] == ", ".join(real.record.editors)
        assert not tags.keys() & {"citation_technical_report_institution", "DC.source"}
        assert tags["og:description"] == tags["description"] == paragraph.record.gist
        assert [part["text"] for part in work["hasPart"]] == [
            s.sentence.text for s in paragraph.sentences
        ]
        assert work["isPartOf"]["name"] == real.record.title
        for encoding in work["encoding"]:
            assert (site.folder / encoding["contentUrl"].removeprefix(SITE)).is_file()


@pytest.mark.parametrize("address", ["", "p/6/"])
def test_a_page_that_is_cited_leads_programs_to_its_citation(site, address):
    page = site.page(address)
    own = {link.get("rel"): link.get("href") for link in page.xpath("//head/link[@rel='cite-as']")}
    files = page.xpath("//head/link[@rel='describedby']")

    assert own == {"cite-as": SITE + address}
    types = [link.get("type") for link in files]
    assert types == [
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
    ]
    for link in files:
        text = (site.folder / address / link.get("href")).read_text("utf-8")
        assert SITE + address in text


def test_every_page_has_a_card_and_valid_json_ld_or_none(site):
    for address in site.addresses():
        page = site.page(address)
        if address != "404.html":
            assert head_of(page)["og:title"], address
            assert "og:image" not in head_of(page), "this site was built without pictures"
        for script in page.xpath("//script[@type='application/ld+json']"):
            assert json.loads(script.text)["@context"] == "https://schema.org"


def test_the_map_of_the_site_has_every_page_with_the_day_of_its_last_logged_change(site, real):
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = etree.parse(str(site.folder / "sitemap.xml")).findall("s:url", spaces)
    days = {
        url.findtext("s:loc", None, spaces): url.findtext("s:lastmod", None, spaces) for url in urls
    }
    whole = max(c.record.date for c in real.changes if not c.record.concerns)
    of_p13 = [c.record.date for c in real.changes if any("p13-" in i for i in c.record.concerns)]
    pages = {SITE + a.removesuffix("index.html") for a in site.addresses()} - {f"{SITE}404.html"}
    moved = {
        a for a in pages if site.page(a.removeprefix(SITE)).xpath("//meta[@http-equiv='refresh']")
    }

    assert set(days) == pages - moved
    assert days[f"{SITE}p/13/"] == max([whole, *of_p13])
    assert days[f"{SITE}about/"] == whole
    assert f"Sitemap: {SITE}sitemap.xml" in (site.folder / "robots.txt").read_text("utf-8")


def test_the_page_of_a_term_or_theme_says_whose_words_it_has_and_of_which_day(site, real):
    entries = {f"terms/{slug}": term.name for slug, term in [*real.terms.items()][:20]}
    entries |= {f"themes/{slug}": theme.name for slug, theme in real.themes.items()}
    day = real.registry.released
    for identifier, name in entries.items():
        kind = identifier.partition("/")[0]
        address = f"{SITE}{identifier}/"
        page = site.page(identifier)
        tags = head_of(page)
        (script,) = page.xpath("//script[@type='application/ld+json']")
        data = json.loads(script.text)

        assert (data["@type"], data["name"], data["@id"]) == ("DefinedTerm", name, address)
        assert data["inDefinedTermSet"] == f"{SITE}{kind}/"
        of = data["mainEntityOfPage"]["isPartOf"]
        assert (of["name"], of["version"]) == (real.record.name, real.registry.version)
        assert tags["citation_title"] == tags["DC.title"] == name
        assert tags["citation_public_url"] == tags["DC.identifier"] == tags["og:url"] == address
        assert tags["DC.date"] == tags["citation_publication_date"].replace("/", "-") == day
        # For Zotero, see the page of a paragraph.
        assert (tags["og:type"], tags["og:site_name"]) == ("website", real.record.name)
        assert tags["DC.publisher"] == ", ".join(real.record.editors)
        assert not tags.keys() & {"DC.creator", "citation_author", "DC.source"}
        assert page.xpath("//head/link[@rel='cite-as']/@href") == [address]


def test_no_name_of_a_term_is_given_twice(site, real):
    twice = [
        slug
        for slug, term in real.terms.items()
        if {form.form for form in term.forms.values()} & set(term.other_names)
    ]

    assert twice
    for slug in twice:
        (script,) = site.page(f"terms/{slug}").xpath("//script[@type='application/ld+json']")
        others = json.loads(script.text)["alternateName"]
        assert len(others) == len(set(others)), slug


def test_the_page_of_downloads_is_found_as_a_set_of_data_with_its_files(site, real):
    (script,) = site.page("download").xpath("//script[@type='application/ld+json']")
    data = json.loads(script.text)

    assert (data["@type"], data["url"]) == ("Dataset", f"{SITE}download/")
    assert (data["name"], data["version"]) == (real.record.name, real.registry.version)
    assert [editor["name"] for editor in data["creator"]] == real.record.editors
    assert data["isBasedOn"]["name"] == real.record.title
    assert 50 < len(data["description"]) < 5000, "what a search for data sets takes"
    there = [file["contentUrl"].removeprefix(SITE) for file in data["distribution"]]
    assert all((site.folder / name).is_file() for name in there)
    assert {f"data/{path.name}" for path in (site.folder / "data").glob("*.csv")} < set(there)


def test_a_page_changed_when_the_latest_entry_that_concerns_it_or_the_whole_says_so():
    log = {"2001-01-02": ["p1"], "2001-03-04": [], "2001-05-06": ["p1-s2"], "2001-04-05": ["p1"]}
    entries = [SimpleNamespace(date=day, concerns=ids) for day, ids in log.items()]
    modified = last_changes(
        SimpleNamespace(changes=[SimpleNamespace(record=entry) for entry in entries])
    )

    assert modified("p/1/index.md") == {"modified": "2001-05-06"}
    assert modified("p/2/index.md") == {"modified": "2001-03-04"}
    assert last_changes(SimpleNamespace(changes=[]))("p/1/index.md") == {}
