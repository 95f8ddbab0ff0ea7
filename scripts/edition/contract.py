"""The promise that a published id keeps its meaning: its checks, and the marks they need.

The checks compare the edition with the register of what was published; the
other functions are what the commands of ``build.py`` do to the register.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from edition import names
from edition.identity import Identified, identified
from edition.model import Edition
from edition.parse_layer import Layer
from edition.problems import BUILD, Place, Problem
from edition.registry import (
    Entry,
    Former,
    Registry,
    Release,
    State,
    digest,
    hash_words,
    version_key,
)
from edition.seeds_dir import REGISTRY

_TEXT = {"paragraph", "sentence"}


class Refused(Exception):
    """A command that would break the promise; the message is for the editor."""


def current(edition: Edition) -> dict[str, Identified]:
    """Everything that has an id now."""
    return {item.id: item for item in identified(edition)}


def check_register(layer: Layer) -> Iterator[Problem]:
    """Once something was released there is a register: without it all promises would be forgotten.

    Versions before 1.0.0 promise nothing.
    """
    for version, release in layer.changes.items():
        if release.date and version_key(version) >= version_key("1.0.0"):
            message = f"version {version} was released, and the register of its ids is gone"
            hint = (
                "restore ids.json from the repository's history; a version is dated by make release"
            )
            yield Problem(Place(f"{layer.folder}/{REGISTRY}"), "registry-broken", message, hint)
            return


def check_contract(edition: Edition) -> Iterator[Problem]:
    """What was published is there, has the same words, and is not used for anything else."""
    registry = edition.registry
    if not registry.entries:
        return
    now = current(edition)
    homes = _homes(registry, now)
    for entry in registry.entries.values():
        if entry.kind == "page":
            continue
        if keeper := _keeper(registry, entry):
            item = now.get(keeper)
            if item is None:
                yield _vanished(edition, entry, homes)
            elif entry.sha256 != _hash(item):
                yield _changed(edition, entry, homes)
        if entry.state != State.ACTIVE and entry.id in now:
            happened = f"leads to {entry.now!r}" if entry.now else "was retired"
            message = f"{entry.id!r} was published and {happened}; it cannot be used again"
            yield Problem(place_of(edition, entry.id), "id-reused", message, "choose another slug")


def check_pages(edition: Edition, pages: Collection[str]) -> Iterator[Problem]:
    """A page that was published is there."""
    paths = {names.page_path(page) or "./" for page in pages if page.endswith(".md")}
    for entry in edition.registry.entries.values():
        if entry.kind == "page" and entry.state == State.ACTIVE and entry.id not in paths:
            message = f"the page {entry.id!r} has been published since {entry.first} and is gone"
            hint = f'{BUILD} retire {entry.id} "what happened"'
            yield Problem(_line(edition, entry), "id-vanished", message, hint)


def _keeper(registry: Registry, entry: Entry) -> str:
    """The id in the seeds that has to keep what *entry* promised.

    Its own, or that to which it leads until a release gives that a promise of
    its own; empty if neither has to.
    """
    if entry.state == State.ACTIVE:
        return entry.id
    now = registry.leads_to(entry.now) if entry.state == State.ALIAS else ""
    return "" if now in registry.entries else now


def _hash(item: Identified) -> str:
    return hash_words(item.document) if item.document else ""


def _homes(registry: Registry, now: dict[str, Identified]) -> dict[tuple[str, str], list[str]]:
    """Kind and hash of words to the ids that have these words now.

    An id that was published for the same words is left out: it is itself.
    """
    homes: dict[tuple[str, str], list[str]] = {}
    for identifier, item in now.items():
        entry = registry.entries.get(identifier)
        if item.document and (entry is None or entry.sha256 != _hash(item)):
            homes.setdefault((item.kind, _hash(item)), []).append(identifier)
    return homes


def _vanished(edition: Edition, entry: Entry, homes: dict[tuple[str, str], list[str]]) -> Problem:
    keeper = _keeper(edition.registry, entry)
    happened = "is gone" if keeper == entry.id else f"leads to {keeper!r}, which is gone"
    message = f"{entry.id!r} has been published since {entry.first} and {happened}"
    found = _home(entry, homes)
    if entry.kind in _TEXT:
        hint = f'{BUILD} amend "what changed in the text"'
    elif found:
        hint = f"{BUILD} rename {keeper} {found}"
    else:
        hint = f'{BUILD} retire {entry.id} "what happened"'
    return Problem(_line(edition, entry), "id-vanished", message, hint)


def _changed(edition: Edition, entry: Entry, homes: dict[tuple[str, str], list[str]]) -> Problem:
    keeper = _keeper(edition.registry, entry)
    since = "" if keeper == entry.id else f" as {entry.id!r}"
    message = f"{keeper!r} stood for other words when it was published{since}"
    found = _home(entry, homes)
    if found:
        message += f"; those words are now at {found!r}"
    which = "" if entry.kind in _TEXT else f" {keeper}"
    hint = f'{BUILD} amend "what changed"{which}'
    return Problem(place_of(edition, keeper), "id-words-changed", message, hint)


def _home(entry: Entry, homes: dict[tuple[str, str], list[str]]) -> str:
    """The id that has the words of *entry* now, the same slug before any other."""
    found = homes.get((entry.kind, entry.sha256), []) if entry.sha256 else []
    slug = entry.id.partition("-")[2]
    return min(found, key=lambda other: other.partition("-")[2] != slug, default="")


def _line(edition: Edition, entry: Entry) -> Place:
    registry = edition.registry
    return Place(f"{edition.layer.folder}/{REGISTRY}", registry.lines.get(entry.id, 1))


def place_of(edition: Edition, identifier: str) -> Place:
    """Where the thing with this id is written."""
    kind, _, slug = identifier.partition("/")
    if kind == "changes":
        return next(change.record.at() for change in edition.changes if change.slug == slug)
    if slug:
        return edition.layer.of_kind(kind)[slug].at()
    paragraph, _, rest = identifier.partition("-")
    record = edition.layer.paragraphs[paragraph]
    if rest in record.notes:
        return record.at("notes", rest)
    openings = ("paragraphs", paragraph, int(rest[1:]) - 1) if rest else ("paragraphs", paragraph)
    return edition.layer.text_map.at(*openings)


def release(edition: Edition, pages: Iterable[str], version: str, day: str) -> Registry:
    """The register after a release: what is new is entered, what was marked is stamped."""
    registry = edition.registry
    try:
        key = version_key(version)
    except ValueError:
        raise Refused(f"{version!r} is not a version; write it like 1.2.0") from None
    if registry.releases and key <= version_key(registry.version):
        raise Refused(f"{version} does not come after {registry.version}")
    fresh = [
        Entry(item.id, item.kind, version, _hash(item))
        for item in current(edition).values()
        if item.id not in registry.entries
    ]
    entered = [*registry.entries, *(entry.id for entry in fresh)]
    own = {names.site_path(i) for i in entered if names.is_id(i)}
    paths = (names.page_path(page) or "./" for page in sorted(pages) if page.endswith(".md"))
    fresh += [
        Entry(path, "page", version)
        for path in paths
        if path not in own and path not in registry.entries
    ]
    stamped = [_stamp(entry, version) for entry in registry.entries.values()]
    after = registry.with_entries([*stamped, *fresh])
    everything = after.entries.values()
    made = Release(version, day, len(after.entries), digest(everything))
    return replace(after, releases=(*registry.releases, made))


def _stamp(entry: Entry, version: str) -> Entry:
    was = tuple(replace(f, until=f.until or version) for f in entry.was)
    since = entry.since or version if entry.state != State.ACTIVE else ""
    return replace(entry, was=was, since=since)


def rename(registry: Registry, old: str, new: str) -> Registry:
    """The register after *old* has become *new*; an id that was never published leaves no mark."""
    led = [replace(e, now=new) for e in registry.entries.values() if e.now == old]
    if former := registry.entries.get(new):
        if _keeper(registry, former) != old:
            raise Refused(f"{new!r} was published before and cannot be used again")
        # A slug that was never released is given up for the one that was.
        return registry.with_entries([*led, replace(former, state=State.ACTIVE, now="", since="")])
    entry = registry.entries.get(old)
    if entry is not None and entry.state != State.ACTIVE:
        raise Refused(f"{old!r} has been {entry.state} since {entry.since or 'the last change'}")
    marked = [replace(entry, state=State.ALIAS, now=new)] if entry else []
    return registry.with_entries([*led, *marked])


def retire(edition: Edition, identifier: str, why: str, now: str = "") -> Registry:
    """The register after a published id was given up; *now* is where a reader may look instead."""
    registry, there = edition.registry, current(edition)
    keepers = {entry.id: _keeper(registry, entry) for entry in registry.entries.values()}
    led = [old for old, keeper in keepers.items() if keeper and identifier in (old, keeper)]
    if not led:
        raise Refused(f"{identifier!r} is not a published id in use")
    if still := next((keepers[old] for old in led if keepers[old] in there), ""):
        raise Refused(f"{still!r} is still in the seeds; take it out first")
    if any(registry.entries[old].kind in _TEXT for old in led):
        raise Refused("paragraphs and sentences are changed with 'amend'")
    _require_reason(why)
    if now and now not in there:
        raise Refused(f"there is no {now!r} to send readers to")
    retired = [replace(registry.entries[old], state=State.RETIRED, why=why, now=now) for old in led]
    return registry.with_entries(retired)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise Refused("say what happened, for readers who follow the old address")


def amend(edition: Edition, why: str, only: Collection[str] = ()) -> Registry:
    """The register after a correction of the text, or of the words of the notes in *only*.

    A published id whose words are others now keeps the hash of the old ones
    and the id that has them; one that is gone becomes an alias of that id, or
    is retired.
    """
    registry, now = edition.registry, current(edition)
    homes = _homes(registry, now)
    marked = []
    _require_reason(why)
    for entry in registry.entries.values():
        keeper = _keeper(registry, entry)
        moved = entry.kind == "note" and keeper not in now and bool(_home(entry, homes))
        wanted = not {entry.id, keeper}.isdisjoint(only) if only else entry.kind in _TEXT or moved
        if not keeper or entry.kind == "page" or not wanted:
            continue
        item, home = now.get(keeper), _home(entry, homes)
        if item is None and home:
            marked.append(replace(entry, state=State.ALIAS, now=home, why=why))
        elif item is None:
            marked.append(replace(entry, state=State.RETIRED, now="", why=why))
        elif _hash(item) != entry.sha256:
            former = Former("", entry.sha256, home, why)
            marked.append(replace(entry, sha256=_hash(item), was=(*entry.was, former)))
    if not marked:
        raise Refused("no published id has changed its words")
    return registry.with_entries(marked)
