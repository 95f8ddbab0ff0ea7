"""The edition's words as Markdown, safe in any place of a page.

Whatever could be read as markup is written as a character reference, which
Markdown and HTML both show as the character itself.  So one escape serves
running Markdown, raw HTML and attributes alike.
"""

from __future__ import annotations

import re
from markupsafe import Markup

from edition.names import address
from edition.prose import Block, Citation, Inline, Line, Link, Unverified, Words

_ACTIVE = re.compile(r"[&<>\"'\\`*_\[\]{}|~^#]")
_AT_START = re.compile(r"[-+:=]|\d+[.)]")


def escape(text: str) -> Markup:
    """*text* with nothing in it that Markdown or HTML would act on; line ends become blanks."""
    words = re.sub(r"\s+", " ", text)
    safe = _ACTIVE.sub(_reference, words)
    if _AT_START.match(words):
        # "1." and "-" begin lists; the reference stands for the first sign or the full stop.
        return Markup(re.sub(r"^(\d*)(.)", _start_reference, safe))
    return Markup(safe)


def escape_words(text: str) -> Markup:
    """The document's words for raw HTML: every character kept, line ends too."""
    safe = _ACTIVE.sub(_reference, text)
    return Markup(safe.replace("\r", "&#13;").replace("\n", "&#10;"))


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _start_reference(match: re.Match[str]) -> str:
    return f"{match[1]}&#{ord(match[2])};"


class Citations:
    """Numbers the sources of one page in the order in which they are cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, source: str) -> int:
        """The number of *source* on this page, from 1."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def links(self, sources: tuple[str, ...] | list[str]) -> Markup:
        """Superscript links to the page's list of sources."""
        return Markup("").join(
            Markup('[{0}](#src-{1}){{ .ed-cite aria-label="source {0}" }}').format(
                self.number(source), source
            )
            for source in sources
        )

    def html(self, sources: list[str]) -> Markup:
        """The same links as raw HTML."""
        return Markup("").join(
            Markup('<a class="ed-cite" href="#src-{1}" aria-label="source {0}">{0}</a>').format(
                self.number(source), source
            )
            for source in sources
        )


def prose(blocks: tuple[Block, ...], page: str, citations: Citations) -> Markup:
    """Blocks as Markdown on *page*, numbering what they cite."""
    return Markup("\n\n").join(_block(block, page, citations) for block in blocks)


def _block(block: Block, page: str, citations: Citations) -> Markup:
    lines = [line(item, page, citations) for item in block.lines]
    return Markup("\n").join(Markup("- ") + item for item in lines) if block.bullets else lines[0]


def line(inlines: Line, page: str, citations: Citations) -> Markup:
    """One line of prose as Markdown on *page*; a citation stands close to its words."""
    parts: list[Markup] = []
    for inline in inlines:
        if isinstance(inline, Citation) and parts:
            parts[-1] = Markup(parts[-1].rstrip())
        parts.append(_inline(inline, page, citations))
    return Markup("").join(parts).strip()


def _inline(inline: Inline, page: str, citations: Citations) -> Markup:
    match inline:
        case Words(text, True):
            return Markup("*{}*").format(escape(text))
        case Words(text):
            return escape(text)
        case Link(text, target):
            destination = address(target).markdown_link(page)
            return Markup("[{}]({})").format(escape(text), destination)
        case Citation(sources):
            return citations.links(sources)
        case Unverified():
            return Markup('<abbr class="ed-unverified" title="no source was seen">unverified</abbr>')

