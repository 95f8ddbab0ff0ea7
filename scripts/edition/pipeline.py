"""The stages in order, with a barrier after each: no stage sees bad input."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from edition import names
from edition.assemble import assemble
from edition.disk import Lock, write
from edition.docs_dir import finish, holds, sync
from edition.document import Document, parse_document
from edition.model import Edition
from edition.problems import RESTORE, InvalidEdition, Problem
from edition.references import Reference, walk
from edition.registry import Registry, parse_registry
from edition.rules.checks import ENOUGH, check
from edition.rules.contract import check_contract, check_pages, check_register
from edition.rules.lost import check_lost
from edition.seeds.folder import REGISTRY, SeedFile, read_seeds
from edition.seeds.parse_layer import Layer, parse_layer
from edition.wording import did_you_mean

if TYPE_CHECKING:
    from edition.books.shelf import Shelf


def load(seeds: Path) -> Edition:
    """Read and check *seeds*.  ``InvalidEdition`` carries every problem found."""
    return load_with_files(seeds)[1]


def load_with_files(
    seeds: Path, *, promised: bool = True, waiting: Collection[str] = ()
) -> tuple[dict[str, SeedFile], Edition]:
    """The files of *seeds* by name and the edition that they hold; else as ``check_files``."""
    problems: list[Problem] = []
    files = read_seeds(seeds, problems)
    return files, check_files(files, problems, promised=promised, waiting=waiting)


def check_files(
    files: Mapping[str, SeedFile],
    problems: list[Problem],
    *,
    promised: bool = True,
    waiting: Collection[str] = (),
) -> Edition:
    """The edition that *files* hold; *problems* are those found while reading them.

    Unless *promised* is false, it must also keep what earlier releases promised.
    *waiting* are codes of problems that the editor is still to mend.
    """
    layer = parse_layer(files, problems)
    registry = Registry()
    if file := files.get(REGISTRY):
        registry = parse_registry(file.text, file.path, problems)
    if layer is None:
        raise InvalidEdition(problems)
    if not file:
        problems.extend(check_register(layer))
    document = _document(layer, files, problems)
    if problems or document is None:
        raise InvalidEdition(problems)
    found = walk(layer)
    references = (item for item in found if isinstance(item, Reference))
    owed = registry if promised else Registry()
    if problems := list(check_lost(document, layer, references, owed)):
        raise InvalidEdition(problems)
    today = datetime.now(UTC).date()
    if problems := list(check(document, layer, found, today, registry.entries, waiting)):
        raise InvalidEdition(problems[:ENOUGH])
    edition = assemble(document, layer, found)
    edition = replace(edition, registry=registry, digest=_digest(files))
    if promised and (problems := list(check_contract(edition))):
        raise InvalidEdition(problems)
    return edition


def _document(
    layer: Layer, files: Mapping[str, SeedFile], problems: list[Problem]
) -> Document | None:
    """The text that the edition names, divided; ``None`` if it is not there or is another."""
    record = layer.edition
    if file := files.get(record.text):
        return parse_document(file.text, record, layer.text_map, problems)
    if not any(problem.place.path == f"{layer.folder}/{record.text}" for problem in problems):
        message = f"there is no text {record.text!r} next to edition.yml"
        texts = [name for name in files if name.lower().endswith(".txt")]
        hint = did_you_mean(record.text, texts) or RESTORE
        problems.append(Problem(record.at("text"), "file-missing", message, hint))
    return None


def _digest(files: Mapping[str, SeedFile]) -> str:
    whole = sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{files[name].text}\0".encode())
    return whole.hexdigest()


def load_for(seeds: Path, repository: str) -> Edition:
    """The edition of *seeds*, with *repository* where corrections go if the seeds do not say."""
    edition = load(seeds)
    if repository and not edition.record.repository:
        record = edition.record.model_copy(update={"repository": repository})
        edition = replace(edition, record=record)
    return edition


@dataclass(frozen=True, slots=True)
class Publication:
    """What a build has to know about the site and cannot read from the seeds."""

    site_url: str = ""
    """The address that the site will have, or empty."""

    repository: str = ""
    """Where corrections are sent, if the seeds do not say."""

    books: Path | None = None
    """The folder in which books may have been made."""

    def shelf(self, edition: Edition) -> Shelf | None:
        """The books that were made of just this state of *edition*."""
        if self.books is None:
            return None
        # Imported here, since a check makes nothing and should not wait for what does.
        from edition.books.folder import books_in
        from edition.books.shelf import edition_state

        return books_in(self.books, edition_state(edition, self.site_url))


_NOWHERE = Publication()


def build(seeds: Path, docs: Path, publication: Publication = _NOWHERE) -> tuple[Edition, int]:
    """Make the pages of *seeds* in *docs*; the edition and how many files changed.

    ``NotWritten`` if *docs* cannot be written.
    """
    edition, changed, lock = build_and_hold(seeds, docs, publication)
    lock.release()
    return edition, changed


def build_and_hold(seeds: Path, docs: Path, publication: Publication) -> tuple[Edition, int, Lock]:
    """As ``build``, and the lock under which no other build changes *docs*."""
    from edition.pages import file_jobs

    finish(docs)
    edition = load_for(seeds, publication.repository)
    shelf = publication.shelf(edition)
    problems: list[Problem] = []
    changed = 0
    while True:
        jobs = file_jobs(edition, publication.site_url, shelf)
        count, digests = sync(docs, jobs, problems, partial(check_pages, edition))
        if problems:
            raise InvalidEdition(problems)
        changed += count
        lock = Lock(docs, shared=True)
        if holds(docs, digests):
            return edition, changed, lock
        # Another build came between; its pages are not ours.
        lock.release()


def complete(edition: Edition, site: Path, publication: Publication) -> set[str]:
    """Put into the built *site* what a generator would not: Markdown twins and books.

    The twins cannot be in ``docs/``, where pages would be made of them.  Their paths are returned.
    """
    from edition.books.folder import hand_over
    from edition.exports import render_twins

    twins = render_twins(edition, publication.site_url)
    for uri, text in twins.items():
        write(site / uri, text)
    if publication.books and (shelf := publication.shelf(edition)):
        hand_over(shelf, publication.books, site / names.BOOKS)
    return set(twins)
