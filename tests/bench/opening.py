"""Measures how long pages take to open in Chromium: the median of three, in milliseconds.

``opening.py SITE PAGE ...`` serves the folder SITE and opens each page, named
by its folder; none for the first page.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reader import WIDE, chromium, served

MARKS = """async () => {
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  return [first.startTime, performance.now()];
}"""


def opened(browser: Browser, address: str) -> tuple[float, float]:
    """When the first words of a page were painted, and when its scripts were done."""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(address, wait_until="load", timeout=300_000)
    page.wait_for_function("document.fonts.status === 'loaded'", timeout=300_000)
    words, ready = page.evaluate(MARKS)
    context.close()
    return words, ready


def main(site: str, *pages: str) -> None:
    """Print a row for each of *pages*."""
    print("| page | first words | ready |\n|---|---|---|")
    with served(Path(site)) as address, chromium() as browser:
        for page in pages or ("",):
            times = zip(*(opened(browser, address + page) for _ in range(3)), strict=True)
            cells = [f"`/{page}`", *(f"{statistics.median(each):.0f}" for each in times)]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
