"""The rules of style that a machine can check.  Each checker's docstring is its rule.

What belongs to a language (which words, which full stops) is in ``words.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from edition.problems import Problem
from edition.prose import (
    Citation,
    Link,
    Unverified,
    cited,
    inlines,
    parse_prose,
    plain,
    plain_line,
)
from edition.references import ProseField
from edition.seeds.layer import (
    Act,
    HouseWords,
    Lesson,
    Note,
    ParagraphRecord,
    Position,
    Subject,
    Term,
    Theme,
    WatchedWord,
)
from edition.seeds.parse_layer import Layer
from edition.seeds.record import Record
from edition.seeds.vocabulary import NoteKind, WatchedKind
from edition.wording import shorten

SENTENCE_WORDS = 30

_READ_ALONE: dict[type[Record], tuple[str, ...]] = {
    Lesson: ("body",),
    Note: ("margin", "body"),
    ParagraphRecord: ("gist", "context"),
    Position: ("stance",),
    Term: ("what",),
    Theme: ("essay",),
}
"""Texts that a reader may see first and on their own."""

_QUOTATION = re.compile(r"“[^”]*?([.!?]?)”|\"[^\"]*?([.!?]?)\"")
_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r"\w[\w’'.,-]*")
_END = re.compile(r"[.!?][”\"’)]*\s+(?=\S)")
_YEAR = re.compile(r"\b\d{4}\b")


_TOGETHER = 500
"""So many texts are looked at before another processor may go on."""


def style_rules(
    house: HouseWords, fields: Sequence[ProseField]
) -> list[Callable[[], Iterator[Problem]]]:
    """The rules of style for one text, for a part of *fields* each."""
    watch = Watch.of(house)
    short_names = _any_of(house.short_names, re.NOFLAG)

    def check_style(first: int) -> Iterator[Problem]:
        for field in fields[first : first + _TOGETHER]:
            yield from _check_field(field, short_names, watch, house)

    return [partial(check_style, first) for first in range(0, len(fields), _TOGETHER)]


def _check_field(
    field: ProseField, short_names: re.Pattern[str], watch: Watch, house: HouseWords
) -> Iterator[Problem]:
    if field.path[0] in _READ_ALONE.get(type(field.record), ()):
        yield from check_short_names(field, short_names, house)
    for line in (line for block in field.blocks for line in block.lines):
        text = plain_line(line)
        # Each word has a run of letters; a watched word has one by which it is recognised.
        runs = _LETTERS.findall(text.casefold())
        too_long, watched = len(runs) > SENTENCE_WORDS, not watch.telling.isdisjoint(runs)
        # Many lines are short and have none of the words; they need not be cut.
        for sentence in sentences(text, house.abbreviations) if too_long or watched else ():
            if too_long:
                yield from check_length(sentence, field)
            if watched:
                yield from check_words(sentence, field, watch)


def sentences(line: str, abbreviations: Iterable[str] = ()) -> Iterator[str]:
    """The sentences of *line*, each quotation cut to “…”.

    A full stop ends a sentence where no small letter follows, unless it is that
    of an abbreviation.
    """
    stops = tuple(abbreviations)
    text = _QUOTATION.sub(r"“…\1\2”", line) if "“" in line or '"' in line else line
    start = 0
    for match in _END.finditer(text):
        goes_on = text[match.end()].islower() or text[: match.start() + 1].endswith(stops)
        if not goes_on:
            yield text[start : match.end()].strip()
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def check_length(sentence: str, field: ProseField) -> Iterator[Problem]:
    """A sentence has at most 30 words; quotations and citations are not counted."""
    words = _WORD.findall(sentence)
    if len(words) > SENTENCE_WORDS:
        message = f"{len(words)} words in one sentence: {shorten(sentence)!r}"
        place = field.record.at_token(_opening(sentence), *field.path)
        hint = f"at most {SENTENCE_WORDS} words; split it"
        yield Problem(place, "sentence-too-long", message, hint)


@dataclass(frozen=True, slots=True)
class Watch:
    """The watched words as one pattern, and each by its form in small letters."""

    pattern: re.Pattern[str]
    telling: frozenset[str]
    """The longest part of each; a sentence with none of these has no watched word."""

    words: dict[str, WatchedWord]
    reporting: re.Pattern[str]

    @classmethod
    def of(cls, house: HouseWords) -> Watch:
        """Read the list of an edition."""
        words = {
            form.casefold(): word
            for first, word in house.watched.items()
            for form in (first, *word.also)
        }
        telling = frozenset(max(_LETTERS.findall(form), key=len, default="") for form in words)
        return cls(_any_of(words), telling, words, _any_of(house.reporting))

    def found(self, sentence: str) -> Iterator[tuple[str, WatchedWord]]:
        """The watched words of *sentence* that are no part of a name."""
        for match in self.pattern.finditer(sentence):
            opens = not _WORD.search(sentence, 0, match.start())
            capital_next = sentence[match.end() :].lstrip()[:1].isupper()
            if match[0][0].islower() or (opens and not capital_next):
                yield match[0], self.words[match[0].casefold()]


def _any_of(words: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Any of *words* as whole words; a pattern that never matches if there are none."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    # One branch a letter: a flat list of all words takes five times as long.
    branches = (f"{re.escape(letter)}(?:{'|'.join(ends)})" for letter, ends in by_letter.items())
    either = "|".join(branches) or r"\b\B"
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", flags)


def check_words(sentence: str, field: ProseField, watch: Watch) -> Iterator[Problem]:
    """No word of the list in the edition's own voice, and no "now" without a date.

    Words in quotation marks are somebody else's.  A word that may be reported
    is allowed in a stated position, in an act, and in a sentence that says whose
    word it is.
    """
    for form, word in watch.found(sentence):
        # Few sentences have such a word, so that the rest is asked of those alone.
        if word.kind is WatchedKind.UNDATED:
            allowed = bool(getattr(field.record, "date", None) or _YEAR.search(sentence))
        else:
            reported = isinstance(field.record, Act | Position) or watch.reporting.search(sentence)
            allowed = bool(word.reported and reported)
        if allowed:
            continue
        code = "undated" if word.kind is WatchedKind.UNDATED else "word-to-avoid"
        message = f"{form!r} in {shorten(sentence)!r}: {word.reason}"
        place = field.record.at_token(form, *field.path, after=_opening(sentence))
        yield Problem(place, code, message, word.instead)


def check_short_names(
    field: ProseField, short_names: re.Pattern[str], house: HouseWords
) -> Iterator[Problem]:
    """A short name has its long name beside it, or links to its term.

    Margins, bodies and the like are each read alone, so each gives it again.
    """
    text = plain(field.blocks)
    if not any(short in text for short in house.short_names):
        return
    for short in dict.fromkeys(short_names.findall(text)):
        whole = f"{text} {field.record.name}" if isinstance(field.record, Term) else text
        linked = (i.text for i in inlines(field.blocks) if isinstance(i, Link))
        if any(long in whole for long in house.short_names[short]) or short in " ".join(linked):
            continue
        message = f"{short!r} is used without its long name"
        hint = f"write {house.short_names[short][0]} ({short}), or link it to its term"
        yield Problem(field.record.at_token(short, *field.path), "short-name-alone", message, hint)


def check_attribution(layer: Layer) -> Iterator[Problem]:
    """What is said of a contested subject is somebody's, and rests on a source.

    Each paragraph of a note of kind *position* cites a source and names a holder,
    unless it speaks of the text or of the edition.  A term of a contested subject
    cites a source in its *what*.
    """
    own = _any_of(layer.words.own_matter)
    for note in layer.notes():
        if note.kind is NoteKind.POSITION:
            yield from _check_position(note, layer, own)
    for term in layer.terms.values():
        if term.subject in layer.subjects and not cited(parse_prose(term.what)):
            yield _without_source(term, "what", term.what)


def _check_position(note: Note, layer: Layer, own: re.Pattern[str]) -> Iterator[Problem]:
    subject = layer.subjects.get(note.subject or "")
    named = _any_of(_names(subject, layer)) if subject else None
    for line in (line for block in parse_prose(note.body) for line in block.lines):
        text = plain_line(line)
        if own.search(text):
            continue
        if not any(isinstance(inline, Citation | Unverified) for inline in line):
            yield _without_source(note, "body", text)
        if subject and named and not named.search(text):
            place = note.at_token(_opening(text), "body")
            message = f"nobody is named in {shorten(text)!r}"
            hint = f"say who holds it: {shorten(', '.join(p.holder for p in subject.positions))}"
            yield Problem(place, "unattributed", message, hint)


def _opening(text: str) -> str:
    """Words by which a sentence can be found in its file."""
    return " ".join(text.split("…")[0].split()[:3])


def _without_source(record: Record, key: str, text: str) -> Problem:
    place = record.at_token(_opening(text), key)
    message = f"no source for {shorten(text)!r}"
    return Problem(place, "claim-without-source", message, "cite with [@source], or [unverified]")


def _names(subject: Subject, layer: Layer) -> set[str]:
    """What the holders and the parties who speak are called, by the terms too."""
    parties = [party.name for party in layer.edition.parties.values() if party.speaks]
    holders = [position.holder for position in subject.positions]
    names = {part.strip() for name in (*parties, *holders) for part in re.split("[(),;]", name)}
    names.discard("")
    for term in layer.terms.values():
        known = {term.name, *term.other_names}
        if names & known:
            names |= known
    return names
