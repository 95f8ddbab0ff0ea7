"""What the commands of ``build.py`` do to the register of ids: release, rename, retire, amend."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from edition import names
from edition.model import Edition
from edition.problems import Refused
from edition.registry import (
    TEXT_KINDS,
    Entry,
    Former,
    Registry,
    Release,
    State,
    digest,
    version_key,
)
from edition.rules.contract import current, hash_of, home_of, homes_of, keeper_of


def release(edition: Edition, pages: Iterable[str], version: str, day: str) -> Registry:
    """The register after a release: what is new is entered, what was marked is stamped."""
    registry = edition.registry
    try:
        key = version_key(version)
    except ValueError:
        raise Refused(f"{version!r} is not a version; write it like 1.2.0") from None
    if registry.releases:
        _require_next(registry.version, key)
    fresh = [
        Entry(item.id, item.kind, version, hash_of(item))
        for item in current(edition).values()
        if item.id not in registry.entries
    ]
    entered = [*registry.entries, *(entry.id for entry in fresh)]
    own = {names.site_path(i) for i in entered if names.is_id(i)}
    paths = (names.page_id(page) for page in sorted(pages) if page.endswith(".md"))
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


def _require_next(last: str, key: tuple[int, ...]) -> None:
    """A version is for ever: one that leaves others out, 1.60.0 after 1.5.0, is a slip."""
    major, minor, patch = version_key(last)
    follow = (major, minor, patch + 1), (major, minor + 1, 0), (major + 1, 0, 0)
    if key not in follow:
        *most, highest = (".".join(map(str, version)) for version in follow)
        after = "follow" if key > version_key(last) else "come after"
        wrong = ".".join(map(str, key))
        next_ones = f"{', '.join(most)} or {highest}"
        raise Refused(f"{wrong} does not {after} {last}; the next is {next_ones}")


def _stamp(entry: Entry, version: str) -> Entry:
    was = tuple(replace(f, until=f.until or version) for f in entry.was)
    since = entry.since or version if entry.state != State.ACTIVE else ""
    return replace(entry, was=was, since=since)


def rename(registry: Registry, old: str, new: str) -> Registry:
    """The register after *old* has become *new*; an id that was never published leaves no mark."""
    led = [replace(e, now=new) for e in registry.entries.values() if e.now == old]
    if former := registry.entries.get(new):
        if keeper_of(registry, former) != old:
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
    keepers = {entry.id: keeper_of(registry, entry) for entry in registry.entries.values()}
    led = [old for old, keeper in keepers.items() if keeper and identifier in (old, keeper)]
    if not led:
        raise Refused(f"{identifier!r} is not a published id in use")
    if still := next((keepers[old] for old in led if keepers[old] in there), ""):
        raise Refused(f"{still!r} is still in the seeds; take it out first")
    if any(registry.entries[old].kind in TEXT_KINDS for old in led):
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
    homes = homes_of(registry, now)
    marked = []
    _require_reason(why)
    for entry in registry.entries.values():
        keeper = keeper_of(registry, entry)
        moved = entry.kind == "note" and keeper not in now and bool(home_of(entry, homes))
        wanted = (
            not {entry.id, keeper}.isdisjoint(only) if only else entry.kind in TEXT_KINDS or moved
        )
        if not keeper or entry.kind == "page" or not wanted:
            continue
        item, home = now.get(keeper), home_of(entry, homes)
        if item is None and home:
            marked.append(replace(entry, state=State.ALIAS, now=home, why=why))
        elif item is None:
            marked.append(replace(entry, state=State.RETIRED, now="", why=why))
        elif hash_of(item) != entry.sha256:
            former = Former("", entry.sha256, home, why)
            marked.append(replace(entry, sha256=hash_of(item), was=(*entry.was, former)))
    if not marked:
        raise Refused("no published id has changed its words")
    return registry.with_entries(marked)
