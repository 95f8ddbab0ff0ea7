"""The text and its boundaries: its paragraphs and sentences as they are numbered.

The boundaries come from ``sentences.yml`` and are compared with the text;
nothing here decides where a sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from edition.problems import BUILD, Problem
from edition.quotes import Span
from edition.seeds.layer import EditionRecord, TextMap
from edition.seeds.yaml_advice import left_by_merge
from edition.wording import did_you_mean, shorten
from edition.writing_systems import direction_of, script_of

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``span`` counts code points in its paragraph."""

    id: str
    number: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, exactly as in the source, a closing space included."""

    id: str
    number: int
    text: str
    sentences: tuple[Sentence, ...]

    def sentences_under(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that *span* touches."""
        return tuple(sentence for sentence in self.sentences if sentence.span.meets(span))


@dataclass(frozen=True, slots=True)
class Document:
    """The whole text.  ``title`` keeps its line ends, ``text`` is the file as it was read."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    text: str = field(default="", repr=False)
    direction: str = "ltr"
    """``rtl`` if it is written from right to left."""

    script: str = "Latn"
    """By ISO 15924, as far as ``writing_systems`` distinguishes scripts."""

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def title_line(self) -> str:
        """The title with its line ends folded to spaces."""
        return " ".join(self.title.split())


def parse_document(
    text: str, record: EditionRecord, text_map: TextMap, problems: list[Problem]
) -> Document | None:
    """Cut *text* at the boundaries; ``None`` if it is not the text they were made for."""
    found = sha256(text.encode("utf-8")).hexdigest()
    if found != record.sha256:
        message = f"{record.text!r} has the checksum {found}"
        hint = "the text was changed: restore it, or write this checksum if it is a correction"
        hint = left_by_merge(text) or _only_differs(text, record.sha256) or hint
        problems.append(Problem(record.at("sha256"), "text-changed", message, hint))
        return None
    if hidden := _NOT_IN_XML.search(text):
        message = f"{record.text!r} contains U+{ord(hidden[0]):04X}, which no export can carry"
        problems.append(Problem(record.at("text"), "hidden-character", message))
        return None
    title, body_start = _title(text, text_map.title_lines)
    if " ".join(title.split()) != record.title:
        message = f"the text is titled {shorten(title, 90)!r}"
        hint = f"copy it from the text, with its marks: {shorten(title, 300)}"
        problems.append(Problem(record.at("title"), "title-differs", message, hint))
    starts = _paragraph_starts(text, body_start, text_map, problems)
    if len(starts) != len(text_map.paragraphs):
        return None
    ends = [*starts[1:], len(text)]
    paragraphs = [
        _paragraph(paragraph_id, number, _without_line_ends(text[start:end]), text_map, problems)
        for number, (paragraph_id, start, end) in enumerate(
            zip(text_map.paragraphs, starts, ends, strict=True), start=1
        )
    ]
    return Document(title, tuple(paragraphs), text, direction_of(text), script_of(text))


def _only_differs(text: str, checksum: str) -> str:
    """A hint if *text* has all the words with this *checksum*, but not its line ends."""
    unix = text.replace("\r\n", "\n")
    whole = unix.rstrip("\n")
    saved_so = [unix, unix.replace("\n", "\r\n"), text.removeprefix("\ufeff")]
    ended_so = [whole + "\n" * lines for lines in range(4)]
    for others, what in (
        (saved_so, "line endings or a byte-order mark differ"),
        (ended_so, "the line ends after the last word differ"),
    ):
        if any(sha256(other.encode("utf-8")).hexdigest() == checksum for other in others):
            return f"only {what}; an editor may have saved it so"
    return ""


def _title(text: str, lines: int) -> tuple[str, int]:
    """The title's words with their line ends, and where the body may begin."""
    end = seen = position = 0
    for line in text.splitlines(keepends=True):
        position += len(line)
        seen += bool(line.strip())
        end = position - len(line) + len(line.rstrip("\r\n"))
        if seen == lines:
            break
    return text[:end], position


