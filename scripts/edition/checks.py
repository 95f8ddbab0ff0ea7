"""The rules of the edition.  Each checker's docstring is its rule.

A checker is a generator of problems; the codes are permanent and are listed
in CONTRIBUTING.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches

from edition.document import Document, Paragraph
from edition.forms import Words
from edition.house_style import check_style
from edition.layer import (
    UNRELEASED,
    Act,
    Commitment,
    Confidence,
    Extent,
    Fact,
    Formula,
    Later,
    Match,
    Note,
    NoteKind,
    Position,
)
from edition.names import act_id, note_id
from edition.parse_layer import Layer
from edition.problems import BUILD, Place, Problem, did_you_mean, shorten
from edition.prose import cited, parse_prose, stray_markup
from edition.quotes import Span, find_name, find_quote
from edition.record import Record
from edition.references import Found, ProseField, Reference

MARGIN_CHARACTERS = 240
LEAD_WORDS = 6
HANDLE_WORDS = 4
EARLIER_WORDS = 10


@dataclass(frozen=True, slots=True)
class Known:
    """Every name that a reference may lead to, by kind."""

    names: Mapping[str, Collection[str]]
    unwritten: Collection[str] = ()
    """The paragraphs that have no file, so that nobody knows what is in them."""

    @classmethod
    def of(cls, document: Document, layer: Layer) -> Known:
        """Collect the names of the text and of the layer."""
        paragraphs = {paragraph.id for paragraph in document.paragraphs}
        sentences = {s.id for p in document.paragraphs for s in p.sentences}
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
            **{
                kind: getattr(layer, kind)
                for kind in ("themes", "terms", "subjects", "sources", "earlier")
            },
        }
        pages = {
            f"{kind}/{slug}" for kind in ("themes", "terms", "sources") for slug in names[kind]
        }
        names["ids"] = paragraphs | sentences | notes | pages
        return cls(names, paragraphs - layer.paragraphs.keys())


_OUTSIDE = "an outside address belongs in a source, cited with [@source]"


def check(
    document: Document, layer: Layer, found: list[Found], published: Collection[str] = ()
) -> Iterator[Problem]:
    """Everything that can be wrong with a layer whose form is right.

    *found* is what ``references.walk`` finds in *layer*, *published* every id
    that a release has had.
    """
    references = [item for item in found if isinstance(item, Reference)]
    known = Known.of(document, layer)
    yield from check_references(references, known, published)
    yield from check_related(references)
    fields = [item for item in found if isinstance(item, ProseField)]
    yield from check_prose(fields)
    yield from check_style(layer, fields)
    yield from check_coverage(document, layer)
    yield from check_used(references, layer)
    for paragraph in document.paragraphs:
        if paragraph.id in layer.paragraphs:
            yield from check_paragraph(paragraph, document, layer)
    yield from check_terms(document, layer)
    yield from check_subjects(layer)
    yield from check_rounds(document, layer)
    yield from check_claims(layer)
    yield from check_changes(layer)
    yield from check_days(layer, datetime.now(UTC).date())


_SINGULAR = {
    "sources": "source",
    "terms": "term",
    "themes": "theme",
    "subjects": "subject",
    "earlier": "earlier-text",
    "parties": "party",
    "languages": "language",
    "paragraphs": "paragraph",
    "sentences": "sentence",
    "acts": "act",
    "ids": "id",
}


def check_references(
    references: Collection[Reference], known: Known, published: Collection[str]
) -> Iterator[Problem]:
    """Whatever is named must exist; the change log may also name what was given up."""
    for reference in references:
        names = known.names[reference.kind]
        if reference.target in names:
            continue
        if reference.origin.startswith("changes/") and reference.target in published:
            continue
        if reference.kind == "ids" and reference.target.split("-")[0] in known.unwritten:
            continue
        kind = _SINGULAR[reference.kind]
        message = f"{kind.replace('-', ' ')} {shorten(reference.target)!r} is not known"
        hint = _how_to_name(reference, names, published)
        yield Problem(reference.place, f"unknown-{kind}", message, hint)


def _how_to_name(reference: Reference, names: Collection[str], published: Collection[str]) -> str:
    """A hint on what to write instead, or how to make what is missing."""
    target, kind = reference.target, reference.kind
    if "://" in target:
        return _OUTSIDE
    if kind == "ids" and target in published:
        return f"it was published: restore its slug, then run {BUILD} rename {target} NEW"
    if near := did_you_mean(target, names):
        return near
    if kind in _MADE_BY:
        return f"{BUILD} new {_SINGULAR[kind]} {shorten(target)} {_MADE_BY[kind]}"
    if kind == "paragraphs":
        return f"the text has p1 to p{len(names)}"
    return f"choose from {shorten(', '.join(names))}" if kind in {"parties", "languages"} else ""


_MADE_BY = {"sources": "ADDRESS", "terms": "NAME", "themes": "NAME"}
"""Kinds that ``build.py new`` makes, and what it asks for after the slug."""


def check_related(references: Collection[Reference]) -> Iterator[Problem]:
    """Nothing is related to itself, though prose may link to its own place."""
    for reference in references:
        own = {reference.target, f"{reference.kind}/{reference.target}"}
        if not reference.token and reference.origin in own:
            message = f"{reference.target!r} names itself under {str(reference.path[0])!r}"
            yield Problem(reference.place, "names-itself", message, "name another, or leave it out")


def check_prose(fields: Collection[ProseField]) -> Iterator[Problem]:
    """Prose holds only its own small Markdown; anything else is a slip or an attack."""
    hint = "prose may have paragraphs, '- ' lists, *emphasis*, [words](p6-s2) and [@source]"
    for field in fields:
        for stray in () if field.plain else stray_markup(field.blocks):
            place = field.record.at_token(stray, *field.path)
            own = _OUTSIDE if "://" in stray else hint
            yield Problem(place, "prose-markup", f"{stray!r} has no meaning here", own)


def check_coverage(document: Document, layer: Layer) -> Iterator[Problem]:
    """Each paragraph has a file, each sentence a theme and an act, and there are no others."""
    in_text = {paragraph.id: paragraph for paragraph in document.paragraphs}
    for paragraph_id, paragraph in in_text.items():
        if paragraph_id not in layer.paragraphs:
            place = Place(f"{layer.folder}/paragraphs/{paragraph_id[0]}{paragraph.number:02}.yml")
            message = f"paragraph {paragraph_id!r} has no file"
            yield Problem(place, "file-missing", message)
    for paragraph_id, record in layer.paragraphs.items():
        if paragraph_id not in in_text:
            message = f"the text has no paragraph {paragraph_id!r}"
            yield Problem(record.at(), "unknown-paragraph", message)
            continue
        keys = [f"s{sentence.number}" for sentence in in_text[paragraph_id].sentences]
        strange = [key for key in record.sentences if key not in keys]
        for key in strange:
            message = f"sentence '{paragraph_id}-{key}' is not known"
            hint = did_you_mean(key, keys) or f"the last sentence is {keys[-1]}"
            yield Problem(record.at("sentences", key), "unknown-sentence", message, hint)
        for key in keys:
            sentence = record.sentences.get(key)
            if sentence is None and strange:
                continue  # it may well be the one with the wrong name
            place = record.at("sentences", key)
            if sentence is None or not sentence.acts:
                yield Problem(place, "sentence-without-act", f"'{paragraph_id}-{key}' has no act")
            if sentence is not None and not sentence.themes:
                message = f"'{paragraph_id}-{key}' has no theme"
                yield Problem(place, "sentence-without-theme", message)


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
            paragraph_id = sentence.split("-")[0]
            if paragraph_id in layer.paragraphs and paragraph_id not in shown[slug]:
                message = f"no note of {paragraph_id} shows the positions on {slug!r}"
                hint = f"add subject: {slug} to a note of kind position there"
                place = subject.at("sentences", index)
                yield Problem(place, "positions-out-of-reach", message, hint)


def check_paragraph(paragraph: Paragraph, document: Document, layer: Layer) -> Iterator[Problem]:
    """Notes and acts quote exact words; the handle, leads and margins are short."""
    record = layer.paragraphs[paragraph.id]
    if len(record.handle.split()) > HANDLE_WORDS:
        yield _too_long(record, "handle", f"more than {HANDLE_WORDS} words")
    for sentence in paragraph.sentences:
        annotated = record.sentences.get(f"s{sentence.number}")
        for act in annotated.acts if annotated else ():
            yield from check_act(act, sentence.text, document, layer)
    for note in record.notes.values():
        yield from check_note(note, paragraph, document)


def check_act(act: Act, sentence: str, document: Document, layer: Layer) -> Iterator[Problem]:
    """An act's verb and words are in its sentence, and its actor is one who speaks."""
    for key in ("verb", "quote"):
        words = getattr(act, key)
        if words not in sentence:
            code = "verb-not-found" if key == "verb" else "quote-not-found"
            where = document if key == "quote" else None
            yield _not_found(act, key, code, words, sentence, where)
    party = layer.edition.parties.get(act.actor)
    if party and not party.speaks:
        message = f"{act.actor!r} does not speak in this text"
        yield Problem(act.at("actor"), "party-silent", message)


