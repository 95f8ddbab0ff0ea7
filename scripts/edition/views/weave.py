"""The weave: where a theme, a speaker or a divergence runs through the text.

A row for each, a mark for each sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from edition.model import Edition
from edition.wording import ranges, series

PARAGRAPH_GAP = 0.6
"""Between two paragraphs in a small drawing, as part of a sentence's width."""

FINEST = 600
"""So many sentences side by side can be told apart in a drawing as wide as a screen."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One row of a weave: the sentences in which something appears."""

    name: str
    hue: str
    thing: str
    """The id of what appears, or empty if it has none."""

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
        return self._path(
            (start + n, 1)
            for start, sentences in self._starts
            for n, own in enumerate(sentences)
            if own
        )

    @property
    def ground(self) -> str:
        """Every paragraph as a path of the same kind, to be drawn under the sentences."""
        return self._path((start, len(sentences)) for start, sentences in self._starts)

    def _path(self, marks: Iterable[tuple[float, int]]) -> str:
        """*marks*, each a start and a length; in a long text what is too near is drawn as one."""
        near = self.width / FINEST if self.width > FINEST else 0
        runs: list[tuple[float, float]] = []
        for start, length in marks:
            if runs and start - runs[-1][1] < near:
                runs[-1] = (runs[-1][0], start + length)
            else:
                runs.append((start, start + length))
        return "".join(f"M{start:g} .5h{round(end - start, 1):g}" for start, end in runs)

    @property
    def _starts(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """Where each paragraph begins, and its sentences."""
        place = 0.0
        for sentences in self.cells:
            yield round(place, 1), sentences
            place += len(sentences) + PARAGRAPH_GAP

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


def thread(edition: Edition, own: set[str], name: str, hue: str, thing: str = "") -> Thread:
    """Where the sentences *own* are in the text: a row with this name and colour."""
    cells = tuple(
        tuple(s.id if s.id in own else "" for s in paragraph.sentences)
        for paragraph in edition.document.paragraphs
    )
    return Thread(name, hue, thing, cells, len(own))
