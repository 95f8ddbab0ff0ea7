"""What can be counted as tables: ``data/acts.csv`` and so on (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain

from edition import names
from edition.exports.selectors import span_in
from edition.exports.site import Site
from edition.model import AnnotatedParagraph, AnnotatedSentence, Annotation, Edition, Mention
from edition.prose import cited, plain, plain_words
from edition.seeds.layer import Dropped, Formula, Position, Source, Term
from edition.views.promises import Promise, acts_of, promise_of
from edition.views.timeline import Dated, DateKind, timeline

SEPARATOR = " | "
"""Between several values in one cell."""

ACT_COLUMNS = (
    *("id", "paragraph", "sentence", "actor", "actor_name", "verb", "act", "binding"),
    *("addressee", "object", "quote", "themes", "path", "address"),
)
NOTE_COLUMNS = (
    *("id", "paragraph", "sentences", "kind", "quote", "lead", "margin", "body", "confidence"),
    *("review", "main", "subject", "terms", "themes", "sources", "path", "address"),
)
SOURCE_COLUMNS = (
    *("id", "title", "publisher", "carries", "date", "kind", "language", "shows", "copy_of"),
    *("accessed", "url", "supports", "path", "address"),
)
COMMITMENT_COLUMNS = (
    *("id", "name", "who", "sentence", "quote", "due", "first_year", "last_year", "checkable"),
    *("standing", "standing_date", "watch", "acts", "sources", "path", "address"),
)
COMPARISON_COLUMNS = (
    *("formula", "quote", "sentence", "acts", "earlier", "earlier_date", "match", "basis"),
    *("words", "note", "sources", "path", "address"),
)
DROPPED_COLUMNS = (
    *("dropped", "name", "near", "earlier", "earlier_date", "basis"),
    *("note", "sources", "path", "address"),
)
POSITION_COLUMNS = (
    *("subject", "name", "party", "holder", "concerned", "date", "stance", "confidence"),
    *("sentences", "notes", "sources", "path", "address"),
)
DATE_COLUMNS = (
    *("date", "kind", "concerns", "who", "standing", "text", "quote", "confidence"),
    *("sentences", "sources", "path", "address"),
)
MENTION_COLUMNS = (
    *("term", "name", "kind", "paragraph", "sentence", "words", "start", "end"),
    *("acts", "path", "address"),
)
_TERM_COLUMNS = ("id", "name", "kind", "in_text", "other_names", "what")
_TERM_PLACES = ("sentences", "bears_on", "related", "subject", "path", "address")


def render_acts(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every act of the text, one a row."""
    rows = (
        row for sentence in edition.annotated_sentences for row in _acts(edition, sentence, site)
    )
    return _table(ACT_COLUMNS, rows)


def _acts(edition: Edition, sentence: AnnotatedSentence, site: Site) -> Iterator[list[str]]:
    own = sentence.id
    for identifier, act in sentence.acts_by_id.items():
        yield [
            identifier,
            names.paragraph_of(own),
            own,
            act.actor,
            edition.record.parties[act.actor].name,
            act.verb,
            act.act.value,
            str(act.binds),
            act.addressee or "",
            act.object,
            act.quote,
            _ids("themes", sentence.record.themes),
            *_places(own, site),
        ]


