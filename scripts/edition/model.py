"""The checked edition: every reference resolved, every list in the text's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edition.document import Document, Paragraph, Sentence
from edition.names import act_id, paragraph_number
from edition.prose import Block, linked
from edition.quotes import Span
from edition.registry import Registry
from edition.seeds.layer import (
    Act,
    Change,
    EditionRecord,
    Note,
    ParagraphRecord,
    SentenceRecord,
    Source,
    Subject,
    Term,
    Theme,
)
from edition.seeds.parse_layer import Layer
from edition.seeds.vocabulary import SourceKind, TermKind


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A note and the words it is about."""

    id: str
    record: Note
    span: Span
    sentences: tuple[Sentence, ...]
    body: tuple[Block, ...]

    @property
    def main(self) -> bool:
        """Whether it is one to read first; the positions on what is contested always are."""
        return self.record.main or self.record.subject is not None

    @property
    def links(self) -> list[str]:
        """The ids that its body leads to."""
        return linked(self.body)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name a term; ``sentence`` is ``None`` in the title."""

    term: str
    span: Span
    paragraph: Paragraph | None
    sentence: Sentence | None


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedSentence:
    """A sentence with what the edition says of it."""

    sentence: Sentence
    record: SentenceRecord

    @property
    def id(self) -> str:
        """That of the sentence."""
        return self.sentence.id

    @property
    def acts(self) -> list[Act]:
        """What the sentence does."""
        return self.record.acts

    @property
    def acts_by_id(self) -> dict[str, Act]:
        """The same by the ids of the acts."""
        numbered = enumerate(self.acts, start=1)
        return {act_id(self.sentence.id, number): act for number, act in numbered}


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedParagraph:
    """A paragraph with its whole layer; notes in the order of their words."""

    paragraph: Paragraph
    record: ParagraphRecord
    sentences: tuple[AnnotatedSentence, ...]
    notes: tuple[Annotation, ...]
    mentions: tuple[Mention, ...]
    themes: tuple[str, ...]
    cited_as: str
    """Its number for a citation, in brackets where only the edition counts it."""

    @property
    def id(self) -> str:
        """That of the paragraph."""
        return self.paragraph.id

    @property
    def number(self) -> int:
        """That of the paragraph, counted from 1."""
        return self.paragraph.number

    @property
    def main_notes(self) -> tuple[Annotation, ...]:
        """Those to read first; all of them where the editor marks none."""
        return tuple(note for note in self.notes if note.main) or self.notes

    @property
    def subjects(self) -> list[str]:
        """What is contested in it, as its notes show, each once."""
        return list(dict.fromkeys(n.record.subject for n in self.notes if n.record.subject))

    def gather(self, by_sentence: Mapping[str, tuple[str, ...]]) -> list[str]:
        """What *by_sentence* has for the paragraph's sentences, in their order."""
        found = (by_sentence.get(item.id, ()) for item in self.sentences)
        return [slug for slugs in found for slug in slugs]


