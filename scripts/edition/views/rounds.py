"""Set phrases compared with earlier texts: what has changed, and what cannot be known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from edition.model import Edition
from edition.seeds.layer import Comparison, EarlierText, Formula, Lineage
from edition.seeds.vocabulary import Extent, Match
from edition.views.periods import year_number

_MARKS = "“”\"‘’'.,;:()- "
_WORD = re.compile(r"[^\s-]+[\s-]*|[\s-]+")


class Past(StrEnum):
    """What can be said of a phrase after comparing it with earlier texts."""

    NOWHERE = "nowhere"
    """Every earlier text was read in full, and it is in none."""

    UNSEEN = "unseen"
    """No passage at this place was seen."""

    OTHER_WORDS = "other-words"
    """Every passage that was seen has other words."""

    SENSE = "same-sense"
    """At least one passage has the same sense, in another language; none has the same words."""

    SAME = "same"
    """At least one passage has the same words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether the other side has them too."""

    text: str
    moved: bool


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """A phrase and an earlier text: the words then and the words here, where both are known."""

    earlier: str
    found: Comparison
    then: tuple[Piece, ...]
    here: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase with its history."""

    slug: str
    record: Formula
    past: Past
    changes: tuple[ComparedWords, ...]

    @property
    def counts(self) -> Mapping[Match, int]:
        """How many earlier texts have it in which way, of those that were compared."""
        found = Counter(change.found.match for change in self.changes)
        return {match: found[match] for match in Match if found[match]}


@dataclass(frozen=True, slots=True)
class DrawnLineage:
    """Where a term comes from, with its dates on a scale from 0 to 100."""

    slug: str
    record: Lineage
    first: float
    between: float | None
    sentences: tuple[str, ...]
    """Sentences of the text that name the term, or that it bears on."""


