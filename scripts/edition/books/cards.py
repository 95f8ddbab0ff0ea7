"""Which page has which picture of its opening words, shown when its link is shared."""

from __future__ import annotations

from edition import names
from edition.books.shelf import Shelf
from edition.model import Edition


def card_names(edition: Edition) -> dict[str, str]:
    """The page to the file of its picture, in the order in which they are drawn."""
    paragraphs = (paragraph.paragraph for paragraph in edition.paragraphs)
    return {
        names.TEXT: "cards/text.png",
        **{names.paragraph_page(own.number): f"cards/{own.id}.png" for own in paragraphs},
    }


def card_lines(edition: Edition, shelf: Shelf) -> dict[str, str]:
    """Lines for the front matter of each page whose picture is on the *shelf*."""
    return {
        page: f"card: {names.BOOKS}/{name}\n"
        for page, name in card_names(edition).items()
        if name in shelf.sizes
    }
