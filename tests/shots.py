"""Takes the pictures that a person looks at: `make shots` writes them into .shots/."""

import sys
from pathlib import Path

from playwright.sync_api import Browser
from reader import PHONE, ROOT, WIDE, chromium, served
from site_pages import page_of_each_kind

SETTINGS = {
    "wide-light": (WIDE, "light"),
    "wide-dark": (WIDE, "dark"),
    "narrow-light": (PHONE, "light"),
    "narrow-dark": (PHONE, "dark"),
}
PRINTED = ("text", "paragraph")


def shoot(browser: Browser, address: str, name: str, out: Path) -> None:
    """One page in every setting; the pages that are read on paper also as A4 and Letter."""
    for setting, (size, scheme) in SETTINGS.items():
        page = browser.new_page(viewport=size, color_scheme=scheme)
        page.goto(address)
        page.screenshot(path=out / f"{name}-{setting}.png")
        if setting == "wide-light" and name in PRINTED:
            for paper in ("A4", "Letter"):
                page.pdf(path=out / f"{name}-{paper}.pdf", format=paper)
        page.close()


def main(names: list[str]) -> None:
    """The pages with these names, or one of each kind."""
    pages = page_of_each_kind(ROOT / "site")
    if strange := set(names) - pages.keys():
        sys.exit(f"no page is called {' or '.join(sorted(strange))}: there are {', '.join(pages)}")
    out = ROOT / ".shots"
    out.mkdir(exist_ok=True)
    with served(ROOT / "site") as address, chromium() as browser:
        for name in names or pages:
            shoot(browser, address + pages[name], name, out)
    print(f"pictures are in {out.name}/")


if __name__ == "__main__":
    main(sys.argv[1:])
