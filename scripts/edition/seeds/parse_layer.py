"""Turns seed files into records; every fault of form is found here, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, ClassVar, TypeVar, cast, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from edition.problems import RESTORE, Place, Problem
from edition.seeds.folder import REGISTRY, SeedFile, folder_of
from edition.seeds.form_faults import form_problems
from edition.seeds.forms import Slug, VersionName
from edition.seeds.layer import (
    Commitment,
    Dropped,
    EarlierText,
    EditionRecord,
    Exchange,
    Formula,
    HouseWords,
    Later,
    Lesson,
    Lineage,
    Note,
    ParagraphRecord,
    Primer,
    Release,
    Source,
    Subject,
    Term,
    TextMap,
    Theme,
)
from edition.seeds.marked_yaml import MarkedFile
from edition.seeds.record import Record
from edition.seeds.yaml_faults import MOST_FAULTS, parse_files
from edition.wording import did_you_mean, many

_A_FEW = 3
"""So many things may by chance have slugs of things in another file."""

T = TypeVar("T")

_SINGLE_FILES = {"edition.yml", "sentences.yml", "words.yml", "primer.yml", REGISTRY}
_TEXT_FILE = re.compile(r"(?i)(?!.*\.ya?ml\.)[^/]*\.txt")
_OF_PARAGRAPH = re.compile(r"(?i)(?:^|/)(?:p|para|paragraph)[ _-]?0*([1-9]\d{0,3})(?!\d)")
_PARAGRAPH_FILE = re.compile(r"paragraphs/p0*([1-9]\d*)\.yml")


@dataclass(slots=True)
class Layer:
    """All that the editors wrote: its form is right, its truth not yet checked."""

    folder: str
    edition: EditionRecord
    text_map: TextMap
    paragraphs: dict[str, ParagraphRecord] = field(default_factory=dict)
    themes: dict[Slug, Theme] = field(default_factory=dict)
    terms: dict[Slug, Term] = field(default_factory=dict)
    subjects: dict[Slug, Subject] = field(default_factory=dict)
    sources: dict[Slug, Source] = field(default_factory=dict)
    earlier: dict[Slug, EarlierText] = field(default_factory=dict)
    formulas: dict[Slug, Formula] = field(default_factory=dict)
    dropped: dict[Slug, Dropped] = field(default_factory=dict)
    lineage: dict[Slug, Lineage] = field(default_factory=dict)
    ledger: dict[Slug, Exchange] = field(default_factory=dict)
    commitments: dict[Slug, Commitment] = field(default_factory=dict)
    changes: dict[VersionName, Release] = field(default_factory=dict)
    """Version to what changed in it, in the order of the seeds."""
    words: HouseWords = field(default_factory=HouseWords)
    primer: Primer | None = None

    @property
    def lessons(self) -> Mapping[str, Lesson]:
        """The lessons of the primer by slug, if there is one."""
        return self.primer.lessons if self.primer else {}

    def notes(self) -> Iterator[Note]:
        """Every note of every paragraph."""
        for paragraph in self.paragraphs.values():
            yield from paragraph.notes.values()

    def later(self) -> Iterator[Later]:
        """Every entry under ``later``, whatever it belongs to."""
        records: Iterable[ParagraphRecord | Note | Subject | Term] = chain(
            self.paragraphs.values(), self.notes(), self.subjects.values(), self.terms.values()
        )
        return (entry for record in records for entry in record.later)

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """The records of one of ``SLUGGED`` by slug."""
        if kind == "changes":
            logged = [release.changes for release in self.changes.values()]
            return {slug: change for changes in logged for slug, change in changes.items()}
        records: Mapping[str, Record] = getattr(self, kind)
        return records

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record that has prose, with its id: ``about``, ``p6``, ``terms/long-river``."""
        yield "about", self.edition
        yield from self.paragraphs.items()
        for kind in COLLECTIONS:
            yield from ((f"{kind}/{key}", record) for key, record in getattr(self, kind).items())
        if self.primer:
            yield "primer", self.primer


COLLECTIONS: dict[str, Any] = {
    kind: hint
    for kind, hint in get_type_hints(Layer, include_extras=True).items()
    if get_origin(hint) is dict and kind != "paragraphs"
}
"""Kinds that are written as slug to record in ``<kind>.yml`` or ``<kind>/*.yml``, with the type."""

SLUGGED = (*COLLECTIONS, "lessons")
"""Kinds whose ids are ``<kind>/<slug>``; contested subjects have such names, but no page."""


