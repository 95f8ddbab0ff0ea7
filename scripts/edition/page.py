"""What a template may ask for while it makes one page: links, citations, words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup

from edition import document_html, markdown, names
from edition.dates import date_words
from edition.exports.citations import (
    ADDRESS,
    ITALIC,
    PIN,
    PLAIN,
    Citation,
    Cited,
    cite,
    cite_as,
    cite_data,
    cite_entry,
    cited_in,
    whole_edition,
)
from edition.exports.site import site_at
from edition.issue_forms import FORMS, report_address
from edition.labels import label
from edition.model import AnnotatedParagraph, Annotation, Edition
from edition.parts import Part, is_cut, parts_of, text_place
from edition.prose import parse_prose, plain_words, uncited
from edition.quotes import Span, find_quote
from edition.seeds.layer import Source
from edition.seeds.vocabulary import NoteKind
from edition.views.acts import speaker_names

MARKED_EACH_SIDE = 10
"""In a long text, how many neighbours on each side a paragraph's page has marks for."""


_MARKED = {
    PLAIN: "{}",
    ITALIC: "<cite>{}</cite>",
    PIN: '<span data-part="place">{}</span>',
    ADDRESS: '<span data-part="address">{}</span>',
}
"""How the page shows what a run of a citation is."""


class Page:
    """What a template may ask for while it makes one page."""

    def __init__(self, edition: Edition, uri: str, site_url: str = "") -> None:
        self.edition = edition
        self.uri = uri
        self.site = site_at(site_url)
        self._hrefs: dict[str, Markup] = {}
        self._cited: dict[str, list[tuple[str, Cited]]] = {}
        self.tongue = document_html.tongue(edition)
        self.writer = markdown.Writer(uri, markdown.Scripts(edition.scripts), self.tongue)

    def prose(self, text: str) -> Markup:
        """A field in prose as Markdown."""
        return self.writer.prose(parse_prose(text))

    def prose_html(self, text: str) -> Markup:
        """A field in prose for raw HTML, all in one line."""
        return self.writer.prose_html(parse_prose(text))

    def text(self, text: str) -> Markup:
        """A line of the edition's words, runs in other scripts marked with their language."""
        return self.writer.text(text)

    def cite(self, sources: list[str]) -> Markup:
        """Superscript numbers of *sources*."""
        return self.writer.cite(sources)

    def cite_rest(self, sources: list[str], text: str) -> Markup:
        """Superscript numbers of those of *sources* that *text* does not cite itself."""
        return self.cite(uncited(sources, text))

    def cite_html(self, sources: list[str]) -> Markup:
        """Superscript numbers of *sources* for raw HTML."""
        return self.writer.cite_html(sources)

    def cited(self) -> list[tuple[int, str, Source]]:
        """What was cited on the page up to here: number, slug, source."""
        return [(n, slug, self.edition.sources[slug]) for slug, n in self.writer.numbers.items()]

    def link(self, identifier: str, text: str = "") -> Markup:
        """A Markdown link to *identifier*, which MkDocs checks."""
        destination = names.address(identifier).markdown_link(self.uri)
        shown = self.text(text or label(self.edition, identifier))
        return markdown.safe(f"[{shown}]({destination})")

    def links(self, identifiers: Iterable[str], kind: str = "") -> Markup:
        """Markdown links, with dots between; of slugs of one *kind*, such as ``terms/``."""
        return markdown.safe(
            " · ".join([self.link(kind + identifier) for identifier in identifiers])
        )

    def links_html(self, identifiers: Iterable[str], kind: str = "") -> Markup:
        """The same for raw HTML."""
        own = [kind + identifier for identifier in identifiers]
        links = ((self.href(i), markdown.escape(self.label(i))) for i in own)
        return markdown.safe(" · ".join([f'<a href="{href}">{text}</a>' for href, text in links]))

    def href(self, identifier: str) -> Markup:
        """The destination of *identifier* for raw HTML."""
        if identifier not in self._hrefs:
            self._hrefs[identifier] = markdown.safe(names.address(identifier).href(self.uri))
        return self._hrefs[identifier]

    def page_link(self, uri: str, text: str) -> Markup:
        """A Markdown link to a page of the edition."""
        destination = names.Address(uri).markdown_link(self.uri)
        return markdown.safe(f"[{markdown.escape(text)}]({destination})")

    def page_href(self, uri: str) -> Markup:
        """The destination of a page for raw HTML."""
        return markdown.safe(names.Address(uri).href(self.uri))

    def words(self, paragraph: AnnotatedParagraph, *, numbered: bool) -> Markup:
        """The document's words of one paragraph."""
        return document_html.paragraph_words(paragraph, self.uri, self.tongue, numbered=numbered)

    def title(self) -> Markup:
        """The document's title with its line ends."""
        return markdown.escape_words(self.edition.document.title)

    def sentence(self, identifier: str, phrases: Iterable[str] = (), term: str = "") -> Markup:
        """The document's words of one sentence.

        Those of set *phrases* lead to their history, those that name *term* are marked.
        """
        own = self.edition.sentences_by_id[identifier]
        tags = [
            (span, f'<a class="ed-set" href="{self.href(f"formulas/{slug}")}">')
            for slug in phrases
            for span in find_quote(self.edition.layer.formulas[slug].quote, own.text)[:1]
        ]
        tags += [
            (Span(mention.span.start - own.span.start, mention.span.end - own.span.start), "<mark>")
            # Not all mentions of the term: a long text may have one in each sentence.
            for mention in self.edition.paragraph_with(identifier).mentions
            if mention.term == term and mention.sentence is own
        ]
        return document_html.sentence_words(identifier, own.text, self.tongue, tags)

    def excerpt(self, identifier: str, text: str) -> Markup:
        """Some of the document's words, named after the thing that quotes them."""
        return document_html.excerpt(identifier, text, self.tongue)

    def citations(self) -> tuple[Citation, ...]:
        """The document in the edition, cited in every style."""
        return cite(whole_edition(self.edition, self.site))

    def citations_of_data(self) -> tuple[Citation, ...]:
        """The edition itself, as data, cited in every style."""
        return cite_data(self.edition, self.site)

    def citations_of_entry(self, identifier: str) -> tuple[Citation, ...]:
        """The page of a term or a theme, cited in every style."""
        return cite_entry(self.edition, self.site, identifier, self.label(identifier))

    def citation(self, citation: Citation) -> Markup:
        """A citation for raw HTML.

        The place is in ``[data-part="place"]`` and the address in
        ``[data-part="address"]``: a script that puts a sentence's own in their
        stead has the sentence's citation in every style.
        """
        marked = [_MARKED[run.kind].format(self.text(run.text)) for run in citation.runs]
        return markdown.safe("".join(marked))

    def citations_of(self, paragraph: AnnotatedParagraph) -> tuple[Citation, ...]:
        """The paragraph, cited in every style."""
        return cite(self._cited_in(paragraph)[0][1])

    def lines_to_cite(self, paragraph: AnnotatedParagraph) -> list[tuple[str, str, Citation]]:
        """Id, name and link line of each sentence and each note of the paragraph."""
        return [
            (identifier, cited.place_name, cite_as("link", cited))
            for identifier, cited in self._cited_in(paragraph)[1:]
        ]

    def _cited_in(self, paragraph: AnnotatedParagraph) -> list[tuple[str, Cited]]:
        own = paragraph.id
        if own not in self._cited:
            whole = whole_edition(self.edition, self.site)
            self._cited[own] = cited_in(paragraph, whole, self.site)
        return self._cited[own]

    def notes_of(self, paragraph: AnnotatedParagraph, *kinds: str) -> list[Annotation]:
        """The paragraph's notes of these kinds; all if none is named."""
        wanted = {NoteKind(kind) for kind in kinds} or set(NoteKind)
        return [note for note in paragraph.notes if note.record.kind in wanted]

    def shows_positions(self, note: Annotation) -> Annotation:
        """The note that shows the positions on the subject of *note*: its paragraph's first."""
        same = self.edition.notes_by_subject[note.record.subject or ""]
        here = names.paragraph_of(note.id)
        return next(other for other in same if names.paragraph_of(other.id) == here)

    def lines_a_note(self, paragraph: AnnotatedParagraph) -> int:
        """How many lines a main note may have in the margin, 1 to 5: they end where the words end.

        Measured on the design: some 62 characters a line of text, a line of a
        note five eighths as high as a line of text, four lines for handle and
        chips, some 66 characters a line of other notes' names.
        """
        room = (len(paragraph.paragraph.text) / 62 + 4) * 1.6
        main = paragraph.main_notes
        others = (len(note.record.lead) for note in paragraph.notes if note not in main)
        room -= sum(4 + length for length in others) / 66
        least = 1 if len(main) == len(paragraph.notes) else 3
        return max(least, min(5, round(room / max(1, len(main)) - 0.3)))

    def is_long(self, paragraph: AnnotatedParagraph) -> bool:
        """Whether the words are far longer than what stands beside them on their own page.

        Measured on the design: 64 characters a line; beside them eight lines, and
        half a line for each note.
        """
        beside = 8 + len(paragraph.notes) / 2
        return len(paragraph.paragraph.text) / 64 > 1.5 * beside

    @cached_property
    def contents(self) -> tuple[Part, ...]:
        """The parts of the text; only one if it is not divided."""
        return parts_of(self.edition)

    @property
    def document(self) -> str:
        """Of which document a page speaks: between whom, of what kind and of which day."""
        record = self.edition.record
        kind = f"{record.short_title}, {date_words(record.date)}"
        between = speaker_names(self.edition)
        return f"{between}: {kind}" if between else kind

    def around(self, here: str) -> tuple[AnnotatedParagraph, ...]:
        """The paragraphs that the page of paragraph *here* has marks for.

        All of them in a short text; in a long one its neighbours, or pages would
        grow with the text.
        """
        paragraphs = self.edition.paragraphs
        if not is_cut(self.edition):
            return paragraphs
        index = int(here.removeprefix("p")) - 1
        return paragraphs[max(0, index - MARKED_EACH_SIDE) : index + MARKED_EACH_SIDE + 1]

    def text_href(self, identifier: str) -> Markup:
        """The destination, for raw HTML, of a paragraph or a place in one in the running text."""
        return Markup(text_place(self.edition, identifier).href(self.uri))  # noqa: S704, an id

    def file_href(self, name: str) -> str:
        """The destination of a file that is no page, named from the site's root."""
        return names.file_href(name, self.uri)

    def data_href(self, name: str) -> str:
        """The destination of a machine-readable file."""
        return self.file_href(names.data_file(name))

    def book_href(self, name: str) -> str:
        """The destination of a book."""
        return self.file_href(f"{names.BOOKS}/{name}")

    def report(self, identifier: str, words: str) -> Markup:
        """A Markdown link that reports a mistake in *words*; empty where nobody takes reports."""
        title = f"Mistake at {identifier}"
        fields = {"title": title, "place": identifier, "words": words}
        address = report_address(self.edition.record.repository, "mistake", **fields)
        return self._outside(FORMS["mistake"], address)

    def report_forms(self) -> list[Markup]:
        """Markdown links to every form, empty; none where nobody takes reports."""
        repository = self.edition.record.repository
        links = (
            self._outside(name, report_address(repository, form)) for form, name in FORMS.items()
        )
        return [link for link in links if link]

    @staticmethod
    def _outside(text: str, address: str) -> Markup:
        # In the address all but letters, digits and a few harmless signs is escaped.
        return markdown.safe(f"[{text}]({address})" if address else "")

    def cite_line(self) -> str:
        """How the document is named in a citation, before the number of a paragraph."""
        record = self.edition.record
        return f"“{record.title},” {record.place}, {date_words(record.date)}"

    def plain(self, text: str) -> str:
        """A field in prose as plain words."""
        return plain_words(text)

    def label(self, identifier: str) -> str:
        """What the pages call the thing with this id."""
        return label(self.edition, identifier)
