"""A made-up edition of any length, to measure how the build grows.

Two sentences a paragraph and 14 notes, as in the edition of this repository
(261 notes on 19 paragraphs); a note's body has some 40 words.  Terms and sources
grow with the square root of the length, as the words of a language do.  The
same number gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from math import ceil, sqrt
from pathlib import Path
from random import Random

NOTES = 14
THEMES = 18
SYLLABLES = [a + b for a in "bdklmr" for b in "aeio"]
KINDS = ("term", "wording", "position", "silence", "context", "term", "wording")
ACT = "{actor: both, verb: agree, act: commits, object: %s, quote: agree}"


def write_edition(folder: Path, paragraphs: int) -> None:
    """Write the seeds of an edition with so many paragraphs into *folder*."""
    random = Random(paragraphs)
    words = _vocabulary(random)
    terms = ceil(255 * sqrt(paragraphs / 19))
    sources = ceil(864 * sqrt(paragraphs / 19))
    for kind in ("paragraphs", "terms"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    texts = [_paragraph(random, words, number, terms) for number in range(1, paragraphs + 1)]
    text = "A Made-up Text\n\n" + "\n\n".join(f"{a} {b}" for a, b in texts) + "\n"
    named = set(re.findall(r"Name\d+", text))
    files = {
        "text.txt": text,
        "edition.yml": EDITION.format(sha=sha256(text.encode("utf-8")).hexdigest()),
        "sentences.yml": _sentences(texts),
        "words.yml": "{}\n",
        "themes.yml": "".join(_theme(n, paragraphs) for n in range(THEMES)),
        "sources.yml": "".join(SOURCE.format(n=n) for n in range(sources)),
        "subjects.yml": SUBJECT,
    }
    # A file of seeds has at most 2 MB.
    for first in range(0, terms, 500):
        files[f"terms/{first:05}.yml"] = "".join(
            _term(random, words, n, sources, paragraphs, named=f"Name{n}" in named)
            for n in range(first, min(first + 500, terms))
        )
    for number, sentences in enumerate(texts, start=1):
        layer = _layer(random, words, number, sentences, terms, sources, paragraphs)
        files[f"paragraphs/p{number:04}.yml"] = layer
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")


def _vocabulary(random: Random) -> list[str]:
    return ["".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(3000)]


def _run(random: Random, words: list[str], length: int) -> str:
    return " ".join(random.choices(words, k=length))


def _paragraph(random: Random, words: list[str], number: int, terms: int) -> tuple[str, str]:
    """Two sentences, some ninety words as in the real text, with two terms in them."""
    first = f"Both sides agree on point {number} and {_run(random, words, 40)}."
    names = " and ".join(f"Name{random.randrange(terms)}" for _ in range(2))
    return first, f"They agree to {_run(random, words, 30)} with {names}."


def _sentences(texts: list[tuple[str, str]]) -> str:
    lines = ["title_lines: 1", "paragraphs:"]
    for number, (first, second) in enumerate(texts, start=1):
        lines.append(f"  p{number}:")
        lines += [f'    - "{" ".join(words.split()[:8])}"' for words in (first, second)]
    return "\n".join(lines) + "\n"


def _layer(
    random: Random,
    words: list[str],
    number: int,
    sentences: tuple[str, str],
    terms: int,
    sources: int,
    paragraphs: int,
) -> str:
    # Every theme is carried somewhere, however short the text.
    own = number % THEMES
    themes = [own, *random.sample([theme for theme in range(THEMES) if theme != own], 2)]
    other = number % paragraphs + 1
    lines = [
        f"handle: Point {number}",
        f"gist: {_body(random, words, 8)}",
        f"context: {_body(random, words, 25)} [@source-{random.randrange(sources)}]",
        f"watch: [{_body(random, words, 6)}]",
        f"related: {{p{other}: The next point.}}",
        "sentences:",
        f"  s1: {{themes: [t{themes[0]}, t{themes[1]}], acts: [{ACT % 'a point'}]}}",
        f"  s2: {{themes: [t{themes[2]}], acts: [{ACT % 'a deed'}]}}",
        "notes:",
    ]
    tokens = [part.split() for part in sentences]
    for note in range(NOTES):
        half = tokens[note % 2]
        start = random.randrange(6, len(half) - 8)
        quote = " ".join(half[start : start + random.randint(3, 5)])
        kind = KINDS[note % len(KINDS)]
        if number == 1 and note == 2:
            kind += "\n    subject: dispute"
        body = f"{_body(random, words, 18)} [@source-{random.randrange(sources)}] "
        if kind.startswith("position"):
            body = f"Northland says {body}"
        lines += [
            f"  note-{note}:",
            f"    quote: {quote}",
            f"    kind: {kind}",
            "    confidence: high",
            f"    lead: {_body(random, words, 3)}",
            f"    margin: {_body(random, words, 18)}",
            f"    terms: [name-{random.randrange(terms)}]",
            "    body: |",
            f"      {body}",
            f"      {_body(random, words, 20)} [the point](p{random.randint(1, paragraphs)})"
            f" [@source-{random.randrange(sources)}]",
        ]
    return "\n".join(lines) + "\n"


def _body(random: Random, words: list[str], length: int) -> str:
    return f"{_run(random, words, length).capitalize()}."


def _theme(number: int, paragraphs: int) -> str:
    return THEME.format(n=number, p=number % paragraphs + 1)


def _term(
    random: Random, words: list[str], number: int, sources: int, paragraphs: int, *, named: bool
) -> str:
    # Four sources a term, one after the other, so that none is without use.
    facts = "".join(
        f'    - {{date: "19{random.randrange(10, 99)}", text: {_body(random, words, 15)},'
        f" sources: [source-{(4 * number + fact) % sources}]}}\n"
        for fact in range(4)
    )
    place = number % paragraphs + 1
    in_text = f"[Name{number}]" if named else "[]"
    return TERM.format(
        n=number, p=place, in_text=in_text, what=_body(random, words, 15), facts=facts
    )


EDITION = """\
name: Made Up
title: A Made-up Text
short_title: Text
subtitle: A text made to be measured
language: en
place: Nowhere
date: "2001-02-03"
published: "2001-02-03"
as_of: "2001-02-04"
text: text.txt
sha256: {sha}
parties:
  both: {{name: Both lands, short: Both}}
  northland: {{name: Northland, colour: blue}}
