"""The same tree builds with MkDocs and with its successor: one site, two engines.

The third, ProperDocs, gives the same bytes: see ``test_reproducible.py``.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import urljoin

import pytest
import yaml
from conftest import CONFIG, ROOT, SEEDS, Site, words_of

pytestmark = pytest.mark.xdist_group("zensical")

# It runs no hooks: the script writes the pages before it, the twins after it.
ZENSICAL = [
    ["scripts/build.py"],
    ["-m", "zensical", "build", "--clean"],
    ["scripts/build.py", "--twins", "site"],
]
DIFFERENCES = yaml.safe_load((ROOT / "tests" / "engines.yml").read_text("utf-8"))
# What each engine adds by itself, and no page of the edition needs.
OWN_IDS = re.compile(r"^__|^$")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The site as Zensical makes it, in a copy of the tree."""
    root = tmp_path_factory.mktemp("zensical")
    for name, folder in (("scripts", ROOT / "scripts"), ("seeds", SEEDS)):
        shutil.copytree(folder, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CONFIG, root)
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets", ignore=made)
    address = {"SITE_URL": "https://example.org/repo/", "NO_MKDOCS_2_WARNING": "1"}
    for command in ZENSICAL:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=root,
            env=os.environ | address,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return Site(root / "site")


def made(_, names):
    """What the build puts among the tracked files of ``docs/assets``."""
    return [name for name in names if name in {"search"}]


def pages(site):
    return [address for address in site.addresses() if address != "404.html"]


def ids(page, _):
    return {i for i in page.xpath("//article//@id") if not OWN_IDS.match(i)}


def links(page, address):
    """Where the links lead; the engines write the same place in different ways."""
    here = f"https://example.org/{address.removesuffix('index.html')}"
    return sorted(urljoin(here, href) for href in page.xpath("//article//a/@href"))


def documents_words(page, _):
    return [
        (element.get("data-ref"), words_of(element))
        for element in page.xpath('//*[@data-voice="document"]')
    ]


def navigation(page, address):
    """Where the pages in the masthead lead, what they are called, and which is shown as here."""
    here = f"https://example.org/{address.removesuffix('index.html')}"
    return [
        (urljoin(here, link.get("href")), link.text, link.get("aria-current"))
        for link in page.xpath("//header//nav//a")
    ]


def test_the_addresses_are_the_same(other, site):
    assert other.addresses() == site.addresses()


def test_the_files_are_the_same_but_for_the_listed_ones(other, site):
    listed = {d["files"] for d in DIFFERENCES}

    def names(folder):
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
        # The theme's own files have other hashes in their names, and no page loads them.
        theirs = re.compile(r"assets/(?:javascripts|stylesheets|images)|search(?:/|\.json)|objects")
        return {name for name in found if not theirs.match(name)}

    differing = names(other.folder) ^ names(site.folder)

    assert differing == listed


def test_no_engine_makes_an_index_for_a_search_that_no_page_has(other, site):
    found = {
        path.relative_to(built.folder).as_posix(): json.loads(path.read_text("utf-8"))
        for built in (site, other)
        for path in built.folder.rglob("search*.json")
    }

    assert [name for name, index in found.items() if index["items"]] == []


def loaded(page, _):
    """The policy of a page, the scripts that it loads, and how many stand in it."""
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    inline = [s for s in page.xpath("//script[not(@src)]") if "json" not in s.get("type", "")]
    # Zensical runs no hooks, so its addresses do not tell the version.
    scripts = [src.removeprefix("./").partition("?")[0] for src in page.xpath("//script/@src")]
    return policy, scripts, len(inline)


def test_every_page_has_the_same_ids_links_words_masthead_policy_and_scripts(other, site):
    differing = {}
    for address in pages(site):
        theirs, ours = other.page(address), site.page(address)
        for what in (ids, links, documents_words, navigation, loaded):
            if what(theirs, address) != what(ours, address):
                differing.setdefault(what.__name__, []).append(address)

    assert differing == {}


def test_each_listed_difference_has_its_reason():
    assert all(len(difference["reason"]) > 20 for difference in DIFFERENCES)
    assert len(DIFFERENCES) < 10
