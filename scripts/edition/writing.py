"""How languages are written: scripts, and the direction in which words run."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_HAN = "㐀-䶿一-鿿豈-﫿"
UNSPACED = f"぀-ヿ{_HAN}"
"""The letters of Chinese and Japanese, which leave no space between words, as a range."""

SCRIPTS = {
    "Hani": rf"[{_HAN}](?:[、，。；：？！“”（）《》·\s]*[{_HAN}])*",
    "Arab": r"[؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ](?:[\s\u200c\u200f]*[؀-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ])*",
    "Hebr": r"[\u0590-\u05ff\ufb1d-\ufb4f](?:[\s\u200f]*[\u0590-\u05ff\ufb1d-\ufb4f])*",
    "Cyrl": r"[Ѐ-ӿ](?:[\s-]*[Ѐ-ӿ])*",
    "Deva": r"[ऀ-ॿ](?:\s*[ऀ-ॿ])*",
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
