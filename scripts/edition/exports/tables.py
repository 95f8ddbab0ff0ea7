"""Acts, notes and terms as tables: ``data/acts.csv`` and so on (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from edition import names
from edition.exports.site import Site
from edition.labels import binding
from edition.layer import Term
from edition.model import AnnotatedSentence, Annotation, Edition
from edition.prose import cited, plain, plain_words

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
_TERM_COLUMNS = ("id", "name", "kind", "in_text", "other_names", "what")
_TERM_PLACES = ("sentences", "bears_on", "related", "subject", "path", "address")


def render_acts(edition: Edition, site: Site) -> str:
    """Every act of the text, one a row."""
    rows = (
        row for sentence in edition.annotated_sentences for row in _acts(edition, sentence, site)
    )
    return _table(ACT_COLUMNS, rows)


def _acts(edition: Edition, sentence: AnnotatedSentence, site: Site) -> Iterator[list[str]]:
    own = sentence.sentence.id
    for identifier, act in sentence.acts_by_id.items():
        yield [
            identifier,
            names.paragraph_of(own),
            own,
            act.actor,
            edition.record.parties[act.actor].name,
            act.verb,
            act.act.value,
            str(binding(act)),
            act.addressee or "",
            act.object,
            act.quote,
            SEPARATOR.join(sentence.record.themes),
            site.path(own),
            site.address(own) or "",
        ]


def render_notes(edition: Edition, site: Site) -> str:
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
        "yes" if note.main else "",
        record.subject or "",
        SEPARATOR.join(f"terms/{slug}" for slug in record.terms),
        SEPARATOR.join(f"themes/{slug}" for slug in record.themes),
        SEPARATOR.join(f"sources/{slug}" for slug in cited(note.body)),
        site.path(note.id),
        site.address(note.id) or "",
    ]


def term_columns(edition: Edition) -> list[str]:
    """The columns of the terms: two for each language of the edition."""
    forms = [name for tag in edition.record.languages for name in (tag, f"{tag}_roman")]
    return [*_TERM_COLUMNS, *forms, *_TERM_PLACES]


def render_terms(edition: Edition, site: Site) -> str:
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
        SEPARATOR.join(f"terms/{other}" for other in term.related),
        term.subject or "",
        site.path(identifier),
        site.address(identifier) or "",
    ]


def _table(columns: Iterable[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(text) for text in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    """The text of a cell; what a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
