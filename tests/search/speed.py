"""Measures how long the search of a built site takes on a phone several times slower.

Counts the processor time of the page's own thread, which other work on the machine does not
lengthen much, and multiplies it: to be ready after opening; for each letter typed, until the
first results are laid out; and until the last ones are, which are drawn a frame later.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path

from evaluate import ROOT, browser_page, served
from playwright.sync_api import Page

WORDS = (
    "gwadar port",
    "karakorem higway",
    "what does china say about kashmir",
    "经济走廊",
    "کشمیر",
)
TYPE = """(words) => {
  const box = document.querySelector("dialog.ed-search input[type=search]");
  box.value = words;
  box.dispatchEvent(new Event("input"));
  document.querySelector(".ed-search").getBoundingClientRect();
}"""


DONE = "words => document.querySelector('.ed-search-results').dataset.query === words"


class Clock:
    """The processor time that a page has used, in milliseconds of the slower machine."""

    def __init__(self, page: Page, slower: int) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.slower = slower

    def now(self) -> float:
        """Time since the page began."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        values = {metric["name"]: metric["value"] for metric in metrics}
        return float(values["TaskDuration"]) * 1000 * self.slower

    def of(self, work: Callable[[], object]) -> float:
        """What *work* takes."""
        start = self.now()
        work()
        return self.now() - start


def main() -> None:
    """Open the search of a built site once and type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="default: site/")
    parser.add_argument("--slower", type=int, default=4, help="times slower than this machine")
    parser.add_argument("--runs", type=int, default=3, help="how often all is typed; default: 3")
    options = parser.parse_args()
    with served(options.site) as address, browser_page() as page:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        clock = Clock(page, options.slower)

        def open_search() -> None:
            page.keyboard.press("/")
            page.locator("dialog.ed-search select").first.wait_for()

        ready = clock.of(open_search)
        page.evaluate(TYPE, "first")
        # What asking costs is no part of the answer.
        asking = statistics.median(clock.of(lambda: page.evaluate("() => 0")) for _ in range(20))
        typed = [words[:end] for words in WORDS for end in range(1, len(words) + 1)]
        print(f"{options.slower} times slower than this machine: ready after {ready:.0f} ms")
        for _ in range(options.runs):
            first, whole = {}, {}
            for words in typed:
                begun = clock.now()
                page.evaluate(TYPE, words)
                drawn = clock.now()
                page.wait_for_function(DONE, arg=words)
                first[words] = drawn - begun - asking
                whole[words] = clock.now() - begun - 2 * asking
            print(f"{len(typed)} keystrokes")
            print(f"  first results: {summary(first)}")
            print(f"  all results:   {summary(whole)}")


def summary(times: dict[str, float]) -> str:
    """The figures of some keystrokes."""
    ordered = sorted(times.values())
    slowest = sorted(times.items(), key=lambda item: -item[1])[:3]
    return (
        f"median {statistics.median(ordered):.0f} ms, "
        f"90th percentile {statistics.quantiles(ordered, n=10)[-1]:.0f} ms, slowest "
        + ", ".join(f"{time:.0f} ms ({words!r})" for words, time in slowest)
    )


if __name__ == "__main__":
    main()
