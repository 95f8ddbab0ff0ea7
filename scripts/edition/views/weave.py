"""The weave: where a theme, a speaker or a divergence runs through the text.

A row for each, a mark for each sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from edition.model import Edition
from edition.wording import ranges, series

PARAGRAPH_GAP = 0.6
"""Between two paragraphs in a small drawing, as part of a sentence's width."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One row of a weave: the sentences in which something appears."""

    name: str
    hue: str
    href: str
    """An id, or empty if the row leads nowhere."""

    cells: tuple[tuple[str, ...], ...]
    """For each paragraph, for each sentence: its id, or empty where the thing does not appear."""

    count: int
    levels: Mapping[str, int] = field(default_factory=dict)
    """Sentence to a level from 3 to 1, where its mark is to be drawn higher or lower."""

    @property
    def sentences(self) -> list[str]:
        """The ids of its sentences."""
        return [own for sentences in self.cells for own in sentences if own]

    def within(self, first: int, last: int) -> Thread:
        """The same row for the paragraphs from *first* to *last* alone."""
        cells = self.cells[first - 1 : last]
        return replace(self, cells=cells, count=sum(map(bool, chain.from_iterable(cells))))

    @property
    def stroke(self) -> str:
        """Its sentences as a path, each 1 wide in a row 1 high, with a gap between paragraphs."""
        marks: list[str] = []
        place = 0.0
        for sentences in self.cells:
            marks += [f"M{place + n:g} .5h1" for n, own in enumerate(sentences) if own]
            place += len(sentences) + PARAGRAPH_GAP
        return "".join(marks)

    @property
    def ground(self) -> str:
        """Every paragraph as a path of the same kind, to be drawn under the sentences."""
        marks: list[str] = []
        place = 0.0
        for sentences in self.cells:
            marks.append(f"M{place:g} .5h{len(sentences)}")
            place += len(sentences) + PARAGRAPH_GAP
        return "".join(marks)

    @property
    def paragraphs(self) -> str:
        """In which it appears, in words: ``paragraphs 11–13 and 15``."""
        numbers = [number for number, own in enumerate(self.cells, start=1) if any(own)]
        return f"paragraph{'s' * (len(numbers) != 1)} {series(ranges(numbers))}"

    @property
    def width(self) -> float:
        """How wide the path may be."""
        own = sum(len(sentences) + PARAGRAPH_GAP for sentences in self.cells)
        return round(own - PARAGRAPH_GAP, 1)


def theme_thread(edition: Edition, slug: str) -> Thread:
    """Where one theme appears."""
    theme = edition.themes[slug]
    own = {item.id for item in edition.sentences_by_theme.get(slug, ())}
    return thread(edition, own, theme.name, theme.colour.value, f"themes/{slug}")


def thread(edition: Edition, own: set[str], name: str, hue: str, href: str = "") -> Thread:
    """Where the sentences *own* are in the text: a row with this name and colour."""
    cells = tuple(
        tuple(s.id if s.id in own else "" for s in paragraph.sentences)
        for paragraph in edition.document.paragraphs
    )
    return Thread(name, hue, href, cells, len(own))
