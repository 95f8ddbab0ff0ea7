"""Types queries into the real search box and counts how often the first results help.

``make search-eval`` prints the success at 1 and at 3 and the mean reciprocal rank, by kind
of query, and each query whose place is not the first result.  With ``--means`` the same
queries are put to another search of the same pages, to compare.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "scripts"), str(HERE.parent)]

from reader import ROOT, chromium, served  # noqa: E402, it is in tests/

from edition.pipeline import load  # noqa: E402
from edition.search.own_pages import own_places  # noqa: E402

SEEDS = Path(os.environ.get("SEEDS") or ROOT / "seeds")
DEPTH = 10

Ask = Callable[[Page, str], list[str]]
"""Gives the addresses that a search offers for some words, best first."""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the places of the edition that answer it."""

    kind: str
    words: str
    places: tuple[str, ...]

    def answered_by(self, place: str) -> bool:
        """Whether *place* answers; a sentence answers for its paragraph and the other way round."""
        return any(_same(place, wanted) for wanted in self.places)


def _same(place: str, wanted: str) -> bool:
    if wanted.startswith("="):
        return place == wanted[1:]
    paragraph = re.sub(r"-s\d+$", "", place)
    return place == wanted or paragraph == wanted or place == re.sub(r"-s\d+$", "", wanted)


def read_queries(path: Path) -> list[Query]:
    """The queries in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Query(r["kind"], r["query"], tuple(r["places"].split())) for r in rows]


@cache
def own_pages() -> set[str]:
    """The addresses of the edition's own pages and of their sections."""
    return {place.path for place in own_places(load(SEEDS))}


def place_of(href: str) -> str:
    """The id of the place that a link of a result opens."""
    parts = urlsplit(href)
    path = re.sub(r"index\.html$", "", parts.path)
    last = f"{path}#{parts.fragment}" if parts.fragment else path
    if own := next((page for page in own_pages() if last.endswith(f"/{page}")), None):
        return f"page/{own}"
    if match := re.search(r"/(terms|themes)/([^/]+)/$", path):
        return f"{match[1]}/{match[2]}"
    if match := re.search(r"/p/(\d+)/$", path):
        own = re.fullmatch(rf"p{match[1]}(-.*)?", parts.fragment)
        return parts.fragment if own else f"p{match[1]}"
    if match := re.search(r"/(rounds|acts|commitments|sources)/$", path):
        return _below(match[1], parts.fragment)
    return path.strip("/")


def _below(page: str, fragment: str) -> str:
    if page not in {"rounds", "acts"}:
        return f"{page}/{fragment}"
    kinds = {"gone-": "dropped/", "text-": "earlier/", "line-": "lineage/", "ledger-": "ledger/"}
    for prefix, kind in kinds.items():
        if fragment.startswith(prefix):
            return kind + fragment.removeprefix(prefix)
    return f"formulas/{fragment}"


def rank(query: Query, places: Iterable[str]) -> int:
    """The number of the first place that answers; 0 if none does."""
    return next((n for n, place in enumerate(places, 1) if query.answered_by(place)), 0)


# ---- the searches that can be asked ----


FOUND = """(words) =>
  document.querySelector(".ed-search-results")?.dataset.query === words &&
  !document.querySelector(".ed-search-status").textContent.includes("still loading")"""
"""Whether the whole index has answered *words*."""


def ask_ours(page: Page, words: str) -> list[str]:
    """Type into the dialog of the edition."""
    box = page.locator("dialog.ed-search input[type=search]")
    if not box.is_visible():
        page.keyboard.press("/")
        page.locator("dialog.ed-search select").first.wait_for()
    box.fill(words)
    page.wait_for_function(FOUND, arg=words)
    found = page.locator(".ed-search-results a[href]").evaluate_all("all => all.map(a => a.href)")
    return [str(href) for href in found]


def ask_material(page: Page, words: str) -> list[str]:
    """Type into the theme's own box."""
    box = page.locator("input.md-search__input")
    if not box.is_visible():
        page.keyboard.press("/")
    # The theme does not say which words it answers, so its list is emptied before.
    told = "document.querySelector('.md-search-result__meta').textContent.trim()"
    for text, answer in (("", "Type to start"), (words, "matching")):
        box.fill(text)
        box.dispatch_event("keyup")
        page.wait_for_function(f"{told}.includes({answer!r})")
    links = page.locator("a.md-search-result__link")
    return [str(href) for href in links.evaluate_all("all => all.map(a => a.href)")]


def ask_pagefind(page: Page, words: str) -> list[str]:
    """Ask the index that Pagefind made of the pages, for the best part of each page."""
    found = page.evaluate(
        """async (words) => {
          const pagefind = await import(new URL("pagefind/pagefind.js", location.href));
          const { results } = await pagefind.search(words);
          const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
          const weight = (part) => part.weighted_locations.reduce((sum, at) => sum + at.balanced_score, 0);
          return pages.map((data) => [...data.sub_results].sort((a, b) => weight(b) - weight(a))[0]?.url ?? data.url);
        }""",  # noqa: E501, a script
        words,
    )
    return [str(href) for href in found]


