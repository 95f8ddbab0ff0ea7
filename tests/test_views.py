"""The pages for those who compare: nothing missing, nothing twice, every row tied to the words."""

import csv
import re
from functools import cache
from urllib.parse import urljoin

import pytest
from conftest import PHONE, TINY, words_of
from playwright.sync_api import expect

from edition.labels import ACT_NAMES, BASIS_NAMES, MATCH_NAMES, STANDING_NAMES
from edition.pipeline import load
from edition.views.acts import spoken_acts, who_says_what
from edition.views.languages import divergences, languages
from edition.views.periods import decade_or_year, months_around, years_in
from edition.views.promises import promises
from edition.views.rounds import Past, moved, rounds
from edition.views.timeline import DateKind, Lane, timeline
from edition.vocabulary import ActClass, Match

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

BASE = "https://example.org/repo/"
PAGES = ["acts/", "commitments/", "rounds/", "timeline/", "languages/", "themes/"]


def hrefs(node, page):
    """Where the links below *node* lead, as addresses inside the site."""
    found = (urljoin(BASE + page, href) for href in node.xpath(".//a/@href"))
    return {link.removeprefix(BASE) for link in found}


@cache
def paragraph_hrefs(site, paragraph):
    address = f"p/{paragraph[1:]}/"
    return hrefs(site.page(address), address)


def sentence_address(sentence_id):
    number = sentence_id.partition("-")[0][1:]
    return f"p/{number}/#{sentence_id}"


def one(page, identifier):
    (element,) = page.xpath(f'//*[@id="{identifier}"]')
    return element


@pytest.mark.parametrize(
    ("then", "here", "marked"),
    [
        pytest.param("firm support", "steadfast support", (["firm"], ["steadfast"]), id="a word"),
        pytest.param("the sea", "the sea", ([], []), id="nothing"),
        pytest.param("The “Sea”", "the sea", ([], []), id="letter case and quotation marks"),
        pytest.param(
            "One China", "the one-China line", ([], []), id="a hyphen, and more words around"
        ),
        pytest.param("two rivers", "two wide rivers", ([], ["wide"]), id="a word within"),
        pytest.param("peace and trade", "trade", (["peace and"], []), id="the beginning gone"),
        pytest.param("held", "co-chaired", (["held"], ["co-chaired"]), id="all"),
    ],
)
def test_only_the_words_that_moved_are_marked(then, here, marked):
    sides = moved(then, here)

    assert tuple([p.text for p in side if p.moved] for side in sides) == marked
    assert tuple("".join(p.text for p in side) for side in sides) == (then, here)


def test_years_are_read_from_words_and_no_other_figure():
    text = "Resolution 2758 of 1971, the plan (2025-2029), 1,945 tons, in 2027."

    assert years_in(text) == [1971, 2025, 2029, 2027]


def test_far_years_are_drawn_by_decade_and_near_ones_alone():
    drawn = [decade_or_year(date, "2026-01-04") for date in ("1954", "2016-07-12", "2017", "2027")]

    assert drawn == ["1950s", "2010s", "2017", "2027"]


def test_the_months_drawn_run_from_a_year_before_the_text_and_never_without_end():
    assert months_around("2026-01-04", ["2026-03-01"])[::14] == ["2025-01", "2026-03"]
    assert months_around("2026-01-04", ["2090-03-01"])[-1] == "2027-01"


@pytest.mark.parametrize(
    ("extent", "history", "past"),
    [
        pytest.param("part", "{}", Past.UNSEEN, id="nothing read is not new"),
        pytest.param("part", "changed", Past.OTHER_WORDS, id="other words"),
        pytest.param("part", "sense", Past.SENSE, id="the same sense in another language"),
        pytest.param("part", "same", Past.SAME, id="the same words"),
        pytest.param("whole", "{}", Past.UNSEEN, id="whole but not compared is not new"),
        pytest.param("whole", "absent", Past.NOWHERE, id="absent from all texts read whole is new"),
    ],
)
def test_a_phrase_is_new_only_if_every_earlier_text_was_read_whole(
    seeds_dir, extent, history, past
):
    folder = seeds_dir()
    for name, old, new in (
        ("earlier.yml", "extent: part", f"extent: {extent}"),
        ("formulas.yml", "match: same", f"match: {history}"),
    ):
        text = (folder / name).read_text("utf-8").replace(old, new)
        if history == "{}":
            text = re.sub(r"(?s)history:.*", "history: {}\n", text)
        (folder / name).write_text(text, encoding="utf-8")

    view = rounds(load(folder))

    assert [name for name, phrases in view.phrases.items() if phrases] == [past]