def _paragraph_starts(
    text: str, position: int, text_map: TextMap, problems: list[Problem]
) -> list[int]:
    starts: list[int] = []
    for number, (paragraph_id, openings) in enumerate(text_map.paragraphs.items(), start=1):
        if paragraph_id != f"p{number}":
            message = f"paragraph {paragraph_id!r} comes where 'p{number}' is expected"
            place = text_map.at("paragraphs", paragraph_id)
            # All that follow would be in the wrong place too.
            if not any(problem.code == "boundary-order" for problem in problems):
                problems.append(Problem(place, "boundary-order", message))
        opening = openings[0] if openings else ""
        start = _line_beginning_with(opening, text, position)
        if start is None or not opening:
            message = f"no line after the last paragraph begins with {shorten(opening)!r}"
            place = text_map.at("paragraphs", paragraph_id, 0)
            within = number > 1 and opening and opening in text[position:]
            hint = _joined(number, text_map) if within else ""
            hint = hint or _beginning_meant(opening, text[position:])
            problems.append(Problem(place, "boundary-not-found", message, hint))
            break
        if number == 1 and text[position:start].strip():
            message = f"the text has words before paragraph 1: {shorten(text[position:start])!r}"
            place = text_map.at("paragraphs", paragraph_id)
            problems.append(Problem(place, "text-not-covered", message))
        starts.append(start)
        position = start + len(opening)
    return starts


def _joined(number: int, text_map: TextMap) -> str:
    """A hint on a paragraph that may have become the end of the one before."""
    before = f"p{number - 1}"
    place = f"{before}-s{len(text_map.paragraphs.get(before, ())) + 1}"
    return (
        f"it stands within a line: if two paragraphs are one now, {BUILD} renumber p{number} "
        f"{place}, and list its sentences with those of {before}"
    )


def _without_line_ends(text: str) -> str:
    """A paragraph without what separates it from the next, including the next one's indentation."""
    words = text.rstrip(" \t\u3000\r\n")
    blanks = text[len(words) :]
    return words + blanks[: len(blanks) - len(blanks.lstrip(" \t\u3000"))]


def _line_beginning_with(opening: str, text: str, position: int) -> int | None:
    """Where the first line after *position* that begins with *opening* does so."""
    start = text.find(opening, position)
    while start != -1:
        line = text.rfind("\n", 0, start) + 1
        # An indented line begins with its first word.
        if line >= position and not text[line:start].strip(" \t\u3000"):
            return start
        start = text.find(opening, start + 1)
    return None


def _paragraph(
    paragraph_id: str, number: int, text: str, text_map: TextMap, problems: list[Problem]
) -> Paragraph:
    if re.search(r"\n[ \t\r]*\n", text):
        lost = re.split(r"\n[ \t\r]*\n", text)[1]
        message = f"a paragraph after {paragraph_id!r} is not listed: {shorten(lost)!r}"
        place = text_map.at("paragraphs", paragraph_id)
        problems.append(Problem(place, "text-not-covered", message))
    starts = list(_sentence_starts(paragraph_id, text, text_map, problems))
    spans = map(Span, starts, [*starts[1:], len(text)])
    sentences = tuple(
        _sentence(f"{paragraph_id}-s{index}", index, text, span)
        for index, span in enumerate(spans, start=1)
    )
    return Paragraph(paragraph_id, number, text, sentences)


def _sentence_starts(
    paragraph_id: str, text: str, text_map: TextMap, problems: list[Problem]
) -> Iterator[int]:
    position = 0
    for index, opening in enumerate(text_map.paragraphs[paragraph_id]):
        start = text.find(opening, position)
        if start == -1 or (start and not _may_begin_after(text[start - 1])):
            message = f"no sentence of {paragraph_id!r} begins with {shorten(opening)!r} here"
            place = text_map.at("paragraphs", paragraph_id, index)
            hint = _beginning_meant(opening, text[position:])
            problems.append(Problem(place, "boundary-not-found", message, hint))
            continue
        yield start
        position = start + len(opening)


def _beginning_meant(opening: str, text: str) -> str:
    """A hint with the words of *text* that are most like *opening*, or with those at its head."""
    words = islice(re.finditer(r"(?<!\S)\S", text), 2000)
    runs = (text[word.start() : word.start() + len(opening)] for word in words)
    others = (run for run in runs if run != opening)
    return did_you_mean(opening, others, 0.7) or f"from there the text goes on: {shorten(text)!r}"


def _may_begin_after(character: str) -> bool:
    """Whether a sentence may begin there; Chinese and Japanese put no blank between two."""
    return character.isspace() or character in "。！？”’」』）"


def _sentence(sentence_id: str, number: int, text: str, span: Span) -> Sentence:
    words = text[span.start : span.end].rstrip()
    return Sentence(sentence_id, number, Span(span.start, span.start + len(words)), words)
