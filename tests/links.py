"""Links of a site that was built for https://example.org/repo/."""

from collections.abc import Mapping
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from conftest import Site
from lxml import html

ROOT = "https://example.org/repo/"


def url_of(address: str) -> str:
    """The whole address of a page."""
    return urljoin(ROOT, address.removesuffix("index.html"))


def lost_links(pages: Mapping[str, html.HtmlElement], site: Site) -> list[str]:
    """Links of *pages*, all those of *site*, that lead to no page, no file or no element in it."""
    ids = {url_of(a): {e.get("id") for e in p.xpath("//*[@id]")} for a, p in pages.items()}
    missing = []
    for address, page in pages.items():
        for element in page.xpath("//a[@href]"):
            target = urljoin(url_of(address), element.get("href"))
            place, fragment = urldefrag(target)
            # What a question mark asks for is the script's affair; the page is the same.
            place = place.partition("?")[0]
            if urlsplit(place).netloc != "example.org" or address == "404.html":
                continue
            if (site.folder / place.removeprefix(ROOT)).is_file():
                continue
            if place not in ids or (fragment and unquote(fragment) not in ids[place]):
                missing.append(f"{address}: {element.get('href')}")
    return missing
