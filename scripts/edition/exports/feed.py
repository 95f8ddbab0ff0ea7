"""The change log as Atom feeds: one of the whole edition, one of each paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from edition import names
from edition.exports.rights import rights
from edition.exports.site import Site
from edition.labels import LANGUAGE, change_label, label
from edition.model import Edition, LoggedChange
from edition.prose import plain_words

ATOM = "http://www.w3.org/2005/Atom"

MOST = 100
"""So many changes are in a feed, the newest ones; the page of changes has all."""


def render_feeds(edition: Edition, site: Site) -> dict[str, str]:
    """Every feed by its path below the site's root."""
    name = edition.record.name
    feeds = {names.FEED: _feed(edition, names.TEXT, f"Changes to {name}", edition.changes, site)}
    for paragraph in edition.paragraphs:
        identifier = paragraph.id
        page = names.paragraph_page(paragraph.number)
        title = f"Changes to {label(edition, identifier)}, {name}"
        changes = edition.changes_by_paragraph.get(identifier, ())
        feeds[names.feed(page)] = _feed(edition, page, title, changes, site)
    return feeds


def _feed(
    edition: Edition, page: str, title: str, changes: Iterable[LoggedChange], site: Site
) -> str:
    """The feed that belongs to *page*."""
    changes = tuple(changes)[:MOST]
    record = edition.record
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": LANGUAGE})
    _add(feed, "id", _urn(edition, names.feed(page)))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(changes[0].record.date if changes else record.published))
    for editor in record.editors:
        _add(SubElement(feed, "author"), "name", editor)
    _add(feed, "rights", rights(record))
    # A feed is beside its page, so that the way there is known without the site's address.
    beside = site.page_link(page, page)
    SubElement(feed, "link", rel="alternate", type="text/html", href=beside)
    if own := site.at(names.feed(page)):
        SubElement(feed, "link", rel="self", type="application/atom+xml", href=own)
    for change in changes:
        _entry(feed, edition, page, change, site)
    indent(feed)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _entry(feed: Element, edition: Edition, page: str, change: LoggedChange, site: Site) -> None:
    identifier = f"changes/{change.slug}"
    entry = SubElement(feed, "entry")
    _add(entry, "id", _urn(edition, identifier))
    _add(entry, "title", change_label(edition, change.record))
    _add(entry, "updated", _moment(change.record.date))
    address = site.link(identifier, page)
    SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    SubElement(entry, "category", term=change.record.kind.value)
    _add(entry, "summary", plain_words(change.record.text))


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _urn(edition: Edition, name: str) -> str:
    """A lasting id, which does not change when the site moves."""
    return uuid5(NAMESPACE_OID, f"{edition.record.sha256}/{name}").urn
