"""A first draft of a whole edition, from nothing but a text.

What it makes is valid and says that it is a draft: it has boundaries to be
confirmed, a file to write in for every paragraph, and as terms the names and
set phrases that occur more than once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from edition.document import Document, Sentence, parse_document
from edition.editors.boundaries import ITEM, kept_together, propose_text_map, render_text_map
from edition.labels import TO_WRITE
from edition.problems import Problem, place_at
from edition.quotes import Span, find_name, whole_words
from edition.seeds.characters import find_hidden
from edition.seeds.layer import EditionRecord, TextMap
from edition.seeds.marked_yaml import MarkedFile
from edition.seeds.meant import slug_meant
from edition.wording import shorten
from edition.writing_systems import script_of

TEXT = "text.txt"
_LIKELY = {
    "Hani": "zh",
    "Arab": "ar",
    "Hebr": "he",
    "Cyrl": "ru",
    "Deva": "hi",
    "Hang": "ko",
    "Grek": "el",
    "Latn": "en",
}
"""The language that a text in this script is taken to be in, if nobody says."""

_OWN_LETTERS = {"ur": "ٹڈڑںے", "fa": "پچژگ", "uk": "їєґ", "ja": "のはをが"}
"""Letters that other languages of the script do not have."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a new edition by their name in its seeds, and what to confirm."""

    files: dict[str, str]
    paragraphs: int
    sentences: int
    terms: list[str]
    doubts: list[str]


def first_draft(text: str, title_lines: int, language: str, day: str) -> Draft:
    """Everything that an edition of *text* needs to be built; *day* dates it.

    Without a *language* the likeliest is taken.  ``ValueError`` says why no
    edition can be made: no paragraph after the title, or invisible characters.
    """
    text = text.removeprefix("\ufeff")
    openings = propose_text_map(text, title_lines)
    doubts = [*_doubts_of_title(text, title_lines), *_doubts_of_language(text, language)]
    language = language or _likely_language(text)
    title = " ".join(_title(text, title_lines).split())
    name = _short(_title(text, 1).strip())
    record = _record(name, title, language, day, sha256(text.encode("utf-8")).hexdigest())
    document = _document(text, record, openings, title_lines)
    doubts.append("its place and date are not known: edition.yml has a placeholder and today")
    terms = _terms(document)
    together = _kept_together(document)
    doubts += _doubts_of_sentences(together)
    files = {
        TEXT: text,
        "edition.yml": _yaml(record),
        "sentences.yml": _sentences(openings, title_lines, doubts),
        "themes.yml": _yaml({"whole-text": _theme()}),
        "terms.yml": _yaml({slug: _term(name) for slug, name in terms.items()}),
        "sources.yml": "{}\n",
        "words.yml": _yaml({"abbreviations": list(together)}),
    }
    numbers = _own_numbers(document)
    for paragraph in document.paragraphs:
        name = f"paragraphs/p{paragraph.number:02}.yml"
        files[name] = _yaml(_paragraph(paragraph.sentences, numbers.get(paragraph.id)))
    _refuse_hidden(files)
    counts = len(document.paragraphs), len(list(document.sentences))
    return Draft(files, *counts, list(terms.values()), doubts)


def _refuse_hidden(files: dict[str, str]) -> None:
    """Invisible characters may be in the text, but not in words that an editor keeps."""
    kept = any(find_hidden(content) for name, content in files.items() if name != TEXT)
    text = files[TEXT]
    if kept and (wrong := find_hidden(text)):
        place = place_at(TEXT, text, wrong.start())
        seen = f"U+{ord(wrong[0]):04X}, which is invisible and changes how the text is read"
        raise ValueError(f"line {place.line}, column {place.column} contains {seen}")


def _doubts_of_title(text: str, lines: int) -> Iterator[str]:
    """The title, and the line so close to it that it may belong to it."""
    title = _title(text, lines)
    yield f"the title is {' '.join(title.split())!r}"
    end = text.find(title.splitlines()[-1]) + len(title.splitlines()[-1])
    after = text[end:].lstrip("\r").removeprefix("\n").splitlines()
    if after and after[0].strip():
        line = shorten(after[0].strip())
        yield f"{line!r} was left out of it; to include it, use --title-lines {lines + 1}"


