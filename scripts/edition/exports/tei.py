"""The edition in TEI P5: ``data/edition.tei.xml``.

``text/body`` holds the document's words and nothing else; notes are in
``text/back`` and point into it; names and sources are in the header and in
``standOff``.  An id that has a slash in it (``terms/long-river``) is written
with a full stop, since XML allows no slash there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from edition.dates import date_words
from edition.exports.rights import licence_address, rights
from edition.exports.site import Site
from edition.labels import LANGUAGE
from edition.model import AnnotatedParagraph, Annotation, Edition
from edition.names import uri, xml_id
from edition.prose import Citation, Inline, Link, Unverified, Words, parse_prose, uncited
from edition.seeds.layer import Act, Later, Position, Term
from edition.seeds.vocabulary import ActClass, TermKind

TEI = "http://www.tei-c.org/ns/1.0"
ID = "xml:id"
LANG = "xml:lang"

# The lists that TEI has for named things; all other kinds are entries of a list of terms.
_LISTS = {
    TermKind.PERSON: ("listPerson", "person", "persName"),
    TermKind.PLACE: ("listPlace", "place", "placeName"),
    TermKind.ORGANISATION: ("listOrg", "org", "orgName"),
}


_HERE = "here"
"""A placeholder for blocks; TEI has no element of this name."""

_DEPTH = 3
"""The depth at which blocks are nested."""


def render_tei(edition: Edition, site: Site) -> Iterator[str]:
    """The whole edition as one TEI document, in pieces."""
    root = Element("TEI", {"xmlns": TEI, LANG: LANGUAGE})
    _header(root, edition, site)
    stand_off = SubElement(root, "standOff")
    _parties(stand_off, edition)
    _terms(stand_off, edition)
    _acts(stand_off, edition)
    _positions(stand_off, edition)
    text = SubElement(root, "text", {LANG: edition.record.language})
    _front(SubElement(text, "front"), edition)
    # The blocks of all paragraphs as one tree would take five times the room of their text.
    blocks = [("body", {}, _paragraph), ("back", {LANG: LANGUAGE}, _notes)]
    for name, attributes, _ in blocks:
        SubElement(SubElement(text, name, attributes), _HERE)
    _break_lines(root, 0)
    before, *after = tostring(root, encoding="unicode").split(f"<{_HERE} />")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{before}'
    for (_, _, fill), rest in zip(blocks, after, strict=True):
        yield from _blocks(edition, fill)
        yield rest
    yield "\n"


def _blocks(edition: Edition, fill: Callable[[Element, AnnotatedParagraph], None]) -> Iterator[str]:
    """What *fill* makes of each paragraph, indented as it is in the document."""
    between = ""
    for paragraph in edition.paragraphs:
        parent = Element("parent")
        fill(parent, paragraph)
        for block in parent:
            _break_lines(block, _DEPTH)
            yield between + tostring(block, encoding="unicode")
            between = "\n" + "  " * _DEPTH


def _text(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def _header(root: Element, edition: Edition, site: Site) -> None:
    header = SubElement(root, "teiHeader")
    description = SubElement(header, "fileDesc")
    _title_statement(description, edition)
    _publication(description, edition, site)
    _source_description(description, edition)
    encoding = SubElement(header, "encodingDesc")
    _text(
        SubElement(encoding, "projectDesc"),
        "p",
        "The body holds the words of the document, character for character. "
        "Notes, in the back, point at them by paragraph, offset and length.",
    )
    classes = SubElement(encoding, "classDecl")
    _themes(classes, edition)
    _act_classes(classes)
    _profile(SubElement(header, "profileDesc"), edition)


def _profile(profile: Element, edition: Edition) -> None:
    """When and where the document was made, and in which languages it and its notes are."""
    creation = SubElement(profile, "creation")
    _text(creation, "date", date_words(edition.record.date), when=edition.record.date)
    _text(creation, "placeName", edition.record.place)
    usage = SubElement(profile, "langUsage")
    own = edition.record.language
    shared = own == LANGUAGE
    _text(usage, "language", "The text and the notes" if shared else "The text", ident=own)
    if not shared:
        _text(usage, "language", "The notes", ident=LANGUAGE)
    for tag, language in edition.record.languages.items():
        _text(usage, "language", language.name, ident=tag)


def _title_statement(parent: Element, edition: Edition) -> None:
    record = edition.record
    statement = SubElement(parent, "titleStmt")
    _text(statement, "title", record.title, type="main")
    _text(statement, "title", record.name, type="edition")
    _text(statement, "title", record.subtitle, type="sub")
    for editor in record.editors:
        _text(statement, "editor", editor)
    for editor in record.editors:
        responsible = SubElement(statement, "respStmt")
        _text(responsible, "resp", "notes, acts, themes, terms")
        _text(responsible, "name", editor)
    holds = SubElement(parent, "editionStmt")
    edited = _text(holds, "edition", "Claims hold as of ")
    _text(edited, "date", date_words(record.as_of), when=record.as_of)


def _publication(parent: Element, edition: Edition, site: Site) -> None:
    record = edition.record
    statement = SubElement(parent, "publicationStmt")
    _text(statement, "publisher", ", ".join(record.editors))
    if site.root:
        _text(SubElement(statement, "pubPlace"), "ref", site.root, target=site.root)
    availability = SubElement(statement, "availability", {"status": "free"})
    target = licence_address(record)
    place = {"target": target} if target else {}
    _text(availability, "licence", rights(record), **place)


def _source_description(parent: Element, edition: Edition) -> None:
    sources = SubElement(parent, "sourceDesc")
    if edition.record.versions:
        _versions(SubElement(sources, "listBibl", {"type": "versions"}), edition)
    if edition.sources:
        _listed(SubElement(sources, "listBibl", {"type": "sources"}), edition)
    if not len(sources):
        _text(sources, "p", "No source is listed.")


def _versions(parent: Element, edition: Edition) -> None:
    for version in edition.record.versions:
        bibl = SubElement(parent, "bibl", {LANG: version.language})
        _text(bibl, "title", version.title)
        _text(bibl, "ref", version.source, target=f"#{xml_id(f'sources/{version.source}')}")
        _text(bibl, "note", version.read)


def _listed(parent: Element, edition: Edition) -> None:
    for slug, source in edition.sources.items():
        identifier = f"sources/{slug}"
        bibl = SubElement(parent, "bibl", {ID: xml_id(identifier), "n": identifier})
        bibl.set("type", source.kind.value)
        _text(bibl, "title", source.title, **{LANG: source.language})
        if source.carries:
            _text(bibl, "author", source.carries)
        _text(bibl, "publisher", source.publisher)
        if source.date:
            _text(bibl, "date", date_words(source.date), **_when(source.date))
        if source.url:
            _text(bibl, "ref", source.url, target=uri(source.url))
        _text(bibl, "note", source.shows)


def _when(value: str) -> dict[str, str]:
    """A day, or a span of time, as TEI dates it."""
    start, _, end = value.partition("/")
    return {"from": start, "to": end} if end else {"when": start}


def _themes(parent: Element, edition: Edition) -> None:
    taxonomy = SubElement(parent, "taxonomy", {ID: "themes"})
    for slug, theme in edition.themes.items():
        identifier = f"themes/{slug}"
        category = SubElement(taxonomy, "category", {ID: xml_id(identifier), "n": identifier})
        _text(category, "catDesc", f"{theme.name}: {theme.definition}")


def _act_classes(parent: Element) -> None:
    taxonomy = SubElement(parent, "taxonomy", {ID: "acts"})
    for act in ActClass:
        category = SubElement(taxonomy, "category", {ID: xml_id(f"acts/{act}"), "n": act})
        _text(category, "catDesc", act.label)


def _parties(parent: Element, edition: Edition) -> None:
    listed = SubElement(parent, "listOrg", {"type": "parties"})
    for slug, party in edition.record.parties.items():
        entry = SubElement(listed, "org", {ID: xml_id(f"parties/{slug}"), "n": slug})
        _text(entry, "orgName", party.name)


def _acts(parent: Element, edition: Edition) -> None:
    """What each sentence does: who and which class in ``ana``, how binding in ``n``."""
    group = SubElement(parent, "spanGrp", {"type": "acts"})
    for sentence in edition.annotated_sentences:
        for identifier, act in sentence.acts_by_id.items():
            _act(group, sentence.id, identifier, act)


def _act(parent: Element, sentence: str, identifier: str, act: Act) -> None:
    kinds = [f"acts/{act.act}", f"parties/{act.actor}"]
    attributes = {
        ID: identifier,
        "target": f"#{sentence}",
        "ana": " ".join(f"#{xml_id(kind)}" for kind in kinds),
        "n": str(act.binds),
    }
    if act.addressee:
        attributes["corresp"] = f"#{xml_id(f'parties/{act.addressee}')}"
    span = SubElement(parent, "span", attributes)
    _text(span, "mentioned", act.verb).tail = ": "
    # In a span, TEI allows this, but no quote.
    _text(span, "q", act.quote).tail = " "
    _text(span, "gloss", act.object)


def _positions(parent: Element, edition: Edition) -> None:
    """Who says what on each contested subject; the notes on it lead here."""
    for slug, subject in edition.subjects.items():
        identifier = f"subjects/{slug}"
        attributes = {
            ID: xml_id(identifier),
            "n": identifier,
            "type": "positions",
            "corresp": " ".join(f"#{sentence}" for sentence in subject.sentences),
        }
        listed = SubElement(parent, "list", attributes)
        _text(listed, "head", f"{subject.name}: {subject.question}")
        for position in subject.positions:
            item = SubElement(listed, "item")
            _text(item, "name", position.holder)
            _dated(item, position, position.stance)
        for entry in subject.later:
            _dated(SubElement(listed, "item", {"n": "later"}), entry, entry.text)


def _later(parent: Element, entries: Iterable[Later]) -> None:
    """What came after the day on which the notes hold."""
    listed: Element | None = None
    for entry in entries:
        if listed is None:
            listed = SubElement(parent, "list", {"type": "later"})
        _dated(SubElement(listed, "item"), entry, entry.text)


def _dated(item: Element, entry: Later | Position, text: str) -> None:
    """The day, the words, and the sources that the words do not cite."""
    _text(item, "date", date_words(entry.date), **_when(entry.date))
    _prose(item, text)
    for source in uncited(entry.sources, text):
        target = f"#{xml_id(f'sources/{source}')}"
        SubElement(item, "ptr", {"type": "source", "target": target})


def _terms(parent: Element, edition: Edition) -> None:
    for kind in TermKind:
        outer, inner, name = _LISTS.get(kind, ("list", "item", "term"))
        own = [item for item in edition.terms.items() if item[1].kind is kind]
        if own:
            listed = SubElement(parent, outer, {"type": kind.value})
            for slug, term in own:
                _named(SubElement(listed, inner), name, slug, term)


def _named(entry: Element, name: str, slug: str, term: Term) -> None:
    identifier = f"terms/{slug}"
    entry.set(ID, xml_id(identifier))
    entry.set("n", identifier)
    _text(entry, name, term.name, type="main")
    for other in term.other_names:
        _text(entry, name, other, type="other")
    for language, form in term.forms.items():
        _text(entry, name, form.form, **{LANG: language})
        if form.roman:
            _text(entry, name, form.roman, **{LANG: f"{language}-Latn"})
    note = SubElement(entry, "note")
    _prose(note, term.what)
    _later(note, term.later)


def _front(parent: Element, edition: Edition) -> None:
    title = SubElement(SubElement(parent, "titlePage"), "docTitle")
    _text(title, "titlePart", edition.document.title, **{ID: "title", "type": "main"})


def _paragraph(parent: Element, paragraph: AnnotatedParagraph) -> None:
    """The document's words; what is between sentences stays where it is."""
    own = paragraph.paragraph
    block = SubElement(parent, "div", {"type": "paragraph", "n": str(own.number)})
    element = SubElement(block, "p", {ID: own.id})
    end = 0
    previous: Element | None = None
    for sentence in paragraph.sentences:
        _append(element, previous, own.text[end : sentence.sentence.span.start])
        themes = " ".join(f"#{xml_id(f'themes/{slug}')}" for slug in sentence.record.themes)
        attributes = {ID: sentence.id, "n": str(sentence.sentence.number)}
        previous = _text(element, "s", sentence.sentence.text, **attributes)
        if themes:
            previous.set("ana", themes)
        end = sentence.sentence.span.end
    _append(element, previous, own.text[end:])


