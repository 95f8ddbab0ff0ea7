"""The folder of the pages: what a build writes into it, and what it leaves alone."""

import pytest
from conftest import contents, put_pages

from edition.pipeline import build
from edition.problems import InvalidEdition


def test_pages_are_written_only_where_they_changed(seeds_dir, tmp_path):
    docs = tmp_path / "docs"
    _, first = build(seeds_dir(), docs)
    before = {path: path.stat().st_mtime_ns for path in docs.rglob("*")}

    _, second = build(seeds_dir(), docs)

    assert (first > 10, second) == (True, 0)
    assert {path: path.stat().st_mtime_ns for path in docs.rglob("*")} == before


def test_a_page_that_is_no_longer_made_is_removed_and_so_is_its_empty_folder(tmp_path):
    docs = tmp_path / "docs"
    put_pages(docs, {"index.md": "one\n", "p/1.md": "two\n"}, [])

    changed = put_pages(docs, {"index.md": "one\n"}, [])

    assert changed == 1
    assert sorted(contents(docs)) == [".generated", "index.md"]
    assert not (docs / "p").exists()


def test_files_that_the_build_did_not_make_are_never_touched(tmp_path):
    docs = tmp_path / "docs"
    (docs / "p").mkdir(parents=True)
    (docs / "p" / "own.md").write_text("mine")
    put_pages(docs, {"p/1.md": "one\n"}, [])

    put_pages(docs, {}, [])

    assert set(contents(docs)) == {".generated", "p/own.md"}
    assert contents(docs)["p/own.md"] == b"mine"


def test_a_file_in_the_way_stops_the_build_before_anything_is_written(tmp_path, seeds_dir):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("mine")

    with pytest.raises(InvalidEdition) as caught:
        build(seeds_dir(), docs)

    assert [problem.code for problem in caught.value.problems] == ["file-in-the-way"]
    assert contents(docs) == {"index.md": b"mine"}


def test_what_was_published_stays_as_it_was_when_there_is_a_problem(tmp_path, seeds_dir):
    docs = tmp_path / "docs"
    folder = seeds_dir()
    build(folder, docs)
    before = contents(docs)
    (folder / "themes.yml").write_text("water: {}\n")

    with pytest.raises(InvalidEdition):
        build(folder, docs)

    assert contents(docs) == before
