"""Wording that messages and pages share: counted nouns, shortened values, guesses at a typo."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def many(number: int, noun: str) -> str:
    """The number with its noun: ``1 term``, ``2,000 terms``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def series(words: Iterable[str]) -> str:
    """All of *words* in a sentence: ``one, two and three``."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def ranges(numbers: Iterable[int]) -> list[str]:
    """Rising *numbers*, three or more in a row as one: ``11–13``, ``15``."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [
        written
        for row in rows
        for written in ([f"{row[0]}–{row[-1]}"] if len(row) > 2 else map(str, row))
    ]


def ended(text: str, mark: str) -> str:
    """*text* with *mark* after it, unless it ends in a character that takes the mark's place."""
    taken = ("?", "!", "？", "！", *((".", "。", "…") if mark == "." else ()))
    return text if text.endswith(taken) else text + mark


def shorten(value: str, length: int = 60) -> str:
    """*value* on one line, with an ellipsis where more than *length* characters are cut."""
    line = " ".join(value.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def did_you_mean(wrong: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A hint with the closest of *known*; empty if none is at least *cutoff* alike."""
    near = get_close_matches(wrong, list(known), n=1, cutoff=cutoff)
    return f"did you mean {near[0]!r}?" if near else ""


def reason_of(error: OSError, unknown: str) -> str:
    """Why the system refused, to follow a colon; *unknown* where it does not say."""
    reason = error.strerror or unknown
    return reason[0].lower() + reason[1:]
