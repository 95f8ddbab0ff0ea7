"""Long pages in folds: what is folded can be found, counted, addressed, printed and unfolded."""

from collections import Counter

import pytest
from conftest import PHONE
from playwright.sync_api import expect

from edition.dates import date_words
from edition.prose import plain_words
from edition.seeds.vocabulary import TermKind
from edition.views.acts import spoken_acts
from edition.views.calendar import SPLIT, calendar
from edition.views.since import since
from edition.views.sources import UNDATED, sources_by_kind
from edition.views.timeline import DateKind, Lane, timeline

NOT_HIDDEN = "all => all.filter(e => e.checkVisibility({ contentVisibilityAuto: true })).length"
MARKS = "all => all.map(e => Number(e.textContent.replace(',', '')))"


@pytest.fixture(scope="module")
def dates(real):
    return timeline(real).dates


def in_periods(edition):
    """A year in a decade, a month in a year, a date in a month."""
    folded = calendar(timeline(edition).dates, edition.record.date)
    decade, year = folded.periods[2], next(p for p in folded.periods if p.parts)
    *_, month, other = year.parts
    return f"y{decade.dates[-1].year}", f"y{month.key}", other.dates[-1].id


def in_phrases(edition):
    """An earlier wording of a phrase, a source."""
    formulas = edition.layer.formulas.items()
    slug, earlier = next((slug, text) for slug, own in formulas for text in own.history)
    found = edition.layer.formulas[slug].history[earlier]
    return f"{slug}--{earlier}", f"src-{found.sources[0]}"


def in_tables(edition):
    """An act, and the acts of one party and class."""
    act = next(act for act in spoken_acts(edition) if act.record.actor == "china")
    return act.id, f"china-{act.record.act.value}"


def in_tongues(edition):
    """Two terms in the table of all languages."""
    return list(edition.terms)[40:200:100]


def in_releases(edition):
    """A change of the second release, and of the first."""
    told = [change.slug for change in edition.changes]
    _, before, *_ = (release for release in edition.layer.changes.values() if release.changes)
    return next(iter(before.changes)), told[-1]


def in_columns(edition):
    """What the columns of two tables hold."""
    assert edition.terms
    return "columns-acts", "columns-terms"


def in_kinds(edition):
    """A source with a date, one without."""
    sources = edition.sources.items()
    dated = next(slug for slug, source in sources if source.date and source.url)
    return dated, next(slug for slug, source in sources if not source.date)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("timeline/", in_periods),
        ("rounds/", in_phrases),
        ("sources/", in_kinds),
        ("acts/", in_tables),
        ("languages/", in_tongues),
        ("about/changes/", in_releases),
        ("download/", in_columns),
    ],
)
def test_an_address_in_a_fold_unfolds_it(open_page, real, path, places, scripts):
    first, *others = places(real)
    page = open_page(f"{path}#{first}", java_script_enabled=scripts, size=PHONE)
    start = page.url.partition("#")[0]

    for place in (first, *others):
        page.goto(f"{start}#{place}")

        target = page.locator(f"[id='{place}']")
        expect(target).to_be_in_viewport()
        # What stays in sight above does not cover it.
        summaries = target.locator("xpath=ancestor::details/summary")
        lowest = max(box["y"] + box["height"] for box in map(box_of, summaries.all()))
        assert target.bounding_box()["y"] >= lowest - 1, place


