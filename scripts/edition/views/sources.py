"""The sources as a reader unfolds them: by kind, and many of one kind by period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from edition.model import Edition
from edition.seeds.layer import Source
from edition.seeds.vocabulary import SourceKind
from edition.views.calendar import SPLIT
from edition.views.periods import decade_or_year

UNDATED = "no date"


@dataclass(frozen=True, slots=True)
class Fold:
    """Sources of one kind that are unfolded together, with their slugs."""

    period: str
    """``1970s``, ``2025`` or ``no date``; empty if the whole kind stands together."""

    sources: tuple[tuple[str, Source], ...]


@dataclass(frozen=True, slots=True)
class SourcesOfKind:
    """All sources of one kind."""

    kind: SourceKind
    count: int
    folds: tuple[Fold, ...]


def sources_by_kind(edition: Edition) -> list[SourcesOfKind]:
    """Every kind that has sources."""
    found = []
    for kind in SourceKind:
        if own := edition.sources_of_kind(kind):
            folds = _folds(own, edition.record.date) if len(own) > SPLIT else [Fold("", (*own,))]
            found.append(SourcesOfKind(kind, len(own), tuple(folds)))
    return found


def _folds(sources: list[tuple[str, Source]], document: str) -> Iterator[Fold]:
    """From early to late; those without a date last."""

    def period(item: tuple[str, Source]) -> str:
        return decade_or_year(item[1].date, document) if item[1].date else UNDATED

    by_date = sorted(sources, key=lambda item: (not item[1].date, item[1].date or ""))
    for name, own in groupby(by_date, period):
        yield Fold(name, tuple(own))
