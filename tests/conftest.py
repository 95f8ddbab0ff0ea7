"""Trees to build from: a tiny one made for the purpose, the real one, and sites of both."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Page
from reader import PHONE as PHONE  # for the tests that import it from here
from reader import WIDE, Tabs, chromium, no_complaints, served

from edition.docs_dir import sync
from edition.model import Annotation, Edition
from edition.pipeline import load
from edition.problems import InvalidEdition, Problem

if TYPE_CHECKING:
    from desk import Desk

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "broken" / "base"
OWN = ROOT / "seeds"
"""The seeds of this repository: in a fork those of another text."""

FIRST = ROOT / "tests" / "editions" / "first" / "seeds"
SEEDS = FIRST if FIRST.is_dir() else OWN
"""The seeds of the edition with which the engine was made, which its tests go through.

A fork keeps them for the tests, and the settings of their site (docs/guides/another-text.md).
"""

CONFIG = FIRST.with_name("mkdocs.yml") if FIRST.is_dir() else ROOT / "mkdocs.yml"

CHARTER = ROOT / "tests" / "editions" / "atlantic-charter" / "seeds"
WELLS = ROOT / "tests" / "editions" / "two-wells" / "seeds"

pytest_plugins = ["exported"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the browser close late: Playwright ends its event loop when pytest no longer listens."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))


@pytest.fixture
def seeds_dir(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the tiny edition, with some files replaced (``None`` removes)."""

    def make(files: dict[str, str | None] | None = None) -> Path:
        folder = tmp_path / "seeds"
        shutil.copytree(TINY, folder, dirs_exist_ok=True)
        for name, text in (files or {}).items():
            path = folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
        return folder

    return make


@pytest.fixture(scope="session")
def real() -> Edition:
    """The edition that the tests go through, checked."""
    return load(SEEDS)


@dataclass(frozen=True, slots=True)
class Site:
    """A built site on disk, read without knowledge of the generator."""

    folder: Path

    def page(self, address: str) -> html.HtmlElement:
        """The parsed page at *address*, a folder below the site or a file name."""
        path = self.folder / address
        return html.parse(str(path / "index.html" if path.is_dir() else path)).getroot()

    def addresses(self) -> list[str]:
        """Every page of the site."""
        found = sorted(self.folder.rglob("*.html"))
        # Tests go through all pages; of none they would say nothing.
        assert found, self.folder
        return [path.relative_to(self.folder).as_posix() for path in found]


