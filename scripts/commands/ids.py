"""Commands on ids: rename, renumber, retire, amend, release."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from commands.shared import made_wrong, put_files
from edition.clock import today
from edition.editors.id_changes import amend, release, rename, retire
from edition.editors.rename import renamed
from edition.editors.renumber import renumbered
from edition.editors.schema import heading
from edition.model import Edition
from edition.names import without_act
from edition.pipeline import check_files, load_with_files
from edition.problems import InvalidEdition, Problem, Refused
from edition.references import Reference, walk
from edition.registry import Registry, State, render_registry
from edition.rules.contract import current
from edition.rules.unwritten import check_written
from edition.seeds.folder import REGISTRY, SeedFile, folder_of, read_seeds
from edition.seeds.forms import UNRELEASED
from edition.wording import many, shorten


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], seeds: argparse.ArgumentParser
) -> None:
    """Add this module's commands; each also takes the options of *seeds*."""
    command = commands.add_parser(
        "rename", help="give a note, term, theme… another slug", parents=[seeds]
    )
    command.add_argument("old", help="the id now: p6-slug, terms/slug, themes/slug")
    command.add_argument("new", help="the id from now on")
    command.set_defaults(run=_rename)
    command = commands.add_parser(
        "renumber", help="count paragraphs or sentences anew in all files", parents=[seeds]
    )
    command.add_argument("old", help="where they began: p14, p13-s3")
    command.add_argument("new", help="where the same words begin now")
    command.set_defaults(run=_renumber)
    command = commands.add_parser(
        "retire", help="retire a published id that is no longer in the seeds", parents=[seeds]
    )
    command.add_argument("id")
    command.add_argument("why", help="what happened, for readers who follow the old address")
    command.add_argument("--see", default="", metavar="ID", help="where they may look instead")
    command.set_defaults(run=_retire)
    command = commands.add_parser(
        "amend", help="record that the words of published ids have changed", parents=[seeds]
    )
    command.add_argument("why", help="what happened, for readers")
    command.add_argument("ids", nargs="*", help="notes, formulas…; none: the text itself")
    command.add_argument(
        "--renumbered", action="store_true", help="list no places: 'renumber' has been there"
    )
    command.set_defaults(run=_amend)
    command = commands.add_parser(
        "release", help="stamp the register of ids and the change log", parents=[seeds]
    )
    command.add_argument("version", help="for example 1.2.0; higher than the last")
    command.add_argument("--date", default=today(), help="default: today (SOURCE_DATE_EPOCH)")
    command.set_defaults(run=_release)


def _read(seeds: Path) -> tuple[dict[str, SeedFile], Edition]:
    """The seeds as they are, in order but for what they owe to earlier releases."""
    return load_with_files(seeds, promised=False)