def _notes(parent: Element, paragraph: AnnotatedParagraph) -> None:
    if not paragraph.notes:
        return
    attributes = {"type": "notes", "corresp": f"#{paragraph.id}"}
    block = SubElement(parent, "div", attributes)
    for note in paragraph.notes:
        _note(block, paragraph, note)
    _later(block, paragraph.record.later)


def _note(parent: Element, paragraph: AnnotatedParagraph, note: Annotation) -> None:
    record, span = note.record, note.span
    target = f"#string-range({paragraph.id},{span.start},{span.end - span.start})"
    attributes = {
        ID: note.id,
        "type": record.kind.value,
        "target": " ".join(f"#{sentence.id}" for sentence in note.sentences),
        "cert": _CERTAINTY.get(record.confidence.value, "low"),
    }
    if record.subject:
        attributes["corresp"] = f"#{xml_id(f'subjects/{record.subject}')}"
    element = SubElement(parent, "note", attributes)
    _text(element, "label", record.lead)
    _text(element, "quote", record.quote, source=target)
    _text(element, "p", record.margin, rend="margin")
    _prose(element, record.body)
    if record.terms:
        listed = SubElement(element, "list", {"type": "terms"})
        for slug in record.terms:
            item = SubElement(listed, "item")
            _text(item, "ref", slug, target=f"#{xml_id(f'terms/{slug}')}")
    _later(element, record.later)