def _doubts_of_language(text: str, language: str) -> Iterator[str]:
    if not language:
        likely = _likely_language(text)
        yield f"the language is {likely!r}, to judge by its letters; if not, use --language …"


def _likely_language(text: str) -> str:
    own = (tag for tag, letters in _OWN_LETTERS.items() if set(letters) & set(text))
    script = script_of(text)
    return _LIKELY[script] if script == "Latn" else next(own, _LIKELY[script])


def _kept_together(document: Document) -> dict[str, list[str]]:
    """Each abbreviation, and the paragraphs where it did not end a sentence."""
    where: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        for word in kept_together(paragraph.text):
            where.setdefault(word, []).append(paragraph.id)
    return where


def _doubts_of_sentences(together: dict[str, list[str]]) -> Iterator[str]:
    for word, places in together.items():
        more = f" and {len(places) - 6} more" if len(places) > 6 else ""
        yield f"no sentence ends after {word!r}: {', '.join(places[:6])}{more}"


def _title(text: str, lines: int) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][:lines])


def _document(
    text: str, record: dict[str, Any], openings: dict[str, list[str]], title_lines: int
) -> Document:
    text_map = TextMap(title_lines=title_lines, paragraphs=openings)
    # Problems need places; here they are those of the file that is being made.
    text_map.placed(MarkedFile("sentences.yml", _sentences(openings, title_lines, [])), ())
    made = EditionRecord.model_validate(record)
    made.placed(MarkedFile("edition.yml", _yaml(record)), ())
    problems: list[Problem] = []
    document = parse_document(text, made, text_map, problems)
    if document is None or problems:
        why = problems[0].message if problems else "no boundaries were found"
        raise ValueError(why)
    return document


def _record(name: str, title: str, language: str, day: str, checksum: str) -> dict[str, Any]:
    return {
        "name": f"{name}, annotated",
        "title": title,
        "short_title": "Text",
        "subtitle": "A first draft of an edition",
        "language": language,
        "place": "Place to be given",
        "date": day,
        "published": day,
        "as_of": day,
        "text": TEXT,
        "sha256": checksum,
        "parties": {"authors": {"name": "The authors", "short": "Authors"}},
        "editors": ["Editors to be named"],
        "licence": "CC BY 4.0",
        "summary": "A first draft: the words are exact, the notes are still to be written.",
        "glance": ["It begins [here](p1-s1)."],
    }


def _short(title: str) -> str:
    """As many of its words as fit beside the search; a script without blanks is cut anywhere."""
    cut = title[:61]
    return title if len(title) <= 60 else (cut[: cut.rfind(" ")] if " " in cut else cut[:60])


def _theme() -> dict[str, Any]:
    return {
        "name": "The whole text",
        "colour": "slate",
        "definition": "A place for every sentence until the themes are found.",
        "counts_in": "Every sentence.",
        "counts_out": "Nothing.",
        "essay": f"{TO_WRITE}.",
        "neighbours": {},
    }


def _term(name: str) -> dict[str, Any]:
    return {"name": name, "kind": "phrase", "in_text": [name], "what": f"{TO_WRITE}."}


def _own_numbers(document: Document) -> dict[str, str]:
    """The numbers with which the text counts its own paragraphs, if it does from 1 on."""
    begun = {p.id: re.match(r"\s*(\d{1,3})[.)]\s", p.text) for p in document.paragraphs}
    found = {identifier: match[1] for identifier, match in begun.items() if match}
    counted = [str(number) for number in range(1, len(found) + 1)]
    return found if len(found) > 1 and list(found.values()) == counted else {}


def _paragraph(sentences: Sequence[Sentence], number: str | None) -> dict[str, Any]:
    first = " ".join(_after_number(sentences[0].text).split()[:4])
    return {
        **({"own_number": number} if number else {}),
        "handle": re.sub(r"(?<!\d)[^\w\s’'-]+|[^\w\s’'-]+(?!\d)", "", first)[:40].strip()
        or "Paragraph",
        "gist": f"{TO_WRITE}.",
        "context": f"{TO_WRITE}.",
        "watch": [],
        "related": {},
        "sentences": {f"s{sentence.number}": _sentence(sentence) for sentence in sentences},
        "notes": {},
    }


