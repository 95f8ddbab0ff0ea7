"""Every address of the edition with what it stands for: ``data/ids.json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from edition import names
from edition.exports.json_text import Waiting, laid_out
from edition.exports.site import Site
from edition.former import address_of
from edition.identity import Identified, identified
from edition.model import Edition
from edition.registry import Entry, State


def render_ids(edition: Edition, site: Site, pages: Iterable[str]) -> Iterator[bytes]:
    """Every id with its page, its fragment and a hash of its words, then the other *pages*.

    What a release has published says since when, and where it is now if it
    no longer is what it was.
    """
    registry = edition.registry
    former = [_former(e, site) for e in registry.entries.values() if e.state != State.ACTIVE]
    known = {entry["page"] for entry in former if entry["path"] == entry["page"]}
    ids = Waiting()
    for item in identified(edition):
        entry = _entry(item, site, registry.entries.get(item.id))
        if entry["path"] == entry["page"]:
            known.add(entry["page"])
        ids.append(entry)
    others = (names.page_id(page) for page in sorted(pages) if names.page_path(page) not in known)
    for page in others:
        ids.append(_line(page, "page", site, registry.entries.get(page)))
    for entry in former:
        ids.append(entry)
    listing = {
        "format": "1.1",
        "site": site.root or None,
        "release": registry.version or None,
        "hash": "SHA-256 of the words in UTF-8",
        "ids": ids,
    }
    return laid_out(listing, 2)


def _entry(item: Identified, site: Site, published: Entry | None) -> dict[str, Any]:
    """An id in use."""
    return {
        **_line(item.id, item.kind, site, published),
        "also": item.also or None,
        "sha256": sha256(item.words.encode("utf-8")).hexdigest(),
        **({"was": [asdict(was) for was in published.was]} if published and published.was else {}),
    }


def _former(entry: Entry, site: Site) -> dict[str, Any]:
    """A published id that is an alias now, or retired."""
    return {
        **_line(entry.id, entry.kind, site, entry),
        "sha256": entry.sha256 or None,
        "state": entry.state,
        "since": entry.since or None,
        "now": entry.now or None,
        "why": entry.why or None,
    }


def _line(identifier: str, kind: str, site: Site, published: Entry | None) -> dict[str, Any]:
    """What is said of every id, the order of its keys included."""
    where = address_of(identifier, kind)
    page = names.page_path(where.page)
    whole = kind == "paragraph" or not where.fragment
    path = page if whole else f"{page}#{where.fragment}"
    return {
        "id": identifier,
        "kind": kind,
        "page": page,
        "fragment": where.fragment or None,
        "path": path,
        "address": site.at(path),
        "also": None,
        "sha256": None,
        "state": State.ACTIVE,
        "first": published.first if published else None,
    }