def test_what_an_address_has_unfolded_can_be_folded_again(open_page):
    page = open_page("p/6/#cite", size=PHONE)
    citations = page.locator(".ed-citation")
    summary = page.locator("details:has(.ed-citation) > summary")

    for shown in (citations.count(), 0, citations.count()):
        assert citations.evaluate_all(NOT_HIDDEN) == shown
        summary.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(
    ("path", "name"),
    [("acts/", "All acts"), ("commitments/", "All promises"), ("languages/", "All terms")],
)
def test_a_link_to_a_heading_shows_what_is_folded_below_it(open_page, path, name, scripts):
    page = open_page(path, java_script_enabled=scripts, size=PHONE)
    rows = page.locator("table[data-table] tbody tr")
    assert rows.evaluate_all(NOT_HIDDEN) == 0

    page.get_by_role("link", name=name).click()

    expect(page.get_by_role("heading", name=name)).to_be_in_viewport()
    assert rows.evaluate_all(NOT_HIDDEN) == rows.count() > 30


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_promise_is_told_once_and_a_link_to_it_unfolds_its_words(open_page, real, scripts):
    """Its name stood on the page four times, and its words and how to check it twice."""
    page = open_page("commitments/", java_script_enabled=scripts, size=PHONE)
    cards = page.locator(".ed-commitment")
    words = cards.locator(".ed-quoted")
    assert cards.locator("h4").evaluate_all(NOT_HIDDEN) == len(real.layer.commitments)
    assert words.evaluate_all(NOT_HIDDEN) == 0
    link = page.locator(".ed-years tbody th a").first
    slug = link.get_attribute("href").removeprefix("#")

    link.click()

    card = cards.filter(has=page.locator(f"[id='{slug}']"))
    expect(card.locator("h4")).to_be_in_viewport()
    assert card.locator(".ed-quoted, .ed-date").evaluate_all(NOT_HIDDEN) > 1
    assert words.evaluate_all(NOT_HIDDEN) == 1


def test_the_list_of_terms_says_of_each_what_it_is(open_page, real):
    """It called them explained, and had only their names in three languages."""
    page = open_page("terms/", size=PHONE)
    entries = page.locator(".ed-terms > div")
    places = [plain_words(term.what) for _, term in real.terms_of_kind(TermKind.PLACE)]

    page.get_by_role("link", name="Places (").click()

    expect(page.get_by_role("heading", name="Place")).to_be_in_viewport()
    told = page.locator("#place + details dd:first-of-type")
    assert told.all_inner_texts() == places
    page.get_by_role("button", name="Unfold all").click()
    assert entries.evaluate_all(NOT_HIDDEN) == len(real.terms)


def folded_notes(edition, number):
    """The notes of a paragraph that a phone folds, and the subjects whose positions it shows."""
    paragraph = edition.paragraphs[number - 1]
    others = [note.id for note in paragraph.notes if note not in paragraph.main_notes]
    subjects = {note.record.subject for note in paragraph.notes} - {None}
    return others, [edition.subjects[slug] for slug in subjects]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_phone_folds_what_is_not_read_first_and_says_who_holds_a_position(
    open_page, real, scripts
):
    """The page of paragraph 6 was 51 screens long."""
    page = open_page("p/6/", java_script_enabled=scripts, size=PHONE)
    others, subjects = folded_notes(real, 6)
    assert len(others) > 5 <= len(subjects)
    notes, folds = page.locator("section.ed-note"), page.locator(".ed-rest")

    assert notes.count() == notes.locator("h3").count() > len(others)
    # And the styles of a citation, and the sources.
    expect(folds).to_have_count(len(others) + len(subjects) + 2)
    for subject in subjects:
        parties = sorted({position.party for position in subject.positions})
        name = f"{len(subject.positions)} positions: {', '.join(parties)}"
        fold = folds.filter(has=page.get_by_text(name, exact=True))
        positions = fold.locator(".ed-position")
        assert positions.evaluate_all(NOT_HIDDEN) == 0
        fold.locator("summary").click()
        assert positions.evaluate_all(NOT_HIDDEN) == len(subject.positions)
    assert page.locator(".ed-sources li").evaluate_all(NOT_HIDDEN) == 0
    citations = page.locator(".ed-citation")
    assert citations.evaluate_all(NOT_HIDDEN) == 0
    page.get_by_role("link", name="Cite", exact=True).first.click()
    assert citations.evaluate_all(NOT_HIDDEN) == citations.count() > 3


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_link_to_a_note_or_a_source_unfolds_it_on_a_phone(open_page, real, scripts):
    page = open_page("p/6/", java_script_enabled=scripts, size=PHONE)
    others, _ = folded_notes(real, 6)
    link = page.locator(f".ed-beside .ed-leads a[href='#{others[-1]}']")
    note = page.locator(f"section.ed-note:has(h3[id='{others[-1]}'])")
    assert note.locator(".ed-rest p").evaluate_all(NOT_HIDDEN) == 0

    link.click()

    expect(note.locator("h3")).to_be_in_viewport()
    assert note.locator(".ed-rest p").evaluate_all(NOT_HIDDEN) > 1
    source = page.locator(".ed-sources li").last
    start = page.url.partition("#")[0]
    page.goto(f"{start}#{source.get_attribute('id')}")
    expect(source).to_be_in_viewport()


