"""What an editor writes: every kind of record in ``seeds/``, as written.

The records check form, not truth: that a key is known, a date is a date, a slug
looks like a slug, a value one of those in ``vocabulary``.  Whether a reference leads
anywhere is decided in ``rules``.
The JSON Schemas that editors' tools use come from here too.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from edition.seeds.forms import (
    ActRef,
    Address,
    Checksum,
    Day,
    EarlierRef,
    IconPath,
    IdRef,
    Language,
    LanguageRef,
    Line,
    NoteSlug,
    ParagraphRef,
    PartialDate,
    PartyRef,
    Prose,
    ScriptCode,
    SentenceRef,
    Slug,
    SourceRef,
    Statement,
    SubjectRef,
    TermRef,
    ThemeRef,
    Words,
)
from edition.seeds.record import Record
from edition.seeds.vocabulary import (
    ActClass,
    Basis,
    Carries,
    ChangeKind,
    Colour,
    Confidence,
    Direction,
    Extent,
    Figure,
    FormBasis,
    Match,
    NoteKind,
    OwnPage,
    Reach,
    ReviewState,
    SourceKind,
    Standing,
    TermKind,
    WatchedKind,
)


class Party(Record):
    """Somebody who speaks in the text or is spoken to."""

    name: Line = Field(description="The name.")
    short: Line | None = Field(None, description="For narrow places; the name if left out.")
    speaks: bool = Field(True, description="False for those who are only addressed.")
    colour: Colour = Field(Colour.SLATE, description="Its colour in the design.")

    @property
    def short_name(self) -> str:
        """What it is called in narrow places."""
        return self.short or self.name


class NoteLanguage(Record):
    """A language in which names are given beside the language of the text."""

    name: Line = Field(description="Its English name.")
    direction: Direction = Field(
        Direction.LEFT_TO_RIGHT, description="In which direction it is written."
    )
    script: ScriptCode = Field("Latn", description="Its script by ISO 15924: Hani, Arab.")
    romanisation: Line = Field(description="What the romanised form is called, for example pinyin.")


class Version(Record):
    """An official text of the document in one language."""

    language: Language = Field(description="Its language by BCP 47.")
    title: Line = Field(description="Its title.")
    source: SourceRef = Field(description="Slug of the source that holds it.")
    read: Line = Field(description="How much of it the editors have read.")


class EditionRecord(Record):
    """``edition.yml``: what the edition is."""

    name: Line = Field(description="The name of the site.")
    title: Line = Field(description="The title of the document, on one line.")
    short_title: Line = Field(description="The kind of document, for headings.")
    subtitle: Line = Field(description="What, where and when, in one line.")
    language: Language = Field(description="The language of the text by BCP 47.")
    place: Line = Field(description="Where the document was made.")
    date: Day = Field(description="The day of the document.")
    published: Day = Field(description="The day on which it was published.")
    as_of: Day = Field(description="The day on which the notes' claims hold.")
    text: Line = Field(description="The file that holds the text, beside edition.yml.")
    sha256: Checksum = Field(
        description="Checksum of the text, so that no change of it goes unnoticed."
    )
    parties: dict[Slug, Party] = Field(
        description="Who speaks or is addressed, by slug; both or all: the others, as one."
    )
    languages: dict[Language, NoteLanguage] = Field(
        default_factory=dict, description="Languages in which names are given, by tag."
    )
    versions: list[Version] = Field(
        default_factory=list, description="Official texts of the document."
    )
    comparison: Line = Field(
        "Earlier texts",
        description="What the page is called that compares the text with earlier ones.",
    )
    editors: list[Line] = Field(description="Who makes the edition.")
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

    state: ReviewState = Field(ReviewState.DRAFT, description="The state of the note.")
    by: Line | None = Field(None, description="Who reviewed it.")
    on: Day | None = Field(None, description="Day of the reading against the sources.")
    fairness: Day | None = Field(
        None, description="Day on which it was read from the side of each party concerned."
    )
    newcomer: Day | None = Field(
        None, description="Day on which somebody new to the subject read it."
    )


Sources = Annotated[
    list[SourceRef], Field(default_factory=list, description="Slugs of the sources it rests on.")
]
HowSure = Annotated[Confidence, Field(description="How far what was read supports it.")]


class Later(Record):
    """Something that happened after the edition's "as of" day."""

    date: PartialDate = Field(description="When.")
    text: Prose = Field(description="What.")
    sources: Sources
    confidence: HowSure = Confidence.HIGH


Afterwards = Annotated[
    list[Later],
    Field(
        default_factory=list,
        description="What came after the day on which the edition's claims hold.",
    ),
]


