"""Signs that no seed may hold, and signs that only look like those that were meant.

They come with what is pasted in: from word processors, from PDFs, from other
keyboards.  Nobody sees them, and no search finds the words in which they stand.
What the document itself has is let be: its words are kept as they are.
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
"""Control characters, marks that turn the direction of what follows, and the like."""

_BETWEEN_LETTERS = "\u00ad\u200b\u2060"
"""Soft hyphen, space of no width, word joiner."""

_LINE_ENDS = "\x85\u2028\u2029"
"""What YAML takes for the end of a line, and hardly any other program."""

_JOINED = "\ufb00-\ufb06\ufb50-\ufbff\ufe70-\ufefc"
"""Ligatures and the shapes of Arabic letters, as PDFs give them away."""

_ODD = re.compile(f"{_HIDDEN[:-1]}{_BETWEEN_LETTERS}{_LINE_ENDS}{_JOINED}]")
_RUN = re.compile(f"[{_JOINED}]+|{_ODD.pattern}")
_REALLY_HIDDEN = re.compile(_HIDDEN)
_WORD = re.compile(r"[^\s\"'(){}\[\],;:.!?]+")
BLANKS = "\u00a0\u2003\u202f\u3000"
"""What looks like a blank, and is none for YAML, which counts those before a key."""

_INDENTED = re.compile(rf"(?m)^ *([{BLANKS}])")
_WIDE = "，。；：？！"
"""Marks of Chinese and Japanese."""

_LOOKED_AT = re.compile(f"{_ODD.pattern[:-1]}{_WIDE}]")
_LETTER_BEFORE = re.compile(r"[a-z0-9]$")
_LETTER_AFTER = re.compile(r"\s*[A-Za-z]")
_WORDS_BEFORE = re.compile(r"[a-z]{2} [a-z]+$")


@dataclass(frozen=True, slots=True)
class OddSign:
    """Where the sign is in its file, counted from 0, the code of the problem, and what to say."""

    at: int
    code: str
    message: str
    hint: str
    astray: bool = False
    """Whether YAML reads the lines around it otherwise than they look."""


def hidden_in(text: str) -> re.Match[str] | None:
    """The first sign in *text* that no seed may hold."""
    return _REALLY_HIDDEN.search(text)


def has_odd_signs(text: str) -> bool:
    """Whether a seed has a sign to be looked at; its words may not have to be changed."""
    if not unicodedata.is_normalized("NFC", text):
        return True
    if any(blank in text for blank in BLANKS) and _INDENTED.search(text):
        return True
    found = _LOOKED_AT.finditer(text)
    return any(match[0] not in _WIDE or _is_astray(text, match.start()) for match in found)


def _is_astray(text: str, at: int) -> bool:
    """Whether a wide mark stands among Latin words.

    A Latin name may end a Chinese sentence: 加入WTO。
    """
    if not text[at - 1 : at].isascii():
        return False
    before = text[max(0, at - 12) : at]
    between = _LETTER_BEFORE.search(before) and _LETTER_AFTER.match(text, at + 1)
    return bool(between or _WORDS_BEFORE.search(before))


def odd_signs(text: str, said: str) -> Iterator[OddSign]:
    """Everything in a seed that is to be written otherwise; *said* are the document's words."""
    for match in _RUN.finditer(text):
        sign = match[0]
        if _REALLY_HIDDEN.match(sign) or sign not in said:
            yield _odd(match.start(), sign)
    for match in _INDENTED.finditer(text):
        message = f"the line begins with U+{ord(match[1]):04X}, which is no blank for YAML"
        yield OddSign(match.start(1), "hidden-character", message, "type the blanks anew", True)
    if not unicodedata.is_normalized("NFC", text):
        yield from _taken_apart(text, said)
    for match in _LOOKED_AT.finditer(text):
        if match[0] in _WIDE and _is_astray(text, match.start()):
            narrow = unicodedata.normalize("NFKC", match[0]).replace("。", ".")
            message = f"{match[0]!r} is a mark of Chinese and Japanese among Latin letters"
            yield OddSign(match.start(), "look-alike", message, f"write {narrow!r}")


def _odd(at: int, sign: str) -> OddSign:
    code = f"U+{ord(sign[0]):04X}"
    if re.match(f"[{_JOINED}]", sign):
        plain = unicodedata.normalize("NFKC", sign)
        message = f"{sign!r} has the shapes of letters ({code}), not the letters"
        return OddSign(at, "look-alike", message, f"write {plain!r}; it may come from a PDF")
    effect = "changes how the text is read"
    if sign in _BETWEEN_LETTERS:
        effect = "parts the word for every search"
    elif sign in _LINE_ENDS:
        effect = "ends the line for YAML"
    message = f"{code} is invisible and {effect}"
    hint = "delete it; it may have been pasted in from elsewhere"
    return OddSign(at, "hidden-character", message, hint, sign in _LINE_ENDS)


def _taken_apart(text: str, said: str) -> Iterator[OddSign]:
    """Words with a letter that Unicode would write with other signs (NFC)."""
    for match in _WORD.finditer(text):
        word = match[0]
        if unicodedata.is_normalized("NFC", word) or word in said:
            continue
        whole = unicodedata.normalize("NFC", word)
        at = next(i for i, pair in enumerate(zip_longest(word, whole)) if pair[0] != pair[1])
        # One sign that has a common form, or a letter and its mark that have a sign together.
        length = 1 if not unicodedata.is_normalized("NFC", word[at]) else 2
        codes = " ".join(f"U+{ord(sign):04X}" for sign in word[at : at + length])
        meant = unicodedata.normalize("NFC", word[at : at + length])
        message = f"the {meant!r} in {whole!r} is written in an unusual way, {codes}"
        hint = f"type it anew: {meant!r}; it may come from a Mac's file name or a PDF"
        yield OddSign(match.start() + at, "look-alike", message, hint)
