"""What a reader's browser fetches for the first view of a page, read from the HTML alone."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html

# Compressed already; a server sends them as they are.
PACKED = {".woff2", ".png", ".webp", ".jpg", ".avif"}
_FETCHED = (
    "//link[@rel='stylesheet' or @rel='preload' or @rel='modulepreload' or @rel='icon']/@href"
    " | //script/@src | //img[not(@loading='lazy')]/@src | //iframe/@src"
)


@dataclass(frozen=True, slots=True)
class View:
    """Bytes over the wire with gzip, requests with the page's own, elements of the page."""

    bytes: int
    requests: int
    elements: int


def first_view(site: Path, address: str) -> View:
    """The first view of the page at *address*, a folder below *site*."""
    document = site / address / "index.html"
    page = html.parse(str(document)).getroot()
    # Every address on a page of the edition is relative: the test of hosts sees to that.
    wanted = {
        urlsplit(urljoin(f"http://edition/{address}", href)).path for href in page.xpath(_FETCHED)
    }
    files = [document, *(site / path.lstrip("/") for path in wanted)]
    return View(sum(map(_sent, files)), len(files), len(page.xpath("//*")))


# The pages of a built site share most of what they fetch.
@cache
def _sent(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix in PACKED else len(gzip.compress(content, 6, mtime=0))
