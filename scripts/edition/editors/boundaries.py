"""Proposes paragraphs and sentences for a new text.

Used only by ``build.py --propose`` and ``new edition``.  What it prints is for an editor to read,
correct and keep in ``sentences.yml``; a build never splits a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

_ABBREVIATION = re.compile(
    r"\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|St|No|Nos|Art|Arts|art|arts|para|paras"
    r"|vol|pp|cf|e\.g|i\.e|MM|Mme|Nr|Abs|гг|ст|пп)\.$"
)
_SHORT_WORD = re.compile(r"\b[^\W\d_]{1,4}\.$")
_NUMBER = re.compile(r"\W*(?:\d{1,3}|[ivxlcIVXLC]{1,5}|\w)(?:\.\d{1,2})*[.)]\s*$")
ITEM = re.compile(
    r"\s*(?:[-–—•*·]|\(?(?:\d{1,3}|[ivxlc]{1,5}|\w)\)|(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,5}|[A-Z])\.)\s"
)
"""How an item of a list begins, or a paragraph that has a number."""

_LONGEST_WRAPPED = 100
"""A text with longer lines is not broken into lines by hand."""

_FOOTNOTE = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)?"
"""What may refer to a footnote behind a full stop."""

_CLOSING = "(?:[”’\"')\\]»]|[ \u00a0\u202f]»)*"
_END = re.compile(rf"[.!?…。！？۔؟।]+{_CLOSING}{_FOOTNOTE}(?=\s|$)|[。！？]+[”’」』）]*{_FOOTNOTE}")


def propose_sentences(paragraph: str) -> Iterator[str]:
    """The sentences of one paragraph, as a reader would probably count them."""
    start = 0
    for match in _END.finditer(paragraph):
        before = paragraph[start : match.start() + 1]
        rest = paragraph[match.end() :].lstrip()
        numbered = _NUMBER.fullmatch(before) and rest
        if numbered or _abbreviated(before, rest) or (rest[:1].islower() and rest):
            continue
        yield paragraph[start : match.end()].strip()
        start = match.end()
    if tail := paragraph[start:].strip():
        yield tail


def _abbreviated(before: str, rest: str) -> bool:
    """Whether a full stop is of an abbreviation; before a figure a short word is one: núm. 4."""
    return bool(_ABBREVIATION.search(before) or (rest[:1].isdigit() and _SHORT_WORD.search(before)))


def kept_together(paragraph: str) -> Iterator[str]:
    """Words whose full stop was not taken to end a sentence, each once, to be confirmed."""
    seen = set()
    for match in _END.finditer(paragraph):
        before = paragraph[: match.start() + 1]
        word = before.split()[-1]
        numbered = _NUMBER.fullmatch(before)
        abbreviated = _abbreviated(before, paragraph[match.end() :].lstrip())
        if not numbered and abbreviated and word not in seen:
            seen.add(word)
            yield word


def propose_text_map(text: str, title_lines: int) -> dict[str, list[str]]:
    """Openings of the sentences of each paragraph.

    A paragraph is a line, or all lines up to a blank one where a text is
    broken into lines of one length; a line that goes on in the middle of a
    sentence belongs to the one before.  ``ValueError`` if there is none after the title.
    """
    paragraphs = _paragraphs(text, title_lines)
    if not paragraphs:
        raise ValueError("the text has no words after its title")
    return {
        f"p{number}": list(_openings(part, list(propose_sentences(part))))
        for number, part in enumerate(paragraphs, start=1)
    }


def render_text_map(openings: Mapping[str, Iterable[str]], title_lines: int) -> str:
    """The openings as an editor keeps them in ``sentences.yml``."""
    lines = [f"title_lines: {title_lines}", "paragraphs:"]
    for paragraph, starts in openings.items():
        lines.append(f"  {paragraph}:")
        lines += [f"    - {json.dumps(start, ensure_ascii=False)}" for start in starts]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str, title_lines: int) -> list[str]:
    lines = text.splitlines()
    full = [index for index, line in enumerate(lines) if line.strip()]
    body = lines[full[title_lines] :] if len(full) > title_lines else []
    blocks = [part.strip("\n") for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", "\n".join(body))]
    broken = sum("\n" in block for block in blocks)
    # Lines of one length that end anywhere: the blank lines are what parts paragraphs.
    if broken > len(blocks) / 2 and max(map(len, body)) < _LONGEST_WRAPPED:
        return [block for block in blocks if block.strip()]
    return list(_joined(body))


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines that have words; those separated only by a line break are joined."""
    together: list[str] = []
    for line in lines:
        if together and not _goes_on(together[-1], line):
            yield "\n".join(together)
            together = []
        if line.strip():
            together.append(line)
    if together:
        yield "\n".join(together)


def _goes_on(before: str, line: str) -> bool:
    """Whether the sentence of one line goes on in the next."""
    begun = line.strip()
    ended = re.search(r"[.!?…。！？۔؟।:;؛][”’\"')\]»]*\s*$", before)
    return begun[:1].islower() and not ended and not ITEM.match(line)


def _openings(paragraph: str, sentences: list[str]) -> Iterator[str]:
    """The first words of each sentence, as many as distinguish it from what comes before."""
    position = 0
    for sentence in sentences:
        start = paragraph.index(sentence, position)
        words = sentence.split(" ")
        for count in range(min(4, len(words)), len(words) + 1):
            opening = " ".join(words[:count])
            if paragraph.find(opening, position) == start:
                break
        yield opening
        position = start + len(opening)