languages:
  fr: {{name: French, romanisation: none}}
editors: [Nobody]
licence: CC BY 4.0
summary: A text made to be measured [@source-0].
glance: ["They [agree](p1-s1)."]
"""
SOURCE = """\
source-{n}:
  title: Report {n}
  publisher: Paper {n}
  date: "2000-01-01"
  url: https://example.org/{n}
  kind: news
  language: en
  shows: A report.
  looked_at: "2001-02-04"
"""
THEME = """\
t{n}:
  name: Theme {n}
  colour: teal
  definition: One of the themes.
  counts_in: Some.
  counts_out: Others.
  essay: The text speaks of it [here](p{p}).
  neighbours: {{}}
"""
TERM = """\
name-{n}:
  name: Name{n}
  kind: place
  in_text: {in_text}
  bears_on: [p{p}-s1]
  what: {what}
  forms:
    fr: {{form: Nom{n}, basis: known}}
  facts:
{facts}"""
SUBJECT = """\
dispute:
  name: The dispute
  question: What it is called.
  sentences: [p1-s1]
  concerned: [Northland, Southland]
  positions:
    - {holder: Northland, date: "2000", stance: It is ours., sources: [source-0]}
    - {holder: Southland, date: "2000", stance: It is theirs., sources: [source-0]}
"""

if __name__ == "__main__":
    write_edition(Path(sys.argv[1]), int(sys.argv[2]))
