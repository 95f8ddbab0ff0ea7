"""One smallest broken tree for each code, with exactly what an editor is told."""

import re
import shutil

import pytest
from conftest import ROOT, TINY

from build import main
from edition.pipeline import build, load
from edition.problems import CODES, InvalidEdition

BROKEN = ROOT / "tests" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.name != "base")
# These two need what git cannot keep: a huge file, a file where a page is due.
IN_TESTS_OF_THEIR_OWN = {"file-unreadable", "file-in-the-way"}


@pytest.fixture
def check(capsys, monkeypatch):
    """What ``build.py --check`` ends with and says: its status, and both of its streams."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def run(seeds):
        status = main(["--check", "--seeds", str(seeds)])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def broken(tmp_path):
    def make(code):
        folder = tmp_path / "seeds"
        shutil.copytree(TINY, folder)
        shutil.copytree(BROKEN / code, folder, dirs_exist_ok=True)
        (folder / "expected.txt").unlink()
        return folder

    return make


@pytest.mark.parametrize("code", CASES)
def test_each_fault_is_told_with_its_place_its_code_and_a_hint(code, broken, check):
    status, _, told = check(broken(code))

    assert told == (BROKEN / code / "expected.txt").read_text("utf-8")
    assert f": {code}: " in told
    assert status == 1


SLIPS = [
    ("    kind: wording", "\tkind: wording", "indent with blanks, not with a tab"),
    ("    lead: An", '    lead: "An', "a quotation mark is not closed"),
    ("    kind: wording", "   kind: wording", "keys of one record stand under each other"),
    (
        "notes:\n",
        "<<<<<<< HEAD\nnotes:\n",
        "two edits were merged and lines like '<<<<<<<' are left",
    ),
    ("quote: again", "quote: share the river", "it stands in p1-s1"),
    ("quote: again", "quote: meet\u00a0again", "'meet again.', without the U+00A0 of the quote"),
    ("quote: again", "quote: Again", "the text has 'again'"),
    ("  again:", "  s3:", "s and a figure are the name of a sentence"),
    ("  s2:", "  s7:", "p2 has 2: up to s2"),
    ("act: commits", "act: pledges", "one of: commits, declares, supports"),
    ("kind: wording", "kind: wordng", "did you mean 'wording'?"),
    ("infers an", "infers from https://example.org an", "an outside address belongs in a source"),
]


@pytest.mark.parametrize(("right", "wrong", "hint"), SLIPS, ids=[slip[2] for slip in SLIPS])
def test_a_slip_of_an_editor_gets_the_hint_that_mends_it(tmp_path, right, wrong, hint):
    shutil.copytree(TINY, tmp_path / "seeds")
    path = tmp_path / "seeds" / "paragraphs" / "p02.yml"
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")

    with pytest.raises(InvalidEdition) as caught:
        load(tmp_path / "seeds")

    (told,) = [problem for problem in caught.value.problems if hint in problem.hint]
    assert told.place.path == "seeds/paragraphs/p02.yml"


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("paragraphs/p2.yml", "duplicate-slug", "keep one of it and seeds/paragraphs/p02.yml"),
        ("paragraphs/p02.yaml", "unknown-file", "its name should end in .yml"),
        ("paragraphs/p02 copy.yml", "unknown-file", "named after it: paragraphs/p06.yml"),
        ("term.yml", "unknown-file", "did you mean 'terms'?"),
    ],
)
def test_a_file_with_a_wrong_name_is_told(tmp_path, name, code, hint):
    shutil.copytree(TINY, tmp_path / "seeds")
    shutil.copy(TINY / "paragraphs" / "p02.yml", tmp_path / "seeds" / name)

    with pytest.raises(InvalidEdition) as caught:
        load(tmp_path / "seeds")

    (told,) = caught.value.problems
    assert (told.code, told.place.path) == (code, f"seeds/{name}")
    assert hint in told.hint


@pytest.mark.parametrize("changed", [b"\r\n", b"\n"], ids=["to CRLF", "the mark"])
def test_a_text_of_which_only_the_line_ends_changed_is_told_so(tmp_path, changed):
    shutil.copytree(TINY, tmp_path / "seeds")
    path = tmp_path / "seeds" / "accord.txt"
    mark = b"\xef\xbb\xbf" if changed == b"\n" else b""
    path.write_bytes(mark + path.read_bytes().replace(b"\n", changed))

    with pytest.raises(InvalidEdition) as caught:
        load(tmp_path / "seeds")

    assert "only line ends or the mark at its head differ" in caught.value.problems[0].hint


def test_every_code_has_its_tree():
    assert set(CASES) | IN_TESTS_OF_THEIR_OWN == set(CODES)


def test_contributing_lists_every_code_with_its_meaning():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

    listed = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", text, re.M))

    assert listed == CODES


def test_a_file_that_is_too_large_is_refused(seeds_dir):
    folder = seeds_dir({"terms.yml": "#" * 2_000_001})

    with pytest.raises(InvalidEdition) as caught:
        build(folder, folder.parent / "docs")

    assert "seeds/terms.yml:1:1: file-unreadable: larger than 2000000 bytes" in map(
        str, caught.value.problems
    )


def test_all_problems_of_all_files_come_in_one_run(seeds_dir, check):
    folder = seeds_dir()
    for name, old, new in [
        ("terms.yml", "[gazette]", "[gazete]"),
        ("paragraphs/p02.yml", "quote: again", "quote: never"),
        ("subjects.yml", "[Northland, Southland]", "[Northland, Eastland]"),
    ]:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    _, _, told = check(folder)

    assert [line.split(": ")[1] for line in told.splitlines() if line.startswith("seeds")] == [
        "quote-not-found",
        "position-missing",
        "unknown-source",
    ]


def test_in_actions_each_problem_is_also_an_annotation(broken, check, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert check(broken("unknown-theme"))[1] == (
        "::error file=seeds/paragraphs/p02.yml,line=8,col=14,title=unknown-theme::"
        "theme 'watter' is not known (did you mean 'water'?)\n"
    )
