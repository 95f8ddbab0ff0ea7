"""Measures how long the search of a built site takes on a phone several times slower.

Counts the processor time of the page's own thread, which other work on the machine does not
lengthen, and multiplies it: to be ready after opening, and for each letter typed.
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
        times = {
            words: clock.of(lambda words=words: page.evaluate(TYPE, words)) - asking
            for words in typed
        }
    slowest = sorted(times.items(), key=lambda item: -item[1])[:5]
    ordered = sorted(times.values())
    print(f"{options.slower} times slower than this machine: ready after {ready:.0f} ms")
    print(f"{len(times)} keystrokes: median {statistics.median(ordered):.0f} ms,", end=" ")
    print(f"90th percentile {statistics.quantiles(ordered, n=10)[-1]:.0f} ms, slowest", end=" ")
    print(", ".join(f"{time:.0f} ms ({words!r})" for words, time in slowest))


if __name__ == "__main__":
    main()