class Act(Record):
    """One thing that a sentence does."""

    actor: PartyRef = Field(description="Slug of the party that speaks.")
    verb: Words = Field(description="The verb, as written in the sentence.")
    act: ActClass = Field(description="The class of act.")
    binding: Annotated[int, Field(ge=1, le=3)] | None = Field(
        None, description="How strongly it binds, 3 to 1, where that differs from its class."
    )
    addressee: PartyRef | None = Field(
        None, description="Slug of the party, if the act is aimed at one."
    )
    object: Statement = Field(description="What it is about, in the edition's words.")
    quote: Words = Field(description="Exact words of the sentence.")

    @property
    def binds(self) -> int:
        """How strongly it binds its speaker: as its class, if the editor says nothing else."""
        return self.binding or self.act.binding


class SentenceRecord(Record):
    """What the edition says of one sentence."""

    themes: list[ThemeRef] = Field(description="Slugs of the themes that it carries.")
    acts: list[Act] = Field(description="What it does.")


class Note(Record):
    """A note on exact words (W3C Text Quote Selector)."""

    quote: Words = Field(description="Exact words of the paragraph.")
    prefix: str = Field("", description="Words before, where the quote occurs more than once.")
    suffix: str = Field("", description="Words after, where the quote occurs more than once.")
    sentences: list[str] = Field(
        default_factory=list,
        description="Only for a quote that spans more than one sentence: s2, s3.",
    )
    kind: NoteKind = Field(description="The question it answers.")
    confidence: HowSure
    lead: Statement = Field(description="Its heading, at most six words.")
    margin: Statement = Field(description="Its short form, at most 240 characters.")
    main: bool = Field(False, description="Whether it is one to read first; few are.")
    body: Prose = Field(description="The whole note.")
    terms: list[TermRef] = Field(
        default_factory=list, description="Slugs of the terms it is about."
    )
    themes: list[ThemeRef] = Field(default_factory=list, description="Slugs of its themes.")
    see_also: list[IdRef] = Field(
        default_factory=list, description="Ids of what else to read: p7, p7-s2, p7-slug."
    )
    subject: SubjectRef | None = Field(
        None, description="Slug of the contested subject whose positions it shows."
    )
    diverges: dict[LanguageRef, Carries] = Field(
        default_factory=dict,
        description="For a note of kind translation: what each language says: more, less, other.",
    )
    review: Review = Field(Review(), description="Its state of review.")
    later: Afterwards


class ParagraphRecord(Record):
    """``paragraphs/p06.yml``: the layer over one paragraph."""

    handle: Statement = Field(description="Two to four words, the edition's.")
    own_number: Line | None = Field(
        None, description="The number that the text itself gives it, by which it is cited."
    )
    heading: bool = Field(
        False, description="Whether it is a heading of the text, so that nobody acts in it."
    )
    gist: Statement = Field(description="One plain sentence.")
    context: Prose = Field(description="Why it is here.")
    watch: list[Prose] = Field(description="What to watch.")
    related: dict[ParagraphRef, Statement] = Field(
        description="Id of a paragraph to the reason why it is related."
    )
    sentences: dict[str, SentenceRecord] = Field(
        description="What the edition says of each sentence: s1, s2."
    )
    notes: dict[NoteSlug, Note] = Field(description="Slug to note.")
    later: Afterwards


class Form(Record):
    """A name in another language."""

    form: Line = Field(description="The name as written.")
    roman: Line | None = Field(None, description="The name romanised.")
    basis: FormBasis = Field(description="Whether it was seen in a source.")
    source: SourceRef | None = Field(None, description="Slug of the source in which it was seen.")
    note: Line | None = Field(None, description="What there is to say about it.")


class Fact(Record):
    """One dated claim."""

    date: PartialDate = Field(description="When it held.")
    text: Prose = Field(description="The claim.")
    label: Line | None = Field(None, description="What to write beside it on the timeline.")
    sources: Sources
    confidence: HowSure = Confidence.HIGH


