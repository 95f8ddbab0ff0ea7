"""Measures what it costs to keep pages on a phone with a slow line, and what it gains.

``kept.py SITE`` serves the folder SITE with 0.4 s of delay and 50,000 bytes a
second, opens the text on a phone that is four times slower, keeps the whole
edition and opens pages without a network.
"""

from __future__ import annotations

import sys
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from reader import PHONE, chromium

from preview import PREFIX, Handler

DELAY, SPEED, PIECE = 0.4, 50_000, 5_000


class _Slow(Handler):
    """One line for all requests; bytes of headers are not counted."""

    line = threading.Lock()
    requests = sent = 0

    def _send(self, status: int, content: bytes, headers: dict[str, str], body: bool) -> None:
        time.sleep(DELAY)
        _Slow.requests += 1
        _Slow.sent += len(content)
        for start in range(0, len(content), PIECE):
            with self.line:
                time.sleep(len(content[start : start + PIECE]) / SPEED)
        super()._send(status, content, headers, body)


def _kept(page: Page, kind: str) -> bool:
    return bool(page.evaluate("caches.keys().then(String)").count(f" {kind} "))


def _told(what: str, start: float, before: tuple[int, int]) -> None:
    requests, sent = _Slow.requests - before[0], _Slow.sent - before[1]
    print(f"| {what} | {time.monotonic() - start:.1f} s | {requests} | {sent:,} |", flush=True)


def _measure(page: Page, root: str) -> None:
    print("| what | time | requests | bytes |\n|---|---|---|---|")
    start, before = time.monotonic(), (0, 0)
    page.goto(root)
    _told("the text is loaded", start, before)
    before = _Slow.requests, _Slow.sent
    while not _kept(page, "read"):
        page.wait_for_timeout(50)
    page.wait_for_timeout(1000)
    _told("and kept", start, before)
    page.goto(f"{root}download/")
    start, before = time.monotonic(), (_Slow.requests, _Slow.sent)
    page.locator(".ed-keep button").first.click()
    page.get_by_text("The whole edition is kept").wait_for(timeout=600_000)
    _told("the whole edition is kept", start, before)
    page.context.set_offline(True)
    for path in ("", "p/6/", "rounds/"):
        page.goto(root + path)
        first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        print(f"| first words of `/{path}` without a network | {first / 1000:.1f} s | | |")


def main(site: str) -> None:
    """Print a row for each step."""
    handler = partial(_Slow, site=Path(site), prefix=PREFIX, quiet=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, chromium() as browser:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_context(viewport=PHONE).new_page()
        slower = page.context.new_cdp_session(page)
        slower.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        _measure(page, f"http://127.0.0.1:{server.server_port}{PREFIX}")
        server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
