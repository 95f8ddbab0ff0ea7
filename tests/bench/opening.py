"""Measures how long pages take to open in Chromium: the median of three, in milliseconds.

``opening.py SITE PAGE ...`` serves the folder SITE and opens each page, named
by its folder; none for the first page.
"""

from __future__ import annotations

import functools
import statistics
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

from conftest import FLAGS, WIDE, Quiet  # noqa: E402, it stands in tests/
from playwright.sync_api import Browser, sync_playwright  # noqa: E402, with it

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
    executable = (ROOT / ".venv" / "browser").read_text("utf-8").strip()
    handler = functools.partial(Quiet, directory=site)
    print("| page | first words | ready |\n|---|---|---|")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for page in pages or ("",):
            address = f"http://127.0.0.1:{server.server_port}/{page}"
            times = zip(*(opened(browser, address) for _ in range(3)), strict=True)
            cells = [f"`/{page}`", *(f"{statistics.median(each):.0f}" for each in times)]
            print(f"| {' | '.join(cells)} |", flush=True)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