def check_note(note: Note, paragraph: Paragraph, document: Document) -> Iterator[Problem]:
    """A note's words occur once in its paragraph, within the sentences it names."""
    if len(note.lead.split()) > LEAD_WORDS:
        yield _too_long(note, "lead", f"more than {LEAD_WORDS} words")
    if len(note.margin) > MARGIN_CHARACTERS:
        yield _too_long(
            note, "margin", f"{len(note.margin)} characters, {MARGIN_CHARACTERS} allowed"
        )
    if (note.kind is NoteKind.TRANSLATION) != bool(note.diverges):
        message = f"a note of kind {note.kind.value!r} "
        message += "has 'diverges'" if note.diverges else "names no language"
        hint = (
            "only a note of kind translation has diverges, such as {zh: more} (or less, or other)"
        )
        yield Problem(note.at("kind"), "divergence-misplaced", message, hint)
    spans = find_quote(note.quote, paragraph.text, note.prefix, note.suffix)
    if not spans:
        words = note.prefix + note.quote + note.suffix
        yield _not_found(note, "quote", "quote-not-found", words, paragraph.text, document)
        return
    if len(spans) > 1:
        message = f"{shorten(note.quote)!r} occurs {len(spans)} times in {paragraph.id!r}"
        hint = "lengthen the quote, or add the words around it as prefix or suffix"
        yield Problem(note.at("quote"), "quote-not-unique", message, hint)
        return
    touched = [f"s{sentence.number}" for sentence in paragraph.sentences_under(spans[0])]
    if touched != note.sentences and (len(touched) > 1 or note.sentences):
        message = f"the quote spans {', '.join(touched)} of {paragraph.id!r}"
        hint = (
            f"add sentences: [{', '.join(touched)}]" if len(touched) > 1 else "remove 'sentences'"
        )
        yield Problem(note.at("quote"), "quote-crosses", message, hint)


