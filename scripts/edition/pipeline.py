"""The stages in order, with a barrier after each: no stage sees bad input."""

from __future__ import annotations

from pathlib import Path

from edition.assemble import assemble
from edition.checks import check
from edition.docs_dir import sync, write
from edition.document import parse_document
from edition.exports import render_twins
from edition.model import Edition
from edition.pages import render_pages
from edition.parse_layer import parse_layer
from edition.problems import InvalidEdition, Problem
from edition.references import walk
from edition.seeds_dir import read_seeds


def load(seeds: Path) -> Edition:
    """Read and check *seeds*.  ``InvalidEdition`` carries every problem found."""
    problems: list[Problem] = []
    files = read_seeds(seeds, problems)
    layer = parse_layer(files, problems)
    if layer is None:
        raise InvalidEdition(problems)
    record = layer.edition
    document = None
    if record.text in files:
        document = parse_document(files[record.text].text, record, layer.text_map, problems)
    else:
        message = f"there is no text {record.text!r} beside the edition"
        problems.append(Problem(record.at("text"), "file-missing", message))
    if problems or document is None:
        raise InvalidEdition(problems)
    found = list(walk(layer))
    if problems := list(check(document, layer, found)):
        raise InvalidEdition(problems)
    return assemble(document, layer, found)


def build(seeds: Path, docs: Path, site_url: str = "") -> tuple[Edition, int]:
    """Make the pages of *seeds* in *docs*; the edition and how many files changed.

    *site_url* is the address at which the site will stand, or empty.
    """
    edition = load(seeds)
    problems: list[Problem] = []
    changed = sync(docs, render_pages(edition, site_url), problems)
    if problems:
        raise InvalidEdition(problems)
    return edition, changed


def write_twins(edition: Edition, site: Path, site_url: str = "") -> None:
    """Put the Markdown twins of the paragraphs into the built *site*.

    They cannot stand in ``docs/``: a generator would make pages of them.
    """
    for uri, text in render_twins(edition, site_url).items():
        write(site / uri, text)