class Term(Record):
    """A name or set phrase worth looking up."""

    name: Line = Field(description="Its name; the text's own first.")
    kind: TermKind = Field(description="What sort of thing it names.")
    in_text: list[Words] = Field(
        default_factory=list, description="Exact words by which the text names it."
    )
    bears_on: list[SentenceRef] = Field(
        default_factory=list, description="Ids of sentences it belongs to that do not name it."
    )
    other_names: list[Line] = Field(default_factory=list, description="Other names in use.")
    forms: dict[LanguageRef, Form] = Field(
        default_factory=dict, description="Language to the name in it."
    )
    what: Prose = Field(description="What it is, in two sentences.")
    facts: list[Fact] = Field(default_factory=list, description="Dated claims about it.")
    later: Afterwards
    subject: SubjectRef | None = Field(
        None, description="Slug of the contested subject it belongs to."
    )
    related: list[TermRef] = Field(default_factory=list, description="Slugs of related terms.")

    @property
    def also_called(self) -> list[str]:
        """Its other names but those that are its forms in another language."""
        forms = {form.form for form in self.forms.values()}
        return [name for name in self.other_names if name not in forms]

    @property
    def facts_by_date(self) -> list[Fact]:
        """Its facts, the earliest first; what is known to a month stands before its days."""
        return sorted(self.facts, key=lambda fact: fact.date)


class Theme(Record):
    """A theme and its entry in the codebook."""

    name: Line = Field(description="Its name.")
    colour: Colour = Field(description="Its colour in the design.")
    reach: Reach | None = Field(
        None, description="The parties, the region or the world; left out where it may be any."
    )
    icon: IconPath | None = Field(
        None, description="Its icon, for programs that draw one; the pages do not."
    )
    definition: Statement = Field(description="What it is.")
    counts_in: Statement = Field(description="What counts as an instance.")
    counts_out: Statement = Field(description="What does not.")
    essay: Prose = Field(description="What the document does with it.")
    neighbours: dict[ThemeRef, Statement] = Field(
        description="Slug of a neighbouring theme to the reason."
    )


class Position(Record):
    """What one holder says of a contested subject."""

    holder: Line = Field(description="Who; an office or occasion may follow in brackets.")
    date: PartialDate = Field(description="When.")
    stance: Prose = Field(description="What.")
    sources: Sources
    confidence: HowSure = Confidence.HIGH

    @property
    def party(self) -> str:
        """The holder without the office or occasion that may follow in brackets."""
        return self.holder.split(" (")[0]


class Subject(Record):
    """Something that is contested between named parties."""

    name: Line = Field(description="Its name.")
    question: Statement = Field(description="What is disputed, in words all sides would accept.")
    sentences: list[SentenceRef] = Field(
        min_length=1, description="Ids of the sentences it concerns."
    )
    concerned: list[Line] = Field(description="Holders without whose position it may not appear.")
    positions: list[Position] = Field(description="What each holder says.")
    later: Afterwards

    @property
    def speakers(self) -> list[str]:
        """Whose positions there are, each once."""
        return list(dict.fromkeys(position.party for position in self.positions))


class Source(Record):
    """Something the notes rest on."""

    title: Line = Field(description="Its title.")
    publisher: Line = Field(
        description="Whose page or paper it is, spelled the same for every source."
    )
    carries: Line | None = Field(
        None,
        description="Whose text it carries, if not the publisher's own: an agency, a ministry.",
    )
    date: PartialDate | None = Field(None, description="When, if it says so.")
    url: Address | None = Field(None, description="Its own address.")
    kind: SourceKind = Field(description="Who speaks in it.")
    language: Language = Field(description="Its language by BCP 47.")
    shows: Line = Field(description="What was seen on it.")
    looked_at: Day = Field(description="When it was last accessed.")
    copy_of: Line | None = Field(None, description="What the page is a copy of, if it is one.")

    @property
    def credit(self) -> str:
        """Whose page it is and, in brackets, whose text."""
        return f"{self.publisher} ({self.carries})" if self.carries else self.publisher


class EarlierText(Record):
    """An earlier text of the same family."""

    name: Line = Field(description="Its name.")
    short: Line = Field(description="Its name for narrow places.")
    date: PartialDate = Field(description="Its date.")
    place: Line = Field(description="Where it was made.")
    series: Slug = Field(description="Slug of the series of meetings it belongs to.")
    chairs: list[Line] = Field(description="Who chaired.")
    issued: Line = Field(description="What was issued.")
    extent: Extent = Field(description="How much of it was read.")
    read: Line = Field(description="Which parts of it were read.")
    sources: list[SourceRef] = Field(description="Slugs of the sources it was read in.")


class Comparison(Record):
    """A set phrase compared with one earlier text."""

    match: Match = Field(description="Whether it was there.")
    basis: Basis = Field(description="What the comparison rests on.")
    words: Line | None = Field(None, description="The earlier words, at most ten.")
    note: Statement = Field(description="What there is to say about it.")
    sources: Sources


class Formula(Record):
    """A set phrase and its history."""

    quote: Words = Field(description="Exact words of the document.")
    sentence: SentenceRef = Field(description="Id of the sentence.")
    verdict: Prose = Field(description="What the edition makes of it.")
    history: dict[EarlierRef, Comparison] = Field(
        description="Slug of an earlier text to the comparison with it."
    )


