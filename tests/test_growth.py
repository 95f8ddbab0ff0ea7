"""Pages do not grow with the text: what a long edition must keep."""

import pytest
from bench.made_up import write_edition

from edition.page import MARKED_EACH_SIDE
from edition.pages import render_pages
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


def test_a_paragraph_of_a_short_text_has_all_marks(real):
    page = render_pages(real)["p/6/index.md"]

    assert marks(page) == len(real.paragraphs)


def test_a_made_up_edition_is_the_same_each_time(tmp_path):
    for name in ("one", "two"):
        write_edition(tmp_path / name, 19)

    one, two = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.yml")}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 25
