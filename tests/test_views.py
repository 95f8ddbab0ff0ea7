"""What is arranged for the pages of those who compare: nothing missing, nothing twice."""

import re

import pytest
from conftest import TINY

from edition.dates import start_of
from edition.pipeline import load
from edition.seeds.vocabulary import ActClass, Match
from edition.views.acts import speaker_names, spoken_acts, who_says_what
from edition.views.calendar import SPLIT, calendar
from edition.views.periods import decade_or_year, years_in
from edition.views.promises import promises
from edition.views.rounds import Past, moved, rounds
from edition.views.themes import of_theme
from edition.views.timeline import Dated, DateKind, Lane, timeline
from edition.views.weave import FINEST, Thread


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


def dated(*dates):
    return tuple(Dated(f"d-{n}", date, DateKind.FACT, "p1") for n, date in enumerate(dates))


def keys(periods):
    return [period.key for period in periods]


def test_only_a_period_of_many_dates_is_divided_and_never_into_one_part():
    days = [f"2025-03-{day:02}" for day in range(1, 31)]
    found = calendar(
        dated(
            *(f"19{year}" for year in range(50, 60)),
            *["1971"] * SPLIT,
            *["1984"] * (SPLIT + 1),
            *["1990"] * 9,
            *["1991-02"] * SPLIT,
            "2025",
            *["2025-01/2025-03"] * 60,
            *days,
            "2026-01-04",
            "2029",
        ),
        "2026-01-04",
    )

    assert keys(found.periods) == ["1950s", "1970s", "1980s", "1990s", "2025", "2026", "2029"]
    assert {period.key: keys(period.parts) for period in found.periods if period.parts} == {
        "1990s": ["1990", "1991"],
        "2025": ["2025-", "2025-01", "2025-03"],
    }
    assert [period.key for period in found.periods if period.is_open] == ["2025", "2026"]
    assert (found.most, found.near) == (91, "2025")


def leaves(periods):
    for period in periods:
        yield from leaves(period.parts) if period.parts else [period]


def test_every_date_is_in_one_period_and_counted_in_one_lane(real):
    view = timeline(real)
    found = calendar(view.dates, real.record.date)

    assert [item for leaf in leaves(found.periods) for item in leaf.dates] == list(view.dates)
    assert found.lanes == tuple(Lane)
    assert any(period.parts for period in found.periods)
    for period in (*found.periods, *leaves(found.periods)):
        assert [cell.lane for cell in period.cells] == list(found.lanes)
        assert sum(cell.count for cell in period.cells) == len(period.dates)
        assert [item for _, own in period.years for item in own] == list(period.dates)
        height = 0
        for lane, count, below in period.bars:
            assert (count, below) == (sum(d.lane is lane for d in period.dates), height)
            height += count


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


def test_a_sentence_is_marked_as_binding_as_the_strongest_of_a_partys_acts_in_it(real):
    view = who_says_what(real)

    several = 0
    for slug, thread in zip(view.speakers, view.strip, strict=True):
        own = [act for act in view.acts if act.record.actor == slug]
        for sentence, level in thread.levels.items():
            bindings = [act.binding for act in own if act.sentence.id == sentence]
            assert level == max(bindings)
            several += len(set(bindings)) > 1
        assert thread.levels.keys() == {act.sentence.id for act in own}
    assert several


def test_a_paragraph_is_led_to_by_the_first_act_in_it(real):
    view = who_says_what(real)

    first = view.first_in_paragraphs(view.acts)

    assert [act.id for act in first] == [
        next(act.id for act in view.acts if act.paragraph == str(paragraph.number))
        for paragraph in real.paragraphs
    ]


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