def test_the_matrix_and_the_verbs_hold_every_act_once(real):
    view = who_says_what(real)
    cells = [act.id for row in view.matrix.values() for acts in row.values() for act in acts]
    ranked = [act.id for verbs in view.verbs.values() for verb in verbs for act in verb.acts]

    every = sorted(act.id for act in spoken_acts(real))

    assert sorted(cells) == every
    assert sorted(ranked) == every


def test_the_ledger_holds_all_that_one_party_does_for_the_other_and_each_act_once(real):
    (ledger,) = who_says_what(real).ledgers
    left = [act.id for row in ledger.rows for act in row.left]
    right = [act.id for row in ledger.rows for act in row.right]

    for side, actor in ((left, ledger.one), (right, ledger.other)):
        backing = {
            act.id
            for act in spoken_acts(real)
            if act.record.actor == actor
            and act.record.addressee in {ledger.one, ledger.other}
            and act.record.act not in {ActClass.INFORMS, ActClass.OPPOSES, ActClass.CALLS_ON}
        }
        assert len(side) == len(set(side))
        assert set(side) >= backing
    assert (ledger.left, ledger.right) == (len(left), len(right))


def test_what_the_editors_left_out_of_the_ledger_stands_under_other_matters(seeds_dir):
    text = (TINY / "paragraphs" / "p01.yml").read_text("utf-8")
    text = text.replace("act: thanks", "act: thanks\n        addressee: southland")
    other = (TINY / "paragraphs" / "p02.yml").read_text("utf-8")
    parties = (TINY / "edition.yml").read_text("utf-8")
    files = {
        "paragraphs/p01.yml": text,
        "paragraphs/p02.yml": other.replace("actor: both", "actor: southland", 1),
        "edition.yml": parties.replace("parties:\n", "parties:\n  southland: {name: Southland}\n"),
    }
    edition = load(seeds_dir(files))
    (ledger,) = who_says_what(edition).ledgers

    assert [(row.slug, len(row.left), len(row.right)) for row in ledger.rows] == [("", 0, 1)]


def test_a_party_alone_has_no_ledger_and_all_together_are_no_side(charter):
    view = who_says_what(charter)

    assert list(view.alone) == ["united-kingdom"]
    assert view.ledgers == ()


def test_a_promise_stands_in_the_years_that_its_date_names(real, charter):
    for promise in promises(real).dated:
        named = years_in(promise.record.due)
        assert promise.years == (min(named), max(named))
    assert promises(charter).years == ()


def test_what_must_happen_is_listed_by_year_from_that_of_the_text_on(real):
    view = promises(real)

    assert view.to_come[0] == view.document == 2026
    listed = {promise.slug for year in view.to_come for promise in view.due_in(year)}
    assert listed == {promise.slug for promise in view.dated}
    assert {promise.slug for promise in view.watched_in(2026)} >= {"pakistani-astronauts"}


def test_the_timeline_holds_every_date_of_the_seeds_once(real):
    view = timeline(real)
    terms, subjects = real.terms.values(), real.subjects.values()
    notes = [note.record for p in real.paragraphs for note in p.notes]
    later = [*terms, *subjects, *notes, *(p.record for p in real.paragraphs)]

    assert len({item.id for item in view.dates}) == len(view.dates)
    assert view.count(DateKind.FACT) == sum(len(term.facts) for term in terms)
    assert view.count(DateKind.POSITION) == sum(len(subject.positions) for subject in subjects)
    assert view.count(DateKind.EARLIER) == len(real.layer.earlier)
    assert view.count(DateKind.LATER) == sum(len(record.later) for record in later)
    assert view.count(DateKind.PROMISE) == sum(
        len(c.status) for c in real.layer.commitments.values()
    )
    assert view.count(DateKind.DUE) == len(promises(real).dated)
    drawn = sum(cell.count for _, row in view.whole.rows for cell in row if cell)
    assert drawn == len(view.dates)


def test_the_lanes_are_the_text_the_parties_the_region_and_the_world(real):
    view = timeline(real)
    lane = {item.id: item.lane for item in view.dates}

    assert view.whole.lanes == tuple(Lane)
    assert sum(map(view.count_in, Lane)) == len(view.dates)
    for item in view.dates:
        assert (item.lane is Lane.TEXT) == (item.kind in {DateKind.TEXT, DateKind.DUE})
    assert lane["d-cairo-declaration--1"] is Lane.WORLD
    assert lane["d-cpec--1"] is Lane.PARTIES
    assert lane["d-simla-agreement--1"] is Lane.REGION


