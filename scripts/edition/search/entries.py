"""What the search finds: every place of the edition, with the words that lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypedDict

from edition.dates import date_words
from edition.labels import label
from edition.model import AnnotatedParagraph, Annotation, Edition
from edition.names import without_act
from edition.prose import plain, plain_words
from edition.search.own_pages import own_places
from edition.search.rare_words import RareWords, words_of
from edition.seeds.layer import Commitment, Formula, Term
from edition.seeds.vocabulary import NoteKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that can be found; the names of its fields are those of the index."""

    id: str
    kind: str
    title: str
    sort: str = ""
    """What it is beyond its kind: the kind of a note or term."""
    where: str = ""
    words: str = ""
    """The document's words."""
    text: str = ""
    """The edition's words."""
    names: tuple[str, ...] = ()
    more: str = ""
    """Words that lead here and are not shown; ordinary ones only if they are shown nowhere."""
    about: tuple[str, ...] = ()
    """Terms whose names lead here."""
    themes: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    """What the filters need: positions in the lists of the head."""
    unsaid: bool = False
    """A term that the document does not name."""
    silences: tuple[str, ...] = ()
    """Notes on a term that the document does not name, those on the silence first."""

    @property
    def slug(self) -> str:
        """The id without its kind."""
        return self.id.partition("/")[2] or self.id


def entries(edition: Edition) -> Iterator[Entry]:
    """Everything that can be found: terms, themes, each paragraph with its own, the rest.

    What quotes the same words is kept close together, which halves its cost on the wire;
    sources come last.
    """
    own = _Entries(edition)
    found = list(own.all())
    known = own.rare.ordinary.intersection(chain.from_iterable(map(_shown, found)))
    for entry in found:
        words = entry.more.split()
        if known.isdisjoint(words):
            yield entry
        else:
            yield replace(entry, more=" ".join(word for word in words if word not in known))


def _shown(entry: Entry) -> Iterator[str]:
    return words_of(" ".join([entry.title, entry.words, entry.text, *entry.names]))


class _Scope(TypedDict):
    themes: tuple[int, ...]
    speakers: tuple[int, ...]


