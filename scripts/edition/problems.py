"""What can be wrong with the seeds, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from edition.wording import many

BUILD = "python scripts/build.py"
"""What an editor types before a command that mends something."""


RESTORE = "was a file deleted, renamed or cut short? restore it from the repository's history"
"""A hint where something was probably there before."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: *path* below the seeds' parent, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


def place_at(path: str, text: str, at: int) -> Place:
    """The spot of the character *at*, counted from 0, in *text*, which is the file at *path*."""
    return Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def offset_of(place: Place, text: str) -> int:
    """Where *place* is in *text*, counted from 0; lines end where YAML ends them."""
    return sum(map(len, text.splitlines(keepends=True)[: place.line - 1])) + place.column - 1


CODES = {
    "file-missing": "a file or folder that an edition needs is not there",
    "file-unreadable": "a file cannot be read, or is larger than 2 MB",
    "file-in-the-way": "a file that the build did not make is where a page should go",
    "not-utf-8": "a file is not UTF-8",
    "unknown-file": "a file or folder in seeds/ that is not a kind of seed",
    "yaml-syntax": "YAML that cannot be read",
    "yaml-feature": "an anchor, alias, tag, second document, or nesting deeper than 12 levels",
    "cut-by-comment": "a value cut short by a #: YAML reads the rest as a comment",
    "hidden-character": "an invisible character that changes how the text is read",
    "look-alike": "a letter or mark made of signs that only look like it",
    "duplicate-key": "a key that appears twice in one mapping",
    "unknown-key": "a key that the record does not have",
    "missing-key": "a key that the record must have",
    "wrong-type": "a list where text is expected, an empty value, and the like",
    "bad-value": "a value that is not one of those allowed",
    "bad-slug": "a slug with anything but lower-case letters, digits and single hyphens",
    "duplicate-slug": "the same slug twice",
    "not-a-date": "a date that does not exist or is not written as one",
    "not-an-address": "a web address that is not one",
    "too-long": "a handle, lead, margin or quotation over its limit",
    "prose-markup": "markup that has no meaning in prose",
    "text-changed": "the text no longer matches its checksum",
    "title-differs": "the title in edition.yml is not the title of the text",
    "text-not-covered": "words of the text that are in no paragraph",
    "boundary-not-found": "no sentence or paragraph begins with these words",
    "boundary-order": "paragraphs that are not in the order p1, p2, p3",
    "unknown-paragraph": "a paragraph that the text does not have",
    "unknown-sentence": "a sentence that the text does not have",
    "unknown-party": "a party that edition.yml does not name",
    "unknown-language": "a language that edition.yml does not name",
    "other-script": "a name without a letter of the script of its language",
    "unknown-theme": "a theme that no file defines",
    "unknown-term": "a term that no file defines",
    "unknown-subject": "a contested subject that no file defines",
    "unknown-source": "a source that no file defines",
    "unknown-earlier-text": "an earlier text that no file defines",
    "unknown-act": "an act that no sentence has",
    "unknown-id": "a link to an id that does not exist",
    "names-itself": "something listed as related to itself",
    "quote-not-found": "words that are not in the text",
    "quote-not-unique": "words that occur more than once in their paragraph",
    "quote-crosses": "a quotation that spans sentences it does not name",
    "quote-cuts-word": "a quotation that begins or ends within a word",
    "verb-not-found": "an act's verb that is not in its sentence",
    "party-silent": "an act of a party that does not speak in this text",
    "sentence-without-act": "a sentence for which no act is given",
    "sentence-without-theme": "a sentence for which no theme is given",
    "theme-without-sentence": "a theme that no sentence carries",
    "unused-term": "a term that nothing links to",
    "unused-source": "a source that nothing cites",
    "unused-subject": "a contested subject that no note shows",
    "one-sided": "a contested subject with only one side",
    "position-missing": "a concerned party without a position",
    "positions-out-of-reach": "a contested sentence whose paragraph shows no positions on it",
    "divergence-misplaced": "a note that compares languages but is of another kind, or the reverse",
    "subject-misplaced": "positions shown by a note that is not of kind position",
    "source-twice": "one page recorded as two sources",
    "address-marked": "a source’s address with a mark of the feed it came from",
    "publisher-twice": "one publisher written in two ways",
    "publisher-joined": "a publisher that names two: whose page it is, and whose text",
    "claim-without-source": "a claim with no source that is not marked unverified",
    "after-as-of": "a fact later than the edition's as_of that is not under 'later'",
    "later-too-early": "an entry under 'later' that is not later than as_of",
    "day-to-come": "something dated in the future",
    "date-order": "something reported before it happened, or seen before it was published",
    "listed-twice": "the same name or the same dated entry twice in one list",
    "release-date": "a release without a date, or with one that does not fit its changes",
    "absent-unread": "a phrase called absent from a text that was not read in full",
    "same-in-translation": "a phrase called the same where only another language was seen",
    "sentence-too-long": "a sentence of the edition with more than 30 words",
    "undated": "'now' or the like in a sentence without a year",
    "word-to-avoid": "a loaded or vague word listed in words.yml, outside quotation marks",
    "short-name-alone": "a short name listed in words.yml without its long name in the same text",
    "unattributed": "a paragraph on a contested subject that names nobody who holds the view",
    "unwritten": "a text still to be written, in what is to be released",
    "no-glyph": "a sign that no font of the books has",
    "registry-broken": "the register of published ids is damaged",
    "id-vanished": "an id that was published is gone",
    "id-words-changed": "a published id whose words are not those that were published",
    "id-reused": "a slug that was published, then given up, and is used again",
}
"""Every code that a problem can have, with what it means.  Codes are permanent."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the seeds; *code* is one of ``CODES``."""

    place: Place
    code: str
    message: str
    hint: str = field(default="")

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(self.code)

    def __str__(self) -> str:
        first = f"{self.place}: {self.code}: {self.message}"
        return f"{first}\n    hint: {self.hint}" if self.hint else first


class InvalidEdition(Exception):
    """The seeds have problems; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(f"{counted(self.problems)} in the seeds")


class Refused(Exception):
    """What a command cannot or may not do; the message says why, for the editor."""


class NotWritten(Exception):
    """The disk or another build is in the way; the message is one sentence."""


def counted(problems: Collection[Problem]) -> str:
    """How many there are: ``1 problem``."""
    return many(len(problems), "problem")
