"""What can be downloaded: the edition in the formats that others expect.

``export_jobs`` makes every file below the site's root except the pages.
Each module writes one format; all are functions from the checked edition to
text, so two builds of the same seeds give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from edition import names
from edition.exports.annotations import render_annotations
from edition.exports.bibliography import (
    Entry,
    cited_entry,
    data_entry,
    note_entry,
    page_entry,
    render_bibtex,
    render_csl,
    render_ris,
    source_entries,
)
from edition.exports.citations import Cited, cited_in, whole_edition
from edition.exports.feed import render_feeds
from edition.exports.head import ENTRIES, front_matter, heads, last_changes
from edition.exports.ids import render_ids
from edition.exports.json_export import render_json
from edition.exports.json_schema import render_schema
from edition.exports.plain import render_llms, render_robots, render_twin, text_name
from edition.exports.selectors import Selectors
from edition.exports.site import Site, site_at
from edition.exports.tables import TABLES
from edition.exports.tei import render_tei
from edition.jobs import Content, File, Job, in_bytes
from edition.model import Edition


def export_jobs(edition: Edition, site_url: str, pages: Iterable[str]) -> list[Job]:
    """Every export, as jobs that can be done in any order.

    *pages* are the paths of the pages.
    """
    site = site_at(site_url)
    whole = whole_edition(edition, site)
    # Made by whoever needs them, so that nobody waits for them beforehand.
    selectors = cache(partial(Selectors, edition.document.text))

    def one(name: str, render: Callable[[], Content]) -> Job:
        return lambda: [(name, render())]

    return [
        lambda: render_json(edition, whole, selectors(), site),
        one(names.data_file("edition.tei.xml"), lambda: map(str.encode, render_tei(edition, site))),
        lambda: render_annotations(edition, selectors(), site),
        lambda: _bibliographies(edition, whole, site),
        one(names.data_file("ids.json"), lambda: render_ids(edition, site, pages)),
        lambda: render_feeds(edition, site).items(),
        one(names.data_file("edition.schema.json"), render_schema),
        *(
            one(names.data_file(f"{name}.csv"), partial(render, edition, site))
            for name, render in TABLES.items()
        ),
        one(names.data_file(text_name(edition)), lambda: edition.document.text),
        one(names.LLMS, lambda: render_llms(edition, whole, site)),
        one("robots.txt", lambda: render_robots(site)),
    ]


def render_heads(edition: Edition, site_url: str) -> Callable[[str], str]:
    """Lines for the front matter of a page: when it last changed, and its metadata for machines."""
    site = site_at(site_url)
    found = heads(edition, whole_edition(edition, site), site)
    modified = last_changes(edition)
    return lambda page: front_matter(modified(page) | (found[page]() if page in found else {}))


def render_twins(edition: Edition, site_url: str) -> dict[str, str]:
    """The paragraphs as Markdown, by their path in the *built* site.

    A generator would make pages of them if they were in ``docs/``.
    """
    site = site_at(site_url)
    whole = whole_edition(edition, site)
    return {
        names.data_file(f"{paragraph.id}.md"): render_twin(edition, paragraph, whole, site)
        for paragraph in edition.paragraphs
    }


def _bibliographies(edition: Edition, whole: Cited, site: Site) -> Iterator[File]:
    """The sources, the document, the edition, its terms and themes, each paragraph, all notes."""
    language = edition.record.language
    yield from _in_three_formats("sources", source_entries(edition.sources.items()))
    own = data_entry("edition", whole, edition.registry.version, edition.registry.released)
    yield from _at_once("edition", [cited_entry("document", whole, language), own])
    pages = [("terms", slug, term.name) for slug, term in edition.terms.items()]
    pages += [("themes", slug, theme.name) for slug, theme in edition.themes.items()]
    yield from _in_three_formats(
        "terms",
        [
            page_entry(
                f"{kind.removesuffix('s')}-{slug}",
                title,
                ENTRIES[kind],
                site.address_or_path(f"{kind}/{slug}"),
                own,
            )
            for kind, slug, title in pages
        ],
    )
    notes: list[Entry] = []
    for paragraph in edition.paragraphs:
        (identifier, cited), *places = cited_in(paragraph, whole, site)
        yield from _at_once(identifier, [cited_entry(identifier, cited, language)])
        notes += [note_entry(name, place) for name, place in places if place.note]
    yield from _in_three_formats("notes", notes)


def _in_three_formats(name: str, entries: list[Entry]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a long list, in pieces."""
    yield names.data_file(f"{name}.bib"), render_bibtex(entries)
    yield names.data_file(f"{name}.ris"), render_ris(entries)
    yield names.data_file(f"{name}.csl.json"), render_csl(entries)


def _at_once(name: str, entries: list[Entry]) -> Iterator[File]:
    return ((file, in_bytes(content)) for file, content in _in_three_formats(name, entries))
