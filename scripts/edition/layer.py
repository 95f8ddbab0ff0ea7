"""What an editor writes: every kind of record in ``seeds/``, as written.

The records check form, not truth: that a key is known, a date is a date, a slug
looks like a slug, a value one of those in ``vocabulary``.  Whether a reference leads
anywhere is decided in ``checks``.
The JSON Schemas that editors' tools use come from here too.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from edition.forms import (
    ActRef,
    Address,
    Day,
    EarlierRef,
    IdRef,
    Language,
    LanguageRef,
    Line,
    NoteSlug,
    ParagraphRef,
    PartialDate,
    PartyRef,
    Prose,
    SentenceRef,
    Slug,
    SourceRef,
    Statement,
    SubjectRef,
    TermRef,
    ThemeRef,
    Words,
)
from edition.record import Record
from edition.vocabulary import (
    ActClass,
    Basis,
    Carries,
    ChangeKind,
    Colour,
    Confidence,
    Extent,
    Match,
    NoteKind,
    Reach,
    SourceKind,
    Standing,
    TermKind,
    WatchedKind,
)


class Party(Record):
    """Somebody who speaks in the text or is spoken to."""

    name: Line
    short: Line | None = Field(None, description="For narrow places; the name if left out.")
    speaks: bool = Field(True, description="False for those who are only addressed.")
    colour: Colour = Colour.SLATE


class NoteLanguage(Record):
    """A language in which names are given beside the language of the text."""

    name: Line
    direction: Annotated[str, StringConstraints(pattern=r"^(ltr|rtl)$")] = "ltr"
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")] = Field(
        "Latn", description="Its script by ISO 15924: Hani, Arab."
    )
    romanisation: Line = Field(description="What the romanised form is called, for example pinyin.")


class Version(Record):
    """An official text of the document in one language."""

    language: Language
    title: Line
    source: SourceRef
    read: Line = Field(description="How much of it the editors have read.")


class EditionRecord(Record):
    """``edition.yml``: what the edition is."""

    name: Line = Field(description="The name of the site.")
    title: Line = Field(description="The title of the document, on one line.")
    short_title: Line = Field(description="The kind of document, for headings.")
    subtitle: Line
    language: Language
    place: Line
    date: Day = Field(description="The day of the document.")
    published: Day
    as_of: Day = Field(description="The day on which the notes' claims hold.")
    text: Line = Field(description="The file that holds the text, beside edition.yml.")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    parties: dict[Slug, Party]
    languages: dict[Language, NoteLanguage] = Field(default_factory=dict)
    versions: list[Version] = Field(default_factory=list)
    editors: list[Line]
    licence: Line = Field(description="The licence of the notes.")
    repository: Address | None = Field(None, description="Where corrections are sent.")
    summary: Prose = Field(description="What the document is, for the top of the page.")
    glance: list[Prose] = Field(description="Things to know, each with a link to the words.")


class TextMap(Record):
    """``sentences.yml``: where paragraphs and sentences begin.

    The boundaries are data, so that no library can shift a sentence number.
    """

    title_lines: int = Field(ge=1, description="Lines of the title, blank ones not counted.")
    paragraphs: dict[str, list[Words]] = Field(
        description="For each paragraph the opening words of each of its sentences."
    )


class Review(Record):
    """Whether a second person has checked a note against its sources, and who else read it."""

    state: Annotated[str, StringConstraints(pattern=r"^(draft|reviewed)$")] = "draft"
    by: Line | None = None
    on: Day | None = Field(None, description="Day of the reading against the sources.")
    fairness: Day | None = Field(
        None, description="Day on which it was read from the side of each party concerned."
    )
    newcomer: Day | None = Field(
        None, description="Day on which somebody new to the subject read it."
    )


class Later(Record):
    """Something that happened after the edition's "as of" day."""

    date: PartialDate
    text: Prose
    sources: list[SourceRef] = Field(default_factory=list)
    confidence: Confidence = Confidence.HIGH


class Act(Record):
    """One thing that a sentence does."""

    actor: PartyRef
    verb: Words = Field(description="As written in the sentence.")
    act: ActClass
    binding: Annotated[int, Field(ge=1, le=3)] | None = Field(
        None, description="How strongly it binds, 3 to 1, where that differs from its class."
    )
    addressee: PartyRef | None = Field(None, description="A party, if the act is aimed at one.")
    object: Statement = Field(description="What it is about, in the edition's words.")
    quote: Words = Field(description="Exact words of the sentence.")


