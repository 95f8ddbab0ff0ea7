"""Words that editors quote: they occur in the document, once, and their notes are short.

Each checker's docstring is its rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.document import Document, Paragraph
from edition.problems import Problem
from edition.quotes import Span, find_name, find_quote, whole_words
from edition.rules.misquoted import not_found
from edition.seeds.layer import (
    Act,
    Commitment,
    Comparison,
    Example,
    Formula,
    Note,
    ParagraphRecord,
    Term,
)
from edition.seeds.parse_layer import Layer
from edition.seeds.record import Record
from edition.seeds.vocabulary import Extent, Match, NoteKind
from edition.wording import shorten
from edition.writing_systems import SCRIPTS

MARGIN_CHARACTERS = 240
LEAD_WORDS = 6
HANDLE_WORDS = 4
EARLIER_WORDS = 10


def check_paragraphs(document: Document, layer: Layer) -> Iterator[Problem]:
    """Notes and acts quote exact words; the handle, leads and margins are short."""
    for paragraph in document.paragraphs:
        if record := layer.paragraphs.get(paragraph.id):
            yield from _check_paragraph(paragraph, record, document, layer)


def _check_paragraph(
    paragraph: Paragraph, record: ParagraphRecord, document: Document, layer: Layer
) -> Iterator[Problem]:
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
            yield not_found(act.at(key), code, words, sentence, where)
        else:
            yield from _check_whole(act, key, sentence, find_quote(words, sentence))
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
        yield _not_selected(note, paragraph, document)
        return
    if len(spans) > 1:
        message = f"{shorten(note.quote)!r} occurs {len(spans)} times in {paragraph.id!r}"
        hint = "lengthen the quote, or add the words around it as prefix or suffix"
        yield Problem(note.at("quote"), "quote-not-unique", message, hint)
        return
    yield from _check_whole(note, "quote", paragraph.text, spans)
    touched = [f"s{sentence.number}" for sentence in paragraph.sentences_under(spans[0])]
    if touched != note.sentences and (len(touched) > 1 or note.sentences):
        message = f"the quote spans {', '.join(touched)} of {paragraph.id!r}"
        hint = (
            f"add sentences: [{', '.join(touched)}]" if len(touched) > 1 else "remove 'sentences'"
        )
        yield Problem(note.at("quote"), "quote-crosses", message, hint)


def _check_whole(record: Record, key: str, text: str, spans: list[Span]) -> Iterator[Problem]:
    """Whoever selects words with a mouse may miss a letter; *spans* are where the words may be."""
    whole = [whole_words(span, text) for span in spans]
    if any(span in spans for span in whole):
        return
    words = shorten(getattr(record, key))
    message = f"{words!r} begins or ends within a word"
    hint = f"write {text[whole[0].start : whole[0].end]!r}"
    yield Problem(record.at(key), "quote-cuts-word", message, hint)


def _not_selected(note: Note, paragraph: Paragraph, document: Document) -> Problem:
    """A note's words that are not in the paragraph, or not between those it has around them."""
    if note.quote not in paragraph.text:
        return not_found(note.at("quote"), "quote-not-found", note.quote, paragraph.text, document)
    span = find_quote(note.quote, paragraph.text)[0]
    before, after = paragraph.text[: span.start], paragraph.text[span.end :]
    own = note.prefix in {"", before[-len(note.prefix) :]}
    key = "suffix" if own else "prefix"
    message = f"{shorten(note.quote)!r} is there, but not with this {key}"
    there = f"before it is {before[-25:]!r}, after it {after[:25]!r}"
    hint = f"{there}; they join without a blank of their own"
    return Problem(note.at(key), "quote-not-found", message, hint)


def check_terms(document: Document, layer: Layer) -> Iterator[Problem]:
    """The words by which the text names a term are in it; other forms have letters of theirs."""
    passages = [document.title_line, *(paragraph.text for paragraph in document.paragraphs)]
    whole = "\n".join(passages)
    for term in layer.terms.values():
        for index, name in enumerate(term.in_text):
            if next(find_name(name, whole), None) is None:
                yield not_found(term.at("in_text", index), "quote-not-found", name, whole)
        yield from _check_forms(term, layer)


def _check_forms(term: Term, layer: Layer) -> Iterator[Problem]:
    for tag, form in term.forms.items():
        language = layer.edition.languages.get(tag)
        letters = SCRIPTS.get(language.script) if language else None
        if language and letters and not re.search(letters, form.form):
            message = f"{shorten(form.form)!r} has no letter of {language.name}"
            hint = f"{tag!r} is written in {language.script}: is it the form of another language?"
            yield Problem(form.at("form"), "other-script", message, hint)


def check_rounds(document: Document, layer: Layer) -> Iterator[Problem]:
    """Words of a formula, promise or example are in its sentence; comparisons say what was seen."""
    sentences = {sentence.id: sentence.text for sentence in document.sentences}
    quoting: list[Formula | Commitment | Example] = [
        *layer.formulas.values(),
        *layer.commitments.values(),
        *(example for lesson in layer.lessons.values() for example in lesson.examples),
    ]
    for record in quoting:
        text = sentences.get(record.sentence)
        if text is None:
            continue
        if spans := find_quote(record.quote, text):
            yield from _check_whole(record, "quote", text, spans)
        else:
            yield not_found(record.at("quote"), "quote-not-found", record.quote, text, document)
    for formula in layer.formulas.values():
        for slug, comparison in formula.history.items():
            yield from _check_comparison(slug, comparison, layer)


def _check_comparison(slug: str, comparison: Comparison, layer: Layer) -> Iterator[Problem]:
    """*absent* needs a text read in full, *same* a source in the language of the document."""
    earlier = layer.earlier.get(slug)
    if comparison.match is Match.ABSENT and earlier and earlier.extent is not Extent.WHOLE:
        message = f"{slug!r} was not read in full, so nothing can be called absent from it"
        hint = "set match: unread"
        yield Problem(comparison.at("match"), "absent-unread", message, hint)
    seen = {layer.sources[s].language for s in comparison.sources if s in layer.sources}
    own = layer.edition.language
    if comparison.match is Match.SAME and seen and own not in seen:
        message = f"no source of {slug!r} is in the language of the text ({own!r})"
        hint = "set match: sense, if what was seen has the same sense in another language"
        yield Problem(comparison.at("match"), "same-in-translation", message, hint)
    if comparison.words and len(comparison.words.split()) > EARLIER_WORDS:
        yield _too_long(comparison, "words", f"more than {EARLIER_WORDS} words")


def _too_long(record: Record, key: str, by: str) -> Problem:
    return Problem(record.at(key), "too-long", f"the {key} is too long: {by}")
