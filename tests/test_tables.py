"""Tables and lists that a reader sorts, filters and compares."""

import re
from collections import Counter

import pytest
from conftest import PHONE, WIDE
from playwright.sync_api import expect

from edition.views.acts import spoken_acts


def test_a_table_is_sorted_filtered_and_put_back(open_page, real):
    page = open_page("acts/#all")
    rows = page.locator("table[data-table=acts] tbody tr[id]")
    before = rows.evaluate_all("rows => rows.map(row => row.id)")
    button = page.get_by_role("button", name="Where")

    button.click()
    order = [act.id for act in spoken_acts(real)]
    assert rows.evaluate_all("rows => rows.map(row => row.id)") == order
    button.click()
    button.click()
    assert rows.evaluate_all("rows => rows.map(row => row.id)") == before

    page.get_by_label("Filter").fill("gwadar")
    shown = rows.evaluate_all("rows => rows.filter(row => !row.hidden).map(row => row.innerText)")
    assert 0 < len(shown) < len(before)
    assert all("gwadar" in text.lower() for text in shown)
    assert (
        page.get_by_role("status")
        .filter(has_text=" of ")
        .inner_text()
        .startswith(f"{len(shown)} of ")
    )


def test_what_both_promise_is_found_under_each_of_them_and_is_counted(open_page, real):
    page = open_page("commitments/#all")
    rows = page.locator("table[data-table] tbody tr:visible")
    told = page.get_by_role("status").filter(has_text=" of ")
    made = Counter(promise.who for promise in real.layer.commitments.values())
    own, joint, every = made["china"], made["both"], made.total()
    assert min(own, joint) > 0

    page.get_by_label("Who").select_option("China")
    expect(rows).to_have_count(own + joint)
    expect(told).to_have_text(f"{own + joint} of {every}: China {own}, Both {joint}")
    page.get_by_label("Who").select_option("China alone")
    expect(rows).to_have_count(own)
    expect(told).to_have_text(f"{own} of {every}")

    # Who is only spoken to is no part of "both".
    page.goto(page.url.replace("commitments", "acts"))
    options = page.locator("label", has_text=re.compile("^To")).locator("option").all_inner_texts()
    assert {"Pakistan", "Pakistan alone", "third parties"} < set(options)
    assert "third parties alone" not in options


@pytest.mark.parametrize(("path", "item"), [("sources/", " > li"), ("terms/", " > div")])
def test_a_long_list_is_filtered_and_a_link_shows_what_is_hidden(open_page, path, item):
    page = open_page(path)
    items = page.locator(f"[data-filter]{item}")
    whole = items.count()

    page.get_by_label("Filter").fill("gwadar port")
    shown = items.locator("visible=true")
    assert 0 < shown.count() < whole
    assert all("gwadar" in text.lower() for text in shown.all_inner_texts())
    expect(page.get_by_role("status").filter(has_text=f" of {whole:,}")).to_have_count(1)
    # No heading stands above nothing; the addresses that changed are a list of their own.
    headings = page.locator("h2:visible:not(#former)")
    above = shown.evaluate_all(
        """items => items.map((item) => {
          const heads = [...document.querySelectorAll("h2")];
          return heads.findLast((h2) => h2.compareDocumentPosition(item) & 4).id;
        })"""
    )
    assert headings.evaluate_all("all => all.map(h2 => h2.id)") == list(dict.fromkeys(above))
    page.locator(".ed-jump a").last.click()

    expect(page.locator(f"[data-filter]{item}[hidden]")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text=f"{whole:,} of {whole:,}")).to_have_count(1)


