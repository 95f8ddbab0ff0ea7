"""Words are found in a text, and a text is cut where spans of it overlap."""

import pytest

from edition.quotes import Span, cut, find_name, find_quote, whole_words
from edition.rules.misquoted import nearest_words

SEA = "And the sea and every sea."


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "spans"),
    [
        pytest.param("the sea", "", "", [Span(4, 11)], id="once"),
        pytest.param("the land", "", "", [], id="absent"),
        pytest.param("sea", "", "", [Span(8, 11), Span(22, 25)], id="twice"),
        pytest.param("sea", "every ", "", [Span(22, 25)], id="told apart by a prefix"),
        pytest.param("sea", "", " and", [Span(8, 11)], id="told apart by a suffix"),
    ],
)
def test_a_quote_is_found_wherever_it_stands_between_its_neighbours(quote, prefix, suffix, spans):
    assert find_quote(quote, SEA, prefix, suffix) == spans


def test_a_name_is_found_as_whole_words_only():
    """A hyphen joins, an apostrophe does not."""
    text = "China and China-Pakistan; China’s plan, Indochina."

    assert list(find_name("China", text)) == [Span(0, 5), Span(26, 31)]


def test_overlapping_and_nested_quotes_cut_a_text_into_pieces_that_know_them_all():
    text = "one two three four"
    spans = [(Span(0, 13), "outer"), (Span(4, 7), "nested"), (Span(8, 18), "overlapping")]

    pieces = [(piece.text, piece.covered_by) for piece in cut(text, spans, Span(0, 18))]

    assert pieces == [
        ("one ", ("outer",)),
        ("two", ("outer", "nested")),
        (" ", ("outer",)),
        ("three", ("outer", "overlapping")),
        (" four", ("overlapping",)),
    ]


def test_the_pieces_of_a_part_are_exactly_that_part():
    pieces = list(cut(SEA, [(Span(0, 11), "note")], Span(4, 20)))

    assert "".join(piece.text for piece in pieces) == SEA[4:20]


def test_a_quote_in_other_capitals_is_shown_as_the_text_has_it():
    """The small form of İ is two characters long, which must not shift the place."""
    assert nearest_words("MEET AGAIN", "İİİ will meet again.") == "the text has 'meet again'"


@pytest.mark.parametrize(
    ("words", "text", "whole"),
    [
        ("ill mee", "They will meet.", "will meet"),
        ("will meet", "They will meet.", "will meet"),
        ("202", "in 2026 and", "2026"),
        ("εδί", "στο πεδίο", "πεδίο"),
        pytest.param("the pact", "By the pact1 they", "the pact", id="mark of a footnote"),
        pytest.param("联合国", "中国和联合国的", "联合国", id="letters without capitals"),
        pytest.param("الواحة", "والواحة", "الواحة", id="a letter joined to the word"),
        ("a", "a", "a"),
    ],
)
def test_words_that_are_cut_are_completed(words, text, whole):
    start = text.index(words)
    found = whole_words(Span(start, start + len(words)), text)

    assert text[found.start : found.end] == whole
