"""The document's words as HTML, cut so that each piece knows its notes.

Everything here speaks in the document's voice: no word is added, dropped or
changed.  What the edition puts inside is marked ``data-voice="edition"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from markupsafe import Markup

from edition.document import Sentence
from edition.labels import LANGUAGE
from edition.markdown import escape_words, safe
from edition.model import AnnotatedParagraph, Annotation, Edition, Mention
from edition.names import address
from edition.quotes import Piece, Span, cut

_LATER = ' tabindex="-1"'

Cover: TypeAlias = Annotation | Mention


def tongue(edition: Edition) -> Markup:
    """The attributes that say how the document's words are read, if not as the page around them."""
    language, direction = edition.record.language, edition.document.direction
    turned = f' dir="{direction}"' if direction != "ltr" else ""
    return Markup("" if language == LANGUAGE else f' lang="{language}"{turned}')  # noqa: S704, a tag


def sentence_words(
    sentence_id: str, text: str, tongue: Markup, tags: Iterable[tuple[Span, str]] = ()
) -> Markup:
    """One sentence alone, as it is on the pages of themes and terms.

    *tags* are runs of its words with the tag that begins the element around them;
    what two of them share is in the shorter one.
    """
    voice = f'data-voice="document" data-ref="{sentence_id}"'
    covers = [(span, (span.end - span.start, tag)) for span, tag in tags]
    pieces = cut(text, covers, Span(0, len(text)))
    words = "".join(
        _within(min(piece.covered_by)[1] if piece.covered_by else "", piece.text)
        for piece in pieces
    )
    return safe(f"<span {voice}{tongue}>{words}</span>")


def _within(tag: str, text: str) -> str:
    end = f"</{tag[1:-1].split()[0]}>" if tag else ""
    return f"{tag}{escape_words(text)}{end}"


def paragraph_words(
    paragraph: AnnotatedParagraph, page: str, tongue: Markup, *, numbered: bool
) -> Markup:
    """The paragraph's text with notes and terms linked; *numbered* shows sentence numbers.

    It is in an element with the attributes of *tongue*.
    """
    own = f' lang="{LANGUAGE}"' if tongue else ""
    text = paragraph.paragraph.text
    covers = _covers(paragraph)
    marks = _Marks(paragraph)
    out: list[str] = []
    end = 0
    for sentence in paragraph.paragraph.sentences:
        out.append(escape_words(text[end : sentence.span.start]))
        number = _number(sentence, own) if numbered else ""
        pieces = _whole(cut(text, covers, sentence.span))
        words = "".join(_piece(piece, page, marks) for piece in pieces)
        voice = f'data-voice="document" data-ref="{sentence.id}"'
        out.append(f'<span id="{sentence.id}" {voice}>{number}{words}</span>')
        end = sentence.span.end
    out.append(escape_words(text[end:]))
    return safe("".join(out))


def _number(sentence: Sentence, own: str) -> str:
    link = f'href="#{sentence.id}" aria-label="Link to sentence {sentence.number}"'
    # With the space the sentence begins with a word of its own: links to words find no "2The".
    return f'<a class="ed-s" data-voice="edition"{own} {link}>{sentence.number}&nbsp;</a>'


class _Marks:
    """The attributes of phrases besides the ids of their notes, for one paragraph."""

    def __init__(self, paragraph: AnnotatedParagraph) -> None:
        self._numbers = {note.id: n for n, note in enumerate(paragraph.notes, 1)}
        self._begun: set[str] = set()
        self._main = {note.id for note in paragraph.main_notes}

    def any_main(self, notes: list[Annotation]) -> bool:
        """Whether one of *notes* is among those to read first."""
        return any(note.id in self._main for note in notes)

    def of(self, inner: Annotation, ending: list[Annotation]) -> str:
        """The attributes of a piece that leads to *inner* and in which *ending* come to their end.

        On paper a note's number comes after its last word.  The later pieces
        of one note are not further stops for the keyboard.
        """
        later = inner.id in self._begun
        self._begun.add(inner.id)
        numbers = " ".join(str(n) for n in sorted(self._numbers[note.id] for note in ending))
        last = f' data-n="{numbers}"' if numbers else ""
        return f"{_LATER}{last}" if later else last


def _covers(paragraph: AnnotatedParagraph) -> list[tuple[Span, Cover]]:
    covers: list[tuple[Span, Cover]] = [(note.span, note) for note in paragraph.notes]
    named: set[str] = set()
    for mention in sorted(paragraph.mentions, key=lambda mention: mention.span):
        if mention.term not in named:
            named.add(mention.term)
            covers.append((mention.span, mention))
    return covers


def _notes(piece: Piece[Cover]) -> list[Annotation]:
    return [cover for cover in piece.covered_by if isinstance(cover, Annotation)]


def _whole(pieces: Iterable[Piece[Cover]]) -> Iterator[Piece[Cover]]:
    """The same pieces, but a name cuts no words of a note: each link is heard as one more."""
    for ids, run in groupby(pieces, lambda piece: [note.id for note in _notes(piece)]):
        parts = tuple(run)
        if not ids:
            yield from parts
            continue
        text = "".join(part.text for part in parts)
        span = Span(parts[0].span.start, parts[-1].span.end)
        yield Piece(text, span, tuple(_notes(parts[0])))


def _piece(piece: Piece[Cover], page: str, marks: _Marks) -> str:
    """One run of words, linked to the shortest note or else to the term that it names."""
    text = escape_words(piece.text)
    notes = _notes(piece)
    if notes:
        inner = min(notes, key=lambda note: note.span.end - note.span.start)
        ending = [note for note in notes if note.span.end == piece.span.end]
        ids = " ".join(note.id for note in notes)
        main = " is-main" if marks.any_main(notes) else ""
        kind = f'class="ed-phrase k-{inner.record.kind}{main}"'
        if not piece.text.strip():
            # Words of no note on both sides; a link without words has no name.
            return f'<span {kind} data-notes="{ids}">{text}</span>'
        # A single note is named by the link alone; notes.js tells the other scripts.
        named = "" if ids == inner.id else f' data-notes="{ids}"'
        return f'<a {kind} href="#{inner.id}"{named}{marks.of(inner, ending)}>{text}</a>'
    mentions = [cover for cover in piece.covered_by if isinstance(cover, Mention)]
    if mentions and piece.text.strip():
        longest = max(mentions, key=lambda mention: mention.span.end - mention.span.start)
        destination = address(f"terms/{longest.term}").href(page)
        return f'<a class="ed-named" href="{destination}">{text}</a>'
    return text


def excerpt(identifier: str, text: str, tongue: Markup) -> Markup:
    """Some of the document's words inside a note or a table."""
    hang = ' class="ed-hang"' if text.startswith("“") else ""
    voice = f'data-voice="document" data-ref="{identifier}"'
    return safe(f"<q{hang} {voice}{tongue}>{escape_words(text)}</q>")
