"""How sources are described: a publisher has one spelling, a page one record and address.

Each checker's docstring is its rule.  Whoever counts by publisher, or sorts a
bibliography, finds what belongs together only then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.problems import Problem
from edition.seeds.layer import Source
from edition.seeds.parse_layer import Layer

_CARRIED = re.compile(r"(?P<text>.+?)(?:,? carried by |,? via |, on | / )(?P<page>.+)")
_AFTER = re.compile(r"(?P<page>.+?),? \(?(?:after|citing|quoting) (?P<text>[^)]+)\)?")
_ADDITION = re.compile(r"\s*\([^()]*\)$|^the\s+", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
# What follows #/ or #! is a page of its own, which a script shows; one volume has many treaties.
_SAME = re.compile(r"^https?://(?:www\.)?|/?(?:#(?![/!]|page=).*)?$")
_MARKED = re.compile(
    r"https?://[^/?]*(?P<dot>\.)[/?]|[^?]*\?(?:.*&)?(?P<name>utm_\w+|fbclid|gclid|replytocom)="
)


def check_sources(layer: Layer) -> Iterator[Problem]:
    """A publisher is written in one way, and whose text it carries has a key of its own."""
    first: dict[str, str] = {}
    for source in layer.sources.values():
        for key, name in _names(source):
            if hint := _parted(name):
                message = f"{key} {name!r} names two"
                yield Problem(source.at(key), "publisher-joined", message, hint)
                continue
            other = first.setdefault(_alike(name), name)
            if other != name:
                message = f"{key} {name!r} is {other!r} elsewhere"
                hint = "write it in one way for every source"
                yield Problem(source.at(key), "publisher-twice", message, hint)


def check_pages_once(layer: Layer) -> Iterator[Problem]:
    """A page is one source: two records of it may differ in title and date, and count as two."""
    first: dict[str, str] = {}
    for slug, source in layer.sources.items():
        if source.url is None:
            continue
        other = first.setdefault(_SAME.sub("", source.url), slug)
        if other != slug:
            message = f"the page is {other!r} already"
            hint = f"cite {other!r}, and take this one out"
            yield Problem(source.at("url"), "source-twice", message, hint)


def check_addresses(layer: Layer) -> Iterator[Problem]:
    """An address is the page's own: a mark of the feed it came from, or a dot too many, is not."""
    for source in layer.sources.values():
        if source.url and (marked := _MARKED.match(source.url)):
            found = marked["name"] or marked["dot"]
            message = f"the address has {found!r}, which its page does not need"
            hint = "take it out, and see that the address still leads there"
            yield Problem(source.at("url"), "address-marked", message, hint)


def _names(source: Source) -> Iterator[tuple[str, str]]:
    yield "publisher", source.publisher
    if source.carries:
        yield "carries", source.carries


def _parted(name: str) -> str:
    """How to write the two that *name* names; empty if it names one."""
    if carried := _CARRIED.fullmatch(name):
        return f"publisher: {carried['page']}, carries: {carried['text']}"
    if after := _AFTER.fullmatch(name):
        return f"publisher: {after['page']}, and “After {after['text']}.” in what it shows"
    return ""


def _alike(name: str) -> str:
    """*name* without what two spellings of it may differ in."""
    return _SIGNS.sub("", _ADDITION.sub("", name)).casefold() or name