@dataclass(frozen=True, slots=True)
class LastText:
    """The latest earlier text of which words were read, and how the phrases compare with it."""

    slug: str
    phrases: Mapping[Match, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Rounds:
    """The phrases by what can be said of them, and the earlier texts by series and year."""

    phrases: Mapping[Past, tuple[Phrase, ...]]
    extents: Mapping[Extent, int]
    years: tuple[str, ...]
    series: Mapping[str, Mapping[str, tuple[tuple[str, EarlierText], ...]]]
    """Series to year to texts."""

    last: LastText | None
    lines: tuple[DrawnLineage, ...]
    """Terms by the earliest use that was found."""

    marks: tuple[tuple[str, float], ...]
    """Years to write above the lines, with their place from 0 to 100."""

    @property
    def read_whole(self) -> bool:
        """Whether every earlier text was read from beginning to end."""
        return set(self.extents) <= {Extent.WHOLE}


def rounds(edition: Edition) -> Rounds:
    """The set phrases of *edition* against its earlier texts."""
    texts = edition.layer.earlier
    order = edition.sentence_order
    grouped: dict[Past, list[Phrase]] = {past: [] for past in Past}
    for slug, formula in sorted(
        edition.layer.formulas.items(), key=lambda item: order[item[1].sentence]
    ):
        phrase = _phrase(slug, formula, texts)
        grouped[phrase.past].append(phrase)
    series: dict[str, dict[str, list[tuple[str, EarlierText]]]] = {}
    for slug, text in sorted(texts.items(), key=lambda item: item[1].date):
        series.setdefault(text.series, {}).setdefault(text.date[:4], []).append((slug, text))
    years = sorted({text.date[:4] for text in texts.values()} | {edition.record.date[:4]})
    scale = _Scale.of(edition)
    return Rounds(
        {past: tuple(phrases) for past, phrases in grouped.items()},
        Counter(text.extent for text in texts.values()),
        tuple(years),
        {name: {y: tuple(own) for y, own in row.items()} for name, row in series.items()},
        _last_text(texts, [phrase for own in grouped.values() for phrase in own]),
        tuple(_lines(edition, scale)),
        tuple(scale.marks()),
    )


def _last_text(texts: Mapping[str, EarlierText], phrases: list[Phrase]) -> LastText | None:
    read = [slug for slug, text in texts.items() if text.extent in {Extent.WHOLE, Extent.PART}]
    if not read:
        return None
    last = max(read, key=lambda slug: texts[slug].date)
    grouped: dict[Match, list[Phrase]] = {match: [] for match in Match}
    for phrase in phrases:
        found = phrase.record.history.get(last)
        grouped[found.match if found else Match.UNREAD].append(phrase)
    return LastText(last, {match: tuple(own) for match, own in grouped.items()})


@dataclass(frozen=True, slots=True)
class _Scale:
    """Years as places from 0 to 100, from the first origin of a term to the document."""

    start: float
    end: float

    @classmethod
    def of(cls, edition: Edition) -> _Scale:
        end = year_number(edition.record.date)
        found = [year_number(line.first.date) for line in edition.layer.lineage.values()]
        return cls(float(int(min(found, default=end))), end)

    def place(self, date: str) -> float:
        return round(100 * (year_number(date) - self.start) / max(self.end - self.start, 0.01), 1)

    def marks(self) -> Iterator[tuple[str, float]]:
        step = max(1, round((self.end - self.start) / 6))
        for year in range(int(self.start), int(self.end) + 1, step):
            yield str(year), self.place(str(year))


def _lines(edition: Edition, scale: _Scale) -> Iterator[DrawnLineage]:
    items = edition.layer.lineage.items()
    for slug, record in sorted(items, key=lambda item: item[1].first.date):
        sentences = tuple(edition.sentences_about(record.term))
        between = scale.place(record.between.date) if record.between else None
        first = scale.place(record.first.date)
        yield DrawnLineage(slug, record, first, between, sentences)


def _phrase(slug: str, formula: Formula, texts: Mapping[str, EarlierText]) -> Phrase:
    changes = []
    for earlier in sorted(texts, key=lambda slug: texts[slug].date):
        if found := formula.history.get(earlier):
            then: tuple[Piece, ...] = ()
            here: tuple[Piece, ...] = ()
            if found.words and found.match is Match.CHANGED:
                then, here = moved(found.words, formula.quote)
            changes.append(ComparedWords(earlier, found, then, here))
    counts = Counter(change.found.match for change in changes)
    return Phrase(slug, formula, _past(counts, len(texts)), tuple(changes))


def _past(counts: Mapping[Match, int], texts: int) -> Past:
    if counts[Match.SAME]:
        return Past.SAME
    if counts[Match.SENSE]:
        return Past.SENSE
    if counts[Match.CHANGED]:
        return Past.OTHER_WORDS
    return Past.NOWHERE if texts and counts[Match.ABSENT] == texts else Past.UNSEEN


def moved(then: str, here: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two wordings in pieces, each marked where the other lacks the same words in this order.

    *then* is a short quotation, so what *here* has before or after it proves
    nothing and is not marked.  Letter case, punctuation and hyphens between
    words do not count as a difference.
    """
    old, new = _WORD.findall(then), _WORD.findall(here)
    matcher = SequenceMatcher(None, list(map(_bare, old)), list(map(_bare, new)), autojunk=False)
    kept_old: set[int] = set()
    kept_new: set[int] = set()
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            kept_old.update(range(start, end))
        if kind == "equal" or (kind == "insert" and start in {0, len(old)}):
            kept_new.update(range(first, last))
    return tuple(_pieces(old, kept_old)), tuple(_pieces(new, kept_new))


def _bare(word: str) -> str:
    return word.strip(_MARKS).casefold() or word


def _pieces(words: list[str], kept: set[int]) -> Iterator[Piece]:
    """Runs of words; their texts, joined, are the wording itself, blanks outside the marks."""
    blank = ""
    for is_kept, run in groupby(range(len(words)), key=kept.__contains__):
        text = blank + "".join(words[index] for index in run)
        blank = ""
        if not is_kept:
            # What is between two words belongs to neither.
            if lead := text[: len(text) - len(text.lstrip())]:
                yield Piece(lead, moved=False)
            blank = text[len(text.rstrip()) :]
            text = text.strip()
        yield Piece(text, moved=not is_kept)
    if blank:
        yield Piece(blank, moved=False)
