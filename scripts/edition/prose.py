"""The small subset of Markdown in which notes are written, as a tree.

Paragraphs, ``- `` lists, ``*emphasis*``, ``[words](p6-s2)``, ``[@source]`` and
``[unverified]``; all else is plain words.  ``[“words”](p6-s2)`` quotes that sentence.
A tree, not a string, so that every reference can be checked and nothing an editor
types can become HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

UNVERIFIED = "unverified"


class Words(NamedTuple):
    """Plain words."""

    text: str
    emphasis: bool = False


class Link(NamedTuple):
    """Words that lead to an id of the edition."""

    text: str
    target: str

    @property
    def quote(self) -> str:
        """The document's words, if the text is all in quotation marks and leads to a sentence."""
        found = _IN_MARKS.fullmatch(self.text)
        return found[1] if found and _SENTENCE.fullmatch(self.target) else ""


_IN_MARKS = re.compile(r"“((?:[^“”]|“[^“”]*”)+)”")
_SENTENCE = re.compile(r"p[1-9]\d*-s[1-9]\d*")


class Citation(NamedTuple):
    """The sources that support what comes before."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unverified:
    """The mark of a claim for which no source was seen."""


Inline: TypeAlias = Words | Link | Citation | Unverified
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line) or a list (a line an item)."""

    lines: tuple[Line, ...]
    bullets: bool = False

    def inlines(self) -> Iterator[Inline]:
        """Everything in the block, in order."""
        for line in self.lines:
            yield from line


_TOKEN = re.compile(
    r"\[(?P<cite>@[^\[\]]*)\]"
    r"|\[(?P<mark>unverified)\](?!\()"
    r"|\[(?P<text>[^\[\]]+)\]\((?P<target>[^()\s]*)\)"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
)
_STRAY = re.compile(r"[\[\]`<>{}|\\]|\bhttps?://|^#+ |\*\*")


_SUSPECT = re.compile(r"[\[\]`<>{}|\\/#*]")
"""All stray markup has one of these; to look for them first is many times faster."""


@cache
def parse_prose(text: str) -> tuple[Block, ...]:
    """The blocks of *text*."""
    return tuple(_block(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def unmarked(text: str) -> tuple[Block, ...]:
    """A line without markup, as blocks."""
    return (Block(((Words(text),),)),)


def inlines(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Everything in *blocks*, in order."""
    for block in blocks:
        yield from block.inlines()


_SPOKEN = (Words, Link)


def stray_markup(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Markup that prose does not have, as it was written."""
    for inline in inlines(blocks):
        if isinstance(inline, _SPOKEN) and _SUSPECT.search(inline.text):
            yield from _STRAY.findall(inline.text)[:1]


def spoken(blocks: tuple[Block, ...]) -> str:
    """The words alone as they were written, a line for each run."""
    return "\n".join(
        [
            item.text
            for block in blocks
            for line in block.lines
            for item in line
            if isinstance(item, _SPOKEN)
        ]
    )


def cited(blocks: tuple[Block, ...]) -> list[str]:
    """The sources cited in *blocks*, each once, in order."""
    found = (item.sources for item in inlines(blocks) if isinstance(item, Citation))
    return list(dict.fromkeys(source for sources in found for source in sources))


def uncited(sources: Iterable[str], text: str) -> list[str]:
    """Those of *sources* that *text* does not cite itself."""
    own = cited(parse_prose(text))
    return [source for source in sources if source not in own]


def linked(blocks: tuple[Block, ...]) -> list[str]:
    """The ids that *blocks* lead to, each once, in order."""
    return list(dict.fromkeys(item.target for item in inlines(blocks) if isinstance(item, Link)))


def plain(blocks: tuple[Block, ...]) -> str:
    """The words alone, on one line."""
    return plain_line([item for block in blocks for line in block.lines for item in line])


def plain_line(items: Iterable[Inline]) -> str:
    """The words alone of a line, or of several."""
    words = [item.text for item in items if isinstance(item, _SPOKEN)]
    text = " ".join(" ".join(words).split())
    for stray, mark in _STRAY_SPACES:
        text = text.replace(stray, mark)
    return text


# Left by markup that was dropped between a word and its punctuation.
_STRAY_SPACES = [(f" {mark}", mark) for mark in ".,;:"]


@lru_cache(maxsize=1 << 12)
def plain_words(text: str) -> str:
    """The words alone of a field in prose, on one line."""
    return plain(parse_prose(text))


def _block(part: str) -> Block:
    lines = part.strip().split("\n")
    if not lines[0].startswith("- "):
        return Block((tuple(_line(" ".join(line.strip() for line in lines))),))
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:].strip())
        else:
            items[-1] += f" {line.strip()}"
    return Block(tuple(tuple(_line(item)) for item in items), bullets=True)


def _line(text: str) -> Iterator[Inline]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield Words(text[end : match.start()])
        end = match.end()
        if match["cite"]:
            yield Citation(
                tuple(part.strip().removeprefix("@") for part in match["cite"].split(";"))
            )
        elif match["mark"]:
            yield Unverified()
        elif match["text"]:
            yield Link(match["text"], match["target"])
        else:
            yield Words(match["emphasis"], emphasis=True)
    if text[end:]:
        yield Words(text[end:])