def test_what_was_unfolded_is_so_again_after_back(open_page):
    """Of a page that is loaded anew the folds were closed, and the place was 17,000 pixels off."""
    page = open_page("p/6/", size=PHONE)
    page.locator(".ed-rest > summary", has_text="sources").click()
    link = page.locator(".ed-sources li").nth(60).get_by_role("link", name="all its uses")
    link.scroll_into_view_if_needed()
    # What is open is noted a moment later.
    page.wait_for_function("() => history.state?.open?.length")

    link.click()
    page.wait_for_url("**/sources/#*")
    page.go_back()

    expect(link).to_be_in_viewport()


def test_what_is_unfolded_is_noted_before_a_link_is_followed_and_not_after(open_page):
    """What is noted while a browser is on its way to another page may call it back."""
    page = open_page("p/6/", size=PHONE, clock=True)
    at_click = page.evaluate("""async () => {
      const fold = document.querySelector(".ed-rest:has(.ed-sources)");
      const opened = new Promise((resolve) => { fold.ontoggle = resolve; });
      fold.open = true;
      await opened;
      const write = history.replaceState.bind(history);
      window.written = 0;
      history.replaceState = (...all) => { written += 1; write(...all); };
      const link = fold.querySelector("a[href*='/sources/']");
      link.onclick = (event) => { link.title = written; event.preventDefault(); };
      link.click();
      return link.title;
    }""")

    assert at_click == "1"
    # A moment later is when what nobody follows a link after is noted.
    page.clock.run_for(200)
    assert page.evaluate("written") == 1


ALL_OF_ROUNDS = ".ed-formula h3, .ed-formula > p, .ed-lines tr, .ed-earlier > li"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_phone_shows_of_the_rounds_the_tables_and_a_link_in_them_unfolds_the_rest(
    open_page, real, scripts
):
    """The page of rounds was 48 screens long."""
    page = open_page("rounds/", java_script_enabled=scripts, size=PHONE)
    cards = page.locator(".ed-formula h3")
    whole = page.locator(ALL_OF_ROUNDS)
    assert cards.count() == len(real.layer.formulas) + len(real.layer.dropped)
    assert whole.evaluate_all(NOT_HIDDEN) == 0
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 13 * PHONE["height"]

    for slug in (list(real.layer.formulas)[20], f"gone-{list(real.layer.dropped)[-1]}"):
        page.locator(f".ed-phrases tbody th a[href='#{slug}']").click()
        expect(page.locator(f"[id='{slug}']")).to_be_in_viewport()
        assert 0 < cards.evaluate_all(NOT_HIDDEN) < cards.count()
    page.locator(".ed-strip tbody a").first.click()
    expect(page.locator(".ed-earlier > li").first).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_phone_shows_what_came_after_the_text_month_by_month(open_page, real, scripts):
    """It was all there at once: 29 screens."""
    page = open_page("timeline/since/", java_script_enabled=scripts, size=PHONE)
    events = page.locator(".ed-since > li")
    months = since(real, timeline(real)).months
    assert events.evaluate_all(NOT_HIDDEN) == 0

    month = list(months)[1]
    page.get_by_role("link", name=date_words(month), exact=True).click()

    expect(page.locator(f"#m{month}")).to_be_in_viewport()
    assert events.evaluate_all(NOT_HIDDEN) == len(months[month]) > 5