def test_the_timeline_runs_from_before_1943_to_the_next_round(real):
    times = [time for time, _ in timeline(real).whole.rows]

    assert times.index("1940s") < times.index("2026") < times.index("2027")


def test_every_act_stands_once_in_the_table_and_leads_to_its_sentence_and_back(site, real):
    page = site.page("acts")
    acts = list(spoken_acts(real))

    assert len(page.xpath('//table[@data-table="acts"]//tr[@id]')) == len(acts)
    for act in acts:
        row = one(page, act.id)
        verb, quote = row.xpath('.//*[@data-voice="document"]')
        assert (words_of(verb), words_of(quote)) == (act.record.verb, act.record.quote)
        assert sentence_address(act.sentence.id) in hrefs(row, "acts/")
        paragraph = act.sentence.id.partition("-")[0]
        assert f"acts/#{act.id}" in paragraph_hrefs(site, paragraph)


def test_every_cell_of_the_matrix_counts_its_acts_and_leads_to_their_list(site, real):
    page = site.page("acts")
    for slug, row in who_says_what(real).matrix.items():
        for kind, acts in row.items():
            group = one(page, f"{slug}-{kind.value}")
            (cell,) = page.xpath(f'//a[@class="ed-count"][@href="#{slug}-{kind.value}"]')
            assert int(cell.text_content()) == len(acts) == len(group.xpath("./tr[@id]"))


@pytest.mark.parametrize(
    ("kind", "folder"), [("commitments", "commitments/"), ("formulas", "rounds/")]
)
def test_every_promise_and_phrase_has_one_entry_and_leads_to_its_sentence_and_back(
    site, real, kind, folder
):
    page = site.page(folder)
    for slug, record in getattr(real.layer, kind).items():
        entry = one(page, slug).getparent()
        assert sentence_address(record.sentence) in hrefs(entry, folder)
        paragraph = record.sentence.partition("-")[0]
        assert f"{folder}#{slug}" in paragraph_hrefs(site, paragraph)


def test_every_compared_cell_says_its_basis_and_leads_to_its_entry(site, real):
    page = site.page("rounds")
    for slug, formula in real.layer.formulas.items():
        (row,) = page.xpath(f'//table[@class="ed-phrases"]//tr[th/a[@href="#{slug}"]]')
        *cells, here = row.xpath("./td")
        assert sentence_address(formula.sentence) in hrefs(here, "rounds/")
        for (earlier, text), cell in zip(texts_in_columns(real), cells, strict=True):
            if found := formula.history.get(earlier):
                (link,) = cell.xpath("./a")
                assert link.get("href") == f"#{slug}--{earlier}"
                said = f"{text.short}: {MATCH_NAMES[found.match]} ({BASIS_NAMES[found.basis]})"
                # The mark inside is hidden from screen readers: the title is the link's name.
                assert link.get("title") == said
                one(page, f"{slug}--{earlier}")
            else:
                assert cell.text_content() == "unread"


def texts_in_columns(edition):
    """Earlier texts as the grid has them: by series, then by date."""
    return [item for row in rounds(edition).series.values() for own in row.values() for item in own]


def test_nothing_is_called_absent_or_new_that_was_not_read_whole(site, real):
    page = site.page("rounds")

    assert not page.xpath('//table[@class="ed-phrases"]//td[contains(@class, "m-absent")]')
    assert not page.xpath('//*[@id="past-nowhere"]')
    cells = page.xpath('(//table[@class="ed-phrases"])[1]//td[contains(@class, "m-unread")]')
    read = [c for f in real.layer.formulas.values() for c in f.history.values()]
    read = [found for found in read if found.match is not Match.UNREAD]
    assert len(cells) == len(real.layer.formulas) * len(real.layer.earlier) - len(read)


def test_same_words_are_said_of_the_texts_own_language_alone(real):
    """A cell of another language agrees in sense, and its sources show the language."""
    own = real.record.language
    cells = [found for f in real.layer.formulas.values() for found in f.history.values()]
    for found in cells:
        languages = {real.sources[source].language for source in found.sources}
        assert found.match is not Match.SAME or own in languages, found.note
        assert found.match is not Match.SENSE or languages != {own}, found.note
    assert any(found.match is Match.SENSE for found in cells)


