"""Ids and the addresses they stand for: the only place where they are made.

An id is what editors write and citers copy: ``p6``, ``p6-s3``,
``p6-which-river``, ``terms/long-river``, ``themes/water``, ``sources/gazette-1941``.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache, lru_cache
from typing import NamedTuple

from edition.kinds import EACH, KINDS

_IN_PARAGRAPH = re.compile(r"p([1-9]\d*)(?:-([a-z0-9-]+))?")
_ACT = re.compile(r"(p[1-9]\d*-s[1-9]\d*)-a\d+")

TEXT = "index.md"
THEMES = "themes/index.md"
TERMS = "terms/index.md"
ROUNDS = "rounds/index.md"
COMMITMENTS = "commitments/index.md"
ACTS = "acts/index.md"
TIMELINE = "timeline/index.md"
SINCE = "timeline/since/index.md"
LANGUAGES = "languages/index.md"
SOURCES = "sources/index.md"
ABOUT = "about/index.md"
QUOTE = "about/quote/index.md"
READING = "about/reading/index.md"
STATE = "about/state/index.md"
CHANGES = "about/changes/index.md"
DOWNLOAD = "download/index.md"
KEPT = "kept/index.md"
KEPT_LIST = "kept/pages.json"
"""What a reader may have kept on the device: every page, and what the search is made of."""

FEED = "feed.xml"
BOOKS = "books"
"""The folder of the PDF, the EPUB and the offline copy."""

DATA = "data"
"""The folder of the machine-readable files."""

LLMS = "llms.txt"


class Address(NamedTuple):
    """A page below ``docs/`` and a fragment on it, both as MkDocs counts them."""

    page: str
    fragment: str = ""

    def markdown_link(self, page: str) -> str:
        """The destination to write in a Markdown link on *page*."""
        if page == self.page and self.fragment:
            return f"#{self.fragment}"
        relative = _relative(self.page, posixpath.dirname(page))
        return relative + (f"#{self.fragment}" if self.fragment else "")

    def href(self, page: str) -> str:
        """The destination to write in raw HTML on *page*, with directory addresses."""
        if page == self.page and self.fragment:
            return f"#{self.fragment}"
        return f"{_relative(folder(self.page), folder(page))}/" + (
            f"#{self.fragment}" if self.fragment else ""
        )


# Of a long text there are as many pairs of pages as links; those of one page are soon asked again.
@lru_cache(maxsize=1 << 12)
def _relative(there: str, here: str) -> str:
    if there and here and there.partition("/")[0] != here.partition("/")[0]:
        # Most pairs; what they have in common need not be looked for.
        return f"{'../' * (here.count('/') + 1)}{there}"
    to, here_parts = there.split("/") if there else [], here.split("/") if here else []
    same = 0
    for one, other in zip(to, here_parts, strict=False):
        if one != other:
            break
        same += 1
    return "/".join([*[".."] * (len(here_parts) - same), *to[same:]]) or "."


@cache
def folder(page: str) -> str:
    """The folder in the site that *page* becomes: ``p/6/index.md`` is served as ``p/6/``."""
    stem = page.removesuffix(".md")
    return posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem


@lru_cache(maxsize=1 << 12)
def address(identifier: str) -> Address:
    """Where *identifier* is.  ``ValueError`` if it does not look like an id."""
    kind, _, slug = identifier.partition("/")
    if slug and "/" not in slug and kind in KINDS and (page := KINDS[kind].page):
        if page == EACH:
            return Address(f"{kind}/{slug}/index.md")
        return Address(page_at(page), KINDS[kind].before + slug)
    if match := _IN_PARAGRAPH.fullmatch(identifier):
        return Address(paragraph_page(int(match[1])), identifier)
    if identifier == "about":
        return Address(TEXT, "at-a-glance")
    raise ValueError(identifier)


# Each export goes through all ids of a text in their order: all of 2,000 paragraphs fit in here.
@lru_cache(maxsize=1 << 16)
def site_path(identifier: str) -> str:
    """Where *identifier* is cited, below the site's root: ``p/6/``, ``p/6/#p6-s3``."""
    where = address(identifier)
    fragment = "" if is_paragraph(identifier) or not where.fragment else f"#{where.fragment}"
    return page_path(where.page) + fragment


def page_path(page: str) -> str:
    """Where *page* is below the site's root: ``p/6/``, empty for the first page."""
    return f"{folder(page)}/" if folder(page) else ""


def page_id(page: str) -> str:
    """What the register of ids calls *page*: its path, ``./`` for the first page."""
    return page_path(page) or "./"


def page_at(path: str) -> str:
    """The page that is served at *path*, below the site's root: ``p/6/`` or ``./``."""
    folder = path.removesuffix("/")
    return TEXT if folder in {"", "."} else f"{folder}/index.md"


def data_file(name: str) -> str:
    """Where a machine-readable file is below the site's root: ``data/acts.csv``."""
    return f"{DATA}/{name}"


def is_paragraph(identifier: str) -> bool:
    """Whether *identifier* is that of a whole paragraph."""
    match = _IN_PARAGRAPH.fullmatch(identifier)
    return bool(match and not match[2])


def is_id(identifier: str) -> bool:
    """Whether *identifier* has an address of its own."""
    try:
        address(identifier)
    except ValueError:
        return False
    return True


def file_href(name: str, page: str) -> str:
    """The destination, on *page*, of a file that is no page, named from the site's root."""
    return _relative(name, folder(page))


def paragraph_page(number: int) -> str:
    """The page of a paragraph, below ``docs/``."""
    return f"p/{number}/index.md"


def part_page(number: int) -> str:
    """The page of a part of the text; the first part is on the page of the text."""
    return TEXT if number == 1 else f"part/{number}/index.md"


def feed(page: str) -> str:
    """The change feed of *page*: ``p/6/feed.xml``."""
    return page_path(page) + FEED


def xml_id(identifier: str) -> str:
    """The id as XML may write it: a slash is not allowed there."""
    return identifier.replace("/", ".")


def uri(address: str) -> str:
    """A web address as a URI, which has no blank in it."""
    return address.replace(" ", "%20")


def paragraph_of(identifier: str) -> str:
    """The id of the paragraph that *identifier* is or is in; empty if in none."""
    match = _IN_PARAGRAPH.fullmatch(identifier)
    return f"p{match[1]}" if match else ""


def paragraph_number(identifier: str) -> int:
    """The number of the paragraph that *identifier* is or is in."""
    return int(paragraph_of(identifier)[1:])


def act_id(sentence_id: str, number: int) -> str:
    """What an act is called: its sentence and its place among the sentence's acts."""
    return f"{sentence_id}-a{number}"


def without_act(identifier: str) -> str:
    """The sentence, if *identifier* is that of an act; else *identifier*."""
    match = _ACT.fullmatch(identifier)
    return match[1] if match else identifier


def note_id(paragraph_id: str, slug: str) -> str:
    """The id of a note: ``p6-which-river``."""
    return f"{paragraph_id}-{slug}"
