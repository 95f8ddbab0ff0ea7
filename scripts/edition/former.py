"""What keeps an old address working: empty anchors, lines, and pages of their own.

An id that leads to a thing on the same page becomes an empty element in front
of it.  Everything else that was once published gets a line that says what
happened, on the page where it was; a page that would no longer exist consists of
such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition import names
from edition.model import Edition
from edition.parts import moved_away, text_place
from edition.registry import Entry, State


@dataclass(frozen=True, slots=True)
class FormerId:
    """What happened to one id.

    ``fragment`` is where an old address looks for it, empty if it is a page or
    is still there; ``now`` the id that has its words or its place, ``since``
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
    lines: Mapping[str, list[FormerId]]


def address_of(identifier: str, kind: str) -> names.Address:
    """Where a thing of this *kind* is, or was when its id was published."""
    if kind == "page":
        return names.Address(names.page_at(identifier))
    return names.address(identifier)


def old_addresses(edition: Edition) -> OldAddresses:
    """Everything that is no longer where the register says that it was published."""
    anchors: dict[str, dict[str, str]] = {}
    lines: dict[str, list[FormerId]] = {}
    left = frozenset(moved_away(edition))
    for entry in edition.registry.entries.values():
        for place, target in _places(edition, entry, moved=entry.id in left):
            if target:
                anchors.setdefault(place.page, {})[place.fragment] = target
            else:
                lines.setdefault(place.page, []).append(_line(edition, entry, place))
        page = address_of(entry.id, entry.kind).page
        for former in entry.was:
            line = FormerId(entry.id, "", former.now, former.until, former.why, words_changed=True)
            lines.setdefault(page, []).append(line)
    return OldAddresses(anchors, lines)


def _places(edition: Edition, entry: Entry, *, moved: bool) -> Iterator[tuple[names.Address, str]]:
    """Where an id no longer is, with the fragment on that page that has its place now.

    Everything inside a paragraph is in the running text as well.  If that
    *moved* from the first page to a part, the paragraph's line among the
    contents leads on to it.
    """
    paragraph = names.paragraph_of(entry.id)
    if entry.state == State.ACTIVE:
        if moved and entry.id != paragraph:
            yield names.Address(names.TEXT, entry.id), paragraph
        return
    own = address_of(entry.id, entry.kind)
    places = [own]
    if paragraph:
        places.append(text_place(edition, entry.id))
    if moved:
        places.append(names.Address(names.TEXT, own.fragment))
    target = _now(edition, entry) if entry.state == State.ALIAS else ""
    for place in places:
        yield place, _beside(edition, target, place) if target else ""


def _beside(edition: Edition, target: str, place: names.Address) -> str:
    """The fragment of *target* on the page of *place*; empty if it is not there."""
    there = names.address(target)
    if there.page == place.page and place.fragment:
        return there.fragment
    paragraph = names.paragraph_of(target)
    if not paragraph:
        return ""
    if text_place(edition, target).page == place.page:
        return target
    return paragraph if place.page == names.TEXT else ""


def _now(edition: Edition, entry: Entry) -> str:
    """The id under which the words of *entry* or their place are found, if there is one."""
    now = edition.registry.leads_to(entry.now)
    end = edition.registry.entries.get(now)
    return now if end is None or end.state == State.ACTIVE else ""


def _line(edition: Edition, entry: Entry, place: names.Address) -> FormerId:
    now = _now(edition, entry)
    retired = entry.state == State.RETIRED or not now
    return FormerId(entry.id, place.fragment, now, entry.since, entry.why, retired=retired)


_TARGET = re.compile(
    r"^#+ (?=.*\{ #(?P<heading>[^ }]+)[ }])"
    r'|<[a-z0-9]+ [^>]*\bid="(?P<element>[^"]+)"[^>]*>',
    re.MULTILINE,
)
"""A heading with an id, up to where its words begin, or the opening tag of an element with one."""


def with_anchors(page: str, anchors: Mapping[str, str]) -> str:
    """The Markdown *page* with an empty element for each old fragment in front of its new place."""
    if not anchors:
        return page
    waiting: dict[str, list[str]] = {}
    for old, new in anchors.items():
        waiting.setdefault(new, []).append(f'<span id="{old}"></span>')

    def with_old(found: re.Match[str]) -> str:
        new = found["heading"] or found["element"]
        return found[0] + "".join(waiting.pop(new, ()))

    changed = _TARGET.sub(with_old, page)
    for new in waiting:
        raise LookupError(f"no element with the id {new!r} to put {anchors} before")
    return changed
