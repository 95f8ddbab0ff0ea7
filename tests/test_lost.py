"""A file that is not there any more is told once, not by all that named what was in it."""

import re
import shutil
from dataclasses import replace

import pytest
from conftest import SEEDS, problems_of

from edition.registry import Registry
from edition.rules.lost import check_lost

MISSED = "was a file deleted, renamed or cut short? restore it from the repository's history"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lost") / "seeds"
    shutil.copytree(SEEDS, folder)
    return folder


def told(seeds):
    return [str(problem) for problem in problems_of(seeds)]


@pytest.mark.parametrize(
    ("lost", "place", "says"),
    [
        ("terms", "terms", "terms are missed: there is no terms.yml and no terms/"),
        ("paragraphs", "paragraphs", "no paragraph has a file"),
        ("formulas.yml", "formulas", "slugs of formulas are missed: there is no formulas.yml"),
        ("subjects", "subjects", "slugs of subjects are missed"),
        ("primer.yml", "primer", "lessons are missed: there is no primer.yml ("),
        ("changes.yml", "changes", "changes are missed"),
        ("sources/agency.yml", "sources", "sources are in no file"),
        ("words.yml", "words.yml", "an edition needs 'words.yml', if only with {} in it"),
    ],
)
def test_what_is_lost_as_a_whole_is_told_once(whole, tmp_path, lost, place, says):
    aside = tmp_path / "aside"
    (whole / lost).rename(aside)
    try:
        (problem,) = told(whole)
    finally:
        aside.rename(whole / lost)

    assert problem.startswith(f"seeds/{place}:1:1: file-missing: ")
    assert says in problem
    assert problem.endswith(f"hint: {MISSED}")


def test_half_a_file_is_told_once_too(whole):
    path = whole / "terms" / "region.yml"
    text = path.read_text("utf-8")
    entry = text.index("\n", text.index("\n", len(text) // 2)) + 1
    while not text[entry].isalpha():
        entry = text.index("\n", entry) + 1
    path.write_text(text[:entry], "utf-8")
    try:
        (problem,) = told(whole)
    finally:
        path.write_text(text, "utf-8")

    assert problem.startswith("seeds/terms:1:1: file-missing: ")


def test_a_few_names_that_nobody_defines_are_told_each_at_its_place(seeds_dir):
    seeds = seeds_dir()
    note = seeds / "paragraphs" / "p02.yml"
    text = note.read_text("utf-8").replace("themes: [water]", "themes: [water, sea, sky]")
    note.write_text(text, "utf-8")

    assert [problem.split(": ")[1] for problem in told(seeds)] == ["unknown-theme"] * 4


def test_files_that_have_changed_places_are_told_once_each(whole):
    one, other = (whole / "paragraphs" / name for name in ("p05.yml", "p06.yml"))
    texts = [path.read_text("utf-8") for path in (one, other)]
    for path, text in zip((one, other), reversed(texts), strict=True):
        path.write_text(text, "utf-8")
    try:
        problems = told(whole)
    finally:
        for path, text in zip((one, other), texts, strict=True):
            path.write_text(text, "utf-8")

    assert [problem.split(": ")[:2] for problem in problems] == [
        ["seeds/paragraphs/p05.yml:2:1", "quote-not-found"],
        ["seeds/paragraphs/p06.yml:2:1", "quote-not-found"],
    ]
    assert re.search("(\\d+) of the \\1 quotations in this file are from p6\n", problems[0])


def test_a_paragraph_that_quotes_itself_is_not_held_against_every_other(real):
    class Unread(str):
        def __contains__(self, words):
            raise AssertionError(words)

    own = real.document.paragraphs[5]
    others = (p if p is own else replace(p, text=Unread(p.text)) for p in real.document.paragraphs)
    document = replace(real.document, paragraphs=tuple(others))
    layer = replace(real.layer, paragraphs={own.id: real.layer.paragraphs[own.id]})

    assert not list(check_lost(document, layer, (), Registry()))


def test_a_copy_of_a_file_is_told_once(whole):
    copy = shutil.copy(whole / "terms" / "region.yml", whole / "terms" / "region-2.yml")
    try:
        (problem,) = told(whole)
    finally:
        (whole / "terms" / "region-2.yml").unlink()

    assert problem.startswith("seeds/terms/region.yml:1:1: duplicate-slug: ")
    assert "slugs of this file are in seeds/terms/region-2.yml too" in problem
    assert copy.name == "region-2.yml"


def test_what_is_named_in_many_places_and_gone_is_told_at_the_first(seeds_dir):
    seeds = seeds_dir()
    note = seeds / "paragraphs" / "p02.yml"
    many = "[it](p1-old), " * 9
    text = note.read_text("utf-8").replace("    body:", f"    body: And {many}")
    note.write_text(text, "utf-8")

    (problem,) = told(seeds)

    assert problem.startswith("seeds/paragraphs/p02.yml:22:18: unknown-id: ")
    assert "is not known, here and in 8 other places" in problem


def test_a_sentence_that_nobody_begins_any_more_is_told_at_the_beginnings(whole):
    path = whole / "sentences.yml"
    text = path.read_text("utf-8")
    second = text.splitlines(keepends=True)
    del second[next(i for i, line in enumerate(second) if line.startswith("  p1:")) + 2]
    path.write_text("".join(second), "utf-8")
    try:
        (problem,) = told(whole)
    finally:
        path.write_text(text, "utf-8")

    assert problem.startswith("seeds/sentences.yml:1:1: id-vanished: p1-s2: published, ")


def test_what_was_published_and_is_gone_is_not_made_anew(desk):
    """The nearest other name would be a wrong hint, and a skeleton a second one."""
    desk.run("release", "1.0.0", "--date", "2001-02-07")
    desk.edit("themes.yml", ("water:", "waters:"))

    assert {(code, hint) for code, _, hint in desk.problems() if code == "unknown-theme"} == {
        (
            "unknown-theme",
            "it was published: restore it, or its slug and run "
            "python scripts/build.py rename themes/water NEW; to take it out, name another "
            'thing here, then python scripts/build.py retire themes/water "what happened"',
        )
    }
