"""Names in other languages, and where a version in one of them says something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from edition.model import Annotation, Edition
from edition.seeds.layer import Term
from edition.seeds.vocabulary import Carries, FormBasis, NoteKind
from edition.views.weave import Thread, thread


@dataclass(frozen=True, slots=True)
class FormsGiven:
    """How many terms have a form in one language, seen in a source or known; the rest has none."""

    language: str
    seen: int
    known: int
    none: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """The notes on where one language says more, less or something else, and their sentences."""

    language: str
    carries: Carries
    notes: tuple[Annotation, ...]
    thread: Thread

    @property
    def slug(self) -> str:
        """Its place on the page: ``zh-more``."""
        return f"{self.language}-{self.carries.value}"


@dataclass(frozen=True, slots=True)
class Languages:
    """Names in every language that the edition gives."""

    terms: tuple[tuple[str, Term], ...]
    initials: tuple[tuple[str, str], ...]
    """Each letter with which a name begins, and the slug of the first such term."""

    coverage: tuple[FormsGiven, ...]
    divergences: tuple[Divergence, ...]
    """Each note once, under the first language that it names."""


def languages(edition: Edition) -> Languages:
    """Every term with its forms, by name."""
    terms = sorted(edition.terms.items(), key=lambda item: item[1].name.casefold())
    return Languages(
        tuple(terms),
        tuple(_initials(terms)),
        tuple(_coverage(edition, language) for language in edition.record.languages),
        tuple(_divergences(edition)),
    )


def _initials(terms: Iterable[tuple[str, Term]]) -> Iterator[tuple[str, str]]:
    for letter, own in groupby(terms, lambda item: item[1].name[:1].upper()):
        yield letter, next(own)[0]


_CARRIES_HUES = {Carries.MORE: "green", Carries.LESS: "rust", Carries.OTHER: "plum"}


def _divergences(edition: Edition) -> Iterator[Divergence]:
    grouped: dict[tuple[str, Carries], list[Annotation]] = defaultdict(list)
    for note in edition.notes:
        if note.record.kind is NoteKind.TRANSLATION:
            grouped[next(iter(note.record.diverges.items()))].append(note)
    for language, tongue in edition.record.languages.items():
        for carries in Carries:
            notes = grouped.get((language, carries), [])
            own = {sentence.id for note in notes for sentence in note.sentences}
            name = f"{tongue.name}: {carries.value}"
            row = thread(edition, own, name, _CARRIES_HUES[carries])
            if notes:
                yield Divergence(language, carries, tuple(notes), row)


def _coverage(edition: Edition, language: str) -> FormsGiven:
    forms = [t.forms[language].basis for t in edition.terms.values() if language in t.forms]
    seen = forms.count(FormBasis.SEEN)
    return FormsGiven(language, seen, len(forms) - seen, len(edition.terms) - len(forms))
