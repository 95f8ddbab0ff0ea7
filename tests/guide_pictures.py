"""Takes the pictures of README and docs/guides/ from the site itself: `make guide-pictures`."""

import threading

from PIL import Image
from reader import ROOT, chromium

from preview import PREFIX, server

OUT = ROOT / "docs" / "assets" / "guide"
PICTURES = {
    "text.png": ("#p2", None, {"x": 0, "y": 0, "width": 1180, "height": 420}),
    "note.png": ("p/3/", "#p3-nothing-named", None),
    "changes.png": ("p/6/", "#changes", {"x": 0, "y": 0, "width": 900, "height": 380}),
}


def main() -> None:
    """Take each picture at the size of a laptop, in the light scheme."""
    with server(ROOT / "site", quiet=True) as serving, chromium() as browser:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        page = browser.new_page(viewport={"width": 1180, "height": 760}, color_scheme="light")
        for name, (address, anchor, clip) in PICTURES.items():
            page.goto(f"http://127.0.0.1:{serving.server_port}{PREFIX}{address}")
            page.wait_for_timeout(500)
            if anchor:
                page.locator(anchor).scroll_into_view_if_needed()
                page.evaluate("a => document.querySelector(a).scrollIntoView()", anchor)
            if clip:
                page.wait_for_timeout(300)
                page.screenshot(path=str(OUT / name), clip=clip)
            else:
                section = page.locator(f"section:has({anchor})").last
                section.screenshot(path=str(OUT / name))
        # In a browser that has read nothing yet.
        page = browser.new_page(viewport={"width": 1360, "height": 860}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{serving.server_port}{PREFIX}")
        page.wait_for_timeout(500)
        reading = OUT.parent / "reading-page.png"
        page.screenshot(path=str(reading))
        # A third of the size; chosen by frequency alone, rare colours would be lost.
        with Image.open(reading) as picture:
            small = picture.convert("RGB").quantize(
                256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
        small.save(reading, optimize=True)
        browser.close()
        serving.shutdown()


if __name__ == "__main__":
    main()
