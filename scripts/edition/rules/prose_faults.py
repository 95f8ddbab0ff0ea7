"""Markup that has no meaning in the small Markdown of the notes.

Each checker's docstring is its rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from edition.problems import Problem
from edition.prose import Block, Words, inlines, spoken, stray_markup
from edition.references import ProseField
from edition.rules.claims import lost_citations
from edition.seeds.yaml_advice import MERGED
from edition.wording import did_you_mean

OUTSIDE = "an outside address belongs in a source, cited with [@source]"


def check_prose(fields: Collection[ProseField]) -> Iterator[Problem]:
    """Prose holds only its own small Markdown; anything else is a slip or an attack."""
    hint = "prose may have paragraphs, '- ' lists, *emphasis*, [words](p6-s2) and [@source]"
    for field in fields:
        if not _is_suspect(spoken(field.blocks)):
            continue
        if field.plain:
            yield from _markup_in_line(field)
            continue
        strays = {s: OUTSIDE if "://" in s else hint for s in stray_markup(field.blocks)}
        if "[" in strays:
            strays["["] = _bracket_hint(field.blocks) or hint
        if "<" in strays and any("<<<<<<<" in w.text for w in _words(field.blocks)):
            strays["<"] = MERGED
        for stray, own in (strays or _other_markdown(field.blocks)).items():
            place = field.record.at_token(stray, *field.path)
            yield Problem(place, "prose-markup", f"{stray!r} has no meaning here", own)


_SIGNS = re.compile(r"[\[\]`<>{}|\\/#*@&+_•·▪◦‣–—]")


def _is_suspect(words: str) -> bool:
    """Whether *words* may hold any of what is looked for below; most fields hold none."""
    # Plain searches, since one pattern for all would take several times as long.
    return bool(_SIGNS.search(words)) or any(part in words for part in (" - ", "1.", "1)", "www."))


_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{2,5});")
_IN_LINE = re.compile(rf"{_ENTITY.pattern}|\[@|\]\([\w/#-]*\)|(?<!\w)\*\w[^*]*\*")


def _markup_in_line(field: ProseField) -> Iterator[Problem]:
    """A line is printed as it stands: there, markup would be seen by readers."""
    text = next(inline.text for inline in inlines(field.blocks) if isinstance(inline, Words))
    if found := _IN_LINE.search(text):
        place = field.record.at_token(found[0], *field.path)
        message = f"{found[0]!r} has no meaning here: this line is printed as it stands"
        has_body = "body" in type(field.record).model_fields
        hint = "cite, link and emphasise in the body" if has_body else "leave it out"
        yield Problem(place, "prose-markup", message, hint)


def _words(blocks: tuple[Block, ...]) -> Iterator[Words]:
    return (inline for inline in inlines(blocks) if isinstance(inline, Words))


_BRACKETS = (
    (r"\[\s+@|@[\w-]+\s+\]", "no blanks inside the brackets: [@source]"),
    (r"\[[^\[\]@]+ @[\w-]+", "only the source is in the brackets: [@source]"),
    (r"\[\^", "there are no footnotes: cite a source with [@source]"),
    (r"\[[^\[\]]+\]\s+\(", "no blank between ] and (: [words](p6-s2)"),
    (r"\[#?[a-z0-9]+(-[a-z0-9]+)+\]", "cite with [@source], link with [words](p6-s2)"),
    (r"\[[^\[\]]*$", "the bracket that begins here is not closed"),
)


def _bracket_hint(blocks: tuple[Block, ...]) -> str:
    """What is wrong with a bracket that is neither a citation nor a link; empty if unclear."""
    text = " ".join(words.text for words in _words(blocks))
    for pattern, hint in _BRACKETS:
        if re.search(pattern, text):
            return hint
    tags = re.findall(r"\[\w+\]", text)
    return next(filter(None, (did_you_mean(tag, ["[unverified]"]) for tag in tags)), "")


_UNDERLINED = re.compile(r"(?<!\w)_\w[^_]*_(?!\w)")
_LATE_LIST = re.compile(r"(?<=[:;.]) - ")
_ASTERISK = re.compile(r"^\*|\*$|\s\*|\*\s")
"""Left over from ``**words**``, before the item of a list, or without its other half."""

_HOST = re.compile(r"\bwww\.\w[^\s,;)]*\w")

_BULLET = re.compile(r"[+•·▪◦‣–—](?=\s)|1[.)](?=\s.*\s2[.)]\s)")
"""How other programs begin the item of a list."""


def _other_markdown(blocks: tuple[Block, ...]) -> dict[str, str]:
    """What would be markup elsewhere and is plain words in prose, each with its hint."""
    found = {c: f"cite a source in square brackets: [{c}]" for c in lost_citations(blocks)}
    words = [words.text for words in _words(blocks) if not words.emphasis]
    if any("*" in text and _ASTERISK.search(text) for text in words):
        found["*"] = "emphasis is *words* with single asterisks; list items begin with '- '"
    if underlined := next(filter(None, map(_UNDERLINED.search, words)), None):
        found[underlined[0]] = "emphasis is *words* with single asterisks"
    for sign, hint in ((_ENTITY, "write the character itself"), (_HOST, OUTSIDE)):
        if found_one := next(filter(None, map(sign.search, words)), None):
            found[found_one[0]] = hint
    if any(_LATE_LIST.search(text) for text in words):
        found["- "] = "a list begins after a blank line, each item on a line of its own"
    for block in blocks:
        begun = next(block.inlines(), None)
        if isinstance(begun, Words) and (bullet := _BULLET.match(begun.text)):
            found[bullet[0]] = "list items begin with '- ', each on a line of its own"
    return found