@dataclass(frozen=True, slots=True, eq=False)
class LoggedChange:
    """An entry of the change log; ``version`` as it is given there."""

    slug: str
    version: str
    record: Change


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that the pages are made from."""

    record: EditionRecord
    document: Document
    layer: Layer
    paragraphs: tuple[AnnotatedParagraph, ...]
    mentions_by_term: dict[str, tuple[Mention, ...]] = field(repr=False)
    notes_by_term: dict[str, tuple[Annotation, ...]] = field(repr=False)
    notes_by_subject: dict[str, tuple[Annotation, ...]] = field(repr=False)
    sentences_by_theme: dict[str, tuple[AnnotatedSentence, ...]] = field(repr=False)
    uses_by_source: dict[str, tuple[str, ...]] = field(repr=False)
    links_to: dict[str, tuple[str, ...]] = field(repr=False)
    """Id to the ids of what leads to it: paragraphs, notes, terms, themes."""

    sentences_by_id: dict[str, Sentence] = field(repr=False)
    """In the order of the text."""

    sentence_order: dict[str, int] = field(repr=False)
    term_order: dict[str, int] = field(repr=False)
    bearing_by_sentence: dict[str, tuple[str, ...]] = field(repr=False)
    """Terms that are said to bear on a sentence."""

    formulas_by_sentence: dict[str, tuple[str, ...]] = field(repr=False)
    commitments_by_sentence: dict[str, tuple[str, ...]] = field(repr=False)
    changes: tuple[LoggedChange, ...] = field(repr=False)
    """The change log, newest first."""

    changes_by_paragraph: dict[str, tuple[LoggedChange, ...]] = field(repr=False)

    registry: Registry = field(default_factory=Registry, repr=False)
    """What was published before; empty before the first release."""

    digest: str = ""
    """Of all the files that it was read from."""

    @property
    def notes(self) -> Iterator[Annotation]:
        """Every note, in the order of the text."""
        return (note for paragraph in self.paragraphs for note in paragraph.notes)

    @property
    def annotated_sentences(self) -> Iterator[AnnotatedSentence]:
        """Every sentence with what the edition says of it."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def has_later_events(self) -> bool:
        """Whether the edition reports anything that happened after its ``as_of``."""
        return any(True for _ in self.layer.later())

    @property
    def last_changed(self) -> str:
        """The day of the last change that is on record: what a build calls its date.

        A build that took the day of the clock would differ from day to day.
        """
        days = [self.record.published, *(change.record.date for change in self.changes)]
        return max([*days, *(release.date for release in self.registry.releases)])

    def paragraph_with(self, identifier: str) -> AnnotatedParagraph:
        """The paragraph that has this sentence or note."""
        return self.paragraphs[paragraph_number(identifier) - 1]

    def annotated(self, sentence: str) -> AnnotatedSentence:
        """The sentence with this id, with what the edition says of it."""
        number = self.sentences_by_id[sentence].number
        return self.paragraph_with(sentence).sentences[number - 1]

    def sentences_naming(self, term: str) -> list[str]:
        """Ids of the sentences that name *term*, in the order of the text."""
        mentions = self.mentions_by_term.get(term, ())
        return list(dict.fromkeys(m.sentence.id for m in mentions if m.sentence))

    def sentences_about(self, term: str) -> list[str]:
        """Ids of the sentences that name *term*, then of those that it bears on."""
        return list(dict.fromkeys([*self.sentences_naming(term), *self.terms[term].bears_on]))

    def terms_of_kind(self, kind: TermKind) -> list[tuple[str, Term]]:
        """Terms of one kind with their slugs, by name."""
        own = [item for item in self.terms.items() if item[1].kind is kind]
        return sorted(own, key=lambda item: item[1].name.casefold())

    def sources_of_kind(self, kind: SourceKind) -> list[tuple[str, Source]]:
        """Sources of one kind with their slugs, by publisher and date."""
        own = [item for item in self.sources.items() if item[1].kind is kind]
        return sorted(own, key=lambda item: (item[1].publisher.casefold(), item[1].date or ""))

    @property
    def scripts(self) -> dict[str, tuple[str, str]]:
        """Script (ISO 15924) and direction of the document's language, then of each other."""
        own = (self.document.script, self.document.direction)
        others = self.record.languages.items()
        return {self.record.language: own} | {tag: (x.script, x.direction) for tag, x in others}

    @property
    def terms(self) -> dict[str, Term]:
        """Terms by slug."""
        return self.layer.terms

    @property
    def themes(self) -> dict[str, Theme]:
        """Themes by slug, in the order of the seeds."""
        return self.layer.themes

    @property
    def subjects(self) -> dict[str, Subject]:
        """Contested subjects by slug."""
        return self.layer.subjects

    @property
    def sources(self) -> dict[str, Source]:
        """Sources by slug."""
        return self.layer.sources
