"""What the values of the vocabularies mean, for whoever has only the data.

What pages call them is in ``labels``; the rules by which editors choose are in
CONTRIBUTING.
"""

from __future__ import annotations

from enum import StrEnum

from edition.vocabulary import (
    ActClass,
    Basis,
    Carries,
    ChangeKind,
    Confidence,
    Extent,
    FormBasis,
    Match,
    NoteKind,
    ReviewState,
    SourceKind,
    Standing,
)

MEANINGS: dict[type[StrEnum], dict[StrEnum, str]] = {
    ActClass: {
        ActClass.COMMITS: "Says that the speaker will do something.",
        ActClass.DECLARES: "States a position.",
        ActClass.SUPPORTS: "Backs somebody, or what somebody does or holds.",
        ActClass.OPPOSES: "Is against something.",
        ActClass.CALLS_ON: "Asks others to do something.",
        ActClass.PRAISES: "Speaks well of somebody or something.",
        ActClass.INFORMS: "Reports what happened.",
        ActClass.THANKS: "Thanks somebody.",
    },
    NoteKind: {
        NoteKind.TERM: "What the words name.",
        NoteKind.WORDING: "Why these words and no others.",
        NoteKind.POSITION: "Who disputes what they say.",
        NoteKind.SILENCE: "What they leave open.",
        NoteKind.CONTEXT: "Why they are said now.",
        NoteKind.TRANSLATION: "How the words in another language differ.",
    },
    Carries: {
        Carries.MORE: "The other language says more.",
        Carries.LESS: "It says less.",
        Carries.OTHER: "It says something else.",
    },
    Confidence: {
        Confidence.HIGH: "A source that was seen says it.",
        Confidence.MEDIUM: "The source says it in part, or at second hand.",
        Confidence.UNVERIFIED: "No page that says so was found.",
        Confidence.INFERENCE: "The edition's own reading of the words.",
    },
    ReviewState: {
        ReviewState.DRAFT: "Not yet checked against its sources.",
        ReviewState.REVIEWED: "Checked against its sources.",
    },
    FormBasis: {
        FormBasis.SEEN: "The name was seen in a source.",
        FormBasis.KNOWN: "It is in use, but was not seen in a source.",
    },
    SourceKind: {
        SourceKind.PRIMARY: "The text of a document itself, or a copy of it.",
        SourceKind.OFFICIAL: "A page of a government or of a body that it belongs to.",
        SourceKind.AGENCY: "A news agency's text, whoever carries it.",
        SourceKind.NEWS: "A newspaper's or broadcaster's own text.",
        SourceKind.REFERENCE: "A work of reference.",
        SourceKind.ANALYSIS: "Somebody's analysis.",
    },
    Extent: {
        Extent.WHOLE: "The whole text was read.",
        Extent.PART: "Words of it were read, but not all.",
        Extent.REPORTS: "Only what others report of it.",
        Extent.NONE: "Nothing of it.",
    },
    Match: {
        Match.SAME: "The same words.",
        Match.SENSE: "The same in sense; the words were seen in another language.",
        Match.CHANGED: "The point is there in other words.",
        Match.ABSENT: "The point is not there; said only where the whole text was read.",
        Match.UNREAD: "What was read of it does not tell.",
    },
    Basis: {
        Basis.JOINT_TEXT: "Words of the joint text.",
        Basis.REPORT: "A report of the joint text.",
        Basis.READOUT: "One side's account.",
        Basis.REMARKS: "Remarks to the press.",
    },
    Standing: {
        Standing.OPEN: "Promised, and no step was seen.",
        Standing.UNDER_WAY: "A step was seen.",
        Standing.DONE: "It was done.",
        Standing.NO_REPORT: "Reports were looked for and none was found.",
    },
    ChangeKind: {
        ChangeKind.ADDED: "Something new.",
        ChangeKind.CORRECTED: "Something was wrong.",
        ChangeKind.UPDATED: "Something is told better or later.",
        ChangeKind.WITHDRAWN: "Something was taken away.",
    },
}
"""By vocabulary and value, a sentence each; the others say what they mean themselves."""
