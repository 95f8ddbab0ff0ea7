"""Skeletons of a note, a term, a source and a theme, as text to put into a seed file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from edition.document import Document, Paragraph
from edition.labels import TO_WRITE
from edition.problems import Refused
from edition.quotes import Span, find_quote
from edition.rules.misquoted import elsewhere, nearest_words
from edition.wording import many


@dataclass(frozen=True, slots=True)
class Skeleton:
    """*text* as it is in the file, without indentation."""

    slug: str
    text: str


def note(
    document: Document, paragraph: Paragraph, quote: str, slug: str, kind: str, nth: int
) -> Skeleton:
    """A note on *quote* in *paragraph*; *nth* says which, if it occurs there more than once."""
    if not quote.strip():
        raise Refused("a note is attached to words: copy them from the text")
    places = find_quote(quote, paragraph.text)
    if not places:
        hint = elsewhere(quote, document) or nearest_words(quote, paragraph.text)
        raise Refused(f"{quote!r} is not in {paragraph.id}" + (f"; {hint}" if hint else ""))
    if not 0 < nth <= len(places):
        raise Refused(f"{quote!r} occurs in {paragraph.id} {many(len(places), 'time')}, not {nth}")
    span = places[nth - 1]
    before, after = _surroundings(paragraph.text, span) if len(places) > 1 else ("", "")
    touched = [f"s{sentence.number}" for sentence in paragraph.sentences_under(span)]
    lines = [f"quote: {_quoted(quote)}"]
    lines += [f"prefix: {_quoted(before)}"] if before else []
    lines += [f"suffix: {_quoted(after)}"] if after else []
    lines += [f"sentences: [{', '.join(touched)}]"] if len(touched) > 1 else []
    lines += [
        f"kind: {kind}  # term, wording, position, silence, context or translation",
        "confidence: unverified  # high or medium once a source supports it",
        f"lead: {TO_WRITE}  # at most six words",
        f"margin: {TO_WRITE}.  # at most 240 characters",
        "body: |",
        f"  {TO_WRITE}.",
    ]
    return _skeleton(slug, lines)


def _surroundings(text: str, span: Span) -> tuple[str, str]:
    """The fewest characters before or after *span* that distinguish it from its repetitions."""
    quote = text[span.start : span.end]
    for length in range(1, len(text)):
        before = text[max(0, span.start - length) : span.start]
        if len(find_quote(quote, text, before)) == 1:
            return before, ""
        after = text[span.end : span.end + length]
        if len(find_quote(quote, text, "", after)) == 1:
            return "", after
    return "", ""


def term(slug: str, name: str, kind: str, text: str, sentence: str) -> Skeleton:
    """A term; found in *text* by its name, or else bearing on *sentence*."""
    lines = [f"name: {_quoted(name)}", f"kind: {kind}"]
    if name in text:
        lines.append(f"in_text: [{_quoted(name)}]")
    elif sentence:
        lines.append(f"bears_on: [{sentence}]")
    else:
        raise Refused(
            f"the text does not say {name!r}; name a sentence that it bears on: --on p6-s2"
        )
    lines.append(f"what: {TO_WRITE}.")
    return _skeleton(slug, lines)


def source(slug: str, url: str, day: str) -> Skeleton:
    """A source that was looked at on *day*."""
    return _skeleton(
        slug,
        [
            f"title: {TO_WRITE}",
            f"publisher: {TO_WRITE}",
            "# carries: whose text it is, if an agency's or a ministry's",
            f"url: {_quoted(url)}",
            "kind: reference  # primary, official, agency, news, reference or analysis",
            "language: en",
            f"shows: {TO_WRITE}.",
            f'looked_at: "{day}"',
        ],
    )


def theme(slug: str, name: str) -> Skeleton:
    """A theme and its entry in the codebook."""
    return _skeleton(
        slug,
        [
            f"name: {_quoted(name)}",
            "colour: slate",
            f"definition: {TO_WRITE}.",
            f"counts_in: {TO_WRITE}.",
            f"counts_out: {TO_WRITE}.",
            f"essay: {TO_WRITE}.",
            "neighbours: {}",
        ],
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _skeleton(slug: str, lines: list[str]) -> Skeleton:
    return Skeleton(slug, "\n".join([f"{slug}:", *(f"  {line}" for line in lines)]) + "\n")


def put_note(file: str, skeleton: Skeleton) -> tuple[str, int]:
    """The file of a paragraph with one more note, and the line on which it begins."""
    block = "".join(f"  {line}\n" for line in skeleton.text.splitlines())
    if empty := re.search(r"^notes:[ \t]*\{\}[ \t]*\n?", file, re.MULTILINE):
        head, tail = file[: empty.start()] + "notes:\n", file[empty.end() :]
    else:
        start = re.search(r"^notes:", file, re.MULTILINE)
        if start is None:
            raise Refused("the file has no 'notes:'")
        end = re.compile(r"^(?=[^\s#-])", re.MULTILINE).search(file, start.end())
        at = end.start() if end else len(file)
        head, tail = file[:at], file[at:]
        if head and not head.endswith("\n"):
            head += "\n"
    return head + block + tail, head.count("\n") + 1


def put_record(file: str, skeleton: Skeleton) -> tuple[str, int]:
    """A file of slugs and records with one more, and the line on which it begins."""
    kept = re.sub(r"^\{\}\s*\Z", "", file, flags=re.MULTILINE)
    if kept and not kept.endswith("\n"):
        kept += "\n"
    return kept + skeleton.text, kept.count("\n") + 1
