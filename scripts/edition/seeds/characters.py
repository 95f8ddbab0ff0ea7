"""Characters that no seed may hold, and look-alikes of those that were meant.

They come with pasted text: from word processors, PDFs and other keyboards.
Nobody sees them, and no search finds the words that contain them.  Those that
occur in the document itself are allowed, since its words are kept as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

_HIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\
\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, bidirectional overrides, byte-order marks and the like."""

_BETWEEN_LETTERS = "\u00ad\u200b\u2060"
"""Soft hyphen, zero-width space, word joiner."""

_OWN_FONT = "\ue000-\uf8ff"
"""Private use: bullets and the like of one font."""

_LIKE_LATIN = "аеорсухіјѕАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
"""Letters of Cyrillic and Greek."""

_IN_LATIN = (
    rf"[{_LIKE_LATIN}\u200c-\u200f]"
    rf"(?:(?=[A-Za-z])(?:(?<=[A-Za-z].)|(?<=[{_LIKE_LATIN}]))|(?<=[A-Za-z][{_LIKE_LATIN}]))"
)
"""Those between two Latin letters, and a letter beside one."""

_LINE_ENDS = "\x85\u2028\u2029"
"""Line ends for YAML, though for hardly any other program."""

_PRESENTATION = "\ufb00-\ufb06\ufb50-\ufbff\ufe70-\ufefc"
"""Ligatures and Arabic presentation forms, which are copied out of PDFs."""

_ODD = re.compile(f"{_HIDDEN[:-1]}{_BETWEEN_LETTERS}{_LINE_ENDS}{_PRESENTATION}{_OWN_FONT}]")
_RUN = re.compile(f"[{_PRESENTATION}]+|{_IN_LATIN}|{_ODD.pattern}")
_REALLY_HIDDEN = re.compile(_HIDDEN)
_WORD = re.compile(r"[^\s\"'(){}\[\],;:.!?]+")
BLANKS = "\u00a0\u2003\u202f\u3000"
"""Spaces that do not count as indentation for YAML, though they look as if they did."""

_INDENTED = re.compile(rf"(?m)^ *([{BLANKS}])")
_FULL_WIDTH = "，。；：？！"
"""Punctuation of Chinese and Japanese."""

_SUSPECT = re.compile(f"{_ODD.pattern[:-1]}{_FULL_WIDTH}]")
_LETTER_BEFORE = re.compile(r"[a-z0-9]$")
_LETTER_AFTER = re.compile(r"\s*[A-Za-z]")
_WORDS_BEFORE = re.compile(r"[a-z]{2} [a-z]+$")


@dataclass(frozen=True, slots=True)
class OddCharacter:
    """Its offset in the text, the code of the problem, and what to tell the editor."""

    at: int
    code: str
    message: str
    hint: str
    breaks_lines: bool = False
    """Whether YAML reads the lines around it differently from how they look."""


def find_hidden(text: str) -> re.Match[str] | None:
    """The first character of *text* that no seed may hold."""
    return _REALLY_HIDDEN.search(text)


def may_have_odd_characters(text: str) -> bool:
    """Whether a seed has to be looked at more closely; all of it may prove to be allowed."""
    if not unicodedata.is_normalized("NFC", text) or re.search(_IN_LATIN, text):
        return True
    if any(blank in text for blank in BLANKS) and _INDENTED.search(text):
        return True
    found = _SUSPECT.finditer(text)
    return any(match[0] not in _FULL_WIDTH or _among_latin(text, match.start()) for match in found)


def _among_latin(text: str, at: int) -> bool:
    """Whether the full-width punctuation at *at* is among Latin words.

    It may follow a Latin name at the end of a Chinese sentence: 加入WTO。
    """
    if not text[at - 1 : at].isascii():
        return False
    before = text[max(0, at - 12) : at]
    between = _LETTER_BEFORE.search(before) and _LETTER_AFTER.match(text, at + 1)
    return bool(between or _WORDS_BEFORE.search(before))


def odd_characters(text: str, document: str) -> Iterator[OddCharacter]:
    """Every character of a seed that has to be written differently.

    What also occurs in *document*, its exact words, is allowed.
    """
    for match in _RUN.finditer(text):
        found = match[0]
        if _REALLY_HIDDEN.match(found) or found not in document:
            yield _odd(match.start(), found)
    for match in _INDENTED.finditer(text):
        message = f"the line begins with U+{ord(match[1]):04X}, which is no blank for YAML"
        yield OddCharacter(
            match.start(1), "hidden-character", message, "type the blanks anew", True
        )
    if not unicodedata.is_normalized("NFC", text):
        yield from _decomposed(text, document)
    for match in _SUSPECT.finditer(text):
        if match[0] in _FULL_WIDTH and _among_latin(text, match.start()):
            narrow = unicodedata.normalize("NFKC", match[0]).replace("。", ".")
            message = f"{match[0]!r} is a mark of Chinese and Japanese among Latin letters"
            yield OddCharacter(match.start(), "look-alike", message, f"write {narrow!r}")


def _odd(at: int, found: str) -> OddCharacter:
    code = f"U+{ord(found[0]):04X}"
    if re.match(f"[{_PRESENTATION}]", found):
        plain = unicodedata.normalize("NFKC", found)
        message = f"{found!r} has the shapes of letters ({code}), not the letters"
        return OddCharacter(at, "look-alike", message, f"write {plain!r}; it may come from a PDF")
    if found in _LIKE_LATIN:
        message = f"{found!r}, {code}, is no Latin letter, though it looks like one"
        return OddCharacter(at, "look-alike", message, "type the word anew")
    if re.match(f"[{_OWN_FONT}]", found):
        message = f"{code} has no meaning but in the font that it comes from"
        return OddCharacter(at, "hidden-character", message, "write another sign, or delete it")
    effect = "changes how the text is read"
    if re.match(f"[{_BETWEEN_LETTERS}\u200c-\u200f]", found):
        effect = "parts the word for every search"
    elif found in _LINE_ENDS:
        effect = "ends the line for YAML"
    message = f"{code} is invisible and {effect}"
    hint = "delete it; it may have been pasted in from elsewhere"
    return OddCharacter(at, "hidden-character", message, hint, found in _LINE_ENDS)


def _decomposed(text: str, document: str) -> Iterator[OddCharacter]:
    """Words with a letter that is not in its composed form (NFC)."""
    for match in _WORD.finditer(text):
        word = match[0]
        if unicodedata.is_normalized("NFC", word) or word in document:
            continue
        whole = unicodedata.normalize("NFC", word)
        at = next(i for i, pair in enumerate(zip_longest(word, whole)) if pair[0] != pair[1])
        # A single character with a canonical equivalent, or a letter and its combining mark.
        length = 1 if not unicodedata.is_normalized("NFC", word[at]) else 2
        codes = " ".join(f"U+{ord(character):04X}" for character in word[at : at + length])
        meant = unicodedata.normalize("NFC", word[at : at + length])
        message = f"the {meant!r} in {whole!r} is written in an unusual way, {codes}"
        hint = f"type it anew: {meant!r}; it may come from a Mac's file name or a PDF"
        yield OddCharacter(match.start() + at, "look-alike", message, hint)
