"""The edition's own pages and their sections, for the search.

What they are called is taken from their templates; the words that readers type
to look for them are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition import names
from edition.model import Edition
from edition.seeds.layer import Primer
from edition.templating import source
from edition.views.acts import who_says_what
from edition.views.languages import languages
from edition.views.promises import promises

_ASKED = {
    ("acts", names.ACTS): {
        "": "speech acts, speakers",
        "alone": "alone, one side alone, who speaks alone",
        "ledger": "mutual support, who backs whom, who gets what, what each side gets",
        "verbs": "binding, how binding",
    },
    ("rounds", names.ROUNDS): {
        "": "compare, comparison",
        "phrases": "set phrases, changed phrases",
        "new": "what is new, what has changed, new against earlier texts",
        "gone": "silence list, what is left out, what is not mentioned",
        "lineage": "first uses",
        "texts": "earlier texts, previous texts, previous statements",
    },
    ("commitments", names.COMMITMENTS): {
        "": "promises, status of promises, status of commitments, what happened to the promises, "
        "were the promises kept",
        "dated": "deadlines, due dates, dated promises",
        "board": "checkable promises",
    },
    ("timeline", names.TIMELINE): {"": "chronology, dates, calendar"},
    ("since", names.SINCE): {
        "": "what happened since, what has happened since, later events, later developments, "
        "aftermath, follow-up, news, latest, update",
    },
    ("languages", names.LANGUAGES): {
        "": "translations, versions, other languages",
        "divergences": "differences between versions, translation differences",
    },
    ("themes", names.THEMES): {"": "topics, subjects", "codebook": "definitions"},
    ("terms", names.TERMS): {"": "glossary, dictionary, index of terms"},
    ("sources", names.SOURCES): {"": "bibliography, references"},
    ("about", names.ABOUT): {
        "": "about this edition, who made this edition, who wrote this, editors, help",
        "method": "methodology, how it is made, confidence",
        "rules": "neutrality, bias",
        "text": "original text, official text",
        "cite": "how to cite, citation, citing, footnote",
        "licence": "license, copyright",
        "corrections": "correction, report a mistake, error, errata, contact, feedback",
        "privacy": "cookies, tracking",
        "accessibility": "accessible, screen reader",
    },
    ("quote", names.QUOTE): {"": "quotation, quote, verify a quote, quote checker, fact check"},
    ("state", names.STATE): {"": "coverage, state, statistics"},
    ("changes", names.CHANGES): {"": "change log, changelog, updates, version, corrected"},
    ("download", names.DOWNLOAD): {
        "": "downloads, data, dataset",
        "books": "pdf, epub, ebook, print, offline",
        "keep": "keep offline, read offline, without a connection, without internet, no network",
        "files": "bibtex, bib, ris, zotero, endnote, mendeley, csl, json, csv, tei, xml, api",
        "cite": "cite the data",
    },
}
"""By template and page: the words that lead to the page and to its sections."""


_LEARNING = ("how to read", "how to read this", "guide", "introduction", "beginner", "newcomer")
"""Words with which newcomers to such texts ask."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A page of the edition, or a section of one."""

    path: str
    """Its address below the site's root: ``about/#cite``."""
    title: str
    page: str
    """What the page of a section is called; empty for a page."""
    purpose: str
    """What a page is for; empty for a section."""
    asked: tuple[str, ...]


def own_places(edition: Edition) -> Iterator[OwnPlace]:
    """The pages, each followed by its sections that readers ask for."""
    if edition.layer.primer:
        yield from _lessons(edition.layer.primer)
    absent = _absent(edition)
    more = _names_of(edition)
    for (template, uri), asked in _ASKED.items():
        text = source(f"{template}.md.j2")
        title, purpose = _found(r"parts\.front\((?:'([^']+)'|[\w.]+), '([^']+)'", text)
        title = title or edition.record.comparison
        for fragment, words in asked.items():
            own = (*words.split(", "), *more.get((template, fragment), ()))
            path = names.page_path(uri)
            if (template, fragment) in absent:
                continue
            if not fragment:
                yield OwnPlace(path, title, "", purpose, own)
            else:
                (heading,) = _found(rf"(?m)^## (.+) {{ #{fragment} }}$", text)
                yield OwnPlace(f"{path}#{fragment}", heading, title, "", own)


def _lessons(primer: Primer) -> Iterator[OwnPlace]:
    """The page that teaches how to read the text, and its lessons."""
    path = names.page_path(names.READING)
    yield OwnPlace(path, primer.title, "", primer.lead, _LEARNING)
    for slug, lesson in primer.lessons.items():
        yield OwnPlace(f"{path}#{slug}", lesson.name, primer.title, "", ())


def _names_of(edition: Edition) -> dict[tuple[str, str], list[str]]:
    """Words that lead to a section because of whom and what this edition names."""
    tongues = [language.name for language in edition.record.languages.values()]
    years = sorted({text.date[:4] for text in edition.layer.earlier.values()})
    parties = [edition.record.parties[slug].name for slug in who_says_what(edition).alone]
    return {
        ("languages", "divergences"): [f"{name} version" for name in tongues],
        ("acts", "alone"): [f"{name} alone" for name in parties],
        ("acts", "ledger"): [f"what did {name} get" for name in parties],
        ("rounds", "phrases"): [f"new {word} {y}" for y in years for word in ("since", "against")],
    }


def _found(pattern: str, template: str) -> tuple[str, ...]:
    found = re.search(pattern, template)
    if not found:
        raise LookupError(pattern)
    return found.groups()


def _absent(edition: Edition) -> set[tuple[str, str]]:
    """Sections that the pages of this edition do not have, and pages, since they would be empty."""
    layer = edition.layer
    filled = {
        ("acts", "alone"): who_says_what(edition).alone,
        ("acts", "ledger"): layer.ledger,
        ("rounds", "phrases"): layer.earlier and layer.formulas,
        ("rounds", "new"): layer.earlier and layer.formulas,
        ("rounds", "gone"): layer.dropped,
        ("rounds", "lineage"): layer.lineage,
        ("rounds", "texts"): layer.earlier,
        ("since", ""): edition.has_later_events,
        ("commitments", "dated"): promises(edition).years,
        ("languages", "divergences"): languages(edition).divergences,
    }
    return {section for section, content in filled.items() if not content}
