"""The rules of the edition.  Each checker's docstring is its rule.

A checker is a generator of problems; the codes are permanent and are listed
in CONTRIBUTING.  Those on references and on what must be there are here, the
others in ``exact_words``, ``claims``, ``source_faults``, ``prose_faults`` and ``house_style``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from edition.document import Document
from edition.kinds import KINDS
from edition.names import act_id, note_id, paragraph_of
from edition.problems import BUILD, RESTORE, Place, Problem
from edition.processes import share_each
from edition.prose import Link, inlines
from edition.references import Found, ProseField, Reference
from edition.registry import Entry, State
from edition.rules.claims import check_changes, check_claims, check_days
from edition.rules.exact_words import check_paragraphs, check_rounds, check_terms
from edition.rules.house_style import check_attribution, style_rules
from edition.rules.misquoted import not_found
from edition.rules.prose_faults import OUTSIDE, check_prose
from edition.rules.source_faults import check_sources
from edition.seeds.parse_layer import SLUGGED, Layer
from edition.seeds.vocabulary import NoteKind
from edition.wording import did_you_mean, shorten
from edition.writing_systems import SCRIPTS


@dataclass(frozen=True, slots=True)
class Known:
    """Every name that a reference may lead to, by kind."""

    names: Mapping[str, Collection[str]]
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
        return cls(names, logged, paragraphs - layer.paragraphs.keys())


_LINKED = ("themes", "terms", "sources", "lessons")
"""Kinds that prose may link to besides what is in the text: they are in the books too."""

ENOUGH = 1000
"""So many problems of one rule are found at most."""


def check(
    document: Document,
    layer: Layer,
    found: list[Found],
    today: date,
    published: Mapping[str, Entry],
    waiting: Collection[str],
) -> Iterator[Problem]:
    """Everything that can be wrong with a layer whose form is right.

    *found* is what ``references.walk`` finds in *layer*, *today* the day of the
    clock, *published* every id that a release has had, *waiting* the codes of
    problems that are not asked for.  The processors share the rules.
    """
    references = [item for item in found if isinstance(item, Reference)]
    fields = [item for item in found if isinstance(item, ProseField)]
    known = Known.of(document, layer)
    rules: list[Callable[[], Iterator[Problem]]] = [
        partial(check_references, references, known, published),
        partial(check_related, references),
        partial(check_prose, fields),
        partial(check_quoting_links, document, fields),
        *style_rules(layer.words, fields),
        partial(check_attribution, layer),
        partial(check_coverage, document, layer),
        partial(check_used, references, layer),
        partial(check_paragraphs, document, layer),
        partial(check_terms, document, layer),
        partial(check_forms, layer),
        partial(check_subjects, layer),
        partial(check_rounds, document, layer),
        partial(check_claims, layer),
        partial(check_sources, layer),
        partial(check_changes, layer),
        partial(check_days, layer, today),
    ]

    def broken(turn: int) -> list[Problem]:
        asked_for = (p for p in rules[turn]() if p.code not in waiting)
        return list(islice(asked_for, ENOUGH))

    for problems in share_each(broken, len(rules), 8):
        yield from problems


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
        hint = _how_to_name(places[0], known.names[kind], published)
        # What is named so often was there once: to mend it is one step.
        told = places if len(places) <= _OFTEN else places[:1]
        if len(told) < len(places):
            message += f", here and in {len(places) - 1} other places"
        for reference in told:
            yield Problem(reference.place, f"unknown-{name.replace(' ', '-')}", message, hint)


_OFTEN = 8
"""A name that is wrong in more places is told at the first of them."""


def _how_to_name(
    reference: Reference, names: Collection[str], published: Mapping[str, Entry]
) -> str:
    """A hint on what to write instead, or how to make what is missing."""
    target, kind = reference.target, reference.kind
    if "://" in target:
        return _own_address(target, names) or OUTSIDE
    own_id = target if kind == "ids" else f"{kind}/{target}"
    if entry := published.get(own_id):
        return _given_up(entry)
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


def _given_up(entry: Entry) -> str:
    """A hint on what to name where the thing of *entry* was, as far as the register knows."""
    if entry.state == State.ALIAS:
        return f"it is called {entry.now!r} now"
    if entry.state == State.RETIRED:
        instead = f"name {entry.now!r} instead" if entry.now else "name something else"
        return f"it was retired: {instead}, or nothing ({shorten(entry.why, 90)})"
    return (
        f"it was published: restore it, or its slug and run {BUILD} rename {entry.id} NEW; "
        f'to take it out, name another thing here, then {BUILD} retire {entry.id} "what happened"'
    )


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


def check_forms(layer: Layer) -> Iterator[Problem]:
    """A name in another language has letters of that language's script."""
    for term in layer.terms.values():
        for tag, form in term.forms.items():
            if not (language := layer.edition.languages.get(tag)):
                continue
            letters = SCRIPTS.get(language.script)
            if letters and not re.search(letters, form.form):
                message = f"{shorten(form.form)!r} has no letter of {language.name}"
                hint = (
                    f"{tag!r} is written in {language.script}: is it the form of another language?"
                )
                yield Problem(form.at("form"), "other-script", message, hint)


_MADE_BY = {"sources": "ADDRESS", "terms": "NAME", "themes": "NAME"}
"""Kinds that ``build.py new`` makes, and what it asks for after the slug."""


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


_HEADING = 120
"""A longer paragraph is no heading."""