def test_the_phrases_against_the_last_joint_text_are_counted_once(real):
    last = rounds(real).last

    assert sum(len(own) for own in last.phrases.values()) == len(real.layer.formulas)
    assert real.layer.earlier[last.slug].date == max(
        text.date for text in real.layer.earlier.values() if text.extent == "part"
    )


def test_every_origin_stands_once_and_leads_to_its_term_its_sentences_and_back(site, real):
    page = site.page("rounds")
    for slug, lineage in real.layer.lineage.items():
        links = hrefs(one(page, f"line-{slug}"), "rounds/")
        named = [m.sentence.id for m in real.mentions_by_term.get(lineage.term, ()) if m.sentence]
        assert f"terms/{lineage.term}/" in links
        assert {sentence_address(sentence) for sentence in named} <= links
        assert f"rounds/#line-{slug}" in hrefs(
            site.page(f"terms/{lineage.term}"), f"terms/{lineage.term}/"
        )


def test_every_matter_of_the_ledger_stands_once_with_its_acts(site, real):
    page = site.page("acts")
    acts = {act.id: act for act in spoken_acts(real)}
    for slug, exchange in real.layer.ledger.items():
        row = one(page, f"ledger-{slug}")
        shown = row.xpath('.//*[@data-voice="document"]/@data-ref')
        assert sorted(shown) == sorted(f"acts/{identifier}" for identifier in exchange.acts)
        links = hrefs(row, "acts/")
        assert {sentence_address(acts[i].sentence.id) for i in exchange.acts} <= links


def test_the_documents_words_stay_exact_where_changes_are_marked(site, real):
    page = site.page("rounds")
    for slug, formula in real.layer.formulas.items():
        quoted = page.xpath(f'//*[@data-ref="formulas/{slug}"]')
        assert {words_of(element) for element in quoted} == {formula.quote}


def test_the_page_of_rounds_says_how_much_was_read_before_anything_else(site, real):
    lead = site.page("rounds").xpath('//p[@class="ed-lead"]')[0].text_content()

    assert not any(text.extent == "whole" for text in real.layer.earlier.values())
    assert "None was read in full." in lead


@pytest.mark.parametrize("folder", ["acts", "commitments", "rounds"])
def test_a_page_of_analysis_opens_with_its_figures(site, real, folder):
    """Who speaks how often, what has a date, what was found: counted here as it is there."""
    figures = [int(b.text) for b in site.page(folder).xpath('//p[@class="ed-lead"]/b')]
    if folder == "acts":
        sentences = [s for p in real.paragraphs for s in p.sentences]
        heard = {(act.actor, s.sentence.id) for s in sentences for act in s.acts}
        speakers = [slug for slug, party in real.record.parties.items() if party.speaks]
        assert figures == [sum(actor == slug for actor, _ in heard) for slug in speakers]
    elif folder == "commitments":
        assert figures == [sum(bool(p.due) for p in real.layer.commitments.values())]
    else:
        assert sum(figures) == len(real.layer.formulas)


def test_what_is_gone_leads_to_where_it_stood_and_where_it_would_stand(site, real):
    page = site.page("rounds")
    for slug, gone in real.layer.dropped.items():
        links = hrefs(one(page, f"gone-{slug}").getparent(), "rounds/")
        assert {f"rounds/#text-{earlier}" for earlier in gone.earlier} <= links
        assert {sentence_address(sentence) for sentence in gone.near} <= links


def test_every_date_stands_once_and_leads_to_its_sentence_and_back(site, real):
    view = timeline(real)
    page = site.page("timeline")
    rows = {row.get("id"): row for row in page.xpath('//table[@data-table="dates"]//tr[@id]')}
    paragraphs = {p.number: paragraph_hrefs(site, f"p{p.number}") for p in real.document.paragraphs}

    assert list(rows) == [item.id for item in view.dates]
    for item in view.dates:
        for sentence in item.sentences[:1]:
            assert sentence_address(sentence) in hrefs(rows[item.id], "timeline/")
            number = int(sentence.partition("-")[0][1:])
            assert f"timeline/#{item.id}" in paragraphs[number]
        for source in item.sources:
            assert f"sources/#{source}" in hrefs(rows[item.id], "timeline/")


