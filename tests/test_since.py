"""What came after the text: nothing is left out, one event is told once."""

import re
from dataclasses import replace

import pytest

from edition.pipeline import load
from edition.seeds.vocabulary import Standing
from edition.views.since import since
from edition.views.timeline import Dated, DateKind, timeline

MAY_20 = "2026-05-20"


@pytest.fixture
def arrange(real):
    """The view of these dates, as if the real edition had no others."""
    whole = timeline(real)
    return lambda *dates: since(real, replace(whole, dates=dates))


def later(thing, date=MAY_20, prose="It rained.", sources=("one",), **more):
    return Dated(f"d-{thing}", date, DateKind.LATER, thing, prose, sources=sources, **more)


def test_accounts_of_one_day_that_share_a_source_are_one_event_told_at_its_fullest(arrange):
    full = later("p2", prose="It rained until nightfall.", sources=("one", "two"))
    view = arrange(later("p1"), full, later("p3", sources=("two",)), later("p4", sources=("x",)))

    first, second = view.months["2026-05"]

    assert first.told is full
    assert [item.thing for item in first.also] == ["p1", "p3"]
    assert (second.told.thing, second.also) == ("p4", ())


def test_the_same_source_on_another_day_is_another_event(arrange):
    view = arrange(later("p1", "2026-05-19"), later("p1"))

    assert len(view.months["2026-05"]) == 2


def test_what_is_known_by_year_alone_comes_after_the_months_of_that_year(arrange):
    view = arrange(later("p1", "2026"), later("p2", "2026-03"), later("p3", "2027-01-02"))

    assert list(view.months) == ["2026-03", "2026", "2027-01"]


def test_a_search_without_result_is_no_event(arrange):
    told = {"kind": DateKind.PROMISE, "standing": Standing.UNDER_WAY}
    event = replace(later("commitments/a"), **told)
    nothing = replace(later("commitments/b", sources=()), **told)
    view = arrange(event, nothing)

    assert [e.told for month in view.months.values() for e in month] == [event]
    assert view.sought == (nothing,)


def test_a_status_before_the_notes_hold_is_not_later(arrange, real):
    before = replace(later("commitments/a", real.record.as_of), kind=DateKind.PROMISE)

    assert not arrange(before).months


def test_every_later_entry_of_the_edition_has_its_link_on_the_page(site, real):
    page = site.page("timeline/since/")
    things = {
        *(slug for slug, term in real.terms.items() if term.later),
        *(n.id for p in real.paragraphs for n in p.notes if n.record.later),
    }

    links = page.xpath("//main//ol[@class='ed-since']//a/@href")
    linked = {re.split("[/#]", link.rstrip("/"))[-1] for link in links}

    assert things
    assert things <= linked


def test_an_edition_that_tells_nothing_later_has_neither_the_page_nor_a_link(tmp_path, desk):
    assert not load(desk.seeds).has_later_events
    desk.run()

    pages = list((tmp_path / "d").rglob("*.md"))
    assert tmp_path / "d" / "timeline" / "index.md" in pages
    assert tmp_path / "d" / "timeline" / "since" / "index.md" not in pages
    assert not [page for page in pages if "since/" in page.read_text("utf-8")]
