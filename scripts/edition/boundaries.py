"""Proposes paragraphs and sentences for a new text.

Used by ``build.py --propose`` alone.  What it prints is for an editor to read,
correct and keep in ``sentences.yml``; a build never splits a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|St|No|Nos|Art|Arts|para|paras|vol|pp|cf|e\.g|i\.e))\.$"
)
_END = re.compile(r"[.!?…。！？۔؟]+[”’\"')\]»]*(?=\s|$)|[。！？]")


def propose_sentences(paragraph: str) -> Iterator[str]:
    """The sentences of one paragraph, as a reader would probably count them."""
    start = 0
    for match in _END.finditer(paragraph):
        before = paragraph[start : match.start() + 1]
        rest = paragraph[match.end() :].lstrip()
        if _ABBREVIATION.search(before) or (rest[:1].islower() and rest):
            continue
        yield paragraph[start : match.end()].strip()
        start = match.end()
    if tail := paragraph[start:].strip():
        yield tail


def propose_text_map(text: str, title_lines: int) -> dict[str, list[str]]:
    """Openings of the sentences of each paragraph, one paragraph a line."""
    lines = [line for line in text.splitlines() if line.strip()][title_lines:]
    return {
        f"p{number}": list(_openings(line, list(propose_sentences(line))))
        for number, line in enumerate(lines, start=1)
    }


def _openings(paragraph: str, sentences: list[str]) -> Iterator[str]:
    """For each sentence its first words, as many as tell it from what stands before."""
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
