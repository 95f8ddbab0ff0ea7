"""The edition's words as Markdown, safe in any place of a page.

Whatever could be read as markup is written as a character reference, which
Markdown and HTML both show as the character itself.  So one escape serves
running Markdown, raw HTML and attributes alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from edition.names import address
from edition.prose import Block, Citation, Inline, Line, Link, Unverified, Words
from edition.writing import SCRIPTS

_ACTIVE = re.compile(r"[&<>\"'\\`*_\[\]{}|~^#]")
_AT_START = re.compile(r"[-+:=]|\d+[.)]")
NAME = 80
"""Up to so many characters a text may be a name or a label."""


def escape(text: str) -> Markup:
    """*text* with nothing in it that Markdown or HTML would act on; line ends become blanks."""
    # The same names and labels stand on hundreds of pages, a long text on one or two.
    return _remembered(text) if len(text) <= NAME else _escaped(text)


def _escaped(text: str) -> Markup:
    words = re.sub(r"\s+", " ", text)
    safe = _ACTIVE.sub(_reference, words)
    if _AT_START.match(words):
        # "1." and "-" begin lists; the reference stands for the first sign or the full stop.
        return Markup(re.sub(r"^(\d*)(.)", _start_reference, safe))
    return Markup(safe)


_remembered = lru_cache(maxsize=1 << 16)(_escaped)


def escape_words(text: str) -> Markup:
    """The document's words for raw HTML: every character kept, line ends too."""
    safe = _ACTIVE.sub(_reference, text)
    return Markup(safe.replace("\r", "&#13;").replace("\n", "&#10;"))


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
        return text if text.isascii() else Markup(self._pattern.sub(self._span, text))

    def _span(self, match: re.Match[str]) -> str:
        language, (_, direction) = self._languages[(match.lastindex or 1) - 1]
        turned = "" if direction == "ltr" else f' dir="{direction}"'
        return f'<span lang="{language}"{turned}>{match[0]}</span>'


@dataclass(slots=True)
class Writer:
    """Writes prose on one page, numbering the sources in the order in which they are cited."""

    page: str
    scripts: Scripts
    numbers: dict[str, int] = field(default_factory=dict)

    def text(self, text: str) -> Markup:
        """A line of the edition's words."""
        return self.scripts.mark(escape(text))

    def prose(self, blocks: tuple[Block, ...]) -> Markup:
        """Blocks of prose as Markdown."""
        return Markup("\n\n").join(self._block(block) for block in blocks)

    def prose_html(self, blocks: tuple[Block, ...]) -> Markup:
        """The same for raw HTML, all in one line: for the cell of a table."""
        lines = [line for block in blocks for line in block.lines]
        return Markup("<br>").join(
            Markup("").join(self._inline_html(inline) for inline in line) for line in lines
        )

    def cite(self, sources: Iterable[str]) -> Markup:
        """Superscript links to the page's list of sources, in Markdown."""
        links = []
        for source in sources:
            number = self._number(source)
            links.append(f'[{number}](#src-{source}){{ .ed-cite aria-label="source {number}" }}')
        return Markup("".join(links))

    def cite_html(self, sources: Iterable[str]) -> Markup:
        """The same links for raw HTML."""
        link = Markup('<a class="ed-cite" href="#src-{1}" aria-label="source {0}">{0}</a>')
        return Markup("").join(link.format(self._number(source), source) for source in sources)

    def _number(self, source: str) -> int:
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def _block(self, block: Block) -> Markup:
        lines = [self._line(line) for line in block.lines]
        if block.bullets:
            return Markup("\n").join(Markup("- ") + line for line in lines)
        return lines[0]

    def _line(self, line: Line) -> Markup:
        parts: list[Markup] = []
        for inline in line:
            if isinstance(inline, Citation) and parts:
                # The number stands close to the words that it carries.
                parts[-1] = Markup(parts[-1].rstrip())
            parts.append(self._inline(inline))
        return Markup("").join(parts).strip()

    def _inline_html(self, inline: Inline) -> Markup:
        match inline:
            case Words(text, True):
                return Markup("<em>{}</em>").format(self.text(text))
            case Link(text, target):
                destination = address(target).href(self.page)
                return Markup('<a href="{}">{}</a>').format(destination, self.text(text))
            case Citation(sources):
                return self.cite_html(sources)
        return self._inline(inline)

    def _inline(self, inline: Inline) -> Markup:
        match inline:
            case Words(text, True):
                return Markup("*{}*").format(self.text(text))
            case Words(text):
                return self.text(text)
            case Link(text, target):
                destination = address(target).markdown_link(self.page)
                return Markup(f"[{self.text(text)}]({destination})")
            case Citation(sources):
                return self.cite(sources)
            case Unverified():
                return Markup(
                    '<abbr class="ed-unverified" title="no source was seen">unverified</abbr>'
                )
