"""How languages are written: scripts, and the direction in which words run."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# By their numbers: a letter of the last of these blocks would be taken apart into another one.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The letters of Chinese, as they stand between the brackets of a pattern."""

HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
"""The letters of Korean."""

UNSPACED = rf"\u3040-\u30ff{HAN}{HANGUL}"
"""Letters that may touch a name.

Chinese and Japanese leave no space between words; in Korean a particle follows a name
without one.
"""


def _run(letters: str, between: str = r"\s") -> str:
    return f"[{letters}](?:[{between}]*[{letters}])*"


SCRIPTS = {
    "Hani": _run(HAN, r"、，。；：？！“”（）《》·\s"),
    "Arab": _run("؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ", r"\s\u200c\u200f"),
    "Hebr": _run(r"\u0590-\u05ff\ufb1d-\ufb4f", r"\s\u200f"),
    "Cyrl": _run("Ѐ-ӿ", r"\s-"),
    "Deva": _run("ऀ-ॿ"),
    "Hang": _run(HANGUL),
    "Grek": _run(r"\u0370-\u03ff\u1f00-\u1fff"),
}
"""Script by ISO 15924 to a pattern of a run in it."""


def direction_of(text: str) -> str:
    """``rtl`` if most letters of *text* are written from right to left, else ``ltr``."""
    if text.isascii():
        return "ltr"
    kinds = Counter(map(unicodedata.bidirectional, text))
    return "rtl" if kinds["R"] + kinds["AL"] > kinds["L"] else "ltr"


def script_of(text: str) -> str:
    """The script of ``SCRIPTS`` in which most letters of *text* are written, ``Latn`` if none."""
    if text.isascii():
        return "Latn"
    letters = sum(map(str.isalpha, text))
    for script, pattern in SCRIPTS.items():
        if sum(map(len, re.findall(pattern, text))) > letters / 2:
            return script
    return "Latn"
