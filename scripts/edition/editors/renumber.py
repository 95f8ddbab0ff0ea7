"""Counts paragraphs and sentences anew, wherever the seeds name them; all else stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from edition.problems import Refused
from edition.seeds.folder import SeedFile

_ID = re.compile(r"(?<![\w/.?&=#-])p([1-9]\d*)(?:-s([1-9]\d*))?(?!\w|\.\w)")
"""A paragraph or a sentence, or what the id of a note or an act begins with; no address or file."""


def renumbered(files: Mapping[str, SeedFile], old: str, new: str) -> dict[str, SeedFile]:
    """The files that change, by name, when what began with *old* begins with *new*.

    Both are a paragraph or a sentence.  The rest of the paragraph and all
    paragraphs after it move along.
    """
    (paragraph, sentence), (to_paragraph, to_sentence) = _numbers(old), _numbers(new)
    by = to_paragraph - paragraph

    def moved(match: re.Match[str]) -> str:
        own, place = int(match[1]), int(match[2] or 0)
        if own == paragraph and place >= sentence:
            return f"p{to_paragraph}-s{place - sentence + to_sentence}"
        along = own > paragraph or (own == paragraph and sentence == 1)
        return f"p{own + by}{match[0].removeprefix(f'p{own}')}" if along else match[0]

    written = (f for name, f in files.items() if name.endswith(".yml"))
    texts = ((file, _ID.sub(moved, file.text)) for file in written)
    return {file.name: replace(file, text=text) for file, text in texts if text != file.text}


def _numbers(identifier: str) -> tuple[int, int]:
    found = _ID.fullmatch(identifier)
    if not found:
        raise Refused(f"{identifier!r} is neither a paragraph nor a sentence, like p14 or p13-s3")
    return int(found[1]), int(found[2] or 1)