class _Entries:
    """Makes the entries of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.theme_numbers = {slug: n for n, slug in enumerate(edition.themes)}
        speaking = (slug for slug, party in edition.record.parties.items() if party.speaks)
        self.speaker_numbers = {slug: n for n, slug in enumerate(speaking)}
        self.sentences = {s.id: s for s in edition.annotated_sentences}
        self.terms_of: dict[str, list[str]] = {}
        for slug in edition.terms:
            for identifier in edition.sentences_about(slug):
                self.terms_of.setdefault(identifier, []).append(slug)
        notes = ((note.id, self._whole(note)) for note in edition.notes)
        facts = ((f"terms/{slug}", _facts(term)) for slug, term in edition.terms.items())
        self.rare = RareWords(chain(notes, facts))

    def all(self) -> Iterator[Entry]:
        yield from self.terms()
        yield from self.themes()
        for paragraph in self.edition.paragraphs:
            yield from self.paragraph(paragraph)
            yield from self.notes(paragraph)
            yield from self.registers(paragraph)
        yield from self.dropped()
        yield from self.earlier()
        yield from self.lineage()
        yield from self.exchanges()
        yield from self.own_pages()
        yield from self.sources()

    def terms(self) -> Iterator[Entry]:
        for slug, term in self.edition.terms.items():
            mentions = self.edition.mentions_by_term.get(slug, ())
            own_notes = self.edition.notes_by_term.get(slug, ())
            # What it leaves out comes before what else the edition says of it.
            notes = sorted(own_notes, key=lambda note: note.record.kind is not NoteKind.SILENCE)
            what, names = plain_words(term.what), tuple(other_names(term))
            yield Entry(
                f"terms/{slug}",
                "term",
                term.name,
                sort=term.kind.label,
                words=term.in_text[0] if mentions else "",
                text=what,
                names=names,
                more=_more(self.rare.of(f"terms/{slug}"), term.name, what, *names),
                **self._scope(self.edition.sentences_about(slug)),
                unsaid=not mentions,
                silences=() if mentions else tuple(note.id for note in notes[:2]),
            )

    def themes(self) -> Iterator[Entry]:
        for number, (slug, theme) in enumerate(self.edition.themes.items()):
            own = [s.id for s in self.edition.sentences_by_theme.get(slug, ())]
            rest = f"{theme.counts_in} {plain_words(theme.essay)}"
            yield Entry(
                f"themes/{slug}",
                "theme",
                theme.name,
                text=theme.definition,
                more=_more(self.rare.among(rest), theme.name, theme.definition),
                **(self._scope(own) | {"themes": (number,)}),
            )

    def paragraph(self, paragraph: AnnotatedParagraph) -> Iterator[Entry]:
        own = [s.id for s in paragraph.sentences]
        record, identifier = paragraph.record, paragraph.id
        own_text = paragraph.paragraph.text
        context = plain_words(record.context)
        yield Entry(
            identifier,
            "paragraph",
            record.handle,
            where=f"¶ {paragraph.number}",
            text=record.gist,
            more=_more(self.rare.among(context), record.handle, record.gist, own_text),
            **self._scope(own),
        )
        for sentence in paragraph.sentences:
            sentence_id = sentence.id
            yield Entry(
                sentence_id,
                "sentence",
                "",
                where=label(self.edition, sentence_id),
                words=sentence.sentence.text,
                about=tuple(self.terms_of.get(sentence_id, ())),
                **self._scope([sentence_id]),
            )

    def notes(self, paragraph: AnnotatedParagraph) -> Iterator[Entry]:
        for note in paragraph.notes:
            record = note.record
            own = [sentence.id for sentence in note.sentences]
            yield Entry(
                note.id,
                "note",
                record.lead,
                sort=record.kind.label,
                where=label(self.edition, own[0]),
                words=record.quote,
                text=record.margin,
                more=_more(self.rare.of(note.id), record.lead, record.margin, record.quote),
                about=tuple(record.terms),
                **self._scope(own, record.themes),
            )

    def registers(self, paragraph: AnnotatedParagraph) -> Iterator[Entry]:
        """Commitments and set phrases of the paragraph."""
        for slug in paragraph.gather(self.edition.commitments_by_sentence):
            promise = self.edition.layer.commitments[slug]
            yield self._on_words(
                f"commitments/{slug}", "commitment", promise, promise.name, promise.watch
            )
        for slug in paragraph.gather(self.edition.formulas_by_sentence):
            formula = self.edition.layer.formulas[slug]
            verdict = plain_words(formula.verdict)
            yield self._on_words(f"formulas/{slug}", "formula", formula, "", verdict)

    def _on_words(
        self, identifier: str, kind: str, record: Commitment | Formula, title: str, text: str
    ) -> Entry:
        return Entry(
            identifier,
            kind,
            title,
            where=label(self.edition, record.sentence),
            words=record.quote,
            text=text,
            **self._scope([record.sentence]),
        )

    def dropped(self) -> Iterator[Entry]:
        for slug, gone in self.edition.layer.dropped.items():
            yield Entry(
                f"dropped/{slug}",
                "dropped",
                gone.name,
                text=plain_words(gone.note),
                **self._scope(gone.near),
            )

    def earlier(self) -> Iterator[Entry]:
        for slug, text in self.edition.layer.earlier.items():
            when = f"{text.place}, {date_words(text.date)}"
            yield Entry(f"earlier/{slug}", "earlier", text.name, where=when, text=text.issued)

    def lineage(self) -> Iterator[Entry]:
        for slug, line in self.edition.layer.lineage.items():
            # A first use that is also the first between the parties is given once.
            facts = {fact.date: fact for fact in (line.between, line.first) if fact}
            told = [
                f"{date_words(date)}: {plain_words(facts[date].text)}" for date in sorted(facts)
            ]
            term = self.edition.terms[line.term]
            yield Entry(
                f"lineage/{slug}",
                "lineage",
                term.name,
                text=" ".join(told),
                more=plain_words(line.note) if line.note else "",
                about=(line.term,),
            )

    def exchanges(self) -> Iterator[Entry]:
        """What the parties do for each other."""
        for slug, matter in self.edition.layer.ledger.items():
            note = plain_words(matter.note) if matter.note else ""
            own = map(without_act, matter.acts)
            yield Entry(f"ledger/{slug}", "ledger", matter.name, text=note, **self._scope(own))

    def own_pages(self) -> Iterator[Entry]:
        for place in own_places(self.edition):
            yield Entry(
                f"page/{place.path}",
                "page",
                place.title,
                where=place.page,
                text=place.purpose,
                names=place.asked,
            )

    def sources(self) -> Iterator[Entry]:
        # Titles that begin alike are next to each other: they cost less on the wire.
        by_title = sorted(self.edition.sources.items(), key=lambda item: item[1].title.casefold())
        for slug, source in by_title:
            where = f"{source.credit}, {source.date[:4]}" if source.date else source.credit
            yield Entry(f"sources/{slug}", "source", source.title, where=where)

    def _scope(self, sentences: Iterable[str], more: Iterable[str] = ()) -> _Scope:
        """Themes and speakers of *sentences*, and the themes *more*, as numbers."""
        own = [self.sentences[identifier].record for identifier in dict.fromkeys(sentences)]
        themes = {theme for record in own for theme in record.themes} | set(more)
        speakers = {
            act.actor for record in own for act in record.acts
        } & self.speaker_numbers.keys()
        return {
            "themes": tuple(sorted(self.theme_numbers[slug] for slug in themes)),
            "speakers": tuple(sorted(self.speaker_numbers[slug] for slug in speakers)),
        }

    def _whole(self, note: Annotation) -> str:
        subject = self.edition.subjects.get(note.record.subject or "")
        positions = subject.positions if subject else []
        stances = (f"{p.holder} {plain_words(p.stance)}" for p in positions)
        return " ".join([plain(note.body), *stances])


def _more(rare: set[str], *shown: str) -> str:
    """Those of the *rare* words of a place that are not among what is *shown* of it."""
    if rare:
        rare = rare.difference(*map(words_of, shown))
    return " ".join(sorted(rare))


def other_names(term: Term) -> Iterator[str]:
    """Every other name, the forms in other languages and their romanisations."""
    yield from term.other_names
    for form in term.forms.values():
        yield form.form
        if form.roman:
            yield form.roman


def _facts(term: Term) -> str:
    return " ".join(plain_words(fact.text) for fact in term.facts)