_CERTAINTY = {"high": "high", "medium": "medium"}


def _prose(parent: Element, text: str) -> None:
    for block in parse_prose(text):
        outer, inner = (SubElement(parent, "list"), "item") if block.bullets else (parent, "p")
        for line in block.lines:
            _line(SubElement(outer, inner), line)


def _line(parent: Element, line: Iterable[Inline]) -> None:
    last: Element | None = None
    for inline in line:
        match inline:
            case Words(text, True):
                last = _text(parent, "emph", text)
            case Words(text):
                _append(parent, last, text)
            case Link(text, target):
                last = _text(parent, "ref", text, target=f"#{xml_id(target)}")
            case Citation(sources):
                _close_up(parent, last)
                for source in sources:
                    last = SubElement(parent, "ptr", {"type": "source"})
                    last.set("target", f"#{xml_id(f'sources/{source}')}")
            case Unverified():
                last = _text(parent, "note", "unverified", type="unverified")


def _close_up(parent: Element, last: Element | None) -> None:
    """Take away the space before a citation, which follows its words directly."""
    if last is None:
        parent.text = (parent.text or "").rstrip()
    else:
        last.tail = (last.tail or "").rstrip()


def _append(parent: Element, last: Element | None, text: str) -> None:
    """Add *text* to *parent*, after its *last* child if it has one."""
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


_OPEN = {
    *("TEI", "teiHeader", "fileDesc", "titleStmt", "editionStmt", "publicationStmt"),
    *("sourceDesc", "listBibl", "bibl", "encodingDesc", "projectDesc", "classDecl", "taxonomy"),
    *("category", "profileDesc", "creation", "langUsage", "standOff", "spanGrp"),
    *("listPerson", "listPlace", "listOrg", "person", "place", "org", "respStmt"),
    *("text", "front", "body", "back", "div"),
    *("availability", "titlePage", "docTitle"),
}
"""Elements in which white space is not significant, so that lines may be broken."""


def _break_lines(element: Element, depth: int) -> None:
    if element.tag not in _OPEN or not len(element):
        return
    inner = "\n" + "  " * (depth + 1)
    element.text = inner
    for child in element:
        _break_lines(child, depth + 1)
        child.tail = inner
    element[-1].tail = inner[:-2]
