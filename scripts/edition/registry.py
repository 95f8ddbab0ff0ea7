"""The register of every id that a release has published: ``ids.json`` beside the seeds.

Entries are added and marked, never removed.  Each release keeps a digest of
the entries that it published, so that a lost or altered one is noticed.  A
mark that no release carries yet has an empty version.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from edition.problems import RESTORE, Place, Problem
from edition.seeds.folder import REGISTRY
from edition.seeds.yaml_advice import left_by_merge

TEXT_KINDS = {"paragraph", "sentence"}
"""Kinds whose words change only with the text itself."""

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class State(StrEnum):
    """What has become of a published id."""

    ACTIVE = "active"
    ALIAS = "alias"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Former:
    """Words that an id stood for until a release, and the id that has them now, if any."""

    until: str
    sha256: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One published id.

    ``sha256`` is that of the document's words it stands for, empty for things
    that are known by their slug alone.  ``now`` is the id to which an alias
    leads, ``why`` what happened to a retired one, ``since`` the release of
    either mark.
    """

    id: str
    kind: str
    first: str
    sha256: str = ""
    state: State = State.ACTIVE
    since: str = ""
    now: str = ""
    why: str = ""
    was: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A release, how many ids had been published by then, and their digest."""

    version: str
    date: str
    ids: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything ever published; ``lines`` says where each entry is in the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def version(self) -> str:
        """The last release; empty before the first."""
        return self.releases[-1].version if self.releases else ""

    @property
    def released(self) -> str:
        """The day of the last release; empty before the first."""
        return self.releases[-1].date if self.releases else ""

    def with_entries(self, entries: Iterable[Entry]) -> Registry:
        """The registry with *entries* added or put in the place of those with their ids."""
        return replace(self, entries={**self.entries, **{e.id: e for e in entries}})

    def leads_to(self, identifier: str) -> str:
        """The id under which *identifier* is kept now: itself, unless it is an alias."""
        seen: set[str] = set()
        while identifier not in seen:
            seen.add(identifier)
            entry = self.entries.get(identifier)
            if entry is None or entry.state != State.ALIAS:
                break
            identifier = entry.now
        return identifier


def hash_words(words: str) -> str:
    """The hash by which the registry knows the document's words."""
    return sha256(words.encode("utf-8")).hexdigest()


def digest(entries: Iterable[Entry]) -> str:
    """A hash of what may never change in *entries*."""
    lines = sorted(f"{entry.id}\t{entry.kind}\t{entry.first}\n" for entry in entries)
    return sha256("".join(lines).encode("utf-8")).hexdigest()


def version_key(version: str) -> tuple[int, ...]:
    """The version as numbers, to compare.  ``ValueError`` if it does not look like 1.2.3."""
    match = _VERSION.fullmatch(version)
    if not match:
        raise ValueError(version)
    return tuple(map(int, match.groups()))


def render_registry(registry: Registry) -> str:
    """The file: one release and one entry a line, so that a comparison shows each."""
    releases = ",\n".join(f"    {_json(asdict(release))}" for release in registry.releases)
    entries = ",\n".join(f"    {_json(_plain(entry))}" for entry in registry.entries.values())
    return f'{{\n  "releases": [\n{releases}\n  ],\n  "ids": [\n{entries}\n  ]\n}}\n'


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry without what it does not have; a mark not yet released keeps its empty version."""
    plain = {key: value for key, value in asdict(entry).items() if value}
    return plain | ({} if entry.state == State.ACTIVE else {"since": entry.since})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def parse_registry(text: str, path: str, problems: list[Problem]) -> Registry:
    """Read the file at *path*; what is wrong with it goes to *problems*."""
    try:
        data = json.loads(text)
        releases = tuple(Release(**item) for item in data["releases"])
        entries = [_entry(item) for item in data["ids"]]
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        hint = _one_side(path) if left_by_merge(text) else RESTORE
        problems.append(_broken(place, f"it is not JSON: {error.msg}", hint))
        return Registry()
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        # A hostile file may fail in any of these ways; none of them is our fault.
        message = f"it is not a valid register ({type(error).__name__})"
        problems.append(_broken(Place(path), message))
        return Registry()
    lines = _lines(text)
    registry = Registry({entry.id: entry for entry in entries}, releases, lines)
    problems.extend(_faults(registry, len(entries), path))
    return registry


def _one_side(path: str) -> str:
    """How to resolve a merge: the promises of one side hold, those of the other are made again."""
    return (
        "left over from a merge: take the side that is published, whole, with "
        f"git checkout --ours {path} or --theirs; --check then names the commands to run again"
    )


def _entry(item: dict[str, Any]) -> Entry:
    was = tuple(Former(**former) for former in item.pop("was", ()))
    entry = Entry(**{**item, "state": State(item.get("state", State.ACTIVE)), "was": was})
    texts = [getattr(entry, name) for name in Entry.__slots__ if name != "was"]
    texts += [value for former in was for value in asdict(former).values()]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(entry.id)
    return entry


def _lines(text: str) -> dict[str, int]:
    """The line of each entry, by its id."""
    found = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r'\s*\{"id": "([^"\\]+)"', line):
            found[match[1]] = number
    return found


def _faults(registry: Registry, count: int, path: str) -> Iterable[Problem]:
    hint = f"restore {REGISTRY} from the last release; entries are only ever added to it"
    if count != len(registry.entries):
        yield _broken(Place(path), "an id appears in it twice", hint)
    try:
        known = [(version_key(release.version), release) for release in registry.releases]
        firsts = [(version_key(entry.first), entry) for entry in registry.entries.values()]
    except (TypeError, ValueError) as error:
        yield _broken(Place(path), f"{error.args[0]!r} is not a version", hint)
        return
    if [key for key, _ in known] != sorted({key for key, _ in known}):
        yield _broken(Place(path), "its releases are not in order", hint)
    for key, release in known:
        published = [entry for first, entry in firsts if first <= key]
        if (len(published), digest(published)) != (release.ids, release.sha256):
            message = f"something that release {release.version} published is missing"
            yield _broken(Place(path), message, hint)
            break  # the later ones published it too
    for entry in registry.entries.values():
        if registry.leads_to(entry.id) == entry.id and entry.state == State.ALIAS:
            place = Place(path, registry.lines.get(entry.id, 1))
            yield _broken(place, f"alias {entry.id!r} leads back to itself", hint)


def _broken(place: Place, message: str, hint: str = "") -> Problem:
    return Problem(place, "registry-broken", message, hint)