def ask_minisearch(page: Page, words: str) -> list[str]:
    """Ask the library alone, with its own words and its own ranking, for the same entries."""
    if not page.evaluate("Boolean(window.bare)"):
        ask_ours(page, "")
        # The page's policy lets no other script in; this goes round it.
        page.evaluate((HERE / "minisearch.min.js").read_text("utf-8"))
        page.evaluate(
            """() => {
              const finder = new EditionFinder.Finder(editionSearch[0], (at) =>
                new URL(at.replace(/(index)?[.]md/, "/").replace("//", "/"), location.href).href);
              for (const piece of editionSearch) finder.add(piece.entries);
              const fields = ["title", "names", "words", "text", "where", "more"];
              window.bare = new MiniSearch({ fields, idField: "n", storeFields: ["href"] });
              window.bare.addAll(finder.entries);
            }"""
        )
    found = page.evaluate("words => bare.search(words, { prefix: true, fuzzy: 0.2 })", words)
    return [str(result["href"]) for result in found[:DEPTH]]


MEANS: dict[str, Ask] = {
    "ours": ask_ours,
    "minisearch": ask_minisearch,
    "material": ask_material,
    "pagefind": ask_pagefind,
}
SEPARATOR = (
    r'[\s\u200b\u3000\-,:!=\[\]()"`/、。，．？！；·“”’]+|\.(?!\d)|&[lg]t;|(?!\b)(?=[A-Z][a-z])'
)


@contextmanager
def material_site() -> Iterator[Path]:
    """The same pages with the theme's own header and search, in a folder that goes away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = (ROOT / "mkdocs.yml").read_text("utf-8")
        plugin = f"plugins:\n  - search:\n      lang: en\n      separator: '{SEPARATOR}'\n"
        text = text.replace("plugins:\n  - search: {enabled: false}\n", plugin)
        text = text.replace("  custom_dir: scripts/theme\n", "")
        # The pages stand in docs/ already; the theme's files of the edition are not needed.
        text = re.sub(r"(?m)^(hooks|watch|extra_css|extra_javascript):.*\n", "", text)
        config = folder / "mkdocs.yml"
        config.write_text(
            f"docs_dir: {ROOT / 'docs'}\nsite_dir: {folder / 'site'}\n{text}", "utf-8"
        )
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict", "-f", config],
            check=True,
        )
        yield folder / "site"


# ---- figures ----


@dataclass(frozen=True, slots=True)
class Score:
    """How often the first, or one of the first three results, answered."""

    count: int
    at_1: float
    at_3: float
    mrr: float


def score(ranks: list[int]) -> Score:
    """The figures of *ranks*; 0 counts as not found."""
    count = len(ranks)
    return Score(
        count,
        sum(n == 1 for n in ranks) / count,
        sum(1 <= n <= 3 for n in ranks) / count,
        sum(1 / n for n in ranks if n) / count,
    )


def by_kind(ranks: dict[Query, int]) -> dict[str, Score]:
    """The figures of each kind of query and of all."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for query, found in ranks.items():
        kinds[query.kind].append(found)
    return {kind: score(own) for kind, own in kinds.items()} | {"all": score([*ranks.values()])}


def table(scores: dict[str, Score]) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'kind':20}{'queries':>8}{'at 1':>8}{'at 3':>8}{'MRR':>8}"
    for kind, own in scores.items():
        yield f"{kind:20}{own.count:8}{own.at_1:8.1%}{own.at_3:8.1%}{own.mrr:8.3f}"


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of the browser that the tests use."""
    with chromium() as browser:
        yield browser.new_page()


def report(ask: Ask, page: Page, path: Path) -> None:
    """Put the queries of a file to a search and print how it did."""
    offers = {
        # A search that shows several parts of one page is asked for the page once.
        query: list(dict.fromkeys(map(place_of, ask(page, query.words))))[:DEPTH]
        for query in read_queries(path)
    }
    ranks = {query: rank(query, places) for query, places in offers.items()}
    print(f"\n{path.name}", *table(by_kind(ranks)), sep="\n")
    for query, found in ranks.items():
        if found != 1:
            offered = " ".join(offers[query][:4])
            print(f"{found or '-':>3}  {query.kind}: {query.words} -> {offered}")


def main() -> int:
    """Ask every query of the site in a folder and print how it did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="default: site/")
    parser.add_argument("--means", choices=MEANS, default="ours")
    parser.add_argument("queries", type=Path, nargs="*", help="default: those of seeds/queries/")
    options = parser.parse_args()
    files = options.queries or sorted((SEEDS / "queries").glob("*.tsv"))
    if not files:
        print(f"no queries in {SEEDS / 'queries'}: a .tsv with the columns kind, query, places")
        return 1
    where = material_site() if options.means == "material" else nullcontext(options.site)
    with where as folder, served(folder) as address, browser_page() as page:
        page.goto(address)
        for path in files:
            report(MEANS[options.means], page, path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