@pytest.mark.parametrize("path", ["rounds/", "acts/", "commitments/"])
def test_on_a_phone_the_names_of_the_sections_stay_and_say_where_you_are(open_page, path):
    page = open_page(path, size=PHONE, clock=True)
    names = page.get_by_role("navigation", name="On this page")
    links = names.locator("a[href^='#']")
    assert links.count() > 3

    for link in links.all():
        target = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        link.click()
        expect(target).to_be_in_viewport()
        # A little after its reader has come to rest, the page says where.
        page.clock.run_for(150)

        expect(link).to_have_attribute("aria-current", "true")
        expect(names.locator("[aria-current]")).to_have_count(1)
        expect(link).to_be_in_viewport(ratio=0.9)
        assert target.bounding_box()["y"] >= sum(map(names.bounding_box().get, ("y", "height")))


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("p/6/", ".ed-position, .ed-sources li, .ed-note p, .ed-citation"),
        ("rounds/", ALL_OF_ROUNDS),
        ("download/", "[id^='columns-'], [id^='columns-'] + div tr"),
        ("timeline/since/", ".ed-since > li"),
    ],
)
def test_a_wide_screen_has_nothing_folded_that_a_phone_folds(open_page, path, whole):
    page = open_page(path, size={"width": 820, "height": 1180})

    items = page.locator(whole)
    folds = page.locator(".ed-rest > summary")
    assert folds.evaluate_all(NOT_HIDDEN) == 0 < folds.count()
    assert items.evaluate_all(NOT_HIDDEN) == items.count()


# A browser of 2024, as far as a script can tell.
OLDER = "CSS.supports = (...asked) => !String(asked).includes('details-content')"


@pytest.mark.parametrize("path", ["p/6/", "rounds/"])
def test_where_a_style_cannot_unfold_a_script_does_as_soon_as_there_is_room(open_page, path):
    page = open_page(path, size=PHONE)
    page.add_init_script(OLDER)
    page.reload()
    opened = page.locator(".is-narrow[open]")
    expect(opened).to_have_count(0)
    folds = page.locator(".is-narrow").count()
    assert folds > 5

    page.set_viewport_size({"width": 1180, "height": 820})

    expect(opened).to_have_count(folds)
    page.reload()
    expect(opened).to_have_count(folds)
    page.set_viewport_size(PHONE)
    expect(opened).to_have_count(0)


def box_of(locator):
    return locator.bounding_box()


def test_each_fold_says_how_many_it_has_and_a_filter_how_many_of_them(open_page, dates):
    page = open_page("timeline/")
    status = page.get_by_role("status").filter(has_text=" of ")
    outer = page.locator(".ed-folds > .ed-period > .ed-fold")
    marks = outer.locator("> summary .ed-many")
    assert sum(marks.evaluate_all(MARKS)) == len(dates)
    opened = page.locator(".ed-fold[open]").count()
    expect(status).to_have_text(f"{len(dates):,} of {len(dates):,}")

    page.get_by_label("Lane").select_option(label="The text")
    page.get_by_label("Kind").select_option(label="Due date")

    due = [item for item in dates if item.kind is DateKind.DUE and item.lane is Lane.TEXT]
    expect(status).to_have_text(f"{len(due)} of {len(dates):,}")
    shown = page.locator(".ed-events > li:visible")
    expect(shown).to_have_count(len(due))
    assert shown.evaluate_all("all => all.map(e => e.id)") == [item.id for item in due]
    years = list(dict.fromkeys(item.year for item in due))
    all_in = {year: sum(item.year == year for item in dates) for year in years}
    said = outer.locator("> summary:visible").all_inner_texts()
    assert [words.split()[0] for words in said] == years
    for words in said:
        year, count, *rest = words.split()
        assert int(count) == sum(item.year == year for item in due)
        assert not rest or rest == ["of", f"{all_in[year]:,}"]
    # Many finds are not unfolded: each period says how many it has.
    page.get_by_label("Kind").select_option("")
    page.get_by_label("Lane").select_option(label="The world")
    expect(page.locator(".ed-fold[open]")).to_have_count(opened)
    # An address shows what is filtered out.
    page.evaluate("id => { location.hash = id; }", due[0].id)
    expect(page.locator(f"[id='{due[0].id}']")).to_be_in_viewport()
    expect(status).to_have_text(f"{len(dates):,} of {len(dates):,}")


def test_a_paragraph_leads_to_the_dates_behind_its_words_on_the_timeline(open_page, dates):
    page = open_page("p/19/")
    page.get_by_role("link", name="Dates behind the words").click()

    own = [item.id for item in dates if "p19" in item.paragraphs]
    assert 0 < len(own) < len(dates)
    shown = page.locator(".ed-events > li:visible")
    expect(shown).to_have_count(len(own))
    assert shown.evaluate_all("all => all.map(e => e.id)") == own
    choice = page.get_by_label("Paragraph")
    expect(choice.locator("option:checked")).to_have_text("p19")
    named = {name for item in dates for name in item.paragraphs}
    every = sorted(named, key=lambda name: int(name.removeprefix("p")))
    assert choice.locator("option").all_inner_texts() == ["all", *every]


