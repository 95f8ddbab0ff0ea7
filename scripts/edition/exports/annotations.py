"""The layer as W3C Web Annotations: collections of notes, acts, names and sources.

``data/annotations.jsonld`` holds the notes, ``annotations-acts.jsonld`` what
the sentences do, ``annotations-terms.jsonld`` where the terms occur, and
``annotations-sources.jsonld`` what each source supports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from edition import names
from edition.dates import date_words
from edition.document import Paragraph
from edition.exports.json_text import Waiting, laid_out
from edition.exports.rights import licence_address
from edition.exports.selectors import Selectors, span_in
from edition.exports.site import Site
from edition.jobs import File
from edition.labels import LANGUAGE
from edition.model import AnnotatedSentence, Annotation, Edition
from edition.prose import cited, plain, plain_words
from edition.quotes import Span
from edition.seeds.layer import Act
from edition.seeds.vocabulary import NoteKind

MOTIVATIONS = {
    NoteKind.TERM: "identifying",
    NoteKind.WORDING: "commenting",
    NoteKind.POSITION: "assessing",
    NoteKind.SILENCE: "questioning",
    NoteKind.CONTEXT: "describing",
    NoteKind.TRANSLATION: "commenting",
}
Data: TypeAlias = dict[str, Any]


def render_annotations(edition: Edition, selectors: Selectors, site: Site) -> Iterator[File]:
    """Each collection."""
    writer = _Writer(edition, selectors, site)
    collections = {
        "annotations": ("notes", writer.notes()),
        "annotations-acts": ("acts", writer.acts()),
        "annotations-terms": ("names and set phrases", writer.terms()),
        "annotations-sources": ("sources", writer.sources()),
    }
    for name, (of, items) in collections.items():
        file = f"{name}.jsonld"
        yield names.data_file(file), _collection(edition, file, of, items, site)


def _collection(
    edition: Edition, name: str, of: str, items: Iterable[Data], site: Site
) -> Iterator[bytes]:
    here = site.at(names.data_file(name)) or name
    listed = Waiting(items)
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here,
        "type": "AnnotationCollection",
        "label": f"{edition.record.name}: {of}",
        "creator": [{"type": "Organization", "name": name} for name in edition.record.editors],
        "rights": licence_address(edition.record) or edition.record.licence,
        "total": len(listed),
        "first": {
            "id": f"{here}#page-1",
            "type": "AnnotationPage",
            "partOf": here,
            "startIndex": 0,
            "items": listed,
        },
    }
    return laid_out(collection, 3)


@dataclass(frozen=True, slots=True)
class _Writer:
    edition: Edition
    selectors: Selectors
    site: Site

    def notes(self) -> Iterator[Data]:
        """Every note on its words."""
        for paragraph in self.edition.paragraphs:
            for note in paragraph.notes:
                later = [source for entry in note.record.later for source in entry.sources]
                rests_on = self._rests_on(dict.fromkeys([*cited(note.body), *later]))
                body = [_comment(note), *self._tags(note), *rests_on]
                target = self._words(paragraph.paragraph, note.span)
                yield self._annotation(note.id, MOTIVATIONS[note.record.kind], body, target)

    def acts(self) -> Iterator[Data]:
        """Every act on the words that do it."""
        for paragraph in self.edition.paragraphs:
            for sentence in paragraph.sentences:
                for identifier, act in sentence.acts_by_id.items():
                    span = span_in(act.quote, sentence.sentence)
                    target = self._words(paragraph.paragraph, span)
                    body = self._act(act, sentence)
                    yield self._annotation(f"acts/{identifier}", "classifying", body, target)

    def _act(self, act: Act, sentence: AnnotatedSentence) -> list[Data]:
        parties = self.edition.record.parties
        to = f" (to {parties[act.addressee].name})" if act.addressee else ""
        said = f"{parties[act.actor].name} {act.act.label}{to}: {act.object}"
        words = [f"actor:{act.actor}", f"act:{act.act}", f"binding:{act.binds}"]
        words += [f"addressee:{act.addressee}"] if act.addressee else []
        words += [self.edition.themes[slug].name for slug in sentence.record.themes]
        return [_text("describing", said, LANGUAGE), *(_text("tagging", word) for word in words)]

    def terms(self) -> Iterator[Data]:
        """Every term on the words that name it, or on the sentences that it bears on."""
        paragraphs = {p.id: p for p in self.edition.document.paragraphs}
        for slug, term in self.edition.terms.items():
            mentions = self.edition.mentions_by_term.get(slug, ())
            targets: list[Any] = [self._words(m.paragraph, m.span) for m in mentions if m.paragraph]
            targets += [
                self._words(paragraphs[names.paragraph_of(i)], self.edition.sentences_by_id[i].span)
                for i in term.bears_on
            ]
            notes = self.edition.notes_by_term.get(slug, ())
            targets = targets or [self.site.from_data(note.id) for note in notes]
            body = [
                self._thing("identifying", f"terms/{slug}"),
                _text("identifying", term.name, LANGUAGE),
            ]
            yield self._annotation(f"terms/{slug}", "identifying", body, targets or None)

    def sources(self) -> Iterator[Data]:
        """Every source, linked to everything that it supports."""
        for slug, source in self.edition.sources.items():
            uses = self.edition.uses_by_source.get(slug, ())
            targets = [
                self.site.from_data(identifier) for identifier in uses if names.is_id(identifier)
            ]
            body: list[Data] = [_text("identifying", source.title, source.language)]
            if source.url:
                body.append(
                    {"type": "SpecificResource", "purpose": "linking", "source": source.url}
                )
            yield self._annotation(f"sources/{slug}", "linking", body, targets or None)

    def _annotation(
        self, identifier: str, motivation: str, body: list[Data], target: Data | list[Any] | None
    ) -> Data:
        return {
            "id": self.site.from_data(identifier),
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": target or self.site.from_data(identifier),
        }

    def _thing(self, purpose: str, identifier: str) -> Data:
        source = self.site.from_data(identifier)
        return {"type": "SpecificResource", "purpose": purpose, "source": source}

    def _tags(self, note: Annotation) -> Iterator[Data]:
        yield _text("tagging", f"kind:{note.record.kind}")
        yield _text("tagging", f"confidence:{note.record.confidence}")
        for slug in note.record.themes:
            yield _text("tagging", self.edition.themes[slug].name)
        for slug in note.record.terms:
            yield self._thing("identifying", f"terms/{slug}")

    def _rests_on(self, sources: Iterable[str]) -> Iterator[Data]:
        for slug in sources:
            yield self._thing("linking", f"sources/{slug}")

    def _words(self, paragraph: Paragraph, span: Span) -> Data:
        """The paragraph, refined by the words and by their offsets in it.

        The id of a paragraph is that of its heading, so an attribute leads to its words.
        """
        quote = self.selectors.select(paragraph, span)
        return {
            "type": "SpecificResource",
            "source": self.site.from_data(paragraph.id),
            "selector": {
                "type": "CssSelector",
                "value": f'[data-ref="{paragraph.id}"]',
                "refinedBy": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": quote.exact,
                        "prefix": quote.prefix,
                        "suffix": quote.suffix,
                    },
                    {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                ],
            },
        }


def _comment(note: Annotation) -> Data:
    record = note.record
    parts = [record.lead, record.margin, plain(note.body)]
    parts += [f"Later, {date_words(e.date)}: {plain_words(e.text)}" for e in record.later]
    value = "\n\n".join(parts)
    return {**_text("commenting", value, LANGUAGE), "format": "text/plain"}


def _text(purpose: str, value: str, language: str = "") -> Data:
    said = {"language": language} if language else {}
    return {"type": "TextualBody", "purpose": purpose, **said, "value": value}
