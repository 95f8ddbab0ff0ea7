"""The small Markdown of the notes, as a tree."""

import pytest

from edition.markdown import Scripts, Writer, escape, escape_words
from edition.prose import (
    Citation,
    Link,
    Unverified,
    Words,
    cited,
    linked,
    parse_prose,
    plain,
    stray_markup,
)


def test_prose_knows_words_links_citations_emphasis_and_the_mark_of_doubt():
    (block,) = parse_prose("See *this* [place](p1-s2) [@a; @b], perhaps [unverified].")

    assert block.lines[0] == (
        Words("See "),
        Words("this", emphasis=True),
        Words(" "),
        Link("place", "p1-s2"),
        Words(" "),
        Citation(("a", "b")),
        Words(", perhaps "),
        Unverified(),
        Words("."),
    )


def test_blank_lines_part_paragraphs_and_dashes_make_lists():
    first, second = parse_prose("One\nparagraph.\n\n- an item\n  goes on\n- another")

    assert (first.bullets, second.bullets) == (False, True)
    assert plain((first,)) == "One paragraph."
    assert [plain_line[0].text for plain_line in second.lines] == ["an item goes on", "another"]


def test_citations_and_links_are_listed_once_in_order():
    blocks = parse_prose("[x](p2) [@b] [y](p1) [@a; @b] [z](p2)")

    assert (cited(blocks), linked(blocks)) == (["b", "a"], ["p2", "p1"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>", id="a tag"),
        pytest.param("`code`", id="code"),
        pytest.param("[loose", id="an open bracket"),
        pytest.param("{: onclick=x }", id="attributes"),
        pytest.param("see https://example.org", id="a bare address"),
        pytest.param("[a]: b", id="a reference definition"),
    ],
)
def test_markup_that_prose_does_not_have_is_noticed(text):
    assert list(stray_markup(parse_prose(text)))


def test_prose_becomes_markdown_with_numbered_citations_close_to_their_words():
    blocks = parse_prose("It rains [@b]. It [pours](p2-s1) [@a] [@b].")

    text = Writer("p/1/index.md", Scripts({})).prose(blocks)

    assert text == (
        'It rains[1](#src-b){ .ed-cite aria-label="source 1" }. '
        "It [pours](../2/index.md#p2-s1)"
        '[2](#src-a){ .ed-cite aria-label="source 2" }'
        '[1](#src-b){ .ed-cite aria-label="source 1" }.'
    )


def test_runs_in_another_script_are_marked_with_their_language():
    scripts = Scripts({"zh": ("Hani", "ltr"), "ur": ("Arab", "rtl"), "fr": ("Latn", "ltr")})

    text = Writer("p/1.md", scripts).text("Firm (坚如磐石、牢不可破), نسل در نسل.")

    assert text == (
        'Firm (<span lang="zh">坚如磐石、牢不可破</span>), '
        '<span lang="ur" dir="rtl">نسل در نسل</span>.'
    )


def test_prose_in_a_cell_has_the_same_words_links_and_citations():
    blocks = parse_prose("It *rains* [@b].\n\nIt [pours](p2-s1) [@a; @b].")

    text = Writer("p/1/index.md", Scripts({})).prose_html(blocks)

    assert text == (
        'It <em>rains</em><a class="ed-cite" href="#src-b" aria-label="source 1">1</a>.'
        '<br>It <a href="../2/#p2-s1">pours</a>'
        '<a class="ed-cite" href="#src-a" aria-label="source 2">2</a>'
        '<a class="ed-cite" href="#src-b" aria-label="source 1">1</a>.'
    )


@pytest.mark.parametrize("sign", "&<>\"'\\`*_[]{}|~^#")
def test_no_sign_that_could_be_markup_is_left_in_any_place_of_a_page(sign):
    """A quotation mark would end an attribute."""
    for escaped in (escape(f"a{sign}b"), escape_words(f"a{sign}b")):
        assert escaped == f"a&#{ord(sign)};b"