def test_every_term_stands_once_with_its_form_in_every_language(site, real):
    page = site.page("languages")
    rows = page.xpath('//table[@data-table="terms"]/tbody/tr')

    assert sorted(row.get("id") for row in rows) == sorted(real.terms)
    for slug, term in real.terms.items():
        for language, form in term.forms.items():
            (cell,) = one(page, slug).xpath(f'./td[@lang="{language}"]')
            assert cell.text_content() == form.form
            assert cell.get("dir") == real.record.languages[language].direction
            if form.source:
                assert f"sources/#{form.source}" in hrefs(one(page, slug), "languages/")


def test_every_divergence_stands_with_its_words_and_leads_to_its_note_and_back(site, real):
    page = site.page("languages")
    for note in divergences(real):
        entry = one(page, f"diverges-{note.id}").getparent()
        paragraph = note.id.partition("-")[0]
        assert f"p/{paragraph[1:]}/#{note.id}" in hrefs(entry, "languages/")
        assert words_of(entry.xpath('.//*[@data-voice="document"]')[0]) == note.record.quote
        there = paragraph_hrefs(site, paragraph)
        assert f"languages/#diverges-{note.id}" in there


def test_each_divergence_is_counted_once_as_more_less_or_other(site, real):
    page = site.page("languages")
    groups = languages(real).divergences
    notes = [note.id for group in groups for note in group.notes]

    assert sorted(notes) == sorted(note.id for note in divergences(real))
    for group in groups:
        section = one(page, group.slug).getparent()
        assert len(section.xpath('.//*[starts-with(@id, "diverges-")]')) == len(group.notes)
        for note in group.notes:
            assert note.record.diverges[group.language] is group.carries


def test_the_weave_has_one_mark_for_each_sentence_of_each_theme(site, real):
    page = site.page("themes")
    for slug, sentences in real.sentences_by_theme.items():
        expected = [sentence_address(item.sentence.id) for item in sentences]
        (row,) = page.xpath(f'//table[@class="ed-threads"]//tr[th/a[@href="{slug}/"]]')
        marks = [urljoin(BASE + "themes/", href) for href in row.xpath("./td/a/@href")]
        assert [mark.removeprefix(BASE) for mark in marks] == expected
        (small,) = site.page(f"themes/{slug}").xpath('//table[@class="ed-threads"]/tbody/tr')
        assert len(small.xpath("./td/a")) == len(expected)


def test_tables_and_their_regions_have_names_and_scopes(site):
    for address_ in PAGES:
        page = site.page(address_)
        assert page.xpath("//article//table//th"), address_
        for region in page.xpath('//*[@class="ed-scroll"]'):
            assert region.get("role") == "region", address_
            assert region.get("aria-label"), address_
            assert region.get("tabindex") == "0", address_
        for head in page.xpath("//article//table//th"):
            assert head.get("scope"), address_
        for link in page.xpath("//article//table//a"):
            assert (link.get("aria-label") or link.text_content()).strip(), address_
        for drawing in page.xpath("//article//*[local-name()='svg']"):
            # Drawn beside words or numbers that say the same.
            assert drawing.xpath("ancestor-or-self::*[@aria-hidden='true']"), address_


def follow(site, page, words):
    """The address to which the link on *page* leads whose words begin with *words*."""
    found = [
        urljoin(BASE + page, link.get("href")).removeprefix(BASE)
        for link in site.page(page or ".").xpath("//a[@href]")
        if " ".join(words_in(link).split()).startswith(words)
    ]
    assert found, f"no link {words!r} on {page or '/'}"
    return found[0]


def words_in(link):
    """What a reader sees or hears as the link's words."""
    return link.get("aria-label") or link.text_content()


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        pytest.param("Who says what", "Only China", "Promises: none", id="only-one-party"),
        pytest.param(
            "Who says what", "Only China", "China’s support for Pakistan’s SCO", id="register"
        ),
        pytest.param(
            "Across rounds", "What is new", "state visit, February 2025", id="new-since-last-text"
        ),
        pytest.param("Across rounds", "What is no longer said", "The ML-1 railway", id="dropped"),
        pytest.param("Commitments", "2026", "Activities for 75 years", id="due-this-year"),
        pytest.param("Languages", "Chinese says more", "牢不可破", id="chinese-says-more"),
    ],
)
def test_a_question_of_an_analyst_is_answered_in_two_clicks(site, first, second, answer):
    """What does only China promise, what is new, dropped, due in 2026, more in Chinese?

    The words of the links are those that a newcomer would follow.
    """
    page, _, _ = follow(site, "", first).partition("#")
    there, _, fragment = follow(site, page, second).partition("#")

    assert there == page
    assert answer in section_under(one(site.page(page), fragment))


