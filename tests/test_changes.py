"""The change log: what may stand in it, its page, its place on paragraph pages, its feeds."""

from dataclasses import replace

import pytest
from conftest import CHARTER, TINY, problems_of
from exported import SITE
from lxml import etree

from edition.exports.feed import MOST, render_feeds
from edition.exports.site import site_at
from edition.labels import label
from edition.pages import render_pages
from edition.pipeline import load

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def first_lines(folder):
    return [str(problem).split("\n")[0] for problem in problems_of(folder)]


@pytest.fixture(scope="module")
def tiny():
    return load(TINY)


def feed(edition, name, site=SITE):
    return etree.fromstring(render_feeds(edition, site_at(site))[name].encode("utf-8"))


def test_changes_come_newest_first_and_at_their_paragraph(tiny):
    assert [(c.slug, c.version) for c in tiny.changes] == [
        ("second-river", "unreleased"),
        ("first-layer", "0.1.0"),
    ]
    assert {p: [c.slug for c in found] for p, found in tiny.changes_by_paragraph.items()} == {
        "p1": ["second-river"]
    }


def test_a_change_is_no_reason_to_keep_a_term_and_leads_to_nothing(tiny):
    """What was done to a thing is not what speaks of it."""
    assert "changes/second-river" not in tiny.links_to.get("p1-which-river", ())
    assert "changes/second-river" in tiny.uses_by_source["gazette"]


def test_a_change_of_something_that_is_not_there_is_refused(seeds_dir):
    text = (TINY / "changes.yml").read_text("utf-8").replace("p1-which-river", "p1-which-rive")

    assert first_lines(seeds_dir({"changes.yml": text})) == [
        "seeds/changes.yml:6:18: unknown-id: id 'p1-which-rive' is not known"
    ]


def test_a_change_may_be_to_a_promise_that_no_release_had(seeds_dir):
    """Only once it was published could the change log name it."""
    text = (TINY / "changes.yml").read_text("utf-8")
    promise = next(iter(load(TINY).layer.commitments))

    first, *_ = load(
        seeds_dir({"changes.yml": text.replace("p1-which-river", f"commitments/{promise}")})
    ).changes

    assert f"commitments/{promise}" in first.record.concerns


def test_no_change_is_later_than_its_release_and_no_slug_serves_twice(seeds_dir):
    text = (TINY / "changes.yml").read_text("utf-8")
    text = text.replace("first-layer", "second-river").replace("2001-02-04", "2001-02-07")

    assert first_lines(seeds_dir({"changes.yml": text})) == [
        "seeds/changes.yml:11:5: duplicate-slug: slug 'second-river' is already in use",
        "seeds/changes.yml:12:13: release-date: '2001-02-07' is after its release, '2001-02-05'",
    ]


def test_what_is_new_stands_above_what_is_old(seeds_dir):
    """A release written in the wrong place would stay there."""
    new, old = (TINY / "changes.yml").read_text("utf-8").split('"0.1.0"')

    assert first_lines(seeds_dir({"changes.yml": f'"0.1.0"{old}{new}'})) == [
        "seeds/changes.yml:8:1: release-date: 'unreleased' stands below '0.1.0'"
    ]
    order = ["0.10.0", "0.9.0", "0.11.0"]
    log = "".join(f'"{v}":\n  date: "2001-02-05"\n  changes: {{}}\n' for v in order)
    assert first_lines(seeds_dir({"changes.yml": log})) == [
        "seeds/changes.yml:7:1: release-date: '0.11.0' stands below '0.9.0'"
    ]


def test_a_version_is_a_number_or_unreleased(seeds_dir):
    text = (TINY / "changes.yml").read_text("utf-8").replace("0.1.0", "first")

    (problem,) = first_lines(seeds_dir({"changes.yml": text}))

    assert problem == "seeds/changes.yml:8:1: bad-value: 'first' cannot be a key here"


def test_a_feed_has_an_entry_for_each_change_with_its_words_and_its_place(tiny):
    root = feed(tiny, "feed.xml")

    entries = [
        [e.findtext(f"a:{tag}", namespaces=ATOM) for tag in ("title", "updated", "summary")]
        for e in root.findall("a:entry", ATOM)
    ]
    assert entries == [
        [
            "Corrected: ¶ 1, “Which river”; Long River",
            "2001-02-06T00:00:00Z",
            "It is the Long River, as the paper says; the note had another.",
        ],
        ["Added: the edition", "2001-02-04T00:00:00Z", "The first layer."],
    ]
    assert root.xpath("a:entry/a:link/@href", namespaces=ATOM) == [
        f"{SITE}about/changes/#second-river",
        f"{SITE}about/changes/#first-layer",
    ]
    assert root.findtext("a:updated", namespaces=ATOM) == "2001-02-06T00:00:00Z"


def test_a_paragraph_has_a_feed_of_its_own_even_before_its_first_change(tiny):
    feeds = {name: feed(tiny, name) for name in render_feeds(tiny, site_at(SITE))}

    entries = {name: len(root.findall("a:entry", ATOM)) for name, root in feeds.items()}
    assert entries == {"feed.xml": 2, "p/1/feed.xml": 1, "p/2/feed.xml": 0}
    own = {
        name: root.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
        for name, root in feeds.items()
    }
    assert own == {name: [SITE + name] for name in feeds}
    for root in feeds.values():
        for tag in ("id", "title", "updated", "author"):
            assert root.xpath(f"count(a:{tag})", namespaces=ATOM) == 1


def test_a_feed_does_not_grow_for_ever(tiny):
    long = replace(tiny, changes=tiny.changes * MOST)

    assert len(feed(long, "feed.xml").findall("a:entry", ATOM)) == MOST


def test_ids_in_feeds_stay_when_the_site_moves(tiny):
    here, there = (feed(tiny, "feed.xml", site) for site in (SITE, ""))

    ids = [root.xpath("//a:id/text()", namespaces=ATOM) for root in (here, there)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0]) == 3
    assert there.xpath("a:link/@href", namespaces=ATOM) == ["./"]


def test_the_paragraph_page_lists_its_changes_and_leads_to_the_log(tiny):
    pages = render_pages(tiny)

    assert "](../../about/changes/index.md#second-river)" in pages["p/1/index.md"]
    assert "{ #changes" not in pages["p/2/index.md"]
    assert (
        "[¶ 1, “Which river”](../../p/1/index.md#p1-which-river)" in pages["about/changes/index.md"]
    )


def test_every_page_names_the_feed_and_a_paragraph_its_own(site, real):
    def feeds(address):
        return site.page(address).xpath("//link[@type='application/atom+xml']/@href")

    assert feeds("themes/") == ["../feed.xml"]
    assert feeds("p/6/") == ["../../feed.xml", "feed.xml"]
    log = site.page("about/changes/")
    assert log.xpath("//li[@class='ed-change']/@id") == [
        slug for release in real.layer.changes.values() for slug in release.changes
    ]
    root = etree.fromstring((site.folder / "p" / "6" / "feed.xml").read_bytes())
    titles = root.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert len(titles) == len(real.changes_by_paragraph["p6"])


def test_another_edition_has_a_log_of_its_own():
    charter = load(CHARTER)

    assert label(charter, "changes/fear-and-want").startswith("Updated: ¶ 7")
