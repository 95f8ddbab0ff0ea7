"""Words that are rare enough to lead a reader to the place that has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

RARE = 2
"""A word of a note's body leads to the note if no more bodies than this have it."""

RARE_NAME = 6
"""The same for a word that is always written with a capital."""

SHORT = 3
"""A word of this many letters is too short to say much."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
# The comma comes first: what is looked for by a letter is found many times faster.
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}\b)")


def words_of(text: str) -> Iterator[str]:
    """The words of *text* in small letters, as the search compares them."""
    return map(str.lower, _written(text))


def _written(text: str) -> list[str]:
    written = _WORD.findall(_THOUSANDS.sub("", text))
    return [word.removesuffix("’s") for word in written] if "’s" in text else written


class RareWords:
    """The rare words of some texts: names and figures, and ordinary words.

    *texts* are pairs of an id and a text.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        places: dict[str, list[str]] = {}
        small: set[str] = set()
        for identifier, text in texts:
            written = set(_written(text))
            new = written - small
            small.update([word for word in new if word[0].islower() or word[0].isdigit()])
            for word in set(map(str.lower, written)):
                own = places.setdefault(word, [])
                if len(own) <= RARE_NAME:
                    own.append(identifier)
        long = (
            word for word in places if len(word) > SHORT or not word.isascii() or word.isdigit()
        )
        rare = {
            word for word in long if len(places[word]) <= (RARE if word in small else RARE_NAME)
        }
        self.ordinary = {word for word in rare & small if word[0].isalpha()}
        """Those that are no names and no figures."""
        self._rare = rare
        self._of: dict[str, set[str]] = {}
        for word in rare:
            for identifier in places[word]:
                self._of.setdefault(identifier, set()).add(word)

    def of(self, identifier: str) -> set[str]:
        """Those of the text with this id."""
        return self._of.get(identifier, set())

    def among(self, text: str) -> set[str]:
        """Those of another text."""
        return self._rare.intersection(words_of(text))
