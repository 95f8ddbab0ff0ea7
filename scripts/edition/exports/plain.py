"""For readers without a browser: the text alone, Markdown twins, ``llms.txt``, ``robots.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from textwrap import indent

from edition import names
from edition.dates import date_words
from edition.exports.citations import Cited, citations_of, cite
from edition.exports.rights import rights
from edition.exports.site import Site
from edition.model import AnnotatedParagraph, Annotation, Edition
from edition.prose import (
    Block,
    Citation,
    Inline,
    Link,
    Unverified,
    Words,
    parse_prose,
    plain_words,
    uncited,
)
from edition.seeds.layer import Later, Position
from edition.seeds.vocabulary import Confidence
from edition.wording import ended

_ACTIVE = re.compile(r"[\\`*_\[\]<>#|~]|(?<=^\d)[.)]|^[-+]")


def text_name(edition: Edition) -> str:
    """What the file with the document's text is called."""
    return PurePosixPath(edition.record.text).name


def render_twin(edition: Edition, paragraph: AnnotatedParagraph, whole: Cited, site: Site) -> str:
    """One paragraph as Markdown with its notes, its sources and its citation."""
    own, record = paragraph.paragraph, paragraph.record
    twin = _Twin(edition, site)
    parts = [
        f"# {own.number} {_escape(record.handle)}",
        _escape(own.text),
        f"Paragraph {own.number} of “{_escape(edition.record.title)}”, "
        f"{_escape(edition.record.place)}, {date_words(edition.record.date)}. "
        f"Page: <{site.from_data(own.id)}>",
        f"## In plain words\n\n{_escape(record.gist)}",
        f"## Why it is here\n\n{twin.prose(record.context)}",
        "## Who does what\n\n" + "\n".join(_acts(edition, paragraph)),
        "## Notes",
        *(twin.note(note) for note in paragraph.notes),
        *(["## Later", twin.later(record.later)] if record.later else []),
        "## What to watch\n\n" + "\n".join(f"- {twin.prose(text)}" for text in record.watch),
        "## Sources\n\n" + "\n".join(twin.sources()),
        "## Cite\n\n" + "\n".join(_citations(paragraph, whole, site)),
        _escape(rights(edition.record)),
    ]
    return "\n\n".join(parts) + "\n"


def _acts(edition: Edition, paragraph: AnnotatedParagraph) -> Iterator[str]:
    for sentence in paragraph.sentences:
        for act in sentence.acts:
            actor = edition.record.parties[act.actor].name
            tie = f"{act.act.label}, {act.binds} of 3"
            yield (
                f"- {sentence.id}: {_escape(actor)} “{_escape(act.verb)}”: "
                f"{_escape(act.object)} ({tie})"
            )


def _citations(paragraph: AnnotatedParagraph, whole: Cited, site: Site) -> Iterator[str]:
    for citation in citations_of(paragraph, whole, site)[paragraph.id]:
        yield f"- {citation.name}: {_escape(citation.text)}"


