"""The licence of the exports, in words and as an address."""

from __future__ import annotations

import re

from edition.seeds.layer import EditionRecord

_CREATIVE_COMMONS = re.compile(r"CC (BY(?:-[A-Z]{2})*) (\d\.\d)")


def licence_address(record: EditionRecord) -> str | None:
    """The address of the licence of the notes, if it is one of Creative Commons."""
    match = _CREATIVE_COMMONS.fullmatch(record.licence)
    if match is None:
        return None
    return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"


def rights(record: EditionRecord) -> str:
    """What may be done with the notes and with the words of the document."""
    return (
        f"Notes: {record.licence}, {', '.join(record.editors)}. "
        "The words of the document are those of its authors; the edition claims no rights in them."
    )
