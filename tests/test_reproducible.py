"""The same seeds give the same bytes, on any day, in any folder, in any place of the world."""

import os
import subprocess
import sys
from datetime import date

import pytest
from conftest import ROOT, TINY, site_of

pytestmark = pytest.mark.xdist_group("reproducible")

HERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": "/nonexistent"}
THERE = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4242",
    "COLUMNS": "40",
    "PYTHONUTF8": "1",
}


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    near = tmp_path_factory.mktemp("near")
    far = tmp_path_factory.mktemp("far") / "a" / "folder with spaces" / "ünder"
    far.mkdir(parents=True)
    address = {"SITE_URL": "https://example.org/repo/"}
    return [
        contents(site_of(TINY, root, **address, **place).folder)
        for root, place in ((near, HERE), (far, THERE))
    ]


def test_two_sites_of_one_edition_are_the_same_bytes(twice):
    one, two = twice

    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 50


def test_no_site_knows_the_day_or_the_folder_of_its_building(twice):
    today = date.today().isoformat().encode()
    for name, content in twice[1].items():
        # The tiny edition is of 2001, so that this day can only come from the clock.
        assert today not in content, name
        assert "ünder".encode() not in content, name


def test_pages_and_exports_of_this_edition_are_the_same_bytes(tmp_path):
    made = []
    for name, place in (("here", HERE), ("there", THERE)):
        docs = tmp_path / name
        subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "build.py"), "--docs", str(docs)],
            env={"PATH": os.environ["PATH"], **place},
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        made.append(contents(docs))

    assert made[0] == made[1]
