"""What keeps an old address working: empty anchors, lines, and pages of their own.

An id that leads to a thing on the same page becomes an empty element in front
of it.  Everything else that was published and is no longer so gets a line
that says what happened, on the page where it stood; a page that is no longer
made is made of such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition import names
from edition.model import Edition
from edition.registry import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to one id.

    ``fragment`` is where an old address looks for it, empty if it is a page or
    still stands there; ``now`` the id that has its words or its place, ``since``
    the release from which that holds.
    """

    id: str
    fragment: str
    now: str
    since: str
    why: str
    retired: bool = False
    words_changed: bool = False


@dataclass(frozen=True, slots=True)
class OldAddresses:
    """Page to its anchors (old fragment to the fragment it leads to) and its lines."""

    anchors: Mapping[str, dict[str, str]]
    lines: Mapping[str, list[Line]]

    def gone(self, pages: Mapping[str, str]) -> Iterator[str]:
        """The pages that are no longer made, and must be for the sake of old addresses."""
        yield from (page for page in self.lines if page not in pages)


def address_of(entry: Entry) -> names.Address:
    """Where a published id stood."""
    if entry.kind == "page":
        folder = entry.id.removesuffix("/")
        return names.Address(f"{folder}/index.md" if folder != "." else names.TEXT)
    return names.address(entry.id)


def old_addresses(edition: Edition) -> OldAddresses:
    """Everything that the register says is no longer where it was."""
    anchors: dict[str, dict[str, str]] = {}
    lines: dict[str, list[Line]] = {}
    for entry in edition.registry.entries.values():
        for place, target in _places(edition, entry):
            if target:
                anchors.setdefault(place.page, {})[place.fragment] = target
            else:
                lines.setdefault(place.page, []).append(_line(edition, entry, place))
        page = address_of(entry).page
        for former in entry.was:
            line = Line(entry.id, "", former.now, former.until, former.why, words_changed=True)
            lines.setdefault(page, []).append(line)
    return OldAddresses(anchors, lines)


def _places(edition: Edition, entry: Entry) -> Iterator[tuple[names.Address, str]]:
    """Where an id that is no longer so stood, with the fragment beside it that has its place now.

    Everything inside a paragraph stands on the page of the text as well.
    """
    if entry.state == "active":
        return
    own = address_of(entry)
    target = _target(edition, entry)
    there = names.address(target) if target else None
    beside = there.fragment if there and there.page == own.page and own.fragment else ""
    yield own, beside
    if own.page.startswith("p/"):
        yield names.Address(names.TEXT, own.fragment), there.fragment if there else ""


def _target(edition: Edition, entry: Entry) -> str:
    """The id to which *entry* leads, if that is in use."""
    now = edition.registry.leads_to(entry.now) if entry.state == "alias" else ""
    end = edition.registry.entries.get(now)
    return "" if end is not None and end.state != "active" else now


def _line(edition: Edition, entry: Entry, place: names.Address) -> Line:
    now = edition.registry.leads_to(entry.now) if entry.now else ""
    end = edition.registry.entries.get(now)
    in_use = end is None or end.state == "active"
    retired = entry.state == "retired" or not in_use
    now = now if in_use else ""
    return Line(entry.id, place.fragment, now, entry.since, entry.why, retired=retired)


def with_anchors(page: str, anchors: Mapping[str, str]) -> str:
    """The Markdown *page* with an empty element for each old fragment in front of its new place."""
    for old, new in anchors.items():
        page = _with_anchor(page, old, new)
    return page


def _with_anchor(page: str, old: str, new: str) -> str:
    anchor = f'<span id="{old}"></span>'
    heading = re.compile(rf"^(#+ )(?=.*\{{ #{re.escape(new)}[ }}])", re.MULTILINE)
    element = re.compile(rf'(<[a-z0-9]+ [^>]*\bid="{re.escape(new)}"[^>]*>)')
    for pattern in (heading, element):
        changed, count = pattern.subn(lambda found: found[1] + anchor, page, count=1)
        if count:
            return changed
    raise LookupError(f"no element with the id {new!r} to put {old!r} before")
