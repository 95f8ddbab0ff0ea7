"""Pages do not grow with the text: what a long edition must keep."""

import gc

import pytest
from bench.made_up import write_edition

from edition.page import MARKED_EACH_SIDE, Page
from edition.pages import file_jobs, render_pages
from edition.parts import WHOLE
from edition.pipeline import load


@pytest.fixture(scope="module")
def long_pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long") / "seeds"
    write_edition(folder, WHOLE + 20)
    return render_pages(load(folder))


def marks(page):
    return page.partition('<nav class="ed-ticks"')[2].partition("</nav>")[0].count("<li>")


def test_a_paragraph_of_a_long_text_has_the_marks_of_its_neighbours_only(long_pages):
    assert marks(long_pages["p/40/index.md"]) == 2 * MARKED_EACH_SIDE + 1
    assert marks(long_pages["p/1/index.md"]) == MARKED_EACH_SIDE + 1
    assert 'aria-current="page">40</a>' in long_pages["p/40/index.md"]


def test_a_paragraph_of_a_short_text_has_all_marks(site, real):
    page = site.page("p/6")

    assert len(page.xpath("//nav[@class='ed-ticks']//li")) == len(real.paragraphs)


def test_of_a_thousand_drafts_the_page_of_the_state_names_some_and_counts_the_rest(long_pages):
    state = long_pages["about/state/index.md"]
    notes = (WHOLE + 20) * 14
    drafts = state.partition(f"<summary>In draft: {notes:,}</summary>")[2].partition("</details>")[
        0
    ]

    assert drafts.count("](") == 300
    assert f" and {notes - 300:,} more" in drafts


def test_a_page_of_which_there_are_many_leaves_nothing_behind(real):
    many = ("p/", "part/", "terms/", "themes/")
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        for job in file_jobs(real):
            for _ in job():
                pass
        gc.collect()
        left = {thing.uri for thing in gc.garbage if isinstance(thing, Page)}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()

    assert not {uri for uri in left if uri.startswith(many)}


def test_a_made_up_edition_is_the_same_each_time(tmp_path):
    for name in ("one", "two"):
        write_edition(tmp_path / name, 19)

    one, two = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.yml")}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 26