def check_terms(document: Document, layer: Layer) -> Iterator[Problem]:
    """The words by which the text is said to name a term are in it."""
    passages = [document.title_line, *(paragraph.text for paragraph in document.paragraphs)]
    whole = "\n".join(passages)
    for term in layer.terms.values():
        for index, name in enumerate(term.in_text):
            if next(find_name(name, whole), None) is None:
                yield _not_found(term, "in_text", "quote-not-found", name, whole, None, index)


def check_subjects(layer: Layer) -> Iterator[Problem]:
    """A contested subject shows more than one side, and all who are concerned."""
    for slug, subject in layer.subjects.items():
        holders = {position.holder.split(" (")[0] for position in subject.positions}
        if len(holders) < 2:
            message = f"only one side speaks on {slug!r}"
            yield Problem(subject.at("positions"), "one-sided", message)
        for index, name in enumerate(subject.concerned):
            if name not in holders:
                message = f"{name!r} is concerned in {slug!r} but has no position"
                hint = did_you_mean(name, holders)
                yield Problem(subject.at("concerned", index), "position-missing", message, hint)
    for paragraph in layer.paragraphs.values():
        for note in paragraph.notes.values():
            if note.subject and note.kind is not NoteKind.POSITION:
                hint = "set kind: position"
                message = f"a note of kind {note.kind.value!r} shows no positions"
                yield Problem(note.at("subject"), "subject-misplaced", message, hint)