def _after_number(sentence: str) -> str:
    """The sentence without the number or the dash that it begins with."""
    found = ITEM.match(sentence)
    return sentence[found.end() :] if found and found.end() < len(sentence) else sentence


def _sentence(sentence: Sentence) -> dict[str, Any]:
    """An act that says no more than that the words are the authors'."""
    words = _after_number(sentence.text).split()
    _, end = whole_words(Span(0, min(6, len(sentence.text))), sentence.text)
    verb = words[0] if len(words) > 1 else sentence.text[:end]
    act = {
        "actor": "authors",
        "verb": verb,
        "act": "informs",
        "object": "to be written",
        "quote": " ".join(words[:6]) if " ".join(words[:6]) in sentence.text else verb,
    }
    return {"themes": ["whole-text"], "acts": [act]}


def _terms(document: Document) -> dict[str, str]:
    """Slug to name of what the text says more than once, the most frequent first."""
    sentences = [sentence.text for sentence in document.sentences]
    places: dict[str, list[int]] = {}
    for index, text in enumerate(sentences):
        for name in _candidates(_after_number(text)):
            places.setdefault(name, []).append(index)
    often = sorted(
        (name for name, found in places.items() if len(found) > 1),
        key=lambda name: (-len(name.split()) * len(places[name]), -len(name), name),
    )
    kept: list[str] = []
    kept_in: dict[int, list[str]] = {}
    for name in often:
        found = places[name]
        # A longer name that is found as often is in every sentence in which this one is.
        longer = (other for other in kept_in.get(found[0], ()) if name in other)
        inside = any(len(places[other]) >= len(found) for other in longer)
        if not inside and any(next(find_name(name, sentences[i]), None) for i in found):
            kept.append(name)
            for index in set(found):
                kept_in.setdefault(index, []).append(name)
    return {slug: name for name, slug in zip(kept, _slugs(kept), strict=True)}


def _candidates(sentence: str) -> Iterator[str]:
    """Names inside a sentence, and runs of two to six words or of two to six Chinese letters."""
    for match in re.finditer(r"(?<=\s)[A-ZÀ-ÞА-Я][\w’-]+(?:[ -][A-ZÀ-ÞА-Я][\w’-]+)*", sentence):
        yield match[0]
    for run in re.findall(r"[^\W\d_][\w’'-]*(?: [\w’'-]+)*", sentence):
        words = run.split(" ")
        for length in (2, 3, 4, 5, 6):
            for start in range(len(words) - length + 1):
                phrase = words[start : start + length]
                if min(len(phrase[0]), len(phrase[-1])) > 3:
                    yield " ".join(phrase)
    for run in re.findall(r"[㐀-鿿]{2,}", sentence):
        for length in (2, 3, 4, 5, 6):
            yield from (run[i : i + length] for i in range(len(run) - length + 1))


def _slugs(names: Sequence[str]) -> Iterator[str]:
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        slug = slug_meant(name) or f"term-{number}"
        while slug in taken:
            slug += "-x"
        taken.add(slug)
        yield slug


def _sentences(openings: dict[str, list[str]], title_lines: int, doubts: list[str]) -> str:
    lines = ["# Where paragraphs and sentences begin: read it against the text once."]
    lines += [f"# {doubt}" for doubt in doubts]
    return "\n".join(lines) + "\n" + render_text_map(openings, title_lines)


def _yaml(data: object, depth: int = 0) -> str:
    """*data* as YAML that an editor would write: blocks outside, all strings in quotes."""
    if isinstance(data, dict) and data:
        lines = []
        for key, value in data.items():
            block = isinstance(value, dict | list) and value
            inner = _yaml(value, depth + 1)
            lines.append(f"{'  ' * depth}{key}:" + (f"\n{inner}" if block else f" {inner}"))
        return "\n".join(lines) + ("\n" if depth == 0 else "")
    if isinstance(data, list) and data:
        return "\n".join(f"{'  ' * depth}- {_flow(item)}" for item in data)
    return _flow(data)


def _flow(data: object) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in data.items()) + "}"
    return json.dumps(data, ensure_ascii=False)
