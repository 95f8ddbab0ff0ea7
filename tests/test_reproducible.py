"""The same seeds give the same bytes: any day, any place, MkDocs or its continuation."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import CONFIG, ROOT, SEEDS, TINY, build_site, contents, site_of

pytestmark = pytest.mark.xdist_group("reproducible")

THERE = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4242",
    "COLUMNS": "40",
    "PYTHONUTF8": "1",
    "HOME": "/nonexistent",
}


@pytest.fixture(scope="module")
def far(tmp_path_factory):
    """A folder in another place, with a name that some tools trip over."""
    folder = tmp_path_factory.mktemp("far") / "a" / "folder with spaces" / "ünder"
    folder.mkdir(parents=True)
    return folder


def test_the_whole_site_is_the_same_bytes_in_another_place_and_from_the_next_engine(site, far):
    """The one that all tests read, and one of a copy of the project that ProperDocs builds."""
    for name, folder in (("scripts", ROOT / "scripts"), ("seeds", SEEDS)):
        shutil.copytree(folder, far / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CONFIG, far)
    shutil.copytree(ROOT / "docs/assets", far / "docs/assets", ignore=made_by_the_build)
    there = {**THERE, "SITE_URL": "https://example.org/repo/", "BOOKS": str(ROOT / ".books")}

    done = build_site(far / "mkdocs.yml", far / "site", mkdocs=("-m", "properdocs"), **there)

    assert done.returncode == 0, done.stderr
    one, two = contents(site.folder), contents(far / "site")
    assert different(one, two) == []
    assert len(one) > 400
    assert b"mkdocs-ProperDocs" in two["index.html"]


def different(one, two):
    """The files that are not the same in two sites, but for the name of the engine."""
    engine = re.compile(rb'<meta name="generator" content="mkdocs-[^"]*">')
    return [
        name
        for name in sorted({*one, *two})
        if name not in one
        or name not in two
        or engine.sub(b"", one[name], 1) != engine.sub(b"", two[name], 1)
    ]


def made_by_the_build(folder, names):
    listed = (ROOT / "docs" / ".generated").read_text("utf-8")
    below = Path(folder).relative_to(ROOT / "docs")
    return [name for name in names if f"\n{below / name}" in listed]


def test_no_site_knows_the_day_or_the_folder_of_its_building(far, tmp_path):
    (far / "tiny").mkdir()
    built = contents(site_of(TINY, far / "tiny", **THERE).folder)

    today = date.today().isoformat().encode()
    assert len(built) > 50
    for name, content in built.items():
        # The tiny edition is of 2001, so that this day can only come from the clock.
        assert today not in content, name
        assert "ünder".encode() not in content, name
    assert built == contents(site_of(TINY, tmp_path).folder)
