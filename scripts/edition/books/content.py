"""The contents of a book of the edition, as plain data in the order of its pages.

The PDF and the EPUB are laid out from it; neither adds a word.  Every value is
text, a number, a list or a mapping, so that it can be handed over as JSON.
Prose is a list of blocks, ``{"bullets": bool, "lines": [[inline, ...], ...]}``;
an inline has a ``text`` and may have ``emphasis``, ``target`` (an id), ``words`` (of
the document, which the text quotes), or ``sources`` (numbers of the list of
sources) in place of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

from edition.books.names_index import name_index
from edition.dates import date_words
from edition.exports.rights import rights
from edition.exports.site import Site
from edition.labels import LANGUAGE, label
from edition.model import AnnotatedParagraph, AnnotatedSentence, Annotation, Edition
from edition.names import paragraph_of
from edition.prose import Citation, Inline, Link, Unverified, Words, parse_prose, uncited
from edition.quotes import Span, cut
from edition.seeds.layer import Fact, Later, Lesson, Position
from edition.seeds.vocabulary import Confidence, SourceKind, TermKind
from edition.wording import ended
from edition.writing_systems import SCRIPTS

Data: TypeAlias = dict[str, Any]


def book(edition: Edition, site: Site) -> Data:
    """Everything that the books hold."""
    return _Writer(edition, site).book()


class _Writer:
    """Turns records into data, with the numbers of sources and notes at hand."""

    def __init__(self, edition: Edition, site: Site) -> None:
        self._edition = edition
        self._site = site
        slugs = [slug for kind in SourceKind for slug, _ in edition.sources_of_kind(kind)]
        self._sources = {slug: number for number, slug in enumerate(slugs, start=1)}
        notes = (note.id for paragraph in edition.paragraphs for note in _as_marked(paragraph))
        self._notes = {identifier: n for n, identifier in enumerate(notes, start=1)}

    def book(self) -> Data:
        edition = self._edition
        subjects = [self._subject(slug) for slug in edition.subjects]
        return {
            **self._title_page(),
            "primer": self._primer(),
            "paragraphs": [
                self._with_cites(self._paragraph(paragraph), subjects)
                for paragraph in edition.paragraphs
            ],
            "themes": [self._theme(slug) for slug in edition.themes],
            "subjects": subjects,
            "formulas": [self._formula(slug) for slug in edition.layer.formulas],
            "earlier": [self._earlier(slug) for slug in edition.layer.earlier],
            "dropped": [self._dropped(slug) for slug in edition.layer.dropped],
            "commitments": [self._commitment(slug) for slug in edition.layer.commitments],
            "terms": list(self._terms()),
            "sources": list(self._source_list()),
            "accessed": self._accessed(),
            "index": name_index(edition),
        }

    def _title_page(self) -> Data:
        record = self._edition.record
        return {
            "name": record.name,
            "title": record.title,
            "title_lines": [
                line for line in self._edition.document.title.split("\n") if line.strip()
            ],
            "short_title": record.short_title,
            "subtitle": record.subtitle,
            "comparison": record.comparison,
            "language": record.language,
            "direction": self._edition.document.direction,
            "edition_language": LANGUAGE,
            "place": record.place,
            "date": record.date,
            "date_words": date_words(record.date),
            "released": self._edition.registry.released or record.as_of,
            "as_of_words": date_words(record.as_of),
            "editors": record.editors,
            "rights": rights(record),
            "address": self._site.root or None,
            "sha256": record.sha256,
            "languages": [
                {
                    "tag": tag,
                    "pattern": SCRIPTS.get(script, ""),
                    "direction": direction,
                    "script": script,
                }
                for tag, (script, direction) in self._edition.scripts.items()
            ],
            "summary": self._prose(record.summary),
            "glance": [self._prose(item) for item in record.glance],
        }

    def _primer(self) -> Data | None:
        """How to read the text; the pictures of its page are left out."""
        if not (primer := self._edition.layer.primer):
            return None
        lessons = [self._lesson(*item) for item in primer.lessons.items()]
        return {"title": primer.title, "lead": primer.lead, "lessons": lessons}

    def _lesson(self, slug: str, lesson: Lesson) -> Data:
        texts = {p.id: p.text for p in self._edition.document.paragraphs}
        return {
            "id": f"lessons/{slug}",
            "name": lesson.name,
            "body": self._prose(lesson.body),
            "examples": [
                {
                    "sentence": example.sentence,
                    "quote": example.quote,
                    "shows": self._prose(example.shows),
                }
                for example in lesson.examples
            ],
            "paragraph": lesson.paragraph,
            "passage": texts[lesson.paragraph].strip() if lesson.paragraph else None,
            "questions": [
                {"asks": question.asks, "answer": self._prose(question.answer)}
                for question in lesson.questions
            ],
        }

    def _paragraph(self, paragraph: AnnotatedParagraph) -> Data:
        own, record = paragraph.paragraph, paragraph.record
        return {
            "id": own.id,
            "number": own.number,
            "address": self._site.address(own.id),
            "handle": record.handle,
            "gist": record.gist,
            "context": self._prose(record.context),
            "text": own.text,
            "words": list(self._words(paragraph)),
            "sentences": [self._sentence(sentence) for sentence in paragraph.sentences],
            "notes": [self._note(note) for note in _as_marked(paragraph)],
            "watch": [self._prose(item) for item in record.watch],
            "related": [self._link(i, reason=why) for i, why in record.related.items()],
            "later": self._later(record.later),
        }

    @staticmethod
    def _with_cites(paragraph: Data, subjects: Iterable[Data]) -> Data:
        """*paragraph* with the ids of all sources that its pages of the PDF cite, in order."""
        shown = [subject for subject in subjects if subject["home"] == paragraph["id"]]
        numbers = {source["number"]: source["id"] for source in _citations([paragraph, shown])}
        return paragraph | {"cites": [numbers[number] for number in sorted(numbers)]}

    def _words(self, paragraph: AnnotatedParagraph) -> Iterator[Data]:
        """The document's words in pieces, each with the notes that end with it."""
        text = paragraph.paragraph.text
        ends = [(note.span, note) for note in _as_marked(paragraph)]
        starts = {s.span.start: s.id for s in paragraph.paragraph.sentences}
        bounds = [(s.span, None) for s in paragraph.paragraph.sentences]
        for piece in cut(text, [*ends, *bounds], Span(0, len(text))):
            yield {
                "text": piece.text,
                "sentence": starts.get(piece.span.start),
                "notes": [note.id for span, note in ends if span.end == piece.span.end],
            }

    def _sentence(self, sentence: AnnotatedSentence) -> Data:
        parties = self._edition.record.parties
        return {
            "id": sentence.id,
            "number": sentence.sentence.number,
            "text": sentence.sentence.text,
            "themes": self._named("themes", sentence.record.themes),
            "acts": [
                {
                    "actor": parties[act.actor].name,
                    "colour": parties[act.actor].colour,
                    "act": act.act.label,
                    "binding": act.binds,
                    "addressee": parties[act.addressee].name if act.addressee else None,
                    "object": act.object,
                }
                for act in sentence.acts
            ],
        }

    def _note(self, note: Annotation) -> Data:
        record = note.record
        return {
            "id": note.id,
            "number": self._notes[note.id],
            "kind": record.kind,
            "kind_name": record.kind.label,
            "quote": record.quote,
            "lead": record.lead,
            "margin": record.margin,
            "body": self._prose(record.body),
            "confidence": record.confidence.label,
            "subject": self._link(f"subjects/{record.subject}") if record.subject else None,
            "later": self._later(record.later),
        }

    def _link(self, identifier: str, **more: str) -> Data:
        return {"id": identifier, "name": label(self._edition, identifier), **more}

    def _named(self, kind: str, slugs: Iterable[str]) -> list[Data]:
        return [self._link(f"{kind}/{slug}") for slug in slugs]

    def _theme(self, slug: str) -> Data:
        theme = self._edition.themes[slug]
        carrying = self._edition.sentences_by_theme.get(slug, ())
        return {
            "id": f"themes/{slug}",
            "name": theme.name,
            "colour": theme.colour,
            "definition": theme.definition,
            "counts_in": theme.counts_in,
            "counts_out": theme.counts_out,
            "essay": self._prose(theme.essay),
            "sentences": [item.id for item in carrying],
            "neighbours": [
                self._link(f"themes/{other}", reason=why) for other, why in theme.neighbours.items()
            ],
        }

    def _home(self, subject: str) -> str:
        """The first paragraph that shows the positions on *subject*."""
        return paragraph_of(self._edition.notes_by_subject[subject][0].id)

    def _subject(self, slug: str) -> Data:
        subject = self._edition.subjects[slug]
        return {
            "id": f"subjects/{slug}",
            "name": subject.name,
            "home": self._home(slug),
            "question": subject.question,
            "sentences": subject.sentences,
            "positions": [self._position(position) for position in subject.positions],
            "later": self._later(subject.later),
        }

    def _position(self, position: Position) -> Data:
        return {
            "holder": position.holder,
            "date": date_words(position.date),
            "stance": self._prose(position.stance, position.sources),
            "confidence": _doubt(position.confidence),
        }

    def _later(self, entries: Iterable[Later]) -> list[Data]:
        return [
            {"date": date_words(entry.date), "text": self._prose(entry.text, entry.sources)}
            for entry in entries
        ]

    def _formula(self, slug: str) -> Data:
        record, earlier = self._edition.layer.formulas[slug], self._edition.layer.earlier
        history = sorted(record.history.items(), key=lambda item: earlier[item[0]].date)
        return {
            "id": f"formulas/{slug}",
            "quote": record.quote,
            "sentence": record.sentence,
            "verdict": self._prose(record.verdict),
            "history": [
                {
                    "id": f"earlier/{text}",
                    "name": earlier[text].short,
                    "match": comparison.match.label,
                    "basis": comparison.basis.label,
                    "note": self._prose(comparison.note, comparison.sources),
                    "words": comparison.words,
                }
                for text, comparison in history
            ],
        }

    def _earlier(self, slug: str) -> Data:
        record = self._edition.layer.earlier[slug]
        return {
            "id": f"earlier/{slug}",
            "name": record.name,
            "date": date_words(record.date),
            "place": record.place,
            "issued": record.issued,
            "read": self._prose(record.read, record.sources),
        }

    def _dropped(self, slug: str) -> Data:
        record, earlier = self._edition.layer.dropped[slug], self._edition.layer.earlier
        return {
            "id": f"dropped/{slug}",
            "name": record.name,
            "earlier": [
                f"{earlier[text].short} ({basis.label})" for text, basis in record.earlier.items()
            ],
            "near": record.near,
            "note": self._prose(record.note, record.sources),
        }

    def _commitment(self, slug: str) -> Data:
        record = self._edition.layer.commitments[slug]
        return {
            "id": f"commitments/{slug}",
            "name": record.name,
            "who": self._edition.record.parties[record.who].name,
            "sentence": record.sentence,
            "quote": record.quote,
            "due": record.due,
            "watch": record.watch,
            "status": [
                {
                    "date": date_words(status.date),
                    "standing": status.standing.label,
                    "text": self._prose(status.text, status.sources),
                }
                for status in record.status
            ],
        }

    def _terms(self) -> Iterator[Data]:
        for kind in TermKind:
            if terms := [self._term(slug) for slug, _ in self._edition.terms_of_kind(kind)]:
                yield {"kind": kind, "name": kind.label, "terms": terms}

    def _term(self, slug: str) -> Data:
        term = self._edition.terms[slug]
        return {
            "id": f"terms/{slug}",
            "name": term.name,
            "other_names": term.other_names,
            "forms": [
                {"language": language, "form": form.form, "roman": form.roman}
                for language, form in term.forms.items()
            ],
            "what": self._prose(term.what),
            "facts": [self._fact(fact) for fact in term.facts_by_date],
            "origins": list(self._origins(slug)),
            "later": self._later(term.later),
            "sentences": self._edition.sentences_about(slug),
            "related": self._named("terms", term.related),
        }

    def _fact(self, fact: Fact) -> Data:
        return {
            "date": date_words(fact.date),
            "text": self._prose(fact.text, fact.sources),
            "confidence": _doubt(fact.confidence),
        }

    def _origins(self, term: str) -> Iterator[Data]:
        """Where the term comes from, as far as it was followed."""
        for lineage in self._edition.layer.lineage.values():
            if lineage.term == term:
                yield {"name": "First found", **self._fact(lineage.first)}
                if lineage.between:
                    yield {"name": "First found between the parties", **self._fact(lineage.between)}

    def _source_list(self) -> Iterator[Data]:
        for kind in SourceKind:
            if entries := [self._source(slug) for slug, _ in self._edition.sources_of_kind(kind)]:
                yield {"kind": kind, "name": kind.label, "sources": entries}

    def _accessed(self) -> str | None:
        """The day on which most sources were looked at: the lists give only the others."""
        days = Counter(source.looked_at for source in self._edition.sources.values())
        return date_words(days.most_common(1)[0][0]) if days else None

    def _source(self, slug: str) -> Data:
        source = self._edition.sources[slug]
        return {
            "id": f"sources/{slug}",
            "number": self._sources[slug],
            "title": source.title,
            "end": ended(source.title, ".").removeprefix(source.title),
            "publisher": source.credit,
            "date": date_words(source.date) if source.date else None,
            "url": source.url,
            "language": source.language,
            "looked_at": date_words(source.looked_at),
        }

    def _prose(self, text: str, sources: Iterable[str] = ()) -> list[Data]:
        parsed = parse_prose(text)
        # Sources that the words name themselves are not named again after them.
        numbers = self._numbers(uncited(sources, text))
        blocks: list[Data] = [
            {
                "bullets": block.bullets,
                "lines": [[self._inline(inline) for inline in line] for line in block.lines],
            }
            for block in parsed
        ]
        if numbers:
            blocks[-1]["lines"][-1].append({"sources": numbers})
        return [_closed_up(block) for block in blocks]

    def _inline(self, inline: Inline) -> Data:
        match inline:
            case Words(text, emphasis):
                return {"text": text, "emphasis": True} if emphasis else {"text": text}
            case Link(text, target):
                quoted = {"words": inline.quote} if inline.quote else {}
                return {"text": text, "target": target, **quoted}
            case Citation(sources):
                return {"sources": self._numbers(sources)}
            case Unverified():
                return {"text": "[unverified]"}

    def _numbers(self, slugs: Iterable[str]) -> list[Data]:
        return [{"id": f"sources/{slug}", "number": self._sources[slug]} for slug in slugs]


def _closed_up(block: Data) -> Data:
    """*block* without the blanks before its numbers of sources."""
    for line in block["lines"]:
        for inline, following in pairwise(line):
            if "sources" in following and "text" in inline:
                inline["text"] = inline["text"].rstrip()
    return block


def _citations(data: Any) -> Iterator[Data]:
    """Every source that an inline somewhere in *data* names."""
    if isinstance(data, dict):
        yield from data.get("sources", ())
        for value in data.values():
            yield from _citations(value)
    elif isinstance(data, list):
        for value in data:
            yield from _citations(value)


def _as_marked(paragraph: AnnotatedParagraph) -> list[Annotation]:
    """The notes in the order of their marks, which come where their words end."""
    return sorted(paragraph.notes, key=lambda note: note.span.end)


def _doubt(confidence: Confidence) -> str | None:
    """The name of a confidence that is less than high."""
    return None if confidence is Confidence.HIGH else confidence.label
