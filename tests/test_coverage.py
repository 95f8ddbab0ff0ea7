"""The figures of the state page: each counted once more, by hand or in another way."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT, SEEDS, TINY

from build import main
from edition.pages import render_pages
from edition.pipeline import load
from edition.seeds.vocabulary import NoteKind
from edition.views.coverage import Age, Stretch, age, coverage
from edition.views.promises import promises


def test_words_under_a_note_are_counted_as_words(seeds_dir):
    figures = coverage(load(seeds_dir()))

    # The two lands agreed to share [the river]. …  Both sides will meet [again]. …
    assert [p.words for p in figures.paragraphs] == [14, 12]
    assert [p.noted for p in figures.paragraphs] == [2, 1]
    assert figures.share == pytest.approx(3 / 26)


def test_the_closest_note_colours_the_words(seeds_dir):
    folder = seeds_dir()
    path = folder / "paragraphs" / "p01.yml"
    outer = """\
  shared:
    quote: share the river
    kind: wording
    confidence: inference
    lead: Shared
    margin: They share.
    body: It is shared.
"""
    path.write_text(path.read_text("utf-8") + outer, encoding="utf-8")

    first = coverage(load(folder)).paragraphs[0]

    start = first.stretches[0].start
    assert first.stretches == (
        Stretch(start, len("share "), NoteKind.WORDING),
        Stretch(start + len("share "), len("the river"), NoteKind.POSITION),
    )
    assert first.bare == ("p1-s2",)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-01-05", Age.MONTH),
        ("2025-12-05", Age.MONTH),
        ("2025-12-04", Age.YEAR),
        ("2026", Age.MONTH),
        ("2025", Age.MONTH),
        ("2025-02", Age.YEAR),
        ("2024", Age.FIVE),
        ("2013-05/2014", Age.OLDER),
        ("2026-01-06", Age.LATER),
        (None, Age.UNDATED),
    ],
)
def test_the_age_of_a_source_is_that_on_the_editions_day(when, expected):
    assert age(when, "2026-01-05") is expected


def test_a_claim_marked_unverified_is_listed_wherever_it_stands(seeds_dir):
    folder = seeds_dir()
    for name, old, new in [
        ("terms.yml", "what: A river.", 'what: "A river. [unverified]"'),
        (
            "subjects.yml",
            "River., sources: [gazette]}\n    - {",
            "River., confidence: unverified}\n    - {",
        ),
    ]:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    assert coverage(load(folder)).unverified == ("terms/long-river", "p1-which-river")


def test_an_act_that_commits_is_in_a_promise_or_listed_as_in_none(real, site):
    """A count of promises by acts and one by promises speak of the same acts."""
    commits = [
        i for s in real.annotated_sentences for i, a in s.acts_by_id.items() if a.act == "commits"
    ]

    assert coverage(real).unlisted == ()
    assert list(promises(real).committing) == commits
    key = site.page("commitments").xpath("string(//p[@class='ed-key'])")
    assert f"hold {len(commits)} acts that commit" in key
    # The tiny edition's one promise has words of one of its three acts that commit.
    assert coverage(load(TINY)).unlisted == ("p1-s1-a1", "p2-s2-a1")
    state = render_pages(load(TINY))["about/state/index.md"]
    assert 'in no promise: <a href="../../acts/#p1-s1-a1">p1-s1-a1</a>, ' in state


def test_each_reading_of_a_note_is_counted_by_itself(seeds_dir):
    folder = seeds_dir()
    first = folder / "paragraphs" / "p01.yml"
    text = first.read_text(encoding="utf-8")
    before = coverage(load(folder)).readings

    first.write_text(
        text.replace(
            "    body:", '    review: {state: draft, fairness: "1900-01-02"}\n    body:', 1
        ),
        encoding="utf-8",
    )
    after = coverage(load(folder)).readings

    assert set(before.values()) == {0}
    assert after == {**before, "from the side of each party": 1}


def test_the_report_prints_the_figures_of_the_page(real, site):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build.py"), "--report", "--seeds", str(SEEDS)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures = coverage(real)
    page = site.page("about/state")

    (total,) = re.findall(r"^all .*?(\d+)%$", done.stdout, re.M)
    assert int(total) == round(100 * figures.share)
    assert f"Claims without a source: {len(figures.unverified)} (" in done.stdout
    assert page.xpath("string(//ul[@class='ed-figures']/li[1]/b)") == f"{total}%"
    bars = page.xpath("//ol[@class='ed-map']//svg")
    assert len(bars) == len(figures.paragraphs)
    drawn = [len(bar.xpath("rect[starts-with(@class, 'k-')]")) for bar in bars]
    assert drawn == [len(paragraph.stretches) for paragraph in figures.paragraphs]
    for name, count in figures.readings.items():
        assert f"{count} {name}" in done.stdout
        assert f"{count} {name}" in page.text_content()
    listed = page.xpath(
        "//h2[@id='unverified']/following::a"
        "[preceding::h2[1][@id='unverified']][not(contains(@class, 'headerlink'))]"
    )
    assert len(listed) == len(figures.unverified)


def test_skeletons_that_wait_for_their_editor_are_named_and_counted(seeds_dir, capsys):
    folder = seeds_dir()
    assert main(["--seeds", str(folder), "new", "note", "p2", "will meet by"]) == 0
    assert main(["--seeds", str(folder), "new", "term", "maps", "maps"]) == 0

    assert coverage(load(folder)).to_write == ("p2-will-meet-by", "terms/maps")
    capsys.readouterr()
    assert main(["--seeds", str(folder), "--check"]) == 0
    assert (
        ": nothing written, 2 places still to be filled in (--report), " in capsys.readouterr().out
    )
    assert main(["--seeds", str(folder), "--report"]) == 0
    assert "To be written: 2 (p2-will-meet-by, terms/maps)\n" in capsys.readouterr().out
    state = render_pages(load(folder))["about/state/index.md"]
    assert "<li><b>2 places</b> still to be written</li>" in state
    assert "still to be written" not in render_pages(load(TINY))["about/state/index.md"]
