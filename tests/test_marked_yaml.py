"""YAML with places: values stay texts, and what goes wrong is told where it stands."""

import pytest
from conftest import CHARTER, SEEDS

from edition import processes
from edition.pipeline import load
from edition.problems import Place
from edition.seeds.marked_yaml import MarkedFile, Marks
from edition.seeds.yaml_faults import MOST_FAULTS, parse_files


def parse(text):
    """The file, its data and its problems."""
    problems = []
    return *next(parse_files([MarkedFile("seeds/x.yml", text)], problems), (None, None)), problems


def test_scalars_stay_as_they_were_written():
    _, data, problems = parse("a: no\nb: 012\nc: 2026-01-04\nd: 1e3\ne:\nf: ''\n")

    assert not problems
    assert data == {"a": "no", "b": "012", "c": "2026-01-04", "d": "1e3", "e": None, "f": ""}


def test_everything_knows_its_place():
    file, _, _ = parse("a:\n  - x\n  - b: y\n")

    assert file.place(("a",)) == Place("seeds/x.yml", 1, 1)
    assert file.place(("a", 0)) == Place("seeds/x.yml", 2, 5)
    assert file.place(("a", 1, "b")) == Place("seeds/x.yml", 3, 8)
    assert file.place(("a", 1, "gone")) == Place("seeds/x.yml", 3, 5)


def test_a_word_inside_a_block_of_text_is_found():
    file, _, _ = parse("a: |\n  one\n  two [@gone]\n")

    assert file.place_of_token(("a",), "@gone") == Place("seeds/x.yml", 3, 8)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a: &x 1\nb: *x\n", "yaml-feature", id="anchor"),
        pytest.param("a: *x\n", "yaml-feature", id="alias to nothing"),
        pytest.param("a: !!python/object:os.system x\n", "yaml-feature", id="tag"),
        pytest.param("? [a, b]\n: c\n", "yaml-feature", id="key that is a list"),
        pytest.param("a: 1\n---\nb: 2\n", "yaml-feature", id="second document"),
        pytest.param("[" * 50_000, "yaml-feature", id="brackets without end"),
        pytest.param("- " * 50_000, "yaml-feature", id="lists in lists"),
        pytest.param("a: b: c\n", "yaml-syntax", id="colon in a plain value"),
        pytest.param("a: \x00\n", "hidden-character", id="NUL"),
        pytest.param("\ta: 1\n", "yaml-syntax", id="tab"),
        pytest.param("a: 1\na: 2\n", "duplicate-key", id="key twice"),
    ],
)
def test_what_the_seeds_do_not_need_is_refused_with_a_place(text, code):
    _, _, problems = parse(text)

    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.line >= 1


def test_a_merge_key_is_an_ordinary_unknown_key():
    _, data, _ = parse("a:\n  <<: {b: 1}\n")

    assert data == {"a": {"<<": {"b": "1"}}}


@pytest.mark.parametrize("seeds", [CHARTER, SEEDS], ids=["charter", "real"])
def test_places_are_not_looked_for_while_nothing_is_wrong(monkeypatch, seeds):
    """To find them, a file is read a second time."""
    looked_for = []

    def marks(file):
        looked_for.append(file.path)
        return Marks(file.path)

    monkeypatch.setattr(MarkedFile, "_marks", property(marks))
    monkeypatch.setattr(processes, "_processors", lambda: 1)

    load(seeds)

    assert looked_for == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            'a: "x\\u202ey"\n',
            "1:4: hidden-character: U+202E is invisible and changes how the text is read",
            id="hidden by an escape",
        ),
        pytest.param(
            "a: ! x\n", "1:4: yaml-feature: tag '!' is not allowed", id="a tag without a name"
        ),
        pytest.param(
            "one:\n  x: 1\n  y: 1\n  two:\n  x: 2\n  y: 2\n",
            "5:3: duplicate-key: key 'x' appears twice in one mapping",
            id="a record that is not where its name is",
        ),
    ],
)
def test_what_the_parser_would_keep_silent_is_told(text, told):
    _, _, problems = parse(text)

    assert [str(problem).split("\n")[0] for problem in problems] == [f"seeds/x.yml:{told}"]


def test_the_same_fault_is_told_a_hundred_times_at_most():
    file, _, problems = parse("".join(f"a: 1\nb{n}: 1\n" for n in range(1000)))

    assert file is None
    assert len(problems) == MOST_FAULTS + 1
