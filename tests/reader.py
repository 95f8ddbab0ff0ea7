"""A reader of what was built: a server on this machine, and the browser of the tests."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent
WIDE = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A browser without a window would round the width of each letter.
    "--font-render-hinting=none",
]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """The address at which *server* answers while the block runs."""
    with server:
        # Told to stop, it stops within this time; by itself within half a second.
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which *folder* can be read while the block runs."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield f"{address}/"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that `scripts/browser.sh` has found."""
    executable = (ROOT / ".venv" / "browser").read_text("utf-8").strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def no_complaints(page: Page, *hosts: str) -> Iterator[None]:
    """What goes wrong on *page*, a dialog, or a request to any but these *hosts* ends the test."""
    complaints = []
    kept = (*hosts, "data:", "blob:")

    def on_dialog(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if not request.url.startswith(kept):
            complaints.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def on_pageerror(error: Error) -> None:
        complaints.append(str(error))

    listeners = {
        "dialog": on_dialog,
        "request": on_request,
        "console": on_console,
        "pageerror": on_pageerror,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    assert not complaints, complaints


class Tabs:
    """Tabs for each kind of reader: size of the screen, colours, and what else a context can be.

    Tabs are used again.  A new one has a process of its own, which learns the fonts and
    the scripts anew: a page in it takes twice the work.  For size, colours and motion a
    tab is told what to show, as another context for them would be a new browser's.  No
    worker keeps pages in them: what one test did would be seen by the next.
    """

    def __init__(self, browser: Browser) -> None:
        """No tab is open yet."""
        self._browser = browser
        self._contexts: dict[str, BrowserContext] = {}
        self._free: dict[str, list[Page]] = {}
        self._kinds: dict[Page, str] = {}

    def take(
        self,
        size: ViewportSize,
        *,
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        forced_colors: Literal["active", "none"] = "none",
        clock: bool = False,
        **options: object,
    ) -> Page:
        """A tab with nothing in it, of a context that keeps its cache.

        With *clock*, time for the scripts of its pages can be let run (``page.clock``).
        """
        kind = repr((clock, sorted(options.items())))
        if kind not in self._contexts:
            self._contexts[kind] = self._browser.new_context(
                viewport=size, service_workers="block", **options
            )
            if clock:
                self._contexts[kind].clock.install()
            self._free[kind] = []
        page = self._free[kind].pop() if self._free[kind] else self._contexts[kind].new_page()
        self._kinds[page] = kind
        page.set_viewport_size(size)
        page.emulate_media(
            media="null",
            color_scheme=color_scheme,
            reduced_motion=reduced_motion,
            forced_colors=forced_colors,
        )
        return page

    def take_back(self, page: Page) -> None:
        """Leave the page, and forget what it stored and what was done to the tab."""
        if page.is_closed():
            return
        page.evaluate(
            "() => { try { localStorage.clear(); sessionStorage.clear(); } catch { /* none */ }"
            # What a page would keep when it is left.
            " Storage.prototype.setItem = () => {}; }"
        )
        page.unroute_all()
        page.goto("about:blank")
        page.mouse.move(0, 0)
        self._free[self._kinds[page]].append(page)
