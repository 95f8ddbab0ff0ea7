"""A theme as its page shows it: disputes, sentences with what is said of each, terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from edition.model import Annotation, Edition
from edition.seeds.vocabulary import TermKind
from edition.views.connections import pointing_to
from edition.wording import many

FIRST = 5
"""So many terms are explained on the page; the others are named."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contested subject that the theme touches."""

    subject: str
    note: str
    """Id of a note that shows the positions: on a sentence of the theme, if there is one."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A sentence of the theme, with ids of what the edition says of it."""

    id: str
    notes: tuple[Annotation, ...]
    """Those that editors tie to the theme; else the main ones; else all of them."""

    promises: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term, and in how many of the theme's sentences and notes it is."""

    slug: str
    naming: int
    bearing: int
    """Sentences that it bears on and that do not name it."""

    notes: int
    elsewhere: int
    """Other sentences of the text that name it or that it bears on."""

    @property
    def weight(self) -> float:
        """How much of the theme is about it; a name that is everywhere counts for little."""
        own = self.naming + self.bearing
        return own * own / (own + self.elsewhere) + self.notes

    @property
    def why(self) -> str:
        """What there is of it, in words."""
        said = [
            f"named in {many(self.naming, 'sentence')}" * bool(self.naming),
            f"bears on {many(self.bearing, 'sentence')}" * bool(self.bearing),
            many(self.notes, "note") * bool(self.notes),
        ]
        return ", ".join(filter(None, said)).capitalize() + "."


@dataclass(frozen=True, slots=True)
class OfTheme:
    """What is listed on the page of a theme."""

    disputes: tuple[Dispute, ...]
    sentences: tuple[Carrier, ...]
    first: tuple[Weighed, ...]
    """The terms that most of the theme is about."""

    others: Mapping[TermKind, list[str]]
    """The rest of its terms, by kind."""

    neighbours: Mapping[str, str]
    """Themes that name it as a neighbour and are none that it names, with their reason."""

    pointing: tuple[str, ...]
    """Ids of what else leads to it."""


def of_theme(edition: Edition, slug: str) -> OfTheme:
    """What is listed on the page of a theme."""
    own = [item.id for item in edition.sentences_by_theme.get(slug, ())]
    notes = _notes_by_sentence(edition, own)
    sentences = tuple(_carrier(edition, slug, sentence, notes[sentence]) for sentence in own)
    terms = _weighed(edition, own, [note for some in notes.values() for note in some])
    named = edition.themes[slug].neighbours
    neighbours = {
        other: theme.neighbours[slug]
        for other, theme in edition.themes.items()
        if slug in theme.neighbours and other not in named
    }
    shown = {*own, *(note.id for carrier in sentences for note in carrier.notes)}
    shown |= {f"themes/{other}" for other in (*named, *neighbours)}
    pointing = pointing_to(edition, [f"themes/{slug}"])
    return OfTheme(
        tuple(_disputes(edition, own)),
        sentences,
        tuple(terms[:FIRST]),
        _by_kind(edition, [term.slug for term in terms[FIRST:]]),
        neighbours,
        tuple(origin for origin in pointing if origin not in shown),
    )


def _notes_by_sentence(edition: Edition, own: list[str]) -> dict[str, list[Annotation]]:
    """The notes on each sentence of *own*; a note on several stands under the first."""
    found: dict[str, list[Annotation]] = {sentence: [] for sentence in own}
    for note in edition.notes:
        if first := next((s.id for s in note.sentences if s.id in found), ""):
            found[first].append(note)
    return found


def _carrier(edition: Edition, theme: str, sentence: str, notes: list[Annotation]) -> Carrier:
    tied = [note for note in notes if theme in note.record.themes]
    return Carrier(
        sentence,
        tuple(tied or [note for note in notes if note.main] or notes),
        edition.commitments_by_sentence.get(sentence, ()),
        edition.formulas_by_sentence.get(sentence, ()),
    )


def _weighed(edition: Edition, own: list[str], notes: list[Annotation]) -> list[Weighed]:
    """The terms of the sentences *own*, with the *notes* on them; the weightiest first."""
    noted = Counter(term for note in notes for term in note.record.terms)
    here = set(own)
    found = []
    for slug in edition.terms:
        naming = here.intersection(edition.sentences_naming(slug))
        about = edition.sentences_about(slug)
        bearing = here.intersection(about) - naming
        if naming or bearing:
            elsewhere = len(about) - len(naming) - len(bearing)
            found.append(Weighed(slug, len(naming), len(bearing), noted[slug], elsewhere))
    return sorted(found, key=lambda term: (-term.weight, -term.naming))


def _by_kind(edition: Edition, slugs: Iterable[str]) -> dict[TermKind, list[str]]:
    kinds: dict[TermKind, list[str]] = {kind: [] for kind in TermKind}
    for slug in slugs:
        kinds[edition.terms[slug].kind].append(slug)
    return {kind: own for kind, own in kinds.items() if own}


def _disputes(edition: Edition, own: list[str]) -> Iterator[Dispute]:
    """The contested subjects of the sentences *own*, in the order of these."""
    touching: dict[str, list[str]] = {}
    for slug, subject in edition.subjects.items():
        for sentence in subject.sentences:
            touching.setdefault(sentence, []).append(slug)
    carrying = set(own)
    touched = (slug for sentence in own for slug in touching.get(sentence, ()))
    for slug in dict.fromkeys(touched):
        notes = edition.notes_by_subject[slug]
        here = [note for note in notes if any(s.id in carrying for s in note.sentences)]
        yield Dispute(slug, [*here, *notes][0].id)
