"""The controlled vocabularies: values from which an editor chooses, and what they mean.

What pages call them is in ``labels``.
"""

from __future__ import annotations

from enum import StrEnum


class ActClass(StrEnum):
    """What a sentence does, from the most to the least binding."""

    COMMITS = "commits"
    DECLARES = "declares"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    CALLS_ON = "calls-on"
    PRAISES = "praises"
    INFORMS = "informs"
    THANKS = "thanks"


class NoteKind(StrEnum):
    """The question a note answers."""

    TERM = "term"
    WORDING = "wording"
    POSITION = "position"
    SILENCE = "silence"
    CONTEXT = "context"
    TRANSLATION = "translation"


class Carries(StrEnum):
    """What the words in another language say, compared with the text's own."""

    MORE = "more"
    LESS = "less"
    OTHER = "other"


class Reach(StrEnum):
    """How far a theme reaches: the lanes in which dates are drawn."""

    PARTIES = "parties"
    REGION = "region"
    WORLD = "world"


class Direction(StrEnum):
    """In which direction words run."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


class ReviewState(StrEnum):
    """Whether a second person has checked a note against its sources."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class FormBasis(StrEnum):
    """How the edition knows a name in another language: seen in a source, or known otherwise."""

    SEEN = "seen"
    KNOWN = "known"


class Confidence(StrEnum):
    """How far what was read supports a claim."""

    HIGH = "high"
    MEDIUM = "medium"
    UNVERIFIED = "unverified"
    INFERENCE = "inference"


class TermKind(StrEnum):
    """What sort of thing a name names."""

    PERSON = "person"
    OFFICE = "office"
    PLACE = "place"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    PROGRAMME = "programme"
    EVENT = "event"
    CONCEPT = "concept"
    PHRASE = "phrase"


class SourceKind(StrEnum):
    """Who speaks in a source."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    AGENCY = "agency"
    NEWS = "news"
    REFERENCE = "reference"
    ANALYSIS = "analysis"


class Colour(StrEnum):
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


class ChangeKind(StrEnum):
    """What kind of change was made."""

    ADDED = "added"
    CORRECTED = "corrected"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"


class Extent(StrEnum):
    """How much of an earlier text was read."""

    WHOLE = "whole"
    PART = "part"
    REPORTS = "reports"
    NONE = "none"


class Match(StrEnum):
    """Whether a set phrase was in an earlier text, and how."""

    SAME = "same"
    SENSE = "sense"
    """The same in sense; the words were seen in another language."""

    CHANGED = "changed"
    ABSENT = "absent"
    UNREAD = "unread"


class Basis(StrEnum):
    """What a comparison rests on."""

    JOINT_TEXT = "joint-text"
    REPORT = "report"
    READOUT = "readout"
    REMARKS = "remarks"


class Standing(StrEnum):
    """The status of a commitment."""

    OPEN = "open"
    UNDER_WAY = "under-way"
    DONE = "done"
    NO_REPORT = "no-report"


class WatchedKind(StrEnum):
    """Why a word is watched."""

    LOADED = "loaded"
    VAGUE = "vague"
    UNDATED = "undated"


class Figure(StrEnum):
    """What the build can draw or count of the text beside a lesson on how to read it."""

    SPEAKERS = "speakers"
    VERBS = "verbs"
    LENGTHS = "lengths"


class OwnPage(StrEnum):
    """A page of the edition to which a lesson leads on; the value is its folder."""

    ACTS = "acts"
    ROUNDS = "rounds"
    COMMITMENTS = "commitments"
    TIMELINE = "timeline"
    LANGUAGES = "languages"
    THEMES = "themes"
    TERMS = "terms"
    SOURCES = "sources"
