"""The document's words as HTML, cut so that each piece knows its notes.

Everything here speaks in the document's voice: no word is added, dropped or
changed.  What the edition puts inside is marked ``data-voice="edition"``.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from edition.markdown import escape_words
from edition.model import AnnotatedParagraph, Annotation, Mention
from edition.names import address
from edition.quotes import Piece, Span, cut

_SENTENCE = Markup('<span id="{0}" data-voice="document" data-ref="{0}">{1}{2}</span>')
_NUMBER = Markup(
    '<a class="ed-s" data-voice="edition" href="#{0}" aria-label="Link to sentence {1}">{1}</a>'
)
_PHRASE = Markup('<a class="ed-phrase k-{0}" href="#{1}" data-notes="{2}"{3}>{4}</a>')
_BLANK = Markup('<span class="ed-phrase k-{}" data-notes="{}">{}</span>')
_LAST = Markup(' data-n="{}"')
_LATER = Markup(' tabindex="-1"')
_EXCERPT = Markup('<q{} data-voice="document" data-ref="{}">{}</q>')
_HANG = Markup(' class="ed-hang"')
_TERM = Markup('<a class="ed-named" href="{0}">{1}</a>')

Cover = Annotation | Mention


def title_words(title: str) -> Markup:
    """The title with its line ends, inside no element."""
    return escape_words(title)


def sentence_words(sentence_id: str, text: str) -> Markup:
    """One sentence alone, as it stands on the pages of themes and terms."""
    return Markup('<span data-voice="document" data-ref="{}">{}</span>').format(
        sentence_id, escape_words(text)
    )


def paragraph_words(paragraph: AnnotatedParagraph, page: str, *, numbered: bool) -> Markup:
    """The paragraph's text with notes and terms linked; *numbered* shows sentence numbers."""
    text = paragraph.paragraph.text
    covers = _covers(paragraph)
    marks = _Marks(paragraph)
    out: list[Markup] = []
    end = 0
    for sentence in paragraph.paragraph.sentences:
        out.append(escape_words(text[end : sentence.span.start]))
        number = _NUMBER.format(sentence.id, sentence.number) if numbered else Markup("")
        pieces = cut(text, covers, sentence.span)
        words = Markup("").join(_piece(piece, page, marks) for piece in pieces)
        out.append(_SENTENCE.format(sentence.id, number, words))
        end = sentence.span.end
    out.append(escape_words(text[end:]))
    return Markup("").join(out)


class _Marks:
    """What phrases say of their notes besides their ids, gathered while they are written."""

    def __init__(self, paragraph: AnnotatedParagraph) -> None:
        self._numbers = {note.id: n for n, note in enumerate(paragraph.notes, 1)}
        self._begun: set[str] = set()

    def of(self, inner: Annotation, ending: list[Annotation]) -> Markup:
        """The attributes of a piece that leads to *inner* and in which *ending* come to their end.

        On paper a note's number stands after its last word.  The later pieces
        of one note are no further stops for the keyboard.
        """
        later = inner.id in self._begun
        self._begun.add(inner.id)
        numbers = " ".join(str(n) for n in sorted(self._numbers[note.id] for note in ending))
        return (_LATER if later else Markup("")) + (
            _LAST.format(numbers) if numbers else Markup("")
        )


def _covers(paragraph: AnnotatedParagraph) -> list[tuple[Span, Cover]]:
    covers: list[tuple[Span, Cover]] = [(note.span, note) for note in paragraph.notes]
    named: set[str] = set()
    for mention in sorted(paragraph.mentions, key=lambda mention: mention.span):
        if mention.term not in named:
            named.add(mention.term)
            covers.append((mention.span, mention))
    return covers


def _piece(piece: Piece[Cover], page: str, marks: _Marks) -> Markup:
    """One run of words, linked to the shortest note or else to the term that it names."""
    text = escape_words(piece.text)
    notes = [cover for cover in piece.covered_by if isinstance(cover, Annotation)]
    if notes:
        inner = min(notes, key=lambda note: note.span.end - note.span.start)
        ending = [note for note in notes if note.span.end == piece.span.end]
        ids = " ".join(note.id for note in notes)
        if not piece.text.strip():
            # Words of no note on both sides; a link without words has no name.
            return _BLANK.format(inner.record.kind, ids, text)
        return _PHRASE.format(inner.record.kind, inner.id, ids, marks.of(inner, ending), text)
    mentions = [cover for cover in piece.covered_by if isinstance(cover, Mention)]
    if mentions and piece.text.strip():
        longest = max(mentions, key=lambda mention: mention.span.end - mention.span.start)
        return _TERM.format(address(f"terms/{longest.term}").href(page), text)
    return text


def excerpt(identifier: str, text: str) -> Markup:
    """Some of the document's words inside a note or a table."""
    hang = _HANG if text.startswith("“") else Markup("")
    return _EXCERPT.format(hang, identifier, escape_words(text))


def pieces_of(paragraph: AnnotatedParagraph) -> Iterator[Piece[Cover]]:
    """All pieces of a paragraph, for those who want to look at the cutting."""
    yield from cut(
        paragraph.paragraph.text, _covers(paragraph), Span(0, len(paragraph.paragraph.text))
    )