class Lineage(Record):
    """Where a slogan or term comes from, as far as it could be followed."""

    term: TermRef = Field(description="Slug of the term.")
    first: Fact = Field(description="The earliest use found anywhere.")
    between: Fact | None = Field(None, description="The earliest found in a text of the parties.")
    note: Prose | None = Field(None, description="How far this can be trusted.")


class Exchange(Record):
    """One matter on which the parties back each other: a row of the ledger."""

    name: Line = Field(description="The matter.")
    acts: list[ActRef] = Field(description="Ids of acts of one party that are aimed at the other.")
    note: Prose | None = Field(None, description="What is uneven, as the edition infers.")


class Dropped(Record):
    """Something that an earlier text or remark says and this text does not."""

    name: Line = Field(description="Its name.")
    earlier: dict[EarlierRef, Basis] = Field(
        min_length=1,
        description="Slug of an earlier text that has it to the basis on which that is known.",
    )
    near: list[SentenceRef] = Field(
        min_length=1, description="Ids of the sentences beside which it would have been."
    )
    note: Prose = Field(description="What there is to say about it.")
    sources: Sources


class Status(Record):
    """The status of a commitment on a day."""

    date: PartialDate = Field(description="The day.")
    standing: Standing = Field(description="Its status.")
    text: Prose = Field(description="What was found.")
    sources: Sources


class Commitment(Record):
    """Something promised."""

    name: Line = Field(description="Its name.")
    who: PartyRef = Field(description="Slug of the party that promises.")
    sentence: SentenceRef = Field(description="Id of the sentence.")
    quote: Words = Field(description="Exact words of the document.")
    due: Line | None = Field(None, description="By when, if the text says so.")
    checkable: Annotated[
        int, Field(ge=1, le=3, description="3: an action or date to check; 1: none.")
    ]
    watch: Statement = Field(description="What to watch.")
    status: list[Status] = Field(default_factory=list, description="Its status, by date.")


class Change(Record):
    """One change to the edition."""

    date: Day = Field(description="The day on which it was done.")
    kind: ChangeKind = Field(description="What was done.")
    concerns: list[IdRef] = Field(
        default_factory=list,
        description="Ids of what was changed: p7, terms/slug; none: the edition as a whole.",
    )
    text: Prose = Field(description="What changed, and why; for a correction, what it replaced.")


class Release(Record):
    """A version of the edition and what changed in it."""

    date: Day | None = Field(None, description="Left out until it is released.")
    changes: dict[Slug, Change] = Field(description="Slug to change.")


class Example(Record):
    """Words of the document that show a point of a lesson."""

    sentence: SentenceRef = Field(description="Id of the sentence.")
    quote: Words = Field(description="Exact words of the document.")
    shows: Prose = Field(description="What to see in them; its links lead on to the notes.")


class Question(Record):
    """A question that can be put to any such text."""

    asks: Statement = Field(description="The question.")
    answer: Prose = Field(description="What the edition answers for the paragraph.")


class Lesson(Record):
    """A section of the page that teaches how to read the document."""

    name: Line = Field(description="Its heading.")
    body: Prose = Field(description="The point that it makes.")
    examples: list[Example] = Field(
        default_factory=list, description="Words of the document that show it."
    )
    figure: Figure | None = Field(
        None, description="What of the text is drawn or counted beside it."
    )
    more: list[OwnPage] = Field(
        default_factory=list, description="Pages on which the edition says more."
    )
    paragraph: ParagraphRef | None = Field(
        None, description="Id of the paragraph to which the questions are put."
    )
    questions: list[Question] = Field(
        default_factory=list, description="Questions, with answers that a reader unfolds."
    )


class Primer(Record):
    """``primer.yml``: how to read a text of this kind, for somebody who never has."""

    title: Line = Field(description="The title of the page.")
    lead: Statement = Field(description="What it teaches, in one line.")
    lessons: dict[Slug, Lesson] = Field(description="Slug to lesson, in the order of reading.")


class WatchedWord(Record):
    """A word that the edition does not use in its own voice."""

    also: list[Line] = Field(default_factory=list, description="Its other forms.")
    kind: WatchedKind = Field(description="Why it is watched.")
    reported: bool = Field(False, description="Allowed where a sentence says whose word it is.")
    reason: Line = Field(description="Why the edition avoids it, for the message.")
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
    watched: dict[Line, WatchedWord] = Field(
        default_factory=dict, description="Word to what is wrong with it."
    )
    alike: list[list[Line]] = Field(
        default_factory=list,
        description="Single words that the search treats as alike: soldiers, troops.",
    )
