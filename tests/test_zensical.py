"""The same tree builds with the successor of the engine: same addresses, same anchors."""

import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, Site, words_of

pytestmark = pytest.mark.xdist_group("zensical")

# What each engine adds by itself, and no page of the edition needs.
OWN_IDS = re.compile(r"^__|^$")


@pytest.fixture(scope="module")
def zensical(tmp_path_factory):
    """The pages written by the build script alone, then built in a copy of the tree."""
    root = tmp_path_factory.mktemp("zensical")
    for name in ("scripts", "seeds"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "docs").mkdir()
    environment = {"SITE_URL": "https://example.org/repo/", "PATH": ""}
    for command in (["scripts/build.py"], ["-m", "zensical", "build", "--clean"]):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return Site(root / "site")


def ids(page):
    return {i for i in page.xpath("//article//@id") if not OWN_IDS.match(i)}


def test_zensical_gives_the_same_addresses(zensical, site):
    assert set(zensical.addresses()) == set(site.addresses())


def test_zensical_gives_the_same_ids_on_every_page(zensical, site):
    for address in site.addresses():
        if address != "404.html":
            assert ids(zensical.page(address)) == ids(site.page(address)), address


def test_zensical_keeps_the_words_of_the_document(zensical, real):
    page = zensical.page("index.html")
    for paragraph in real.document.paragraphs:
        (element,) = page.xpath(f'//*[@data-ref="{paragraph.id}"]')
        assert words_of(element) == paragraph.text
