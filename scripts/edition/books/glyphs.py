"""Characters for which the fonts of the books have no glyph, and where an editor finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from edition.model import Edition
from edition.problems import Place, Problem, place_at
from edition.seeds.marked_yaml import MarkedFile
from edition.wording import shorten

OWN_FACES = ("SourceSerif4", "SourceSans3", "NotoSansArabic", "NotoSansCJK")
"""How the names of the faces begin that the books are meant to be set in."""

_MISSING = re.compile(r'the text `"(.*)"` could not be displayed with font')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_SHOWN = re.compile(r"<[0-9A-F]+> <([0-9A-F]+)>")


def written_in(edition: Edition) -> list[MarkedFile]:
    """The files in which the words of the books were written, the document first."""
    layer = edition.layer
    text = MarkedFile(f"{layer.folder}/{layer.edition.text}", edition.document.text)
    return [text, *dict.fromkeys(record.file for _, record in layer.records())]


def missing_sign(refusal: str, files: Sequence[MarkedFile]) -> Problem | None:
    """The problem behind the typesetter's *refusal*, or ``None`` if it has another reason."""
    found = _MISSING.search(refusal)
    if found is None:
        return None
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1])
    codes = " ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(text))
    message = f"no font of the books has {shorten(text, 20)!r} ({codes})"
    return Problem(_place(text, files), "no-glyph", message, "write it in other words")


def borrowed(faces: Iterable[tuple[str, str]], files: Sequence[MarkedFile]) -> Iterator[str]:
    """A line for each font that is not one of the books' own, with the first place that needs it.

    A font is given by its name in the PDF and its table of characters (ToUnicode).
    """
    reported: set[str] = set()
    for name, table in faces:
        face = name.rpartition("+")[2].split("-")[0]
        if face.startswith(OWN_FACES) or face in reported:
            continue
        reported.add(face)
        shown = (bytes.fromhex(code).decode("utf-16-be") for code in _SHOWN.findall(table))
        signs = sorted({sign for text in shown for sign in text if sign.isalpha()})
        if signs:
            place = min(_place(sign, files) for sign in signs)
            yield f"{place}: set in {face}: the books' own faces have no {''.join(signs[:12])!r}"


def _place(text: str, files: Sequence[MarkedFile]) -> Place:
    """Where *text*, or else its first character, first occurs."""
    for wanted in (text, text[:1]):
        for file in files:
            at = file.text.find(wanted)
            if at >= 0:
                return place_at(file.path, file.text, at)
    return Place(files[0].path.split("/")[0])
