"""Names that lead nowhere, or where they should not.

Each checker's docstring is its rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from edition.document import Document
from edition.kinds import KINDS
from edition.names import act_id, note_id, paragraph_of, without_act
from edition.problems import BUILD, Problem
from edition.prose import Link, inlines
from edition.references import ProseField, Reference
from edition.registry import TEXT_KINDS, Entry, State, hash_words
from edition.rules.misquoted import not_found
from edition.rules.prose_faults import OUTSIDE
from edition.seeds.parse_layer import SLUGGED, Layer
from edition.wording import did_you_mean, shorten


@dataclass(frozen=True, slots=True)
class Known:
    """Every name that a reference may lead to, by kind."""

    names: Mapping[str, Collection[str]]
    words: Mapping[str, str]
    """Those of each paragraph and sentence, by its id."""

    logged: Collection[str] = ()
    """Ids that the change log may name: those of all that has an address."""

    unwritten: Collection[str] = ()
    """The paragraphs that have no file, so that nobody knows what is in them."""

    @classmethod
    def of(cls, document: Document, layer: Layer) -> Known:
        """Collect the names of the text and of the layer."""
        paragraphs = {paragraph.id for paragraph in document.paragraphs}
        sentences = {sentence.id for sentence in document.sentences}
        notes = {
            note_id(paragraph_id, slug)
            for paragraph_id, record in layer.paragraphs.items()
            for slug in record.notes
        }
        names: dict[str, Collection[str]] = {
            "paragraphs": paragraphs,
            "sentences": sentences,
            "parties": layer.edition.parties,
            "languages": layer.edition.languages,
            "acts": {
                act_id(f"{paragraph_id}-{key}", number)
                for paragraph_id, record in layer.paragraphs.items()
                for key, sentence in record.sentences.items()
                for number in range(1, len(sentence.acts) + 1)
            },
            **{kind: layer.of_kind(kind) for kind in SLUGGED},
        }
        others = {f"{kind}/{slug}" for kind in _LINKED for slug in names[kind]}
        names["ids"] = paragraphs | sentences | notes | others
        placed = (kind for kind in SLUGGED if KINDS[kind].page)
        logged = {f"{kind}/{slug}" for kind in placed for slug in names[kind]}
        words = {p.id: p.text for p in document.paragraphs}
        words |= {s.id: s.text for s in document.sentences}
        return cls(names, words, logged, paragraphs - layer.paragraphs.keys())


_LINKED = ("themes", "terms", "sources", "lessons")
"""Kinds that prose may link to besides what is in the text: they are in the books too."""


def check_references(
    references: Collection[Reference], known: Known, published: Mapping[str, Entry]
) -> Iterator[Problem]:
    """Whatever is named must exist; the change log may also name what was given up.

    It may name a promise or an earlier text as well, to which no prose can lead.
    """
    wrong: dict[tuple[str, str], list[Reference]] = {}
    for reference in references:
        if reference.target in known.names[reference.kind]:
            continue
        if reference.origin.startswith("changes/") and (
            reference.target in published or reference.target in known.logged
        ):
            continue
        if reference.kind == "ids" and paragraph_of(reference.target) in known.unwritten:
            continue
        wrong.setdefault((reference.kind, reference.target), []).append(reference)
    for (kind, target), places in wrong.items():
        name = KINDS[kind].name
        message = f"{name} {shorten(target)!r} is not known"
        hint = _how_to_name(places[0], known, published)
        # What is named so often was there once: to mend it is one step.
        told = places if len(places) <= _OFTEN else places[:1]
        if len(told) < len(places):
            message += f", here and in {len(places) - 1} other places"
        for reference in told:
            yield Problem(reference.place, f"unknown-{name.replace(' ', '-')}", message, hint)


_OFTEN = 8
"""A name that is wrong in more places is told at the first of them."""


def _how_to_name(reference: Reference, known: Known, published: Mapping[str, Entry]) -> str:
    """A hint on what to write instead, or how to make what is missing."""
    target, kind = reference.target, reference.kind
    names = known.names[kind]
    if "://" in target:
        return _own_address(target, names) or OUTSIDE
    own_id = f"{kind}/{target}" if kind in SLUGGED else without_act(target)
    if (entry := published.get(own_id)) and (hint := _given_up(entry, known)):
        return hint
    if kind == "sources" and "@" in target:
        return "separate sources with semicolons: [@one; @other]"
    if kind == "sources" and (slug := re.split(r"[ ,.:]", target)[0]) != target and slug in names:
        return f"only its id is in the brackets, [@{slug}]; where in it goes into the sentence"
    if not target:
        return "name it: [@source], [words](p6-s2)"
    parts = re.split(r"[\s;]+", target)
    if len(parts) > 1 and all(part in names for part in parts):
        return f"separate them with commas: {', '.join(parts)}"
    # An address, or a capital letter: /p/7/, #p7-s2, P7.
    bare = re.sub(r"^p/(\d+)$", r"p\1", target.strip("/#").lower())
    if near := did_you_mean(bare if bare in names else target, names):
        return near
    if kind == "sentences":
        return _sentence_of(target, names)
    if kind in _MADE_BY:
        return f"{BUILD} new {KINDS[kind].name} {shorten(target)} {_MADE_BY[kind]}"
    if kind == "paragraphs":
        return f"the text has p1 to p{len(names)}"
    own = (name for name in names if name.endswith((f"/{target}", f"-{target}")))
    if kind == "ids" and (near := next(own, "")):
        return f"did you mean {near!r}?"
    return f"choose from {shorten(', '.join(names))}" if kind in {"parties", "languages"} else ""


def _given_up(entry: Entry, known: Known) -> str:
    """A hint on what to name where the thing of *entry* was, as far as the register knows."""
    if entry.state == State.ALIAS:
        return f"it is called {entry.now!r} now"
    if entry.state == State.RETIRED:
        instead = f"name {entry.now!r} instead" if entry.now else "name something else"
        return f"it was retired: {instead}, or nothing ({shorten(entry.why, 90)})"
    if entry.kind in TEXT_KINDS:
        homes = (i for i, words in known.words.items() if hash_words(words) == entry.sha256)
        home = next(homes, "")
        if home == entry.id:
            return ""  # an act of a sentence that is there
        return f"its words are at {home!r} now" if home else "its words are no longer in the text"
    slug = entry.id.partition("-")[2]
    moved = (i for i in known.names["ids"] if slug and i.partition("-")[2] == slug)
    if entry.kind == "note" and (note := next(moved, "")):
        return f"did it move with its paragraph? name {note!r}"
    return (
        f"it was published: restore it, or its slug and run {BUILD} rename {entry.id} NEW; "
        f'to take it out, name another thing here, then {BUILD} retire {entry.id} "what happened"'
    )


_MADE_BY = {"sources": "ADDRESS", "terms": "NAME", "themes": "NAME"}
"""Kinds that ``build.py new`` makes, and what it asks for after the slug."""


def _own_address(address: str, names: Collection[str]) -> str:
    """A hint with the id of what has this *address* on the site of some edition."""
    path, _, fragment = address.partition("#")
    page = re.search(r"(?:^|/)(?:p/(\d+)|((?:terms|themes)/[\w-]+))/?$", path)
    name = fragment or (page and (page[2] or f"p{page[1]}")) or ""
    return f"a place in this edition is named by its id: [words]({name})" if name in names else ""


def _sentence_of(target: str, names: Collection[str]) -> str:
    """A hint with the sentence that was probably meant by a paragraph, or by ``s3`` alone."""
    if own := [name for name in names if name.startswith(f"{target}-s")]:
        return f"name a sentence: {target}-s1 is the first of {target}, and it has {len(own)}"
    return "name its paragraph too: p2-s3" if re.fullmatch(r"s\d+", target) else ""


def check_related(references: Collection[Reference]) -> Iterator[Problem]:
    """Nothing is related to itself, though prose may link to its own place."""
    for reference in references:
        own = {reference.target, f"{reference.kind}/{reference.target}"}
        if not reference.token and reference.origin in own:
            message = f"{reference.target!r} names itself under {str(reference.path[0])!r}"
            yield Problem(reference.place, "names-itself", message, "name another, or leave it out")


def check_quoting_links(document: Document, fields: Collection[ProseField]) -> Iterator[Problem]:
    """A link whose whole text is in quotation marks has words of the sentence it leads to."""
    sentences = {sentence.id: sentence.text for sentence in document.sentences}
    for field in fields:
        for link in (i for i in inlines(field.blocks) if isinstance(i, Link) and i.quote):
            text = sentences.get(link.target)
            if text is not None and link.quote not in text:
                place = field.record.at_token(f"]({link.target})", *field.path)
                yield not_found(place, "quote-not-found", link.quote, text, document)
