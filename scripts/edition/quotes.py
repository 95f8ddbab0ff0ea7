"""Words in a text: finding a quotation, and cutting a text where spans overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from edition.writing_systems import UNSPACED


class Span(NamedTuple):
    """Where words are in their paragraph.

    Offsets count code points from the paragraph's first character; *end* is
    one past the last, so ``text[start:end]`` is the words.
    """

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether the two have at least one character in common."""
        return self.start < other.end and other.start < self.end


def find_quote(quote: str, text: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Every place where *quote* occurs in *text* between *prefix* and *suffix*.

    W3C Web Annotation Data Model, 4.2.4 Text Quote Selector.
    """
    whole = prefix + quote + suffix
    places = []
    start = text.find(whole)
    while start != -1:
        begin = start + len(prefix)
        places.append(Span(begin, begin + len(quote)))
        start = text.find(whole, start + 1)
    return places


def whole_words(span: Span, text: str) -> Span:
    """*span* and the rest of the words within which it begins and ends.

    Only figures and letters that have capitals are looked at: elsewhere a part
    of what is written together may well be a word.  A figure beside a letter is
    no part of its word: it may be the mark of a footnote.
    """
    start, end = span
    while _within_word(start, text):
        start -= 1
    while _within_word(end, text):
        end += 1
    return Span(start, end)


def _within_word(place: int, text: str) -> bool:
    pair = text[place - 1 : place + 1] if 0 < place < len(text) else ""
    return pair.isdecimal() or (pair != "" and all(sign.lower() != sign.upper() for sign in pair))


_TOUCHING = re.compile(f"[{UNSPACED}]")


def find_name(name: str, text: str) -> Iterator[Span]:
    """Every place where *name* occurs as whole words.

    A hyphen joins words: "Rome" does not occur in "Rome-Berlin".  In Chinese,
    Japanese and Korean a name may touch any letter.
    """
    first, last = (_TOUCHING.match(letter) is None for letter in (name[:1], name[-1:]))
    start = text.find(name)
    # A pattern that looks behind itself would take fifty times as long.
    while start != -1:
        end = start + len(name)
        inside = first and _joins(text[start - 1 : start])
        if not inside and not (last and _joins(text[end : end + 1])):
            yield Span(start, end)
            start = text.find(name, end)
        else:
            start = text.find(name, start + 1)


def _joins(character: str) -> bool:
    return character.isalnum() or character in {"-", "_"}


T = TypeVar("T")


class Piece(NamedTuple, Generic[T]):
    """A run of characters and all that covers it."""

    text: str
    span: Span
    covered_by: tuple[T, ...]


def cut(text: str, spans: Iterable[tuple[Span, T]], within: Span) -> Iterator[Piece[T]]:
    """Cut *text* inside *within* at every boundary of *spans*.

    Spans may overlap and nest; each piece names all that cover it, in order.
    """
    spans = [(span, item) for span, item in spans if span.meets(within)]
    edges = {within.start, within.end}
    for span, _ in spans:
        edges |= {max(span.start, within.start), min(span.end, within.end)}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        piece = Span(start, end)
        # Asked for each piece of each page; a call and a generator would take twice the time.
        covering = tuple([item for span, item in spans if span.start <= start and end <= span.end])
        yield Piece(text[start:end], piece, covering)
