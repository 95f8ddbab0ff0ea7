"""What is connected with a paragraph, term or source: what it names, what leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edition.labels import kind_name
from edition.model import AnnotatedParagraph, Edition
from edition.names import is_id


@dataclass(frozen=True, slots=True)
class OfParagraph:
    """What is listed beside a paragraph."""

    named: tuple[str, ...]
    """Terms that it names, in its order."""

    bearing: tuple[str, ...]
    """Terms that belong to it without being named in it."""

    pointing: Mapping[str, list[str]]
    """Ids outside it that lead to it or into it, under a heading for each kind."""


@dataclass(frozen=True, slots=True)
class OfTerm:
    """What is listed on the page of a term."""

    naming: tuple[str, ...]
    """Sentences that name it."""

    bearing: tuple[str, ...]
    """Sentences that it bears on and that do not name it."""

    related: tuple[str, ...]
    """Ids of terms and themes that it names, or that name it."""

    themes: tuple[str, ...]
    """Themes of these sentences, in their order."""


def of_paragraph(edition: Edition, paragraph: AnnotatedParagraph) -> OfParagraph:
    """What is listed beside *paragraph*."""
    ordered = sorted(paragraph.mentions, key=lambda mention: mention.span)
    named = dict.fromkeys(mention.term for mention in ordered)
    noted = [term for note in paragraph.notes for term in note.record.terms]
    bearing_on = set(paragraph.gather(edition.bearing_by_sentence))
    said = sorted(bearing_on, key=edition.term_order.__getitem__)
    bearing = [term for term in dict.fromkeys([*noted, *said]) if term not in named]
    own = [paragraph.id, *(s.id for s in paragraph.sentences)]
    own += [note.id for note in paragraph.notes]
    pointing: dict[str, list[str]] = {}
    for origin in pointing_to(edition, own):
        if not origin.startswith(f"{own[0]}-"):
            pointing.setdefault(kind_name(origin), []).append(origin)
    return OfParagraph(tuple(named), tuple(bearing), pointing)


def of_term(edition: Edition, slug: str) -> OfTerm:
    """What is listed on the page of a term."""
    record, naming = edition.terms[slug], edition.sentences_naming(slug)
    others = pointing_to(edition, [f"terms/{slug}"])
    related = [origin for origin in others if origin.startswith(("terms/", "themes/"))]
    about = map(edition.annotated, edition.sentences_about(slug))
    themes = (theme for sentence in about for theme in sentence.record.themes)
    return OfTerm(
        tuple(naming),
        tuple(sentence for sentence in record.bears_on if sentence not in naming),
        tuple(dict.fromkeys([*(f"terms/{other}" for other in record.related), *related])),
        tuple(dict.fromkeys(themes)),
    )


def used_by(edition: Edition, source: str) -> list[str]:
    """Ids of what cites *source*; a contested subject is represented by its notes."""
    shown: list[str] = []
    for origin in edition.uses_by_source.get(source, ()):
        if origin.startswith("subjects/"):
            notes = edition.notes_by_subject.get(origin.removeprefix("subjects/"), ())
            shown.extend(note.id for note in notes)
        else:
            shown.append(origin)
    return list(dict.fromkeys(shown))


def pointing_to(edition: Edition, targets: list[str]) -> Iterable[str]:
    """Ids of what leads to any of *targets*, the first of which is left out."""
    origins = (origin for target in targets for origin in edition.links_to.get(target, ()))
    return [origin for origin in dict.fromkeys(origins) if origin != targets[0] and is_id(origin)]
