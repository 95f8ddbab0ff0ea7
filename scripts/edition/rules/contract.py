"""The contract with citers: a published id keeps its meaning.

The checks compare the edition with the register of what was published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from edition import names
from edition.identity import Identified, identified
from edition.model import Edition
from edition.problems import BUILD, Place, Problem
from edition.registry import (
    TEXT_KINDS,
    Entry,
    Registry,
    State,
    hash_words,
    version_key,
)
from edition.seeds.folder import REGISTRY
from edition.seeds.forms import UNRELEASED
from edition.seeds.parse_layer import Layer


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
    yield from _check_closed(edition)
    now = current(edition)
    homes = homes_of(registry, now)
    for entry in registry.entries.values():
        if entry.kind == "page":
            continue
        if keeper := keeper_of(registry, entry):
            item = now.get(keeper)
            if item is None:
                yield _vanished(edition, entry, homes)
            elif entry.sha256 != hash_of(item):
                yield _changed(edition, entry, homes)
        if entry.state != State.ACTIVE and entry.id in now:
            happened = f"leads to {entry.now!r}" if entry.now else "was retired"
            message = f"{entry.id!r} was published and {happened}; it cannot be used again"
            yield Problem(place_of(edition, entry.id), "id-reused", message, "choose another slug")


def _check_closed(edition: Edition) -> Iterator[Problem]:
    """What a release has brought does not grow: readers have seen the list."""
    released = {release.version for release in edition.registry.releases}
    for change in edition.changes:
        if change.version in released and f"changes/{change.slug}" not in edition.registry.entries:
            message = f"{change.slug!r} was not there when {change.version} was released"
            hint = f"put it under {UNRELEASED}: and changes: at the top of the file"
            yield Problem(change.record.at(), "release-date", message, hint)


def check_pages(edition: Edition, pages: Collection[str]) -> Iterator[Problem]:
    """A page that was published is there."""
    paths = {names.page_id(page) for page in pages if page.endswith(".md")}
    for entry in edition.registry.entries.values():
        if entry.kind == "page" and entry.state == State.ACTIVE and entry.id not in paths:
            message = f"the page {entry.id!r} has been published since {entry.first} and is gone"
            hint = f'{BUILD} retire {entry.id} "what happened"'
            yield Problem(_line(edition, entry), "id-vanished", message, hint)


def keeper_of(registry: Registry, entry: Entry) -> str:
    """The id in the seeds that has to keep what *entry* promised.

    Its own, or that to which it leads until a release gives that a promise of
    its own; empty if neither has to.
    """
    if entry.state == State.ACTIVE:
        return entry.id
    now = registry.leads_to(entry.now) if entry.state == State.ALIAS else ""
    return "" if now in registry.entries else now


def hash_of(item: Identified) -> str:
    """The hash of the document's words that *item* stands for; empty if it stands for none."""
    return hash_words(item.document) if item.document else ""


def homes_of(registry: Registry, now: dict[str, Identified]) -> dict[tuple[str, str], list[str]]:
    """Kind and hash of words to the ids that have these words now.

    An id that was published for the same words is left out: it is itself.
    """
    homes: dict[tuple[str, str], list[str]] = {}
    for identifier, item in now.items():
        entry = registry.entries.get(identifier)
        if item.document and (entry is None or entry.sha256 != hash_of(item)):
            homes.setdefault((item.kind, hash_of(item)), []).append(identifier)
    return homes


def _vanished(edition: Edition, entry: Entry, homes: dict[tuple[str, str], list[str]]) -> Problem:
    keeper = keeper_of(edition.registry, entry)
    happened = "is gone" if keeper == entry.id else f"leads to {keeper!r}, which is gone"
    message = f"{entry.id!r} has been published since {entry.first} and {happened}"
    found = home_of(entry, homes)
    if entry.kind in TEXT_KINDS:
        hint = f'{BUILD} amend "what changed in the text"'
    elif found:
        hint = f"{BUILD} rename {keeper} {found}"
    else:
        hint = f'{BUILD} retire {entry.id} "what happened"'
    return Problem(_line(edition, entry), "id-vanished", message, hint)


def _changed(edition: Edition, entry: Entry, homes: dict[tuple[str, str], list[str]]) -> Problem:
    keeper = keeper_of(edition.registry, entry)
    since = "" if keeper == entry.id else f" as {entry.id!r}"
    message = f"{keeper!r} stood for other words when it was published{since}"
    found = home_of(entry, homes)
    if found:
        message += f"; those words are now at {found!r}"
    which = "" if entry.kind in TEXT_KINDS else f" {keeper}"
    hint = f'{BUILD} amend "what changed"{which}'
    if entry.kind == "sentence" and not found:
        hint += "; but if a sentence was added, write first in sentences.yml how it begins"
    return Problem(place_of(edition, keeper), "id-words-changed", message, hint)


def home_of(entry: Entry, homes: dict[tuple[str, str], list[str]]) -> str:
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
    if slug:
        return edition.layer.of_kind(kind)[slug].at()
    paragraph, _, rest = identifier.partition("-")
    record = edition.layer.paragraphs[paragraph]
    if rest in record.notes:
        return record.at("notes", rest)
    openings = ("paragraphs", paragraph, int(rest[1:]) - 1) if rest else ("paragraphs", paragraph)
    return edition.layer.text_map.at(*openings)