class _Twin:
    """Writes prose with links and numbers the sources as they come."""

    def __init__(self, edition: Edition, site: Site) -> None:
        self.edition = edition
        self.site = site
        self.numbers: dict[str, int] = {}
        self.contested: set[str] = set()

    def note(self, note: Annotation) -> str:
        """A note under its heading, with the words it is about and what came later."""
        record = note.record
        state = f"{record.kind.label} · {record.confidence.label}"
        parts = [
            f"### {_escape(record.lead)}",
            "\n".join(f"> {line}" for line in _escape(record.quote).splitlines()),
            self.prose(record.body),
            *(self._positions(record.subject) if record.subject else ()),
            *([self.later(record.later)] if record.later else ()),
            f"({state} · [{note.id}]({self.site.from_data(note.id)}))",
        ]
        return "\n\n".join(parts)

    def _positions(self, slug: str) -> Iterator[str]:
        """Who says what of a contested subject, below the first note on it."""
        subject = self.edition.subjects[slug]
        about = f"Contested: {_escape(subject.name)}."
        if slug in self.contested:
            yield f"{about} The positions are above."
            return
        self.contested.add(slug)
        yield f"{about} {_escape(subject.question)}"
        yield "\n".join(
            self._item(position.holder, position, position.stance) for position in subject.positions
        )
        if subject.later:
            yield self.later(subject.later)

    def later(self, entries: Iterable[Later]) -> str:
        """What came after the day on which the notes hold."""
        return "\n".join(self._item("Later", entry, entry.text) for entry in entries)

    def _item(self, name: str, entry: Position | Later, text: str) -> str:
        """An entry of a list, with its date and with the sources that its text does not cite."""
        told = self.prose(text)
        if rest := uncited(entry.sources, text):
            told += " " + self._inline(Citation(tuple(rest)))
        doubt = "" if entry.confidence is Confidence.HIGH else f" ({entry.confidence.label})"
        words = f"{_escape(name)}, {date_words(entry.date)}: {told}{doubt}"
        return "- " + indent(words, "  ").lstrip()

    def prose(self, text: str) -> str:
        """Prose as Markdown with whole links."""
        return "\n\n".join(self._block(block) for block in parse_prose(text))

    def _block(self, block: Block) -> str:
        lines = ("".join(self._inline(inline) for inline in line).strip() for line in block.lines)
        return "\n".join(f"- {line}" if block.bullets else line for line in lines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Words(text, True):
                return f"*{_escape(text)}*"
            case Words(text):
                return _escape(text)
            case Link(text, target):
                return f"[{_escape(text)}]({self.site.from_data(target)})"
            case Citation(sources):
                return "".join(f"\\[{self._number(source)}\\]" for source in sources)
            case Unverified():
                return "(unverified)"

    def _number(self, source: str) -> int:
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def sources(self) -> Iterator[str]:
        """The sources cited so far, by number."""
        for slug, number in self.numbers.items():
            source = self.edition.sources[slug]
            date = f", {date_words(source.date)}" if source.date else ""
            url = f" <{source.url}>" if source.url else ""
            title = f"{_escape(ended(source.title, '.'))} {_escape(source.credit)}"
            yield f"{number}. {title}{date}.{url}"


def _escape(text: str) -> str:
    return _ACTIVE.sub(lambda match: f"\\{match[0]}", text)


def render_llms(edition: Edition, whole: Cited, site: Site) -> str:
    """``llms.txt``: what there is, for language models (llmstxt.org)."""
    record = edition.record
    parts = [
        f"# {record.name}",
        f"> {record.subtitle}. {plain_words(record.summary)}",
        "The document’s words are verbatim; everything else is the edition’s. "
        f"Claims hold as of {date_words(record.as_of)}. {rights(record)}",
        f"Cite: {cite(whole)[0].text}",
        "## Text\n\n" + "\n".join(_llms_text(edition, site)),
        "## Data\n\n" + "\n".join(_llms_data(site)),
        "## About\n\n" + "\n".join(_llms_pages(edition, site)),
    ]
    return "\n\n".join(parts) + "\n"


def _llms_text(edition: Edition, site: Site) -> Iterator[str]:
    whole = site.file(names.data_file(text_name(edition)))
    yield f"- [The whole text]({whole}): the document alone"
    for paragraph in edition.paragraphs:
        own, record = paragraph.paragraph, paragraph.record
        where = site.file(names.data_file(f"{own.id}.md"))
        yield f"- [{own.number} {record.handle}]({where}): {record.gist}"


def _llms_data(site: Site) -> Iterator[str]:
    files = {
        "edition.json": "everything, with data/edition.schema.json",
        "edition.tei.xml": "TEI P5",
        "annotations.jsonld": "the notes as W3C Web Annotations",
        "acts.csv": "every act: who, verb, what, to whom",
        "notes.csv": "every note: its words, kind, terms, themes and sources",
        "terms.csv": "names and set phrases in several languages",
        "mentions.csv": "every place where the text names one of them, and in which act",
        "sources.csv": "every source: who published it, when, whose text it is, what it supports",
        "commitments.csv": "every promise: who, by when, and what has come of it",
        "comparisons.csv": "every set phrase against each earlier text",
        "dropped.csv": "what earlier texts say and this one does not",
        "positions.csv": "what is contested: who says what, since when, on which sources",
        "dates.csv": "every dated fact, position and later event, and what came of each promise",
        "ids.json": "every address and a hash of its words",
        "sources.csl.json": "the sources",
    }
    paths = ((names.data_file(name), what) for name, what in files.items())
    return (f"- [{path}]({site.file(path)}): {what}" for path, what in paths)


def _llms_pages(edition: Edition, site: Site) -> Iterator[str]:
    pages = {names.ABOUT: "method, rules, licence", names.DOWNLOAD: "what each file is"}
    if primer := edition.layer.primer:
        pages[names.READING] = primer.lead
    paths = ((names.page_path(page), what) for page, what in pages.items())
    return (f"- [{path}]({site.file(path)}): {what}" for path, what in paths)


def render_robots(site: Site) -> str:
    """``robots.txt``: everything may be read."""
    sitemap = f"\nSitemap: {site.root}sitemap.xml\n" if site.root else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"
