"""The edition's words as Markdown, safe in any place of a page.

Whatever could be read as markup is written as a character reference, which
Markdown and HTML both show as the character itself.  So one escape serves
running Markdown, raw HTML and attributes alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from edition.names import address
from edition.prose import Block, Citation, Inline, Line, Link, Unverified, Words
from edition.writing_systems import SCRIPTS

_ACTIVE = re.compile(r"[&<>\"'\\`*_\[\]{}|~^#]")
_FOREIGN = re.compile("[\u0370-\u1fff\u2c00-\U0010ffff]")
"""A letter outside the Latin script; a search for this alone is many times faster."""
_SPACE = re.compile(r"\s\s+|[^\S ]")
_AT_START = re.compile(r"[-+:=]|\d+[.)]")


def safe(text: str) -> Markup:
    """*text*, known to be safe, as ``Markup``, without the checks of its constructor."""
    return str.__new__(Markup, text)


# The same names and labels are on hundreds of pages, and a position on several.
@lru_cache(maxsize=1 << 13)
def escape(text: str) -> Markup:
    """*text* with nothing in it that Markdown or HTML would act on; line ends become blanks."""
    words = text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)
    escaped = _ACTIVE.sub(_reference, words)
    if _AT_START.match(words):
        # "1." and "-" begin lists; the reference replaces the first character or the full stop.
        escaped = re.sub(r"^(\d*)(.)", _start_reference, escaped)
    return safe(escaped)


def escape_words(text: str) -> Markup:
    """The document's words for raw HTML: every character kept, line ends too."""
    return safe(_ACTIVE.sub(_reference, text).replace("\r", "&#13;").replace("\n", "&#10;"))


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _start_reference(match: re.Match[str]) -> str:
    return f"{match[1]}&#{ord(match[2])};"


class Scripts:
    """Marks runs in another script with their language, for screen readers and fonts."""

    def __init__(self, languages: Mapping[str, tuple[str, str]]) -> None:
        """*languages*: language tag to script (ISO 15924) and direction."""
        self._languages = [item for item in languages.items() if item[1][0] in SCRIPTS]
        groups = (f"({SCRIPTS[script]})" for _, (script, _) in self._languages)
        self._pattern = re.compile("|".join(groups) or "(?!)")

    def mark(self, text: Markup) -> Markup:
        """*text*, already escaped, with each such run in a ``span`` with its language."""
        if text.isascii() or not _FOREIGN.search(text):
            return text
        return safe(self._pattern.sub(self._span, text))

    def _span(self, match: re.Match[str]) -> str:
        language, (_, direction) = self._languages[(match.lastindex or 1) - 1]
        turned = "" if direction == "ltr" else f' dir="{direction}"'
        return f'<span lang="{language}"{turned}>{match[0]}</span>'


@dataclass(slots=True)
class Writer:
    """Writes prose on one page, numbering the sources in the order in which they are cited."""

    page: str
    scripts: Scripts
    tongue: Markup = field(default_factory=Markup)
    """The ``lang`` and ``dir`` of the document's words, where they differ from the page's."""

    numbers: dict[str, int] = field(default_factory=dict)

    def text(self, text: str) -> Markup:
        """A line of the edition's words."""
        escaped = escape(text)
        return escaped if escaped.isascii() else self.scripts.mark(escaped)

    def prose(self, blocks: tuple[Block, ...]) -> Markup:
        """Blocks of prose as Markdown."""
        return safe("\n\n".join([self._block(block) for block in blocks]))

    def prose_html(self, blocks: tuple[Block, ...]) -> Markup:
        """The same for raw HTML, all in one line: for the cell of a table."""
        lines = [line for block in blocks for line in block.lines]
        return safe("<br>".join([self._line(line, self._inline_html) for line in lines]))

    def cite(self, sources: Iterable[str]) -> Markup:
        """Superscript links to the page's list of sources, in Markdown."""
        links = []
        for source in sources:
            number = self._number(source)
            links.append(f'[{number}](#src-{source}){{ .ed-cite aria-label="source {number}" }}')
        return safe("".join(links))

    def cite_html(self, sources: Iterable[str]) -> Markup:
        """The same links for raw HTML."""
        link = '<a class="ed-cite" href="#src-{1}" aria-label="source {0}">{0}</a>'
        return safe("".join([link.format(self._number(source), source) for source in sources]))

    def _number(self, source: str) -> int:
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def _block(self, block: Block) -> str:
        lines = [self._line(line, self._inline) for line in block.lines]
        return "\n".join([f"- {line}" for line in lines]) if block.bullets else lines[0]

    @staticmethod
    def _line(line: Line, write: Callable[[Inline], Markup]) -> str:
        parts: list[str] = []
        for inline in line:
            if isinstance(inline, Citation) and parts:
                # The number follows directly the words that it supports.
                parts[-1] = parts[-1].rstrip()
            parts.append(write(inline))
        return "".join(parts).strip()

    def _linked(self, link: Link) -> Markup:
        """The text of *link*; words that it quotes are in the document's voice."""
        if not link.quote:
            return self.text(link.text)
        words = f'data-voice="document" data-ref="quote/{link.target}"'
        return safe(f"“<q {words}{self.tongue}>{escape_words(link.quote)}</q>”")

    def _inline_html(self, inline: Inline) -> Markup:
        match inline:
            case Words(text, True):
                return safe(f"<em>{self.text(text)}</em>")
            case Link(_, target):
                destination = address(target).href(self.page)
                return safe(f'<a href="{destination}">{self._linked(inline)}</a>')
            case Citation(sources):
                return self.cite_html(sources)
        return self._inline(inline)

    def _inline(self, inline: Inline) -> Markup:
        match inline:
            case Words(text, True):
                return safe(f"*{self.text(text)}*")
            case Words(text):
                return self.text(text)
            case Link(_, target):
                destination = address(target).markdown_link(self.page)
                return safe(f"[{self._linked(inline)}]({destination})")
            case Citation(sources):
                return self.cite(sources)
            case Unverified():
                return safe(
                    '<abbr class="ed-unverified" title="no source was seen">unverified</abbr>'
                )