def test_without_scripts_every_row_of_every_table_is_there(open_page):
    page = open_page("acts/#all", java_script_enabled=False)

    rows = page.locator("table[data-table] tbody tr[id]")

    assert rows.count() == rows.locator("visible=true").count() > 50
    assert page.locator(".ed-tools").count() == 0


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "narrow"])
def test_the_set_phrases_can_be_held_against_one_earlier_text(open_page, real, size):
    page = open_page("rounds/", size=size)
    earlier = max(real.layer.earlier, key=lambda slug: len(_compared(real, slug)))
    compared = _compared(real, earlier)
    rows = page.locator(".ed-phrases").first.locator("tbody tr:not(.ed-group):visible")
    expect(rows).to_have_count(len(real.layer.formulas))

    page.get_by_label("Compare with").first.select_option(earlier)

    expect(rows).to_have_count(len(compared))
    shown = rows.locator("td:visible a[href*='--']").evaluate_all("all => all.map(a => a.hash)")
    assert sorted(shown) == sorted(f"#{slug}--{earlier}" for slug in compared)
    # Alone, a text has room for what its signs mean.
    said = rows.locator("td:visible a[href*='--']").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "(" in said
    expect(
        page.get_by_text(f"{len(compared)} of {len(real.layer.formulas)} phrases")
    ).to_be_visible()
    # They are arranged by what was found in this one: of all texts the headings would speak.
    signs = rows.locator("td[class^='m-']:visible").evaluate_all(
        "all => all.map(td => td.className)"
    )
    order = ["m-changed", "m-sense", "m-same", "m-absent", "m-unread"]
    assert signs == sorted(signs, key=order.index)
    expect(page.locator(".ed-phrases").first.locator(".ed-group")).to_have_count(4)
    expect(page.locator(".ed-phrases").first.locator(".ed-group:visible")).to_have_count(0)
    # The choice is in the address, and can be taken back.
    page.reload()
    expect(rows).to_have_count(len(compared))
    page.get_by_label("Compare with").first.select_option("")
    expect(rows).to_have_count(len(real.layer.formulas))
    assert page.url.endswith("/rounds/")


def test_what_is_no_longer_said_is_held_against_the_same_text(open_page, real):
    page = open_page("rounds/")
    gone = page.locator(".ed-phrases").last.locator("tbody tr:visible")
    dropped = real.layer.dropped
    earlier = next(text for item in dropped.values() for text in item.earlier)
    found = [slug for slug, item in dropped.items() if earlier in item.earlier]
    expect(gone).to_have_count(len(dropped))

    page.get_by_label("Compare with").last.select_option(earlier)

    assert 0 < len(found) < len(dropped)
    links = gone.locator("th a").evaluate_all("all => all.map(a => a.hash)")
    assert sorted(links) == sorted(f"#gone-{slug}" for slug in found)
    expect(page.get_by_text(f"{len(found)} of {len(dropped)} phrases")).to_be_visible()
    expect(page.get_by_label("Compare with").first).to_have_value(earlier)
    expect(page.locator(".ed-phrases").first.locator("tbody tr[hidden]").first).to_be_hidden()


def _compared(edition, earlier):
    return [slug for slug, own in edition.layer.formulas.items() if earlier in own.history]


TOPS = "all => all.map(e => e.getBoundingClientRect().top)"


def test_on_a_phone_a_language_has_one_line_whichever_way_it_runs(open_page):
    page = open_page("languages/#cpec", size=PHONE)
    begin = """(cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect().left;
    }"""

    chinese, urdu = (
        page.locator(f"#cpec td[lang={language}]").evaluate(begin) for language in ("zh", "ur")
    )

    assert abs(chinese - urdu) < 30
    row = page.locator("#cpec")
    tops = row.locator("th, td:last-child").evaluate_all(TOPS)
    assert tops[0] == pytest.approx(tops[1], abs=8)
    names = row.locator("td[dir]").evaluate_all(TOPS)
    readings = row.locator("td[lang$=-Latn]").evaluate_all(TOPS)
    seen = row.locator("td[data-label=Basis] a").evaluate_all(TOPS)
    assert readings == pytest.approx(names, abs=14)
    assert seen == pytest.approx(names, abs=14)
    assert names[0] < names[1]
