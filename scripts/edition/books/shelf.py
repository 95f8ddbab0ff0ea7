"""Which books have been made of an edition, for the page that offers them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from edition.exports.site import site_at
from edition.model import Edition

OFFERED = (
    (
        "text.pdf",
        "The text with its notes (PDF)",
        "To print: the words, with the short form of each note under its paragraph",
    ),
    (
        "edition.pdf",
        "The whole edition (PDF)",
        "Tagged for screen readers. Each paragraph with its notes, positions and sources on "
        "pages of its own; then themes, terms, all sources, an index of names",
    ),
    (
        "edition.epub",
        "The whole edition (EPUB 3)",
        "For e-readers and phones; notes open in place where the reading system can",
    ),
    (
        "offline.zip",
        "The site as a folder (zip)",
        "Unpack it and open index.html: everything works without a server",
    ),
)
"""Name of the file, what it is called, and what a reader finds in it."""

MANIFEST = "books.json"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The books of one state of the edition."""

    made: str
    """The day on which they were made."""

    sizes: Mapping[str, int]
    """Bytes by name of the file."""

    def size(self, name: str) -> str:
        """How large a book is, in words."""
        size = self.sizes[name]
        return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{round(size / 1e3)} KB"


def edition_state(edition: Edition, site_url: str) -> str:
    """What distinguishes this state of the edition, at this address, from every other."""
    parts = (edition.digest, site_at(site_url).root, edition.record.repository or "")
    return sha256("\0".join(parts).encode()).hexdigest()


def write_manifest(shelf: Shelf, state: str) -> str:
    """The list kept beside the books; *state* is that of the edition they were made from."""
    listing = {"state": state, "made": shelf.made, "sizes": dict(shelf.sizes)}
    return json.dumps(listing, indent=1) + "\n"


def read_manifest(text: str, state: str) -> Shelf | None:
    """The books on the list, or ``None`` if they were made of another *state*."""
    listing = json.loads(text)
    if listing["state"] != state:
        return None
    return Shelf(listing["made"], listing["sizes"])
