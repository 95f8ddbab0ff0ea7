"""The kinds of things that an edition is made of: a new kind begins with a line here.

What an editor may write of each is in ``seeds.layer``.
"""

from __future__ import annotations

from typing import NamedTuple

EACH = "*"
"""In the place of a page: each thing of the kind has one of its own."""


class Kind(NamedTuple):
    """What things of one kind are called, and where they are."""

    name: str
    """One of them, in messages and in the register of ids, where it never changes."""

    found: str = ""
    """One of them in the search; empty if it is not found by itself."""

    leading: str = ""
    """The heading for them in a list of what leads to a thing; empty if they lead nowhere."""

    page: str = ""
    """The folder of the page that has them all, or ``EACH``; empty if their ids have no slash."""

    before: str = ""
    """What their fragments begin with on that page."""


KINDS = {
    "sentences": Kind("sentence", "Words of the document"),
    "paragraphs": Kind("paragraph", "Paragraph"),
    "notes": Kind("note", "Note"),
    "terms": Kind("term", "Term", "Terms", EACH),
    "themes": Kind("theme", "Theme", "Themes", EACH),
    "commitments": Kind("commitment", "Commitment", "Promises", "commitments"),
    "formulas": Kind("formula", "Set phrase", "Set phrases across the texts", "rounds"),
    "dropped": Kind("dropped", "No longer said", "No longer said", "rounds", "gone-"),
    "earlier": Kind("earlier text", "Earlier text", "Earlier texts", "rounds", "text-"),
    "lineage": Kind("lineage", "First use", "Where terms come from", "rounds", "line-"),
    "ledger": Kind("exchange", "Who backs whom", "Who backs whom", "acts", "ledger-"),
    "sources": Kind("source", "Source", "Sources", "sources"),
    "pages": Kind("page", "Page of the edition"),
    "lessons": Kind("lesson", "", "How to read it", "about/reading"),
    "changes": Kind("change", "", "Changes", "about/changes"),
    "acts": Kind("act", "", "", "acts"),
    "subjects": Kind("subject"),
    "parties": Kind("party"),
    "languages": Kind("language"),
    "ids": Kind("id"),
}
"""By what begins the ids of those that have a page, in the order in which the search names them."""