class SentenceRecord(Record):
    """What the edition says of one sentence."""

    themes: list[ThemeRef]
    acts: list[Act]


class Note(Record):
    """A note on exact words (W3C Text Quote Selector)."""

    quote: Words
    prefix: str = ""
    suffix: str = ""
    sentences: list[str] = Field(
        default_factory=list,
        description="Only for a quote that spans more than one sentence: s2, s3.",
    )
    kind: NoteKind
    confidence: Confidence
    lead: Statement = Field(description="At most six words.")
    margin: Statement = Field(description="At most 240 characters.")
    body: Prose
    terms: list[TermRef] = Field(default_factory=list)
    themes: list[ThemeRef] = Field(default_factory=list)
    see_also: list[IdRef] = Field(default_factory=list, description="Ids: p7, p7-s2, p7-slug.")
    subject: SubjectRef | None = Field(
        None, description="The contested subject whose positions it shows."
    )
    diverges: dict[LanguageRef, Carries] = Field(
        default_factory=dict,
        description="For a note of kind translation: what each language says: more, less, other.",
    )
    review: Review = Review()
    later: list[Later] = Field(default_factory=list)


class ParagraphRecord(Record):
    """``paragraphs/p06.yml``: the layer over one paragraph."""

    handle: Statement = Field(description="Two to four words, the edition's.")
    gist: Statement = Field(description="One plain sentence.")
    context: Prose
    watch: list[Prose]
    related: dict[ParagraphRef, Statement] = Field(
        description="Paragraph to the reason why it is related."
    )
    sentences: dict[str, SentenceRecord]
    notes: dict[NoteSlug, Note]
    later: list[Later] = Field(default_factory=list)


class Form(Record):
    """A name in another language."""

    form: Line
    roman: Line | None = None
    basis: Annotated[str, StringConstraints(pattern=r"^(seen|known)$")]
    source: SourceRef | None = Field(None, description="Where it was seen.")
    note: Line | None = None


class Fact(Record):
    """One dated claim."""

    date: PartialDate
    text: Prose
    label: Line | None = Field(None, description="What to write beside it on the timeline.")
    sources: list[SourceRef] = Field(default_factory=list)
    confidence: Confidence = Confidence.HIGH


class Term(Record):
    """A name or set phrase worth looking up."""

    name: Line
    kind: TermKind
    in_text: list[Words] = Field(
        default_factory=list, description="Exact words by which the text names it."
    )
    bears_on: list[SentenceRef] = Field(
        default_factory=list, description="Sentences it belongs to that do not name it."
    )
    other_names: list[Line] = Field(default_factory=list)
    forms: dict[LanguageRef, Form] = Field(default_factory=dict)
    what: Prose = Field(description="What it is, in two sentences.")
    facts: list[Fact] = Field(default_factory=list)
    later: list[Later] = Field(default_factory=list)
    subject: SubjectRef | None = None
    related: list[TermRef] = Field(default_factory=list)


class Theme(Record):
    """A theme and its entry in the codebook."""

    name: Line
    colour: Colour
    reach: Reach | None = Field(
        None, description="The parties, the region or the world; left out where it may be any."
    )
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9/-]+$")]
    definition: Statement
    counts_in: Statement
    counts_out: Statement
    essay: Prose
    neighbours: dict[ThemeRef, Statement] = Field(description="Neighbouring theme to the reason.")


class Position(Record):
    """What one holder says of a contested subject."""

    holder: Line
    date: PartialDate
    stance: Prose
    sources: list[SourceRef] = Field(default_factory=list)
    confidence: Confidence = Confidence.HIGH

    @property
    def party(self) -> str:
        """The holder without the office or occasion that may follow in brackets."""
        return self.holder.split(" (")[0]


class Subject(Record):
    """Something that is contested between named parties."""

    name: Line
    question: Statement = Field(description="What is disputed, in words all sides would accept.")
    sentences: list[SentenceRef]
    concerned: list[Line] = Field(description="Holders without whose position it may not appear.")
    positions: list[Position]
    later: list[Later] = Field(default_factory=list)


class Source(Record):
    """Something the notes rest on."""

    title: Line
    publisher: Line
    date: PartialDate | None = None
    url: Address | None = None
    kind: SourceKind
    language: Language
    shows: Line = Field(description="What was seen on it.")
    looked_at: Day
    copy_of: Line | None = Field(None, description="What the page is a copy of, if it is one.")