def section_under(heading):
    """The words of the section that *heading* opens, up to the next heading of its rank."""
    if heading.tag == "h3":
        return " ".join(heading.getparent().text_content().split())
    rest = heading.xpath("./following-sibling::*")
    end = next((n for n, element in enumerate(rest) if element.tag == heading.tag), len(rest))
    return " ".join("".join(element.text_content() for element in rest[:end]).split())


def test_the_table_of_acts_holds_the_same_as_its_file(site, real):
    """``data/acts.csv`` is owned by the exports; the page must not say otherwise."""
    with (site.folder / "data" / "acts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    page = site.page("acts")
    shown = {row.get("id"): row for row in page.xpath('//table[@data-table="acts"]//tr[@id]')}

    assert sorted(row["id"] for row in rows) == sorted(shown)
    for row in rows:
        cells = {cell.get("data-label"): cell for cell in shown[row["id"]].xpath("./td")}
        party = real.record.parties[row["actor"]]
        assert cells["Who"].text_content() == (party.short or party.name)
        assert words_of(cells["Verb"].xpath("./q")[0]) == row["verb"]
        assert words_of(cells["Exact words"].xpath("./q")[0]) == row["quote"]
        assert cells["Class"].text_content() == ACT_NAMES[ActClass(row["act"])]
        assert cells["Binding"].get("data-value") == row["binding"]
        assert cells["What"].text_content() == row["object"]
        assert row["sentence"] in cells["Where"].text_content()


def test_the_small_weave_beside_the_text_has_a_row_for_each_theme(site, real):
    (link,) = site.page(".").xpath('//a[@class="ed-small-weave"]')

    assert follow(site, "", "Where each of") == "themes/"
    paths = link.xpath(".//*[local-name()='path']")
    names = [path.text_content() for path in paths]
    assert names == [theme.name for theme in real.themes.values()]
    for path, slug in zip(paths, real.themes, strict=True):
        assert path.get("d").count("M") == len(real.sentences_by_theme[slug])


def test_a_theme_that_is_pointed_at_lights_its_sentences(open_page, real):
    page = open_page("")
    lit = page.locator(".in-theme")
    chip = page.locator(".ed-under .ed-chip").filter(has_text=real.themes["water"].name).first
    expected = [item.sentence.id for item in real.sentences_by_theme["water"]]

    chip.hover()
    assert lit.evaluate_all("lit => lit.map(one => one.id)") == expected
    page.mouse.move(0, 0)
    assert lit.count() == 0
    chip.focus()
    assert lit.evaluate_all("lit => lit.map(one => one.id)") == expected


def test_a_paragraph_shows_the_history_of_its_phrases_and_where_its_promises_stand(site, real):
    for slug, formula in real.layer.formulas.items():
        links = paragraph_hrefs(site, formula.sentence.partition("-")[0])
        assert {f"rounds/#{slug}--{earlier}" for earlier in formula.history} <= links
    for slug, promise in real.layer.commitments.items():
        number = promise.sentence.partition("-")[0][1:]
        (item,) = site.page(f"p/{number}").xpath(
            f'//h2[@id="promised"]/following-sibling::ul//li[.//a[contains(@href, "#{slug}")]]'
        )
        latest = max(promise.status, key=lambda status: status.date)
        assert STANDING_NAMES[latest.standing] in item.text_content()


def test_pages_of_another_text_are_made_the_same_way(charter_site, charter):
    acts = list(spoken_acts(charter))

    assert len(charter_site.page("acts").xpath("//tbody/tr[@id]")) == len(acts)
    assert len(charter_site.page("languages").xpath("//tbody/tr[@id]")) == len(charter.terms)
    dates = charter_site.page("timeline").xpath("//tbody/tr[@id]")
    assert len(dates) == len(timeline(charter).dates)


def test_a_table_is_sorted_filtered_and_put_back(open_page, real):
    page = open_page("acts/")
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
    assert headings.count() == page.locator("[data-filter]:visible").count()
    page.locator(".ed-jump a").last.click()

    expect(shown).to_have_count(whole)


def test_without_scripts_every_row_of_every_table_is_there(open_page):
    page = open_page("acts/", java_script_enabled=False)

    rows = page.locator("table[data-table] tbody tr[id]")

    assert rows.count() == rows.locator("visible=true").count() > 50
    assert page.locator(".ed-tools").count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_screen_needs_no_sideways_scrolling(open_page, path):
    page = open_page(path, size={**PHONE, "width": 320})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