def parse_layer(files: Mapping[str, SeedFile], problems: list[Problem]) -> Layer | None:
    """Read all records; ``None`` if the edition or its text map cannot be made."""
    if problems and not files:
        return None  # the folder is missing; what would be missing in it need not be reported
    folder = folder_of(files)
    reader = _Reader(files, problems)
    for name in ("edition.yml", "sentences.yml", "words.yml"):
        if name not in files:
            # An edition older than the rules of style never had one.
            least = ", if only with {} in it" if name == "words.yml" else ""
            message = f"an edition needs {name!r}{least}"
            problems.append(Problem(Place(f"{folder}/{name}"), "file-missing", message, RESTORE))
    edition = reader.read("edition.yml", EditionRecord)
    text_map = reader.read("sentences.yml", TextMap)
    words = reader.read("words.yml", HouseWords) or HouseWords()
    primer = reader.read("primer.yml", Primer)
    paragraphs: dict[str, ParagraphRecord] = {}
    collected: dict[str, dict[str, Any]] = {kind: {} for kind in COLLECTIONS}
    for name, file in files.items():
        if name in _SINGLE_FILES or _TEXT_FILE.fullmatch(name):
            continue
        kind = name.split("/")[0].removesuffix(".yml")
        if match := _PARAGRAPH_FILE.fullmatch(name):
            paragraph_id, paragraph = f"p{match[1]}", reader.read(name, ParagraphRecord)
            if paragraph and paragraph_id in paragraphs:
                message = f"{paragraph_id!r} already has a file"
                hint = f"keep either this one or {paragraphs[paragraph_id].at().path}"
                problems.append(Problem(Place(file.path), "duplicate-slug", message, hint))
            elif paragraph:
                paragraphs[paragraph_id] = paragraph
        elif _is_known(name):
            _merge(reader.read(name, COLLECTIONS[kind]), collected[kind], problems)
        else:
            hint = _better_name(name)
            message = f"{name!r} is not a kind of seed file"
            problems.append(Problem(Place(file.path), "unknown-file", message, hint))
    reader.keep()
    if edition is None or text_map is None:
        return None
    return Layer(folder, edition, text_map, paragraphs, words=words, primer=primer, **collected)


def _better_name(name: str) -> str:
    """A hint on what a seed file should be called."""
    if _is_known(re.sub(r"(?i)\.(ya?ml(\.\w+)?|md|txt)$", ".yml", name)):
        return "its name should end in .yml; if it is a copy of another, delete it"
    if number := _OF_PARAGRAPH.search(name):
        own = f"paragraphs/p{int(number[1]):02}.yml"
        return f"a paragraph's file is {own}; if this is a copy of that, delete it"
    if name.startswith("paragraphs/"):
        return "a paragraph's file is named after it: paragraphs/p06.yml"
    kind = name.split("/")[0].removesuffix(".yml")
    kinds = [*COLLECTIONS, "paragraphs", "edition", "sentences", "words", "primer"]
    return did_you_mean(kind, kinds) or f"kinds of seeds are: {', '.join(kinds)}"


def _is_known(name: str) -> bool:
    """Whether a file is one of the YAML files that make up the layer."""
    if name in _SINGLE_FILES or _PARAGRAPH_FILE.fullmatch(name):
        return name != REGISTRY
    return name.endswith(".yml") and name.split("/")[0].removesuffix(".yml") in COLLECTIONS


def _merge(
    new: dict[str, Record] | None, known: dict[str, Record], problems: list[Problem]
) -> None:
    twice = {slug: record for slug, record in (new or {}).items() if slug in known}
    known.update({slug: record for slug, record in (new or {}).items() if slug not in twice})
    homes = {known[slug].at().path for slug in twice}
    if len(twice) > _A_FEW and len(homes) == 1:
        place = Place(next(iter(twice.values())).at().path)
        message = f"{many(len(twice), 'slug')} of this file are in {homes.pop()} too"
        hint = "if one is a copy of the other, delete it"
        problems.append(Problem(place, "duplicate-slug", message, hint))
        return
    for slug, record in twice.items():
        message = f"slug {slug!r} is already in use"
        hint = f"first used at {known[slug].at()}"
        problems.append(Problem(record.at(), "duplicate-slug", message, hint))


class _Reader:
    """Reads files as records, a file that has not changed since the last time only once.

    While an editor is being served, one file of many changes at a time.
    """

    _kept: ClassVar[dict[tuple[str, str], Any]] = {}

    def __init__(self, files: Mapping[str, SeedFile], problems: list[Problem]) -> None:
        self._problems = problems
        self._keys = {n: (file.path, file.text) for n, file in files.items() if _is_known(n)}
        self._records = {n: self._kept[key] for n, key in self._keys.items() if key in self._kept}
        changed = {key[0]: n for n, key in self._keys.items() if n not in self._records}
        words = "\n".join(file.text for n, file in files.items() if _TEXT_FILE.fullmatch(n))
        found = parse_files([MarkedFile(*self._keys[n]) for n in changed.values()], problems, words)
        self._parsed = {changed[file.path]: (file, data) for file, data in found}

    def read(self, name: str, kind: type[T]) -> T | None:
        """The records of a file; ``None`` if there are none or something is wrong with them."""
        if name in self._parsed:
            file, data = self._parsed.pop(name)
            record = _record(file, data, kind, self._problems)
            if record is not None:
                self._records[name] = record
        return cast("T | None", self._records.get(name))

    def keep(self) -> None:
        """Remember what was read for the next time; problems are to be reported again."""
        wrong = {problem.place.path for problem in self._problems}
        self._kept.clear()
        for name, record in self._records.items():
            if self._keys[name][0] not in wrong:
                self._kept[self._keys[name]] = record


def _record(file: MarkedFile, data: Any, kind: type[T], problems: list[Problem]) -> T | None:
    adapter = _adapter(cast("Any", kind))
    try:
        value = adapter.validate_python(data)
    except ValidationError as error:
        problems.extend(form_problems(error.errors()[:MOST_FAULTS], file, adapter))
        return None
    if isinstance(value, Record):
        value.placed(file, ())
    elif isinstance(value, dict):
        for slug, record in value.items():
            record.placed(file, (slug,))
    return cast("T", value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