def check_rounds(document: Document, layer: Layer) -> Iterator[Problem]:
    """A formula's or promise's words are in its sentence; *absent* needs a text read in full."""
    sentences = {s.id: s.text for p in document.paragraphs for s in p.sentences}
    quoting: list[Formula | Commitment] = [*layer.formulas.values(), *layer.commitments.values()]
    for record in quoting:
        text = sentences.get(record.sentence)
        if text is not None and record.quote not in text:
            yield _not_found(record, "quote", "quote-not-found", record.quote, text, document)
    for formula in layer.formulas.values():
        for slug, comparison in formula.history.items():
            earlier = layer.earlier.get(slug)
            if comparison.match is Match.ABSENT and earlier and earlier.extent is not Extent.WHOLE:
                message = f"{slug!r} was not read in full, so nothing can be called absent from it"
                hint = "set match: unread"
                yield Problem(comparison.at("match"), "absent-unread", message, hint)
            if comparison.words and len(comparison.words.split()) > EARLIER_WORDS:
                yield _too_long(comparison, "words", f"more than {EARLIER_WORDS} words")


def check_claims(layer: Layer) -> Iterator[Problem]:
    """A claim cites a source or says that it has none, and is on the right side of "as of"."""
    as_of = layer.edition.as_of
    for paragraph in layer.paragraphs.values():
        yield from _check_later(paragraph.later, as_of)
        for note in paragraph.notes.values():
            yield from _check_later(note.later, as_of)
            resting = note.confidence in {Confidence.UNVERIFIED, Confidence.INFERENCE}
            if not resting and not cited(parse_prose(note.body)):
                message = "the note cites no source"
                hint = "cite with [@source], or set confidence: inference or unverified"
                yield Problem(note.at("body"), "claim-without-source", message, hint)
    for term in layer.terms.values():
        yield from _check_later(term.later, as_of)
        yield from _check_dated(term.facts, as_of)
    for lineage in layer.lineage.values():
        yield from _check_dated([f for f in (lineage.first, lineage.between) if f], as_of)
    for subject in layer.subjects.values():
        yield from _check_later(subject.later, as_of)
        yield from _unsourced(subject.positions)


def check_changes(layer: Layer) -> Iterator[Problem]:
    """A release has a date, no change in it is later, and no two changes have the same slug."""
    known: dict[str, Record] = {}
    for version, release in layer.changes.items():
        if (release.date is None) != (version == UNRELEASED):
            message = f"version {version!r} has {'a' if release.date else 'no'} date"
            hint = f"only {UNRELEASED!r} has none"
            yield Problem(release.at("date"), "release-date", message, hint)
        for slug, change in release.changes.items():
            if release.date and change.date > release.date:
                message = f"{change.date!r} is after its release, {release.date!r}"
                yield Problem(change.at("date"), "release-date", message)
            if slug in known:
                hint = f"first used at {known[slug].at()}"
                yield Problem(
                    change.at(), "duplicate-slug", f"slug {slug!r} is already in use", hint
                )
            known.setdefault(slug, change)


def check_days(layer: Layer, today: date) -> Iterator[Problem]:
    """What was done or reported lies in the past.

    The clock counts only if it is not behind what the edition itself says was done;
    tomorrow is today somewhere.
    """
    released = (release.date for release in layer.changes.values() if release.date)
    if today.isoformat() < max([layer.edition.published, *released]):
        return
    tomorrow = (today + timedelta(days=1)).isoformat()
    for record, key in _done(layer):
        day = getattr(record, key)
        if day and day.split("/")[0] > tomorrow:
            message = f"{day!r} has not come yet"
            yield Problem(record.at(key), "day-to-come", message, "is it the right year and month?")


