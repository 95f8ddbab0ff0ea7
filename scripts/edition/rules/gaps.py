"""What is missing: each thing of the text is annotated, and each annotation is of use.

Each checker's docstring is its rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from edition.document import Document
from edition.names import paragraph_of
from edition.problems import RESTORE, Place, Problem
from edition.references import Reference
from edition.seeds.parse_layer import Layer
from edition.seeds.vocabulary import NoteKind
from edition.wording import did_you_mean


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


_HEADING = 120
"""A longer paragraph is no heading."""


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
        holders = subject.speakers
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
