"""Divides a long text into parts, each on a page of its own; the first is on the text's page.

Which part a paragraph is in follows from its number alone, so a text that grows
at its end never moves what was cited.  Equal parts would move it, and the layer
has no sections to divide by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition import names
from edition.model import AnnotatedParagraph, Edition
from edition.registry import version_key

WHOLE = 60
"""A text of up to this many paragraphs is on one page.

That is three times the text for which the edition was made: with 14 notes a
paragraph 141 kB and 5,128 elements, about half as much again as the first view
may cost (docs/decisions/performance.md).
"""

SIZE = 20
"""Paragraphs in a part: the length of the text for which the edition was made.

This many fit within the 110 kB that a first view may cost, and their marks fit
on one line.  Addresses in the parts follow from it: once a long edition
has been released, it may not change.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Some paragraphs in a row, and the page on which they are read."""

    number: int
    page: str
    paragraphs: tuple[AnnotatedParagraph, ...]

    @property
    def first(self) -> int:
        """The number of its first paragraph."""
        return self.paragraphs[0].paragraph.number

    @property
    def last(self) -> int:
        """The number of its last paragraph."""
        return self.paragraphs[-1].paragraph.number

    @property
    def name(self) -> str:
        """What it is called: "Paragraphs 21 to 40"."""
        if self.first == self.last:
            return f"Paragraph {self.first}"
        return f"Paragraphs {self.first} to {self.last}"


def is_cut(edition: Edition) -> bool:
    """Whether the text is in parts; one that was published so stays so when it shrinks."""
    return len(edition.paragraphs) > WHOLE or _second_page() in edition.registry.entries


def parts_of(edition: Edition) -> tuple[Part, ...]:
    """The parts of the text in order; only one if it is not divided."""
    size = SIZE if is_cut(edition) else max(1, len(edition.paragraphs))
    starts = range(0, len(edition.paragraphs), size)
    return tuple(
        Part(number, names.part_page(number), edition.paragraphs[start : start + size])
        for number, start in enumerate(starts, start=1)
    )


def text_place(edition: Edition, identifier: str) -> names.Address:
    """Where a paragraph, or something in it, is in the running text."""
    part = (names.paragraph_number(identifier) - 1) // SIZE + 1 if is_cut(edition) else 1
    return names.Address(names.part_page(part), identifier)


def moved_away(edition: Edition) -> Iterator[str]:
    """Ids whose place on the first page was published before the text was cut there."""
    if not is_cut(edition):
        return
    entries = edition.registry.entries
    cut = entries.get(_second_page())
    for entry in entries.values():
        if not names.paragraph_of(entry.id) or text_place(edition, entry.id).page == names.TEXT:
            continue
        if cut is None or version_key(entry.first) < version_key(cut.first):
            yield entry.id


def _second_page() -> str:
    """What the register calls the page that every text in parts has."""
    return names.page_id(names.part_page(2))