def render_notes(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every note, one a row."""
    return _table(NOTE_COLUMNS, (_note(note, site) for note in edition.notes))


def _note(note: Annotation, site: Site) -> list[str]:
    record = note.record
    return [
        note.id,
        names.paragraph_of(note.id),
        SEPARATOR.join(sentence.id for sentence in note.sentences),
        record.kind.value,
        record.quote,
        record.lead,
        record.margin,
        plain(note.body),
        record.confidence.value,
        record.review.state.value,
        _yes(note.main),
        record.subject or "",
        _ids("terms", record.terms),
        _ids("themes", record.themes),
        _ids("sources", cited(note.body)),
        *_places(note.id, site),
    ]


def term_columns(edition: Edition) -> list[str]:
    """The columns of the terms: two for each language of the edition."""
    forms = [name for tag in edition.record.languages for name in (tag, f"{tag}_roman")]
    return [*_TERM_COLUMNS, *forms, *_TERM_PLACES]


def render_terms(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every term, one a row."""
    rows = (_term(edition, slug, term, site) for slug, term in edition.terms.items())
    return _table(term_columns(edition), rows)


def _term(edition: Edition, slug: str, term: Term, site: Site) -> list[str]:
    identifier = f"terms/{slug}"
    forms = [term.forms.get(tag) for tag in edition.record.languages]
    return [
        identifier,
        term.name,
        term.kind.value,
        SEPARATOR.join(term.in_text),
        SEPARATOR.join(term.other_names),
        plain_words(term.what),
        *(cell for form in forms for cell in ((form.form, form.roman or "") if form else ("", ""))),
        SEPARATOR.join(edition.sentences_naming(slug)),
        SEPARATOR.join(term.bears_on),
        _ids("terms", term.related),
        term.subject or "",
        *_places(identifier, site),
    ]


def render_mentions(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every place where the text names a term, one a row, in the order of the text."""
    rows = (
        _mention(edition, paragraph, mention, site)
        for paragraph in edition.paragraphs
        for mention in paragraph.mentions
    )
    return _table(MENTION_COLUMNS, rows)


def _mention(
    edition: Edition, paragraph: AnnotatedParagraph, mention: Mention, site: Site
) -> list[str]:
    term, (start, end) = edition.terms[mention.term], mention.span
    acts = [
        identifier
        for sentence in paragraph.sentences
        for identifier, act in sentence.acts_by_id.items()
        if mention.span.meets(span_in(act.quote, sentence.sentence))
    ]
    own = mention.sentence.id if mention.sentence else ""
    return [
        f"terms/{mention.term}",
        term.name,
        term.kind.value,
        paragraph.id,
        own,
        paragraph.paragraph.text[start:end],
        str(start),
        str(end),
        SEPARATOR.join(acts),
        *_places(own or paragraph.id, site),
    ]


def render_sources(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every source, one a row."""
    return _table(
        SOURCE_COLUMNS, (_source(edition, *item, site) for item in edition.sources.items())
    )


def _source(edition: Edition, slug: str, source: Source, site: Site) -> list[str]:
    identifier = f"sources/{slug}"
    return [
        identifier,
        source.title,
        source.publisher,
        source.carries or "",
        source.date or "",
        source.kind.value,
        source.language,
        source.shows,
        source.copy_of or "",
        source.looked_at,
        source.url or "",
        SEPARATOR.join(edition.uses_by_source.get(slug, ())),
        *_places(identifier, site),
    ]


def render_commitments(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every promise with its latest status, one a row, in the order of the text."""
    made = (promise_of(slug, edition) for slug in edition.layer.commitments)
    ordered = sorted(made, key=lambda one: one.order)
    rows = (_commitment(edition, promise, site) for promise in ordered)
    return _table(COMMITMENT_COLUMNS, rows)


def _commitment(edition: Edition, promise: Promise, site: Site) -> list[str]:
    identifier, record, now = f"commitments/{promise.slug}", promise.record, promise.now
    seen = dict.fromkeys(source for status in record.status for source in status.sources)
    return [
        identifier,
        record.name,
        record.who,
        record.sentence,
        record.quote,
        record.due or "",
        *(map(str, promise.years) if promise.years else ("", "")),
        str(record.checkable),
        *((now.standing.value, now.date) if now else ("", "")),
        record.watch,
        SEPARATOR.join(acts_of(record, edition)),
        _ids("sources", seen),
        *_places(identifier, site),
    ]


def render_comparisons(edition: Edition, site: Site) -> Iterator[bytes]:
    """Every set phrase with every earlier text that it was compared with, one pair a row."""
    rows = (
        _comparison(edition, slug, formula, earlier, site)
        for slug, formula in edition.layer.formulas.items()
        for earlier in edition.layer.earlier
        if earlier in formula.history
    )
    return _table(COMPARISON_COLUMNS, rows)


def _comparison(
    edition: Edition, slug: str, formula: Formula, earlier: str, site: Site
) -> list[str]:
    identifier, found = f"formulas/{slug}", formula.history[earlier]
    return [
        identifier,
        formula.quote,
        formula.sentence,
        SEPARATOR.join(acts_of(formula, edition)),
        f"earlier/{earlier}",
        edition.layer.earlier[earlier].date,
        found.match.value,
        found.basis.value,
        found.words or "",
        found.note,
        _ids("sources", found.sources),
        *_places(identifier, site),
    ]


def render_dropped(edition: Edition, site: Site) -> Iterator[bytes]:
    """What is no longer said, with every earlier text that says it, one pair a row."""
    rows = (
        _dropped(edition, slug, gone, earlier, site)
        for slug, gone in edition.layer.dropped.items()
        for earlier in edition.layer.earlier
        if earlier in gone.earlier
    )
    return _table(DROPPED_COLUMNS, rows)


def _dropped(edition: Edition, slug: str, gone: Dropped, earlier: str, site: Site) -> list[str]:
    identifier = f"dropped/{slug}"
    return [
        identifier,
        gone.name,
        SEPARATOR.join(gone.near),
        f"earlier/{earlier}",
        edition.layer.earlier[earlier].date,
        gone.earlier[earlier].value,
        plain_words(gone.note),
        _ids("sources", gone.sources),
        *_places(identifier, site),
    ]


def render_positions(edition: Edition, site: Site) -> Iterator[bytes]:
    """What each holder says of each contested subject, one position a row."""
    rows = (
        _position(edition, slug, position, site)
        for slug, subject in edition.subjects.items()
        for position in subject.positions
    )
    return _table(POSITION_COLUMNS, rows)


def _position(edition: Edition, slug: str, position: Position, site: Site) -> list[str]:
    subject = edition.subjects[slug]
    shown = [note.id for note in edition.notes_by_subject[slug]]
    return [
        slug,
        subject.name,
        position.party,
        position.holder,
        _yes(position.party in subject.concerned),
        position.date,
        plain_words(position.stance),
        position.confidence.value,
        SEPARATOR.join(subject.sentences),
        SEPARATOR.join(shown),
        _ids("sources", position.sources),
        # A subject has no place of its own: its notes show it.
        *_places(shown[0], site),
    ]


def render_dates(edition: Edition, site: Site) -> Iterator[bytes]:
    """Everything with a date, the earliest first: facts, positions, what came of promises."""
    return _table(DATE_COLUMNS, (_date(item, site) for item in timeline(edition).dates))


_JUDGED = {DateKind.FACT, DateKind.POSITION, DateKind.LATER}
"""Kinds of entries of which the editors say how far what was read supports them."""


def _date(item: Dated, site: Site) -> list[str]:
    return [
        item.date,
        item.kind.value,
        item.thing,
        item.who,
        item.standing.value if item.standing else "",
        plain_words(item.prose) if item.prose else "",
        item.quote,
        item.confidence.value if item.kind in _JUDGED else "",
        SEPARATOR.join(dict.fromkeys(item.sentences)),
        _ids("sources", item.sources),
        *_places(item.thing, site),
    ]


TABLES = {
    "acts": render_acts,
    "notes": render_notes,
    "terms": render_terms,
    "mentions": render_mentions,
    "sources": render_sources,
    "commitments": render_commitments,
    "comparisons": render_comparisons,
    "dropped": render_dropped,
    "positions": render_positions,
    "dates": render_dates,
}
"""Name of a table to what writes it."""


def _yes(it_is: bool) -> str:
    return "yes" if it_is else ""


def _ids(kind: str, slugs: Iterable[str]) -> str:
    return SEPARATOR.join([f"{kind}/{slug}" for slug in slugs])


def _places(identifier: str, site: Site) -> tuple[str, str]:
    """The last two cells of every row: where the thing is."""
    return site.path(identifier), site.address(identifier) or ""


def _table(columns: Iterable[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """The table, a row a piece."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in chain([columns], rows):
        writer.writerow(map(_cell, row))
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()


def _cell(text: str) -> str:
    """The text of a cell; what a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
