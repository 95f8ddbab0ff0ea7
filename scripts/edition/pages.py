"""The edition as Markdown pages: what goes where.

Each page is one template; a template asks its ``Page`` for links, citations
and words, and computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, TypeAlias

from edition import names
from edition.books.cards import card_lines
from edition.books.shelf import OFFERED, Shelf
from edition.exports import export_jobs, render_heads
from edition.exports.json_text import compact
from edition.exports.plain import text_name
from edition.former import FormerId, OldAddresses, old_addresses, with_anchors
from edition.jobs import File, Job, whole_files
from edition.model import AnnotatedParagraph, Edition
from edition.page import Page
from edition.parts import Part, parts_of
from edition.search.index import render_index
from edition.templating import environment
from edition.views.acts import speaker_names, together, who_says_what
from edition.views.calendar import calendar
from edition.views.connections import of_paragraph, of_term, used_by
from edition.views.coverage import OWN_WORDS, Age, coverage
from edition.views.due import due
from edition.views.languages import languages
from edition.views.promises import promises
from edition.views.rounds import rounds
from edition.views.since import since
from edition.views.sources import sources_by_kind
from edition.views.themes import of_theme
from edition.views.timeline import Timeline, timeline
from edition.views.weave import Thread, theme_thread

_Page: TypeAlias = tuple[str, str, Callable[[], Mapping[str, object]]]
"""A template, the path of the page below ``docs/``, and what the template is given."""


def render_pages(
    edition: Edition, site_url: str = "", shelf: Shelf | None = None
) -> dict[str, str]:
    """All that ``file_jobs`` make, by its path below ``docs/``."""
    return whole_files(file_jobs(edition, site_url, shelf))


def file_jobs(edition: Edition, site_url: str = "", shelf: Shelf | None = None) -> list[Job]:
    """Every page and every export, as jobs that can be done in any order.

    *site_url* is where the site will be, with a closing slash, or empty;
    *shelf* the books that were made of this state of the edition.
    """
    pages = _page_jobs(edition, site_url, shelf)
    # What takes long comes first, so that at the end nobody waits for it.
    return [
        *export_jobs(edition, site_url, list(pages)),
        partial(_index_and_list, edition, list(pages)),
        *pages.values(),
    ]


def _index_and_list(edition: Edition, pages: list[str]) -> Iterable[File]:
    """The search index, and what a reader without a network needs, the most needed first."""
    index = render_index(edition)
    texts = {part.page for part in parts_of(edition)}
    texts |= {names.paragraph_page(each.number) for each in edition.paragraphs}
    depth = {page: 0 if page in texts else page.count("/") for page in pages if page != names.KEPT}
    listing = {"pages": [names.page_path(p) for p in sorted(depth, key=depth.__getitem__)]}
    return [*index.items(), (names.KEPT_LIST, compact({**listing, "search": list(index)}))]


def _page_jobs(edition: Edition, site_url: str, shelf: Shelf | None) -> dict[str, Job]:
    """Each page as its template makes it, with lines on what was there before."""
    templates = environment()
    old = old_addresses(edition)
    heads = render_heads(edition, site_url)
    cards = card_lines(edition, shelf) if shelf else {}

    def render(name: str, page: Page, **values: object) -> str:
        return templates.get_template(name).render(page=page, edition=edition, **values)

    def lines(name: str, uri: str, told: Collection[FormerId] = ()) -> str:
        items = [line for line in old.lines.get(uri, ()) if line not in told]
        return render(name, Page(edition, uri, site_url), items=items) if items else ""

    def whole(uri: str, text: str) -> list[tuple[str, str]]:
        anchored = with_anchors(text, old.anchors.get(uri, {}))
        # They come first in the front matter that the template began.
        return [(uri, anchored.replace("---\n", f"---\n{cards.get(uri, '')}{heads(uri)}", 1))]

    def page(name: str, uri: str, values: Callable[[], Mapping[str, object]]) -> Job:
        def job() -> list[tuple[str, str]]:
            own: Mapping[str, Any] = values()
            body = render(name, Page(edition, uri, site_url), **own)
            return whole(uri, body + lines("former.md.j2", uri, own.get("changed", ())))

        return job

    def gone(uri: str) -> Job:
        return lambda: whole(uri, lines("gone.md.j2", uri))

    jobs = {uri: page(name, uri, values) for name, uri, values in _pages(edition, old, shelf)}
    return jobs | {uri: gone(uri) for uri in old.lines if uri not in jobs}


def _pages(edition: Edition, old: OldAddresses, shelf: Shelf | None) -> Iterator[_Page]:
    """Every page with its data; what takes time is looked up only when a page is made."""
    dates = cache(partial(timeline, edition))
    acts = cache(partial(who_says_what, edition))
    threads = cache(lambda: {slug: theme_thread(edition, slug) for slug in edition.themes})
    for index, part in enumerate(parts_of(edition)):
        name = "part.md.j2" if index else "index.md.j2"
        yield name, part.page, partial(_of_text, part, index, threads)
    for before, paragraph, after in _with_neighbours(edition.paragraphs):
        around = {"before": before, "paragraph": paragraph, "after": after}
        uri = names.paragraph_page(paragraph.number)
        lines = old.lines.get(uri, [])
        yield "paragraph.md.j2", uri, partial(_of_paragraph, edition, around, lines)
    yield "themes.md.j2", names.THEMES, lambda: {"threads": threads()}
    for slug in edition.themes:
        uri = names.address(f"themes/{slug}").page
        yield "theme.md.j2", uri, partial(_of_theme, edition, slug, threads)
    for slug in edition.terms:
        uri = names.address(f"terms/{slug}").page
        yield "term.md.j2", uri, partial(_of_term, edition, slug)
    joint = {"together": together(edition)}
    yield "acts.md.j2", names.ACTS, lambda: {"view": acts(), **joint}
    if primer := edition.layer.primer:
        yield "reading.md.j2", names.READING, lambda: {"primer": primer, "view": acts()}
    yield "rounds.md.j2", names.ROUNDS, lambda: {"view": rounds(edition)}
    yield "commitments.md.j2", names.COMMITMENTS, lambda: {"view": promises(edition), **joint}
    yield "timeline.md.j2", names.TIMELINE, partial(_of_timeline, edition, dates)
    if edition.has_later_events:
        yield "since.md.j2", names.SINCE, lambda: {"view": since(edition, dates())}
    yield "languages.md.j2", names.LANGUAGES, lambda: {"view": languages(edition)}
    files = {"text_name": text_name(edition), "shelf": shelf, "books": OFFERED}
    yield "download.md.j2", names.DOWNLOAD, lambda: files
    yield "kept.md.j2", names.KEPT, lambda: files
    yield "state.md.j2", names.STATE, partial(_of_state, edition)
    yield "terms.md.j2", names.TERMS, dict
    yield "sources.md.j2", names.SOURCES, partial(_of_sources, edition)
    for name, uri in _PLAIN.items():
        yield name, uri, dict


def _of_text(
    part: Part, index: int, threads: Callable[[], Mapping[str, Thread]]
) -> Mapping[str, object]:
    own = [thread.within(part.first, part.last) for thread in threads().values()]
    return {"index": index, "threads": own}


def _of_paragraph(
    edition: Edition, around: Mapping[str, Any], lines: list[FormerId]
) -> Mapping[str, object]:
    changed = [line for line in lines if line.words_changed]
    return {**around, "view": of_paragraph(edition, around["paragraph"]), "changed": changed}


def _of_theme(
    edition: Edition, slug: str, threads: Callable[[], Mapping[str, Thread]]
) -> Mapping[str, object]:
    own = {"slug": slug, "theme": edition.themes[slug], "thread": threads()[slug]}
    return {**own, "view": of_theme(edition, slug)}


def _of_term(edition: Edition, slug: str) -> Mapping[str, object]:
    return {"slug": slug, "term": edition.terms[slug], "view": of_term(edition, slug)}


def _of_timeline(edition: Edition, dates: Callable[[], Timeline]) -> Mapping[str, object]:
    folded = calendar(dates().dates, edition.record.date)
    return {"view": dates(), "calendar": folded, "between": speaker_names(edition)}


def _of_state(edition: Edition) -> Mapping[str, object]:
    counted = {"coverage": coverage(edition), "ages": list(Age), "own_words": OWN_WORDS}
    return {**counted, "tasks": due(edition, edition.last_changed)}


def _of_sources(edition: Edition) -> Mapping[str, object]:
    languages = sorted({source.language for source in edition.sources.values()})
    own = {"kinds": sources_by_kind(edition), "languages": languages}
    return {**own, "used_by": partial(used_by, edition)}


_PLAIN = {
    "about.md.j2": names.ABOUT,
    "quote.md.j2": names.QUOTE,
    "changes.md.j2": names.CHANGES,
}
"""Pages that are made of the edition alone."""


def _with_neighbours(
    paragraphs: tuple[AnnotatedParagraph, ...],
) -> Iterator[tuple[AnnotatedParagraph | None, AnnotatedParagraph, AnnotatedParagraph | None]]:
    around = [None, *paragraphs, None]
    for index, paragraph in enumerate(paragraphs):
        yield around[index], paragraph, around[index + 2]