def check_coverage(document: Document, layer: Layer) -> Iterator[Problem]:
    """Each paragraph has a file, each sentence a theme and an act, and there are no others."""
    in_text = {paragraph.id: paragraph for paragraph in document.paragraphs}
    for paragraph_id, paragraph in in_text.items():
        if paragraph_id not in layer.paragraphs:
            place = Place(f"{layer.folder}/paragraphs/{paragraph_id[0]}{paragraph.number:02}.yml")
            message = f"paragraph {paragraph_id!r} has no file"
            yield Problem(place, "file-missing", message, RESTORE)
    for paragraph_id, record in layer.paragraphs.items():
        if paragraph_id not in in_text:
            message = f"the text has no paragraph {paragraph_id!r}"
            hint = f"it has p1 to p{len(in_text)}; is this a copy of another file?"
            yield Problem(record.at(), "unknown-paragraph", message, hint)
            continue
        keys = [f"s{sentence.number}" for sentence in in_text[paragraph_id].sentences]
        strange = [key for key in record.sentences if key not in keys]
        for key in strange:
            message = f"sentence '{paragraph_id}-{key}' is not known"
            hint = did_you_mean(key.lower(), keys) or f"the last sentence is {keys[-1]}"
            yield Problem(record.at("sentences", key), "unknown-sentence", message, hint)
        for key in keys:
            sentence = record.sentences.get(key)
            if sentence is None and strange:
                continue  # it may well be the one with the wrong name
            if sentence is None or not (sentence.acts or record.heading):
                message = f"'{paragraph_id}-{key}' has no act"
                hint = "if it is only a heading of the text, add heading: true to this file"
                place = record.at("sentences", key)
                short = len(in_text[paragraph_id].text) < _HEADING
                yield Problem(place, "sentence-without-act", message, hint if short else "")
            if sentence is not None and not sentence.themes:
                message = f"'{paragraph_id}-{key}' has no theme"
                yield Problem(record.at("sentences", key), "sentence-without-theme", message)


def check_used(references: Collection[Reference], layer: Layer) -> Iterator[Problem]:
    """No source, term, theme or subject is left unused."""
    targets: dict[str, set[str]] = {}
    for reference in references:
        if reference.origin.startswith("changes/"):
            continue
        if reference.kind == "ids" and "/" in reference.target:
            kind, slug = reference.target.split("/", 1)
            targets.setdefault(kind, set()).add(slug)
        elif reference.origin != f"{reference.kind}/{reference.target}":
            targets.setdefault(reference.kind, set()).add(reference.target)
    for slug, source in layer.sources.items():
        if slug not in targets.get("sources", ()):
            message, hint = f"nothing cites source {slug!r}", f"cite it in a note with [@{slug}]"
            yield Problem(source.at(), "unused-source", message, hint)
    for slug, term in layer.terms.items():
        if not term.in_text and not term.bears_on and slug not in targets.get("terms", ()):
            hint = "give the words that name it (in_text) or the sentences it bears on (bears_on)"
            yield Problem(term.at(), "unused-term", f"nothing links to term {slug!r}", hint)
    in_sentences = {
        theme
        for paragraph in layer.paragraphs.values()
        for sentence in paragraph.sentences.values()
        for theme in sentence.themes
    }
    for slug, theme in layer.themes.items():
        if slug not in in_sentences:
            message = f"no sentence carries theme {slug!r}"
            hint = f"name {slug} in the themes of a sentence in {layer.folder}/paragraphs/"
            yield Problem(theme.at(), "theme-without-sentence", message, hint)
    yield from _check_reach(layer)


def _check_reach(layer: Layer) -> Iterator[Problem]:
    """The positions on a contested subject are shown wherever a sentence touches it."""
    shown: dict[str, set[str]] = {}
    for paragraph_id, paragraph in layer.paragraphs.items():
        for note in paragraph.notes.values():
            if note.subject:
                shown.setdefault(note.subject, set()).add(paragraph_id)
    for slug, subject in layer.subjects.items():
        if slug not in shown:
            message = f"no note shows the positions on {slug!r}"
            yield Problem(subject.at(), "unused-subject", message)
            continue
        for index, sentence in enumerate(subject.sentences):
            paragraph_id = paragraph_of(sentence)
            if paragraph_id in layer.paragraphs and paragraph_id not in shown[slug]:
                message = f"no note of {paragraph_id} shows the positions on {slug!r}"
                hint = f"add subject: {slug} to a note of kind position there"
                place = subject.at("sentences", index)
                yield Problem(place, "positions-out-of-reach", message, hint)


def check_subjects(layer: Layer) -> Iterator[Problem]:
    """A contested subject shows more than one side, and all who are concerned."""
    for slug, subject in layer.subjects.items():
        holders = dict.fromkeys(position.party for position in subject.positions)
        if len(holders) < 2:
            message = f"only one side speaks on {slug!r}"
            yield Problem(subject.at("positions"), "one-sided", message)
        for index, name in enumerate(subject.concerned):
            if name not in holders:
                message = f"{name!r} is concerned in {slug!r} but has no position"
                hint = did_you_mean(name, holders) or f"the positions are of {', '.join(holders)}"
                yield Problem(subject.at("concerned", index), "position-missing", message, hint)
    for note in layer.notes():
        if note.subject and note.kind is not NoteKind.POSITION:
            hint = "set kind: position"
            message = f"a note of kind {note.kind.value!r} shows no positions"
            yield Problem(note.at("subject"), "subject-misplaced", message, hint)
