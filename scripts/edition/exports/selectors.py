"""Where words are, for programs that look for them in another copy of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from edition.document import Paragraph, Sentence
from edition.quotes import Span

CONTEXT = 32
"""Characters before and after, as Hypothesis gives them; more where they do not suffice."""

_RUN = 24
"""Characters from the beginning of a word by which places are distinguished."""

_WORD = re.compile(r"(?<!\S)\S")


@dataclass(frozen=True, slots=True)
class QuoteSelector:
    """W3C Web Annotation Data Model, 4.2.4 Text Quote Selector."""

    exact: str
    prefix: str
    suffix: str


class Selectors:
    """Selectors for words of one text.

    What occurs once in the whole text is counted beforehand, so that the
    time grows with the text and not with its square.
    """

    def __init__(self, text: str) -> None:
        self._runs = Counter(_runs(text))

    def select(self, paragraph: Paragraph, span: Span) -> QuoteSelector:
        """The words at *span* with as much of their paragraph around as makes them unique.

        In the whole text, since words may recur in other paragraphs.
        """
        text = paragraph.text
        width = CONTEXT
        while True:
            start, end = max(0, span.start - width), span.end + width
            if width >= len(text) or self._stands_once(text[start:end]):
                exact = text[span.start : span.end]
                return QuoteSelector(exact, text[start : span.start], text[span.end : end])
            width *= 2

    def _stands_once(self, words: str) -> bool:
        return any(self._runs[run] == 1 for run in _runs(words))


def span_in(quote: str, sentence: Sentence) -> Span:
    """Where *quote* is in the paragraph; the checks have found it in its sentence."""
    start = sentence.span.start + sentence.text.index(quote)
    return Span(start, start + len(quote))


def _runs(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        if match.start() + _RUN <= len(text):
            yield text[match.start() : match.start() + _RUN]
