"""The controlled vocabularies: the values from which an editor chooses.

Each is given as its value, what pages call it, and what it means for whoever has only the
data; what nobody needs is left out.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A value as seeds and data have it, with its name on the pages and a sentence on it."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Self:
        """Let the first of the texts be the value."""
        own = str.__new__(cls, value)
        own._value_, own.label, own.meaning = value, label, meaning
        return own


class ActClass(Choice):
    """What a sentence does, from the most to the least binding."""

    COMMITS = "commits", "commits", "Says that the speaker will do something."
    DECLARES = "declares", "declares a position", "States a position."
    SUPPORTS = "supports", "supports", "Backs somebody, or what somebody does or holds."
    OPPOSES = "opposes", "opposes", "Is against something."
    CALLS_ON = "calls-on", "calls on others", "Asks others to do something."
    PRAISES = "praises", "praises", "Speaks well of somebody or something."
    INFORMS = "informs", "informs", "Reports what happened."
    THANKS = "thanks", "thanks", "Thanks somebody."

    @property
    def binding(self) -> int:
        """How strongly it binds the speaker: 3 a promise, 2 a position, 1 a courtesy or a report.

        The scale is the edition's own.
        """
        if self is ActClass.COMMITS:
            return 3
        positions = {ActClass.DECLARES, ActClass.SUPPORTS, ActClass.OPPOSES, ActClass.CALLS_ON}
        return 2 if self in positions else 1


class NoteKind(Choice):
    """The question a note answers."""

    TERM = "term", "What it is", "What the words name."
    WORDING = "wording", "Why these words", "Why these words and no others."
    POSITION = "position", "Contested", "Who disputes what they say."
    SILENCE = "silence", "Left open", "What they leave open."
    CONTEXT = "context", "Why now", "Why they are said now."
    TRANSLATION = (
        "translation",
        "In the other language",
        "How the words in another language differ.",
    )


class Carries(Choice):
    """What the words in another language say, compared with the text's own."""

    MORE = "more", "says more", "The other language says more."
    LESS = "less", "says less", "It says less."
    OTHER = "other", "says it differently", "It says something else."


class Reach(Choice):
    """How far a theme reaches: the lanes in which dates are drawn."""

    PARTIES = "parties"
    REGION = "region"
    WORLD = "world"


class Direction(Choice):
    """In which direction words run."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


class ReviewState(Choice):
    """Whether a second person has checked a note against its sources."""

    DRAFT = "draft", "draft", "Not yet checked against its sources."
    REVIEWED = "reviewed", "reviewed", "Checked against its sources."


class FormBasis(Choice):
    """How the edition knows a name in another language: seen in a source, or known otherwise."""

    SEEN = "seen", "seen", "The name was seen in a source."
    KNOWN = "known", "known", "It is in use, but was not seen in a source."


class Confidence(Choice):
    """How far what was read supports a claim."""

    HIGH = "high", "high confidence", "A source that was seen says it."
    MEDIUM = "medium", "medium confidence", "The source says it in part, or at second hand."
    UNVERIFIED = "unverified", "unverified", "No page that says so was found."
    INFERENCE = "inference", "the edition’s inference", "The edition's own reading of the words."


class TermKind(Choice):
    """What sort of thing a name names."""

    PERSON = "person", "Person"
    OFFICE = "office", "Office"
    PLACE = "place", "Place"
    ORGANISATION = "organisation", "Organisation"
    DOCUMENT = "document", "Document"
    PROGRAMME = "programme", "Programme"
    EVENT = "event", "Event"
    CONCEPT = "concept", "Concept"
    PHRASE = "phrase", "Set phrase"

    @property
    def plural(self) -> str:
        """What all of this kind are called."""
        return "People" if self is TermKind.PERSON else f"{self.label}s"


class SourceKind(Choice):
    """Who speaks in a source."""

    PRIMARY = "primary", "Primary texts", "The text of a document itself, or a copy of it."
    OFFICIAL = (
        "official",
        "Official pages",
        "A page of a government or of a body that it belongs to.",
    )
    AGENCY = "agency", "News agencies", "A news agency's text, whoever carries it."
    NEWS = "news", "Newspapers and broadcasters", "A newspaper's or broadcaster's own text."
    REFERENCE = "reference", "Reference works", "A work of reference."
    ANALYSIS = "analysis", "Analysis", "Somebody's analysis."


class Colour(Choice):
    """The named colours of the design; each has a light and a dark form."""

    SLATE = "slate"
    BLUE = "blue"
    INDIGO = "indigo"
    VIOLET = "violet"
    PLUM = "plum"
    ROSE = "rose"
    RUST = "rust"
    ORANGE = "orange"
    OCHRE = "ochre"
    OLIVE = "olive"
    GREEN = "green"
    TEAL = "teal"


class ChangeKind(Choice):
    """What kind of change was made."""

    ADDED = "added", "Added", "Something new."
    CORRECTED = "corrected", "Corrected", "Something was wrong."
    UPDATED = "updated", "Updated", "Something is told better or later."
    WITHDRAWN = "withdrawn", "Withdrawn", "Something was taken away."


class Extent(Choice):
    """How much of an earlier text was read."""

    WHOLE = "whole", "read in full", "The whole text was read."
    PART = "part", "read in part", "Words of it were read, but not all."
    REPORTS = "reports", "known only from reports", "Only what others report of it."
    NONE = "none", "not read", "Nothing of it."


class Match(Choice):
    """Whether a set phrase was in an earlier text, and how."""

    SAME = "same", "same", "The same words."
    SENSE = "sense", "same in sense", "The same in sense; the words were seen in another language."
    CHANGED = "changed", "changed", "The point is there in other words."
    ABSENT = "absent", "absent", "The point is not there; said only where the whole text was read."
    UNREAD = "unread", "unread", "What was read of it does not tell."


class Basis(Choice):
    """What a comparison rests on."""

    JOINT_TEXT = "joint-text", "words of the joint text", "Words of the joint text."
    REPORT = "report", "a report of the joint text", "A report of the joint text."
    READOUT = "readout", "one side’s readout", "One side's account."
    REMARKS = "remarks", "remarks to the press", "Remarks to the press."


class Standing(Choice):
    """The status of a commitment."""

    OPEN = "open", "open", "Promised, and no step was seen."
    UNDER_WAY = "under-way", "under way", "A step was seen."
    DONE = "done", "done", "It was done."
    NO_REPORT = "no-report", "no report found", "Reports were looked for and none was found."


class WatchedKind(Choice):
    """Why a word is watched."""

    LOADED = "loaded"
    VAGUE = "vague"
    UNDATED = "undated"


class Figure(Choice):
    """What the build can draw or count of the text beside a lesson on how to read it."""

    SPEAKERS = "speakers"
    VERBS = "verbs"
    LENGTHS = "lengths"


class OwnPage(Choice):
    """A page of the edition to which a lesson leads on; the value is its folder."""

    ACTS = "acts", "Who says what"
    ROUNDS = "rounds"
    COMMITMENTS = "commitments", "Commitments"
    TIMELINE = "timeline", "Timeline"
    LANGUAGES = "languages", "Languages"
    THEMES = "themes", "Themes"
    TERMS = "terms", "Terms"
    SOURCES = "sources", "Sources"