def _rename(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    old, new = options.old, options.new
    now = current(edition)
    # An editor may have changed the slug by hand; then only the mark is missing.
    entries = edition.registry.entries.values()
    known = old in edition.registry.entries or any(entry.now == old for entry in entries)
    by_hand = old not in now and new in now and known
    changed = {} if by_hand else renamed(edition, files, old, new)
    registry = rename(edition.registry, old, new)
    try:
        check_files(files | changed, [], promised=False)
    except InvalidEdition as error:
        raise made_wrong(error.problems) from None
    kept, told = _kept(options.seeds, edition, registry)
    put_files(options.seeds, changed | kept, files)
    return f"{old} is now {new}, in {many(len(changed), 'file')}{told}"


def _renumber(options: argparse.Namespace) -> str:
    problems: list[Problem] = []
    files = read_seeds(options.seeds, problems)
    # Whether the seeds are in order is not asked: in the middle of a correction they never are.
    if problems:
        raise InvalidEdition(problems)
    changed = renumbered(files, options.old, options.new)
    if not changed:
        raise Refused(f"the seeds name neither {options.old} nor what comes after it")
    put_files(options.seeds, changed, files)
    return (
        f"what began with {options.old} begins with {options.new}, in {many(len(changed), 'file')}"
    )


def _retire(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    registry = retire(edition, options.id, options.why, options.see)
    kept, told = _kept(options.seeds, edition, registry)
    put_files(options.seeds, kept, files)
    return f"{options.id} is retired{told}"


def _amend(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    registry = amend(edition, options.why, options.ids)
    before = edition.registry.entries
    marked = [i for i, entry in registry.entries.items() if entry != before[i]]
    kept, told = _kept(options.seeds, edition, registry)
    put_files(options.seeds, kept, files)
    named = "" if options.renumbered else _still_named(edition, registry, marked)
    return f"recorded for {', '.join(marked)}{told}{named}"


def _still_named(edition: Edition, registry: Registry, marked: Iterable[str]) -> str:
    """Which ids in *marked* gave their words to others, and where the seeds name them."""
    entries = (registry.entries[identifier] for identifier in marked)
    moved = {e.id: e.was[-1].now for e in entries if e.was and e.state == State.ACTIVE}
    moved = {old: new for old, new in moved.items() if new}
    named = {
        reference.place: f"{reference.place}: {reference.target}"
        for reference in walk(edition.layer)
        if isinstance(reference, Reference) and without_act(reference.target) in moved
    }
    if not named:
        return ""
    most = [named[place] for place in sorted(named)][:_PLACES]
    more = [f"and {len(named) - _PLACES:,} more"] if len(named) > _PLACES else []
    pairs = ", ".join(f"{old} are at {new}" for old, new in moved.items())
    head = f"the words of {pairs} now; these places name the old id, which may be wrong by now:"
    return "\n".join(["", head, *most, *more])


_PLACES = 100
"""So many places are told at most: each has to be looked at."""


def _kept(seeds: Path, edition: Edition, registry: Registry) -> tuple[dict[str, SeedFile], str]:
    """The register as a file if it changed, and what to add to the command's answer."""
    if registry.entries == edition.registry.entries:
        return {}, "; it was never published, so no old address is kept"
    return _register(seeds, registry), "; the old address keeps working"


def _register(seeds: Path, registry: Registry) -> dict[str, SeedFile]:
    file = SeedFile(REGISTRY, f"{seeds.name}/{REGISTRY}", render_registry(registry))
    return {REGISTRY: file}


def _release(options: argparse.Namespace) -> str:
    # Imported here: no other command, and no check, makes pages.
    from edition.pages import render_pages

    files, edition = load_with_files(options.seeds)
    if unwritten := list(check_written(edition)):
        raise InvalidEdition(unwritten)
    _check_day(options.date, edition.registry.released)
    registry = release(edition, render_pages(edition), options.version, options.date)
    changed = stamped_log(files, options.version, options.date)
    changed |= _register(options.seeds, registry)
    check_files(files | changed, [])
    put_files(options.seeds, changed, files)
    fresh = many(len(registry.entries) - len(edition.registry.entries), "new id")
    told = _not_listed(edition, options.version)
    return f"release {options.version}: {fresh}, {len(registry.entries):,} in all{told}"


def _not_listed(edition: Edition, version: str) -> str:
    """What readers of the change log do not hear of, to add to the command's answer."""
    # Imported here, since a check imports all commands, and should not wait for the pages' views.
    from edition.views.due import unlisted

    log = edition.layer.changes
    if not edition.registry.releases:
        return ""
    if UNRELEASED not in log and version not in log:
        return "; changes.yml lists no change since the last"
    ids = ", ".join(unlisted(edition))
    return f"\nnew, and named by no change in changes.yml: {shorten(ids, 300)}" if ids else ""


def _check_day(day: str, last: str) -> None:
    """A release has a day that exists, has come and is not before the *last* one.

    Tomorrow is today somewhere.
    """
    try:
        known = re.fullmatch(r"\d{4}-\d\d-\d\d", day) and date.fromisoformat(day)
    except ValueError:
        known = None
    if not known:
        raise Refused(f"{day!r} is not a date like 2026-01-04")
    if known > datetime.now(UTC).date() + timedelta(days=1):
        raise Refused(f"{day!r} has not come yet")
    if day < last:
        raise Refused(f"{day!r} is before the last release, {last!r}")


_UNRELEASED = re.compile(rf"^{UNRELEASED}:[ \t]*\n", re.MULTILINE)


def stamped_log(files: Mapping[str, SeedFile], version: str, day: str) -> dict[str, SeedFile]:
    """The change log with what was not released put under *version*, or with that alone."""
    name = "changes.yml"
    log = files.get(name) or SeedFile(name, f"{folder_of(files)}/{name}", heading(name))
    stamped = f'"{version}":\n  date: "{day}"\n'
    if _UNRELEASED.search(log.text):
        text = _UNRELEASED.sub(stamped, log.text, count=1)
    elif re.search(rf'(?m)^"?{re.escape(version)}"?:', log.text):
        return {}
    else:
        first = re.search(r"(?m)^(?!#|\s*$)", log.text)
        at = first.start() if first else len(log.text)
        text = f"{log.text[:at]}{stamped}  changes: {{}}\n{log.text[at:]}"
    return {name: SeedFile(name, log.path, text)}
