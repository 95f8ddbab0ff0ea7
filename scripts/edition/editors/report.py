"""The state of the edition, and what is to be done, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from edition.dates import date_words
from edition.model import Edition
from edition.seeds.vocabulary import Confidence, NoteKind, SourceKind
from edition.views.coverage import Age, Coverage, coverage
from edition.views.due import due


def agenda(edition: Edition, day: str) -> str:
    """What is due on *day*, for a terminal: ``build.py --due``."""
    lines = [f"Due on {date_words(day)}, the most pressing first:", ""]
    for task in due(edition, day):
        lines += [_list(task.what, task.ids, 8) if task.ids else task.what, f"    {task.how}"]
    return "\n".join(lines if len(lines) > 2 else [f"Nothing is due on {date_words(day)}."]) + "\n"


def report(edition: Edition) -> str:
    """Every figure of ``/about/state/``, for a screen of 100 columns."""
    return "\n".join(_lines(coverage(edition), edition)) + "\n"


def _lines(figures: Coverage, edition: Edition) -> Iterator[str]:
    yield from _table(
        ["paragraph", *NoteKind, "notes", "acts", "words", "noted"],
        [
            [
                f"{paragraph.id[1:]:>2} {paragraph.handle}",
                *(paragraph.kinds[kind] for kind in NoteKind),
                paragraph.notes,
                paragraph.acts,
                paragraph.words,
                _percent(paragraph.share),
            ]
            for paragraph in figures.paragraphs
        ],
        [
            "all",
            *(figures.kinds[kind] for kind in NoteKind),
            figures.notes,
            figures.acts,
            figures.words,
            _percent(figures.share),
        ],
    )
    yield f"Words with a note or a linked name: {_percent(figures.share_named)}"
    yield _list("Sentences without a note", (own for p in figures.paragraphs for own in p.bare))
    yield ""
    counts = (f"{figures.confidence[level]} {level.label}" for level in Confidence)
    yield f"Notes: {', '.join(counts)}"
    if figures.review:
        yield f"Review: {', '.join(f'{n} {state}' for state, n in figures.review.items())}"
    yield f"Read: {', '.join(f'{n} {name}' for name, n in figures.readings.items())}"
    yield _list("Notes in draft", figures.drafts)
    yield _list("Acts that commit but are in no promise", figures.unlisted)
    yield _list("Claims without a source", figures.unverified)
    yield _list("To be written", figures.to_write)
    yield ""
    yield from _sources(figures, edition)
    yield ""
    for language, slugs in figures.without_form.items():
        yield _list(f"Terms without {edition.record.languages[language].name}", slugs)


def _sources(figures: Coverage, edition: Edition) -> Iterator[str]:
    yield from _table(
        ["sources", *Age, "all"],
        [
            [kind.label, *(figures.ages[kind][band] for band in Age), figures.sources[kind]]
            for kind in SourceKind
        ],
        [
            "all",
            *(sum(own[band] for own in figures.ages.values()) for band in Age),
            len(edition.sources),
        ],
    )
    yield f"Primary, official or agency: {_percent(figures.own_words)}"
    if edition.sources:
        yield f"Accessed between {figures.looked_at[0]} and {figures.looked_at[1]}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _list(name: str, ids: Iterable[str], most: int = 20) -> str:
    ids = list(ids)
    more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
    return f"{name}: {len(ids):,}" + (f" ({', '.join(ids[:most])}{more})" if ids else "")


def _table(
    head: Sequence[object], rows: Sequence[Sequence[object]], foot: Sequence[object]
) -> Iterator[str]:
    """Columns as wide as their longest cell; a 0 is left out, so that gaps stand out."""
    lines = [[str(cell) if cell else "" for cell in row] for row in (head, *rows, foot)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *rest = zip(line, widths, strict=True)
        yield "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])
    yield ""