def test_a_promise_stands_as_its_latest_status_says_wherever_that_is_written(seeds_dir):
    text = (TINY / "commitments.yml").read_text("utf-8")
    status = """  status:
    - {date: "2001-03", standing: done, text: "It is done.", sources: [gazette]}
    - {date: "2001-02-03", standing: open, text: "It is open.", sources: [gazette]}
"""
    (promise,) = promises(load(seeds_dir({"commitments.yml": text + status}))).all

    assert promise.now.date == "2001-03"


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
    begun = [start_of(item.date) for item in view.dates]
    assert begun == sorted(begun)
    assert view.count(DateKind.FACT) == sum(len(term.facts) for term in terms)
    assert view.count(DateKind.POSITION) == sum(len(subject.positions) for subject in subjects)
    assert view.count(DateKind.EARLIER) == len(real.layer.earlier)
    assert view.count(DateKind.LATER) == sum(len(record.later) for record in later)
    assert view.count(DateKind.PROMISE) == sum(
        len(c.status) for c in real.layer.commitments.values()
    )
    assert view.count(DateKind.DUE) == len(promises(real).dated)


def test_the_lanes_are_the_text_the_parties_the_region_and_the_world(real):
    view = timeline(real)
    lane = {item.id: item.lane for item in view.dates}

    assert sum(map(view.count_in, Lane)) == len(view.dates)
    for item in view.dates:
        assert (item.lane is Lane.TEXT) == (item.kind in {DateKind.TEXT, DateKind.DUE})
    assert lane["d-cairo-declaration--1"] is Lane.WORLD
    assert lane["d-cpec--1"] is Lane.PARTIES
    assert lane["d-simla-agreement--1"] is Lane.REGION


def test_the_timeline_runs_from_before_1943_to_the_next_round(real):
    times = keys(calendar(timeline(real).dates, real.record.date).periods)

    assert times.index("1940s") < times.index("2026") < times.index("2027")


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


def test_the_drawing_of_a_thread_does_not_grow_with_a_long_text():
    """Of a short text each mark and each paragraph is seen."""
    short = Thread("Law", "blue", "", (("s", "", "s"),) * 2, 4)
    sparse = (("s", "", "s"), *[("", "", "")] * 49) * 400
    long = Thread("Law", "blue", "", sparse, 800)

    assert short.stroke == "M0 .5h1M2 .5h1M3.6 .5h1M5.6 .5h1"
    assert short.ground == "M0 .5h3M3.6 .5h3"
    assert long.ground == f"M0 .5h{long.width}"
    assert long.stroke.count("M") == 400 < FINEST


def test_numbers_in_a_row_are_written_as_one():
    row = tuple(("s",) if n in {1, 2, 4, 6, 7, 8} else ("",) for n in range(1, 10))

    assert Thread("Law", "blue", "", row, 6).paragraphs == "paragraphs 1, 2, 4 and 6–8"
    assert Thread("Law", "blue", "", row[2:5], 1).paragraphs == "paragraph 2"


def test_a_theme_lists_as_well_the_themes_that_name_it_as_a_neighbour(real):
    one_way = 0
    for slug, theme in real.themes.items():
        naming = {
            other: record.neighbours[slug]
            for other, record in real.themes.items()
            if slug in record.neighbours
        }
        listed = of_theme(real, slug).neighbours
        assert listed == {i: reason for i, reason in naming.items() if i not in theme.neighbours}
        one_way += len(listed)
    assert one_way


def test_five_parties_are_named_in_a_series_and_compared_where_one_backs_another(desk):
    more = "".join(f"  {name}: {{name: {name.title()}, colour: teal}}\n" for name in PARTIES)
    desk.edit("edition.yml", ("  world:", f"{more}  world:"))
    for name, number in zip(PARTIES, (1, 1, 2, 2), strict=True):
        desk.edit(
            f"paragraphs/p0{number}.yml",
            ("    acts:\n", f"    acts:\n      - {ACT.format(name)}\n"),
        )
    desk.edit(
        "paragraphs/p01.yml", ("actor: northland", "actor: northland\n        addressee: west")
    )

    edition = desk.edition()

    assert speaker_names(edition) == "Northland, West, East, South and Isle"
    assert [(one.one, one.other) for one in who_says_what(edition).ledgers] == [
        ("northland", "west")
    ]


PARTIES = ("west", "east", "south", "isle")
ACT = "{{actor: {}, verb: ., act: declares, object: it, quote: .}}"