def test_the_sources_of_a_kind_are_folded_by_period_and_chosen_by_language(open_page, real):
    page = open_page("sources/")
    for kind in sources_by_kind(real):
        assert kind.count == sum(len(fold.sources) for fold in kind.folds)
        assert (kind.count > SPLIT) == (len(kind.folds) > 1)
        for fold in kind.folds:
            for _, source in fold.sources if fold.period else ():
                period = fold.period.replace(UNDATED, "").removesuffix("0s")
                assert (source.date or "").startswith(period)
                assert bool(source.date) == bool(period)
    assert sum(page.locator(".ed-fold .ed-many").evaluate_all(MARKS)) == len(real.sources)
    language = Counter(source.language for source in real.sources.values()).most_common(4)[-1][0]

    page.get_by_label("Language").select_option(language)

    wanted = {slug for slug, source in real.sources.items() if source.language == language}
    shown = page.locator(".ed-sources-all > li:visible")
    assert set(shown.evaluate_all("all => all.map(e => e.id)")) == wanted


def test_all_is_unfolded_and_folded_at_once_and_a_fold_closes_where_it_began(open_page, dates):
    page = open_page("timeline/", size=PHONE)
    rows = page.locator(".ed-events > li")

    page.get_by_role("button", name="Unfold all").click()

    expect(page.get_by_role("button", name="Fold all")).to_be_visible()
    assert rows.evaluate_all(NOT_HIDDEN) == len(dates)
    middle = dates[len(dates) // 2]
    row = page.locator(f"[id='{middle.id}']")
    row.scroll_into_view_if_needed()
    fold = row.locator("xpath=ancestor::details[1]")
    # Its line is still in sight, at the top.
    expect(fold.locator("> summary")).to_be_in_viewport()
    fold.locator("> summary").click()
    expect(row).not_to_be_in_viewport()
    expect(fold.locator("> summary")).to_be_in_viewport()
    page.get_by_role("button", name="Unfold all").click()
    page.get_by_role("button", name="Fold all").click()
    assert rows.evaluate_all(NOT_HIDDEN) == 0


def test_the_earlier_wordings_of_a_phrase_are_counted_where_they_are_folded(site, real):
    page = site.page("rounds")

    for slug, formula in real.layer.formulas.items():
        (heading,) = page.xpath(f'//h3[@id="{slug}"]')
        own = Counter(found.match.value for found in formula.history.values())
        said = [fold.text_content() for fold in heading.getparent().iterchildren("details")]
        assert len(said) == bool(own)
        for count in own.values():
            assert f" {count} " in said[0]
        assert heading.getparent().xpath("count(.//tr[@id])") == sum(own.values())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(
    ("path", "items"),
    [
        ("timeline/", ".ed-events > li"),
        ("rounds/", f".ed-then tr[id], .ed-sources li, {ALL_OF_ROUNDS}"),
        ("sources/", ".ed-sources-all li, .ed-uses a"),
        ("acts/", "tr[id]"),
        ("languages/", ".ed-all-terms tr[id]"),
        ("commitments/", ".ed-all tr, .ed-rest li, .ed-commitment .ed-quoted"),
        ("terms/", ".ed-terms dd"),
        ("p/6/", ".ed-position, .ed-sources li, .ed-rest > p, .ed-rest .ed-state"),
        ("download/", "[id^='columns-'], [id^='columns-'] + div tr"),
        ("timeline/since/", ".ed-since > li"),
    ],
)
def test_nothing_stays_folded_on_paper(open_page, path, items, scripts):
    page = open_page(path, java_script_enabled=scripts)
    page.emulate_media(media="print")

    folded = page.locator(items)
    folded.first.wait_for()
    assert folded.evaluate_all(NOT_HIDDEN) == folded.count() > 30
    if scripts:
        closed = page.locator(":is(.ed-fold, .ed-rest):not([open])")
        folded = closed.count()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(closed).to_have_count(0)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(closed).to_have_count(folded)