class EarlierText(Record):
    """An earlier text of the same family."""

    name: Line
    short: Line
    date: PartialDate
    place: Line
    series: Slug = Field(description="The series of meetings it belongs to.")
    chairs: list[Line]
    issued: Line = Field(description="What was issued.")
    extent: Extent
    read: Line = Field(description="Which parts of it were read.")
    sources: list[SourceRef]


class Comparison(Record):
    """A set phrase compared with one earlier text."""

    match: Match
    basis: Basis
    words: Line | None = Field(None, description="The earlier words, at most ten.")
    note: Statement
    sources: list[SourceRef] = Field(default_factory=list)


class Formula(Record):
    """A set phrase and its history."""

    quote: Words
    sentence: SentenceRef
    verdict: Prose
    history: dict[EarlierRef, Comparison] = Field(description="Earlier text to comparison.")


class Lineage(Record):
    """Where a slogan or term comes from, as far as it could be followed."""

    term: TermRef
    first: Fact = Field(description="The earliest use found anywhere.")
    between: Fact | None = Field(None, description="The earliest found in a text of the parties.")
    note: Prose | None = Field(None, description="How far this can be trusted.")


class Exchange(Record):
    """One matter on which the parties back each other: a row of the ledger."""

    name: Line
    acts: list[ActRef] = Field(description="Acts of one party that are aimed at the other.")
    note: Prose | None = Field(None, description="What is uneven, as the edition infers.")


class Dropped(Record):
    """Something that an earlier text or remark says and this text does not."""

    name: Line
    earlier: dict[EarlierRef, Basis] = Field(description="Where it is, and on what basis.")
    near: list[SentenceRef] = Field(description="Sentences beside which it would have been.")
    note: Prose
    sources: list[SourceRef] = Field(default_factory=list)


class Status(Record):
    """The status of a commitment on a day."""

    date: PartialDate
    standing: Standing
    text: Prose
    sources: list[SourceRef] = Field(default_factory=list)


class Commitment(Record):
    """Something promised."""

    name: Line
    who: PartyRef
    sentence: SentenceRef
    quote: Words
    due: Line | None = None
    checkable: Annotated[
        int, Field(ge=1, le=3, description="3: an action or date to check; 1: none.")
    ]
    watch: Statement
    status: list[Status] = Field(default_factory=list)


UNRELEASED = "unreleased"

VersionName = Annotated[str, StringConstraints(pattern=rf"^({UNRELEASED}|\d+\.\d+\.\d+)$")]
"""``unreleased``, or the number of a release: ``1.2.0``."""


class Change(Record):
    """One change to the edition."""

    date: Day
    kind: ChangeKind
    concerns: list[IdRef] = Field(
        default_factory=list,
        description="Ids: p7, p7-slug, terms/slug. None: the edition as a whole.",
    )
    text: Prose = Field(description="What changed, and why; for a correction, what it replaced.")


class Release(Record):
    """A version of the edition and what changed in it."""

    date: Day | None = Field(None, description="Left out until it is released.")
    changes: dict[Slug, Change]


class WatchedWord(Record):
    """A word that the edition does not use in its own voice."""

    also: list[Line] = Field(default_factory=list, description="Its other forms.")
    kind: WatchedKind
    reported: bool = Field(False, description="Allowed where a sentence says whose word it is.")
    reason: Line
    instead: Line = Field(description="What to write instead.")


class HouseWords(Record):
    """``words.yml``: the words that the rules of style need, in the edition's language."""

    abbreviations: list[Line] = Field(
        default_factory=list, description="With full stops that do not end a sentence: H.E."
    )
    reporting: list[Line] = Field(
        default_factory=list,
        description="Words that attribute what is said to somebody: said, calls.",
    )
    own_matter: list[Line] = Field(
        default_factory=list, description="How notes speak of the text and of the edition."
    )
    short_names: dict[Line, list[Line]] = Field(
        default_factory=dict,
        description="Short name to its long ones, one of which must be beside it: IMF.",
    )
    watched: dict[Line, WatchedWord] = Field(default_factory=dict)
    alike: list[list[Line]] = Field(
        default_factory=list,
        description="Single words that the search treats as alike: soldiers, troops.",
    )
