"""One smallest broken tree for each code, with exactly what an editor is told."""

import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, TINY

from edition.pipeline import build
from edition.problems import CODES, InvalidEdition

BROKEN = ROOT / "tests" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.name != "base")
# These two need what git cannot keep: a huge file, a file where a page is due.
IN_TESTS_OF_THEIR_OWN = {"file-unreadable", "file-in-the-way"}


def run_check(seeds, **environment):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build.py"), "--check", "--seeds", str(seeds)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", **environment},
    )


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
def test_each_fault_is_told_with_its_place_its_code_and_a_hint(code, broken):
    done = run_check(broken(code))

    assert done.stderr == (BROKEN / code / "expected.txt").read_text("utf-8")
    assert f": {code}: " in done.stderr
    assert done.returncode == 1


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


def test_all_problems_of_all_files_come_in_one_run(seeds_dir):
    folder = seeds_dir()
    for name, old, new in [
        ("terms.yml", "[gazette]", "[gazete]"),
        ("paragraphs/p02.yml", "quote: again", "quote: never"),
        ("subjects.yml", "[Northland, Southland]", "[Northland, Eastland]"),
    ]:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    done = run_check(folder)

    assert [
        line.split(": ")[1] for line in done.stderr.splitlines() if line.startswith("seeds")
    ] == [
        "quote-not-found",
        "position-missing",
        "unknown-source",
    ]


def test_in_actions_each_problem_is_also_an_annotation(broken):
    done = run_check(broken("unknown-theme"), GITHUB_ACTIONS="true")

    assert done.stdout == (
        "::error file=seeds/paragraphs/p02.yml,line=8,col=14,title=unknown-theme::"
        "theme 'watter' is not known (did you mean 'water'?)\n"
    )
