"""Types the queries of ``queries.tsv`` into the real search box and counts how often it helps.

``make search-eval`` prints the success at 1 and 3 and the mean reciprocal rank, by kind of
query, and every query whose place is not the first result.
"""

from __future__ import annotations

import argparse
import csv
import functools
import re
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
DEPTH = 10


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


def read_queries(path: Path = HERE / "queries.tsv") -> list[Query]:
    """The queries in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Query(r["kind"], r["query"], tuple(r["places"].split())) for r in rows]


def place_of(href: str) -> str:
    """The id of the place that a link of a result opens."""
    parts = urlsplit(href)
    path = re.sub(r"index\.html$", "", parts.path)
    if match := re.search(r"/(terms|themes)/([^/]+)/$", path):
        return f"{match[1]}/{match[2]}"
    if match := re.search(r"/p/(\d+)/$", path):
        own = re.fullmatch(rf"p{match[1]}(-.*)?", parts.fragment)
        return parts.fragment if own else f"p{match[1]}"
    if match := re.search(r"/(rounds|commitments|sources)/$", path):
        return _below(match[1], parts.fragment)
    return path.strip("/")


def _below(page: str, fragment: str) -> str:
    if page != "rounds":
        return f"{page}/{fragment}"
    for prefix, kind in (("gone-", "dropped/"), ("text-", "earlier/")):
        if fragment.startswith(prefix):
            return kind + fragment.removeprefix(prefix)
    return f"formulas/{fragment}"


def rank(query: Query, places: Iterable[str]) -> int:
    """The number of the first place that answers; 0 if none does."""
    return next((n for n, place in enumerate(places, 1) if query.answered_by(place)), 0)


def ask(page: Page, words: str) -> list[str]:
    """The places that the search box offers for *words*, best first."""
    box = page.locator("dialog.ed-search input[type=search]")
    if not box.is_visible():
        page.keyboard.press("/")
        box.wait_for()
    box.fill(words)
    page.wait_for_function(
        "words => document.querySelector('.ed-search-results')?.dataset.query === words", arg=words
    )
    links = page.locator(".ed-search-results a[href]").evaluate_all("all => all.map(a => a.href)")
    return [place_of(href) for href in links[:DEPTH]]


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


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which *folder* can be read while the block runs."""
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def evaluate(page: Page, queries: list[Query]) -> tuple[dict[Query, int], dict[Query, list[str]]]:
    """The rank of the first answer to each query, and what was offered."""
    offers = {query: ask(page, query.words) for query in queries}
    return {query: rank(query, places) for query, places in offers.items()}, offers


def main() -> int:
    """Ask every query of the site in a folder and print how it did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="default: site/")
    parser.add_argument("--queries", type=Path, default=HERE / "queries.tsv")
    options = parser.parse_args()
    executable = (ROOT / ".venv" / "browser").read_text("utf-8").strip()
    with served(options.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        ranks, offers = evaluate(page, read_queries(options.queries))
        browser.close()
    print(*table(by_kind(ranks)), sep="\n")
    for query, found in ranks.items():
        if found != 1:
            print(
                f"{found or '-':>3}  {query.kind}: {query.words} -> {' '.join(offers[query][:4])}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