def _done(layer: Layer) -> Iterator[tuple[Record, str]]:
    """Every record of something that was done, and the key of its day."""
    later: list[Later] = []
    for paragraph in layer.paragraphs.values():
        later += paragraph.later
        for note in paragraph.notes.values():
            later += note.later
            yield from ((note.review, key) for key in ("on", "fairness", "newcomer"))
    later += [entry for term in layer.terms.values() for entry in term.later]
    later += [entry for subject in layer.subjects.values() for entry in subject.later]
    yield from ((entry, "date") for entry in later)
    for commitment in layer.commitments.values():
        yield from ((status, "date") for status in commitment.status)
    for release in layer.changes.values():
        yield from ((change, "date") for change in release.changes.values())
    yield from ((source, "looked_at") for source in layer.sources.values())


def _check_later(entries: list[Later], as_of: str) -> Iterator[Problem]:
    yield from _unsourced(entries)
    for entry in entries:
        # A date without a day may lie on either side; "2026" is not before "2026-01-05".
        if entry.date < as_of[: len(entry.date)]:
            message = f"{entry.date!r} is not after the edition's as_of, {as_of!r}"
            hint = "move it out of 'later'"
            yield Problem(entry.at("date"), "later-too-early", message, hint)


def _check_dated(facts: list[Fact], as_of: str) -> Iterator[Problem]:
    yield from _unsourced(facts)
    for fact in facts:
        if fact.date.split("/")[0] > as_of:
            message = f"{fact.date!r} is after the edition's as_of, {as_of!r}"
            yield Problem(fact.at("date"), "after-as-of", message, "move it under 'later'")


def _unsourced(claims: Sequence[Fact | Later | Position]) -> Iterator[Problem]:
    for claim in claims:
        if claim.sources or claim.confidence is Confidence.UNVERIFIED:
            continue
        text = claim.stance if isinstance(claim, Position) else claim.text
        if cited(parse_prose(text)):
            continue
        message = f"no source for {shorten(text)!r}"
        hint = "add sources, or set confidence: unverified"
        yield Problem(claim.at(), "claim-without-source", message, hint)


def _too_long(record: Record, key: str, by: str) -> Problem:
    return Problem(record.at(key), "too-long", f"the {key} is too long: {by}")


def _not_found(
    record: Record,
    key: str,
    code: str,
    words: Words,
    text: str,
    document: Document | None,
    *index: int,
) -> Problem:
    """*words* that are not in *text*; the hint says if they are elsewhere in *document*."""
    message = f"{shorten(words)!r} is not in the text"
    hint = elsewhere(words, document) if document else ""
    if hint:
        message = f"{shorten(words)!r} is not there"
    return Problem(record.at(key, *index), code, message, hint or nearest_words(words, text))


def elsewhere(words: str, document: Document) -> str:
    """A hint saying where in *document* the words are."""
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            if words in sentence.text:
                return f"it is in {sentence.id}"
        if words in paragraph.text:
            return f"it is in {paragraph.id}"
    return ""


def nearest_words(words: str, text: str) -> str:
    """A hint with the run of *text* that is most like *words*."""
    bare = words.strip("“”\"' ")
    if bare != words and bare in text:
        return f'between straight quotation marks, and nothing else in them: "{shorten(bare)}"'
    straight = words.replace("'", "’")
    if straight != words and straight in text:
        return "the text has a curly apostrophe (’)"
    if found := find_folded(words, text):
        return f"the text has {shorten(text[found.start : found.end])!r}"
    length, all_words = len(words.split()), text.split()
    runs = [" ".join(all_words[i : i + length]) for i in range(len(all_words) - length + 1)]
    near = get_close_matches(words, runs, n=1, cutoff=0.5)
    if not near:
        return ""
    other = [f"U+{ord(sign):04X}" for sign in words if sign not in near[0] and not sign.isascii()]
    unlike = f", without the {other[0]} of the quote" if other else ""
    return f"nearest: {shorten(near[0])!r}{unlike}"


def find_folded(words: str, text: str) -> Span | None:
    """The first place of *words* when capital letters do not count."""
    start = text.lower().find(words.lower())
    return Span(start, start + len(words)) if start != -1 else None
