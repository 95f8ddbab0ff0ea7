"""Where words are that are not where an editor quotes them from, exactly or nearly."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import zip_longest

from edition.document import Document
from edition.problems import Place, Problem
from edition.seeds.characters import BLANKS
from edition.wording import shorten


def not_found(
    place: Place, code: str, words: str, text: str, document: Document | None = None
) -> Problem:
    """*words* that are not in *text*; the hint says if they are elsewhere in *document*."""
    message = f"{shorten(words)!r} is not in the text"
    hint = elsewhere(words, document) if document else ""
    if hint:
        message = f"{shorten(words)!r} is not there"
    return Problem(place, code, message, hint or nearest_words(words, text))


def elsewhere(words: str, document: Document) -> str:
    """A hint saying where in *document* the words are."""
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            if words in sentence.text:
                return f"it is in {sentence.id}"
        if words in paragraph.text:
            return f"it is in {paragraph.id}"
    return ""


def nearest_words(words: str, text: str) -> str:
    """A hint with the run of *text* that is most like *words*."""
    bare = words.strip("“”\"' ")
    if bare != words and bare in text:
        return f'between straight quotation marks, and nothing else in them: "{shorten(bare)}"'
    one_line = re.sub(r"[ \t\n]+", " ", words).strip()
    if one_line != words and one_line in text:
        return "write it on one line, with one blank between its words"
    parts = re.split(r"\s*(?:…|\.\.\.)\s*", words)
    if len(parts) > 1 and all(part in text for part in parts):
        return "quote one run of words, with nothing left out; two places are two notes"
    if odd := re.search(f"[{BLANKS}]", words):
        plain = re.sub(f"[{BLANKS}]", " ", words)
        if plain in text:
            return f"the quote has U+{ord(odd[0]):04X} where the text has a blank"
    straight = words.replace("'", "’")
    if straight != words and straight in text:
        return "the text has a curly apostrophe (’)"
    if found := re.search(re.escape(words), text, re.IGNORECASE):
        return f"the text has {shorten(found[0])!r}"
    length, all_words = len(words.split()), text.split()
    runs = [" ".join(all_words[i : i + length]) for i in range(len(all_words) - length + 1)]
    near = get_close_matches(words, runs, n=1, cutoff=0.5)
    if not near:
        return ""
    other = [f"U+{ord(sign):04X}" for sign in words if sign not in near[0] and not sign.isascii()]
    unlike = f", without the {other[0]} of the quote" if other else ""
    if shorten(near[0]) != shorten(words):
        return f"nearest: {shorten(near[0])!r}{unlike}"
    # Long words that differ only far behind.
    same = next(i for i, pair in enumerate(zip_longest(words, near[0])) if len(set(pair)) > 1)
    there, here = (f"…{shorten(run[max(0, same - 25) :], 45)}" for run in (near[0], words))
    return f"the text has {there!r} where the quote has {here!r}"
