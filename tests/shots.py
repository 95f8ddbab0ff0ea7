"""Takes the pictures that a person looks at: `make shots` writes them into .shots/."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from conftest import FLAGS, PHONE, WIDE
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "text": "",
    "p6": "p/6/",
    "p15": "p/15/",
    "themes": "themes/",
    "water": "themes/water/",
    "terms": "terms/",
    "term": "terms/khunjerab-pass/",
    "sources": "sources/",
    "rounds": "rounds/",
    "commitments": "commitments/",
    "about": "about/",
}


def main() -> None:
    """Every page, wide and narrow, light and dark."""
    out = ROOT / ".shots"
    out.mkdir(exist_ok=True)
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(ROOT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    executable = (ROOT / ".venv" / "browser").read_text("utf-8").strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for name, path in PAGES.items():
            for size, width in ((WIDE, "wide"), (PHONE, "narrow")):
                for scheme in ("light", "dark"):
                    page = browser.new_page(viewport=size, color_scheme=scheme)
                    page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
                    page.screenshot(path=out / f"{name}-{width}-{scheme}.png")
                    page.close()
        browser.close()
    print(f"pictures are in {out.name}/")


if __name__ == "__main__":
    main()