def build_site(
    config: Path, site: Path, *, mkdocs: Sequence[str] = ("-m", "mkdocs"), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as ``make site`` does."""
    command = [sys.executable, *mkdocs, "build", "--strict", "--quiet"]
    return subprocess.run(
        [*command, "--config-file", str(config), "--site-dir", str(site)],
        cwd=config.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """A folder that *make* fills for the first worker which asks; the others wait for it."""
    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent  # each worker has a folder of its own below that of the run
    folder = run / f"made-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            (folder / ".whole").touch()
    return folder


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An editor's desk: the tiny edition, and `build.py` to use on it."""
    from desk import Desk  # which takes the tiny edition from here

    return Desk(tmp_path / "seeds", capsys)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built strictly for an address with a sub-path."""

    def make(folder: Path) -> None:
        config = ROOT / "mkdocs.yml"
        if config != CONFIG:
            config = folder / "mkdocs.yml"
            config.write_text(f"docs_dir: {ROOT / 'docs'}\n{moved(CONFIG, SEEDS)}", "utf-8")
        done = build_site(
            config, folder / "repo", SITE_URL="https://example.org/repo/", SEEDS=str(SEEDS)
        )
        assert done.returncode == 0, done.stderr + done.stdout

    return Site(made_once(tmp_path_factory, "site", make) / "repo")


@pytest.fixture(scope="session")
def charter() -> Edition:
    """The edition of another text, checked."""
    return load(CHARTER)


@pytest.fixture(scope="session")
def charter_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of another text, built by the same scripts."""
    folder = made_once(tmp_path_factory, "charter", lambda root: site_of(CHARTER, root))
    return Site(folder / "site")


def moved(config: Path, seeds: Path) -> str:
    """The settings in *config*, for a file that lies elsewhere and is about *seeds*."""
    text = config.read_text("utf-8").replace("scripts/", f"{ROOT.as_posix()}/scripts/")
    return text.replace("watch: [seeds", f"watch: [{seeds.as_posix()}")


def site_of(
    seeds: Path,
    root: Path,
    *,
    mkdocs: Sequence[str] = ("-m", "mkdocs"),
    extra: str = "",
    **environment: str,
) -> Site:
    """The site of *seeds*, built strictly in the empty folder *root* by the project's scripts.

    *mkdocs* is how Python starts MkDocs, *extra* a line to add to that part of its settings.
    """
    (root / "docs").mkdir()
    config = root / "mkdocs.yml"
    # Everything but the names of the edition comes from the project's own file.
    named = re.sub(
        r"(?m)^site_name: .*\nsite_description: .*",
        "site_name: The Charter, Annotated\nsite_description: Another text",
        moved(CONFIG, seeds),
    )
    config.write_text(named.replace("\nextra:\n", f"\nextra:\n{extra}"), encoding="utf-8")
    done = build_site(config, root / "site", mkdocs=mkdocs, SEEDS=str(seeds), **environment)
    assert done.returncode == 0, done.stderr + done.stdout
    return Site(root / "site")


def words_of(element: html.HtmlElement) -> str:
    """The text of *element* without what the edition puts inside it."""
    if element.get("data-voice") == "edition":
        return ""
    inner = "".join(words_of(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def pieces_under(page: html.HtmlElement, note: Annotation) -> list[html.HtmlElement]:
    """The runs of words on *page* that *note* covers; a link to it alone names no others."""
    return page.xpath(
        f"//*[contains(concat(' ', @data-notes, ' '), ' {note.id} ')]"
        f" | //a[contains(@class, 'ed-phrase')][not(@data-notes)][@href='#{note.id}']"
    )


@pytest.fixture(scope="session")
def address(site):
    """The site served below a sub-path, as GitHub Pages does."""
    with served(site.folder.parent) as root:
        yield f"{root}repo/"


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def tabs(browser):
    """Tabs for every kind of reader, each used again by the tests that come later."""
    return Tabs(browser)


@pytest.fixture
def tab(tabs):
    """A tab for a kind of reader, in which nothing is open; taken back at the end of the test."""
    taken = []

    def take(size, **options):
        taken.append(tabs.take(size, **options))
        return taken[-1]

    yield take
    for page in taken:
        tabs.take_back(page)


@pytest.fixture
def open_page(tab, address):
    """Open a page; complaints of the page and requests to other hosts end the test."""
    with ExitStack() as listening:

        def make(path="", size=WIDE, **options):
            page = tab(size, **options)
            listening.enter_context(no_complaints(page, address))
            page.goto(address + path)
            return page

        yield make


def problems_of(seeds: Path) -> list[Problem]:
    """What is wrong with *seeds*."""
    with pytest.raises(InvalidEdition) as caught:
        load(seeds)
    return caught.value.problems


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def put_pages(docs, pages, problems):
    """Bring *docs* in line with *pages*, texts by their paths; how many changed."""
    return sync(docs, [pages.items], problems, lambda _: ())[0]


def axe_violations(page: Page) -> list[tuple[str, list[list[str]]]]:
    """What axe finds wrong on *page*: rule, and the first places that break it.

    Of elements that stand in the same place of the page, in the same colours and sizes and
    with the same attributes, two stay: the others are made by the same line of a template,
    and axe takes a minute for thousands.  An element with anything in it that has not been
    seen twice stays as well, and so do headings and all that makes up a name.  That no link
    anywhere is without one, `test_site.py` looks at on all pages.
    """
    page.evaluate(
        """() => {
          const looks = ["color", "backgroundColor", "fontSize", "fontWeight", "opacity",
            "display", "textDecorationLine"];
          const places = new Map();
          const describe = (element, above) => {
            const style = getComputedStyle(element);
            const place = [above, element.tagName, element.className,
              ...element.getAttributeNames().sort(), ...looks.map((look) => style[look]),
              element.textContent.trim() === ""].join();
            places.set(element, place);
            for (const child of element.children) describe(child, place);
          };
          const naming = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
          const named = new Set(naming.flatMap((key) =>
            [...document.querySelectorAll(`[${key}]`)].flatMap((element) =>
              element.getAttribute(key).split(" "))));
          const seen = new Map();
          const known = (element) => seen.get(places.get(element)) === 2
            && !named.has(element.id) && !element.matches("h1, h2, h3, h4")
            && [...element.children].every(known);
          const thin = (element, isName) => {
            for (const child of [...element.children]) {
              if (!isName && known(child)) { child.remove(); continue; }
              const place = places.get(child);
              seen.set(place, Math.min(2, (seen.get(place) ?? 0) + 1));
              thin(child, isName || named.has(child.id)
                || child.matches("h1, h2, h3, h4, a, button, summary"));
            }
          };
          describe(document.body, "");
          thin(document.body, false);
        }"""
    )
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found]
