"""The metadata in the head of a page: citation tags, Dublin Core and JSON-LD.

It is written into the front matter, and ``scripts/theme/main.html`` takes it from
there, so that every generator that reads the pages shows the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeAlias

from edition import names
from edition.exports.citations import Cited
from edition.exports.rights import licence_address, rights
from edition.exports.site import Site
from edition.exports.tables import TABLES
from edition.labels import LANGUAGE
from edition.model import AnnotatedParagraph, Edition
from edition.parts import Part, parts_of
from edition.prose import plain_words
from edition.seeds.layer import Term, Theme

Head: TypeAlias = dict[str, Any]

_CITATIONS = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
_TWINS = {"md": "text/markdown", "json": "application/json"}
"""Formats in which a paragraph can be had besides its page."""

_FILES = {
    "edition.json": "application/json",
    "edition.tei.xml": "application/tei+xml",
    "annotations.jsonld": "application/ld+json",
    **{f"{name}.csv": "text/csv" for name in TABLES},
}
"""What holds the edition as a whole, or all things of a kind."""

_SETS = {"terms": names.TERMS, "themes": names.THEMES}
"""Kind of defined term to the page that lists all of them."""

ENTRIES = {"terms": "Entry on a term", "themes": "Entry on a theme"}
"""What sort of page each is, for a reference manager to print."""


def heads(edition: Edition, whole: Cited, site: Site) -> dict[str, Callable[[], Head]]:
    """What makes the front matter of a page, for the pages that are more than a list."""
    found: dict[str, Callable[[], Head]] = {
        **_texts(edition, whole, site),
        **{page: partial(_term_set, kind, edition, site) for kind, page in _SETS.items()},
        names.DOWNLOAD: partial(_data, edition, whole, site),
    }
    for paragraph in edition.paragraphs:
        page = names.paragraph_page(paragraph.number)
        found[page] = partial(_paragraph, edition, paragraph, whole, site)
    for slug, term in edition.terms.items():
        found[names.address(f"terms/{slug}").page] = partial(_term, edition, slug, term, site)
    for slug, theme in edition.themes.items():
        found[names.address(f"themes/{slug}").page] = partial(_theme, edition, slug, theme, site)
    return found


def last_changes(edition: Edition) -> Callable[[str], Head]:
    """The day on which each page last changed, for the site map; nothing where none is logged.

    The log is what a person wrote down, so no build and no checkout makes a
    page look new.
    """
    whole = ""
    pages: dict[str, str] = {}
    for change in edition.changes:
        day = change.record.date
        if not change.record.concerns:
            whole = max(whole, day)
        for identifier in filter(names.is_id, change.record.concerns):
            page = names.address(identifier).page
            pages[page] = max(pages.get(page, ""), day)

    def of_page(page: str) -> Head:
        day = max(pages.get(page, ""), whole)
        return {"modified": day} if day else {}

    return of_page


def front_matter(head: Head) -> str:
    """*head* as lines of YAML; JSON is YAML as well."""
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items()
    )


def _head(data: dict[str, Any], names_and_contents: list[list[str]] | None = None) -> Head:
    # The text of a script element ends at "</", whatever is around it.
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    head: Head = {"jsonld": text.replace("</", "<\\/").replace("<!--", "<\\u0021--")}
    if names_and_contents:
        head["machine"] = names_and_contents
    return head


def _texts(edition: Edition, whole: Cited, site: Site) -> dict[str, Callable[[], Head]]:
    """The running text; each part of a long one names its own paragraphs, the first all parts."""
    first, *others = parts_of(edition)
    return {
        first.page: partial(_first_part, edition, first, others, whole, site),
        **{part.page: partial(_other_part, edition, part, whole, site) for part in others},
    }


def _first_part(
    edition: Edition, first: Part, others: list[Part], whole: Cited, site: Site
) -> Head:
    listed = [_listed(paragraph, site) for paragraph in first.paragraphs]
    listed += [_part(part, site) for part in others]
    document = _document(edition, whole, site)
    data = {**document, "hasPart": listed, "workExample": _edition(edition)}
    return {**_head(data, _tags(edition, whole)), **_described("edition")}


def _other_part(edition: Edition, part: Part, whole: Cited, site: Site) -> Head:
    document = _document(edition, whole, site)
    own = {**_part(part, site), "inLanguage": edition.record.language, "isPartOf": document}
    own["hasPart"] = [_listed(paragraph, site) for paragraph in part.paragraphs]
    return _head(own, _tags(edition, whole))


def _listed(paragraph: AnnotatedParagraph, site: Site) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "@id": site.address_or_path(paragraph.id),
        "position": paragraph.number,
        "name": paragraph.record.handle,
        "abstract": paragraph.record.gist,
    }


def _part(part: Part, site: Site) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "@id": site.file(names.page_path(part.page)),
        "position": part.number,
        "name": part.name,
    }


def _document(edition: Edition, whole: Cited, site: Site) -> dict[str, Any]:
    """The document as a work: what it is, not what the edition says of it."""
    record = edition.record
    published = {"@type": "Organization", "name": whole.publisher} if whole.publisher else None
    return _known(
        {
            "@type": "CreativeWork",
            "@id": site.address_or_path("") or "./",
            "name": record.title,
            "genre": record.short_title,
            "inLanguage": record.language,
            "dateCreated": record.date,
            "datePublished": record.published,
            "locationCreated": {"@type": "Place", "name": record.place},
            "publisher": published,
            "sameAs": whole.published_at,
        }
    )


def _edition(edition: Edition) -> dict[str, Any]:
    record = edition.record
    return _known(
        {
            "@type": "CreativeWork",
            "name": record.name,
            "version": edition.registry.version,
            "datePublished": edition.registry.released,
            "editor": [{"@type": "Organization", "name": name} for name in record.editors],
            "license": licence_address(record),
            "temporalCoverage": record.as_of,
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def _paragraph(edition: Edition, paragraph: AnnotatedParagraph, whole: Cited, site: Site) -> Head:
    own = paragraph.paragraph
    page = names.paragraph_page(own.number)
    sentences = [
        {
            "@type": "CreativeWork",
            "@id": site.link(sentence.id, page),
            "position": sentence.number,
            "text": sentence.text,
        }
        for sentence in own.sentences
    ]
    data = {
        "@type": "CreativeWork",
        "@id": site.link(own.id, page),
        "name": f"{edition.record.title}, para. {paragraph.cited_as}",
        "headline": paragraph.record.handle,
        "abstract": paragraph.record.gist,
        "position": own.number,
        "inLanguage": edition.record.language,
        "isPartOf": _document(edition, whole, site),
        "hasPart": sentences,
        "mentions": _mentions(edition, paragraph, site, page),
        "encoding": [_twin(own.id, ending, site, page) for ending in _TWINS],
    }
    head = _head(data, _tags(edition, whole, paragraph.cited_as, site.address(own.id)))
    return {**head, **_described(own.id), "feed": names.feed(page)}


def _described(name: str) -> Head:
    """Where a program finds the citation of the page, as signposting.org has it."""
    citations = _CITATIONS.items()
    return {"described": [[kind, names.data_file(f"{name}.{end}")] for end, kind in citations]}


def _twin(identifier: str, ending: str, site: Site, page: str) -> dict[str, Any]:
    """The paragraph of *page* in another format."""
    name = names.data_file(f"{identifier}.{ending}")
    return {
        "@type": "MediaObject",
        "encodingFormat": _TWINS[ending],
        "contentUrl": site.file_link(name, page),
    }


def _mentions(
    edition: Edition, paragraph: AnnotatedParagraph, site: Site, page: str
) -> list[dict[str, Any]]:
    slugs = dict.fromkeys(mention.term for mention in paragraph.mentions)
    return [
        {
            "@type": "DefinedTerm",
            "@id": site.link(f"terms/{slug}", page),
            "name": edition.terms[slug].name,
        }
        for slug in slugs
    ]


def _data(edition: Edition, whole: Cited, site: Site) -> Head:
    """The page of downloads, so that those who look for data sets find one."""
    own = _edition(edition)
    page = names.DOWNLOAD
    files = (
        {
            "@type": "DataDownload",
            "name": name,
            "encodingFormat": kind,
            "contentUrl": site.file_link(names.data_file(name), page),
        }
        for name, kind in _FILES.items()
    )
    return _head(
        {
            **own,
            "@type": "Dataset",
            "url": site.page_link(page, page),
            "description": f"“{edition.record.title}” with what an edition adds: acts, notes, "
            "names, positions on what is contested, earlier texts, promises and sources.",
            "creator": own["editor"],
            "isAccessibleForFree": True,
            "isBasedOn": _document(edition, whole, site),
            "distribution": list(files),
        }
    )


def _term_set(kind: str, edition: Edition, site: Site) -> Head:
    """The page that lists all terms, or all themes."""
    return _head(
        {
            "@type": "DefinedTermSet",
            "@id": site.page_link(_SETS[kind], _SETS[kind]),
            "name": f"{kind.capitalize()} of {edition.record.name}",
        }
    )


def _term(edition: Edition, slug: str, term: Term, site: Site) -> Head:
    what, others = plain_words(term.what), _names_beside(term)
    return _entry(edition, f"terms/{slug}", term.name, what, site, others)


def _theme(edition: Edition, slug: str, theme: Theme, site: Site) -> Head:
    return _entry(edition, f"themes/{slug}", theme.name, theme.definition, site)


def _entry(
    edition: Edition,
    identifier: str,
    name: str,
    description: str,
    site: Site,
    others: Iterable[str] = (),
) -> Head:
    """The page of a term or a theme, which the editors wrote; *others* are other names of it."""
    kind, _, slug = identifier.partition("/")
    page = names.address(identifier).page
    about = {
        "@type": "WebPage",
        "url": site.page_link(page, page),
        "inLanguage": LANGUAGE,
        "isPartOf": _edition(edition),
    }
    data = _known(
        {
            "@type": "DefinedTerm",
            "@id": site.link(identifier, page),
            "name": name,
            "alternateName": list(others),
            "description": description,
            "termCode": slug,
            "inDefinedTermSet": site.page_link(_SETS[kind], page),
            "mainEntityOfPage": about,
        }
    )
    return _head(data, _entry_tags(edition, kind, name, site.address(identifier)))


def _names_beside(term: Term) -> list[str]:
    """Names of a term besides its own, in its language and in others."""
    names_of = [*term.other_names, *(form.form for form in term.forms.values())]
    return list(dict.fromkeys(names_of))


def _entry_tags(edition: Edition, kind: str, name: str, address: str | None) -> list[list[str]]:
    """The same tags for a page of the editors' own words, dated as their last release.

    They are its publisher and no author: Zotero would take the last word of
    their name for a person's.
    """
    record = edition.record
    day = edition.registry.released or record.as_of
    tags = {
        "citation_title": name,
        "citation_publication_date": day.replace("-", "/"),
        "citation_language": LANGUAGE,
        "citation_public_url": address,
        "DC.title": name,
        "DC.date": day,
        "DC.type": ENTRIES[kind],
        "DC.language": LANGUAGE,
        "DC.publisher": ", ".join(record.editors),
        "DC.identifier": address,
        "DC.rights": rights(record),
    }
    return [[tag, content] for tag, content in tags.items() if content]


def _tags(
    edition: Edition, cited: Cited, number: str | None = None, address: str | None = None
) -> list[list[str]]:
    """Names and contents of the tags that reference managers read.

    Zotero makes a web page of them, since the page says that it is one
    (``og:type``), and takes what kind of thing it is from DC.type and the
    site's name from og:site_name.  It would print the publisher of the
    document beside this page's address, so that stands in the JSON-LD alone;
    DC.contributor would make the editors authors of the document, and
    DC.source would be taken for the site's name.
    """
    record = edition.record
    title = record.title if number is None else f"{record.title}, para. {number}"
    tags = {
        "citation_title": title,
        "citation_publication_date": record.date.replace("-", "/"),
        "citation_online_date": record.published.replace("-", "/"),
        "citation_language": record.language,
        "citation_public_url": address or cited.address,
        "DC.title": title,
        "DC.date": record.date,
        "DC.type": record.short_title,
        "DC.language": record.language,
        "DC.publisher": cited.editors,
        "DC.identifier": address or cited.address,
        "DC.rights": rights(record),
    }
    return [[name, content] for name, content in tags.items() if content]
