"""The rules of the edition in their order, shared among the processors.

A checker is a generator of problems; the codes are permanent and are listed
in CONTRIBUTING.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import islice

from edition.document import Document
from edition.problems import Problem
from edition.processes import share_each
from edition.references import Found, ProseField, Reference
from edition.registry import Entry
from edition.rules.claims import (
    check_changes,
    check_claims,
    check_days,
    check_order,
    check_twice,
)
from edition.rules.exact_words import check_paragraphs, check_rounds, check_terms
from edition.rules.gaps import check_coverage, check_subjects, check_used
from edition.rules.house_style import check_attribution, style_rules
from edition.rules.prose_faults import check_prose
from edition.rules.reference_faults import (
    Known,
    check_quoting_links,
    check_references,
    check_related,
)
from edition.rules.source_faults import check_addresses, check_pages_once, check_sources
from edition.seeds.parse_layer import Layer

ENOUGH = 1000
"""So many problems of one rule are found at most."""


def check(
    document: Document,
    layer: Layer,
    found: list[Found],
    today: date,
    published: Mapping[str, Entry],
    waiting: Collection[str],
) -> Iterator[Problem]:
    """Everything that can be wrong with a layer whose form is right.

    *found* is what ``references.walk`` finds in *layer*, *today* the day of the
    clock, *published* every id that a release has had, *waiting* the codes of
    problems that are not asked for.  The processors share the rules.
    """
    references = [item for item in found if isinstance(item, Reference)]
    fields = [item for item in found if isinstance(item, ProseField)]
    known = Known.of(document, layer)
    rules: list[Callable[[], Iterator[Problem]]] = [
        partial(check_references, references, known, published),
        partial(check_related, references),
        partial(check_prose, fields),
        partial(check_quoting_links, document, fields),
        *style_rules(layer.words, fields),
        partial(check_attribution, layer),
        partial(check_coverage, document, layer),
        partial(check_used, references, layer),
        partial(check_paragraphs, document, layer),
        partial(check_terms, document, layer),
        partial(check_subjects, layer),
        partial(check_rounds, document, layer),
        partial(check_claims, layer),
        partial(check_order, layer, today),
        partial(check_twice, references, layer),
        partial(check_sources, layer),
        partial(check_pages_once, layer),
        partial(check_addresses, layer),
        partial(check_changes, layer),
        partial(check_days, layer, today),
    ]

    def broken(turn: int) -> list[Problem]:
        asked_for = (p for p in rules[turn]() if p.code not in waiting)
        return list(islice(asked_for, ENOUGH))

    for problems in share_each(broken, len(rules), 8):
        yield from problems
