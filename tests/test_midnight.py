"""Mistakes of a tired editor: each is told with its place and how to mend it, or does no harm."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT, TINY, contents, problems_of

from build import main
from edition.disk import Lock, exchange
from edition.pipeline import load
from edition.problems import NotWritten
from edition.seeds.characters import may_have_odd_characters, odd_characters
from edition.seeds.folder import read_seeds

NOTE = "paragraphs/p02.yml"


def told(seeds):
    """What the editor of *seeds* is told: code, line and hint of each problem."""
    return [
        (p.place.path.partition("/")[2], p.place.line, p.code, p.hint) for p in problems_of(seeds)
    ]


def slip(seeds, old, new, name=NOTE):
    """Write *new* for *old* in a file of the *seeds*."""
    path = seeds / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")
    return seeds


PASTED = [
    ("infers", "in\u00adfers", 22, "hidden-character", "delete it"),
    ("infers", "infers\u200b", 22, "hidden-character", "delete it"),
    ("edition infers", "edition\u2060 infers", 22, "hidden-character", "delete it"),
    ("infers an", "infers\u2028an", 22, "hidden-character", "delete it"),
    ("infers an", "ﬁnds an", 22, "look-alike", "write 'fi'"),
    ("infers an", "infers ﭘﺎﮐ, an", 22, "look-alike", "write 'پاک'"),
    ("infers an", "infers in cafe\u0301s an", 22, "look-alike", "type it anew: 'é'"),
    ("infers an", "infers，an", 22, "look-alike", "write ','"),
    ("earlier meeting.", "earlier meeting。", 22, "look-alike", "write '.'"),
    ("body: The", 'body: "\\u00adThe', 22, "hidden-character", "delete it"),
    ("    body:", "\u00a0\u00a0\u00a0\u00a0body:", 22, "hidden-character", "type the blanks anew"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "hint"), PASTED, ids=[repr(p[1]) for p in PASTED]
)
def test_what_was_pasted_from_elsewhere_is_told_once(seeds_dir, old, new, line, code, hint):
    seeds = slip(seeds_dir(), old, new)
    if new.startswith('body: "'):
        slip(seeds, "earlier meeting.", 'earlier meeting."')

    ((name, *place, advice),) = told(seeds)

    assert (name, *place) == (NOTE, line, code)
    assert hint in advice


SLIPS = [
    ("kind: wording", "kind: wording\n    see_also: [/p/1/]", 19, "unknown-id", "mean 'p1'?"),
    ("kind: wording", "kind: wording\n    see_also: [P1]", 19, "unknown-id", "mean 'p1'?"),
    ("kind: wording", "kind: wording\n    see_also: ['#p1-s2']", 19, "unknown-id", "mean 'p1-s2'?"),
    ("kind: wording", "kind: wording\n    terms: [terms/long-river]", 19, "bad-slug", "long-river"),
    ("themes: [water]", "themes: [Wäter]", 8, "bad-slug", ": water"),
    ("  again:", "  Meet_Again:", 16, "bad-slug", ": meet-again"),
    ("quote: again", 'quote: "will  meet again"', 17, "quote-not-found", "with one blank between"),
    ("quote: again", "quote: |\n      will\n      meet again", 17, "quote-not-found", "one line"),
    ("margin: The word", "margin: The [word](p1)", 21, "prose-markup", "emphasise in the body"),
    ("margin: The word", "margin: The word [@gazette]", 21, "prose-markup", "cite, link and"),
    ("lead: An earlier", "lead: An *earlier*", 20, "prose-markup", "emphasise in the body"),
    ("gist: They", "gist: They [@gazette]", 2, "prose-markup", "leave it out"),
    ("infers an", "_infers_ an", 22, "prose-markup", "*words* with single asterisks"),
    ("The edition infers", "|\n      It infers:\n      - an", 24, "prose-markup", "after a blank"),
    ("The edition infers", "|\n      • It infers", 23, "prose-markup", "items begin with '- '"),
    ("The edition infers", "|\n      1. It is\n      2. an", 23, "prose-markup", "begin with '- '"),
    ("infers an", "infers [ @gazette ] an", 22, "prose-markup", "no blanks inside the brackets"),
    ("infers an", "infers [@gazette an", 22, "prose-markup", "is not closed"),
    ("infers an", "infers [words] (p1) an", 22, "prose-markup", "no blank between ] and ("),
    ("infers an", "infers[^1] an", 22, "prose-markup", "there are no footnotes"),
    ("infers an", "infers [unverfied] an", 22, "prose-markup", "did you mean '[unverified]'?"),
    ("body: The", "body: | The", 22, "yaml-syntax", "the text begins on the next line"),
    ("body: The", "body: |\n      <<<<<<< HEAD\n      The", 23, "prose-markup", "from a merge"),
    ("infers an", "infers [see @gazette] an", 22, "prose-markup", "only the source is in the"),
    ("infers an", "infers [@gazette, p. 3] an", 22, "unknown-source", "its id is in the brackets"),
    ("infers an", "infers [@] an", 22, "unknown-source", "name it: [@source]"),
    ("infers an", "infers [it](https://a.org/p/1/#p1-s1) an", 22, "unknown-id", "[words](p1-s1)"),
    ("infers an", "infers [it](https://a.org/e/p/1/) an", 22, "unknown-id", "[words](p1)"),
    ("kind: wording", "kind: wording\n    see_also: [p1 p2]", 19, "unknown-id", "commas: p1, p2"),
    ("kind: wording", "kind: wording\n    see_also: [p1; p2]", 19, "unknown-id", "commas: p1, p2"),
    ("kind: wording", "kind: wording\n    see_also: p1]", 19, "wrong-type", "a list: [p1]"),
    ("kind: wording", "kind: wording\n    see_also: [p1,,]", 19, "yaml-syntax", "bracket too many"),
    ("kind: wording", "kind:\u00a0wording", 18, "yaml-syntax", "not U+00A0, which only looks"),
    ("quote: again", 'quote:"again"', 17, "yaml-syntax", "a blank follows the colon of a key"),
    ("    kind:", "    кind:", 18, "unknown-key", "In it is 'к', U+043A"),
    ("lead: An", "lead: ! An", 20, "yaml-feature", "a value that begins with &, * or !"),
    ("lead: An", "lead: *An", 20, "yaml-feature", "a value that begins with &, * or !"),
    ("themes: [water]", "themes: [long–water]", 8, "bad-slug", ": long-water"),
    ("watch: [A date.]", "watch:\n  - A date: one", 5, "wrong-type", "quotation marks round"),
    ("quote: again", "quote: again\n    prefix: x", 18, "quote-not-found", "before it is"),
    ("quote: again", "quote: again\n    suffix: x", 18, "quote-not-found", "after it '. Both"),
    ("  s2:", "  S2:", 11, "unknown-sentence", "did you mean 's2'?"),
    ("infers an", "infers &nbsp;an", 22, "prose-markup", "write the character itself"),
    ("margin: The", "margin: R&amp;D The", 21, "prose-markup", "cite, link and emphasise in the"),
    ("infers an", "infers from www.example.org an", 22, "prose-markup", "belongs in a source"),
    ("The edition infers", "|\n      + It infers", 23, "prose-markup", "items begin with '- '"),
    ("  again:", "  p2-again:", 16, "bad-slug", "which the id has already"),
    ("lead: An", "sources: [gazette]\n    lead: An", 20, "unknown-key", "in its body: [@source]"),
    ("notes:", "```yaml\nnotes:", 15, "yaml-syntax", "``` are of the page it was copied from"),
    ("  again:\n    quote:", "+  again:\n+    quote:", 16, "yaml-syntax", "the + before each line"),
    ("  again:\n    quote:", "16   again:\n17     quote:", 16, "yaml-syntax", "the numbers before"),
    ("notes:", "---\nnotes:", 15, "yaml-feature", "delete the line that is nothing but"),
    ("[A date.]", "[A date.],", 4, "yaml-syntax", "no comma between the records"),
    ("quote: again", "quote: [again, river]", 17, "wrong-type", "needs an entry of its own"),
    ("quote: again", "quote: will … again", 17, "quote-not-found", "two places are two notes"),
    ("    lead:", "    title:", 20, "unknown-key", "missing here: 'lead'"),
    ("    lead: An", "    LEAD: An", 20, "unknown-key", "did you mean 'lead'?"),
    ("    lead: An earlier meeting\n", "", 16, "missing-key", "at most six words"),
    ("kind: wording", "kind: wording\u00a0", 18, "bad-value", "In it is '\\xa0', U+00A0"),
    ("kind: wording", "source: gazette\n    kind: wording", 18, "unknown-key", "in its body: [@s"),
    ("kind: wording", "kind: wording\n    terms: [a-b c-d]", 19, "bad-slug", "commas: a-b, c-d"),
    ("kind: wording", "kind：wording", 18, "look-alike", "write ':'"),
    ("kind: wording", "kind: wording\n    see_also: [@p1]", 19, "yaml-syntax", "an id has no @"),
    ("kind: wording", "kind: wording\n    see_also: [p1，p2]", 19, "look-alike", "write ','"),
    ("kind: wording", "kind: wording\n    see_also: [long-river]", 19, "unknown-id", "'terms/long"),
    ("infers an", "infers [gazette-1911] an", 22, "prose-markup", "cite with [@source]"),
    ("infers", "inf\u200cers", 22, "hidden-character", "delete it"),
    ("infers", "infеrs", 22, "look-alike", "type the word anew"),
    ("infers an", "\uf0b7 infers an", 22, "hidden-character", "write another sign"),
    ("infers an", "infers *an", 22, "prose-markup", "*words* with single asterisks"),
    ("infers an", "infers* an", 22, "prose-markup", "*words* with single asterisks"),
    ("quote: will meet", "quote: ill meet", 10, "quote-cuts-word", "write 'will meet again'"),
    ("verb: will meet", "verb: will mee", 10, "quote-cuts-word", "write 'will meet'"),
    ("kind: wording", "kind: wording\n    see_also: [#p1]", 19, "yaml-syntax", "an id has no #"),
    ("kind: wording", "kind: wording\n    terms: [a-b, #c]", 19, "yaml-syntax", "an id has no #"),
    ("lead: An earlier meeting", 'lead: "An",', 20, "yaml-syntax", "delete the sign"),
    ("kind: wording", "kind: wording\n    see_also: [p1, p1]", 19, "listed-twice", "delete one"),
    ("kind: wording", "kind: wording\n    terms: [a-b、c-d]", 19, "bad-slug", "commas: a-b, c-d"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "code", "hint"), SLIPS, ids=[s[1] for s in SLIPS])
def test_a_slip_of_the_pen_is_told_with_what_was_probably_meant(
    seeds_dir, old, new, line, code, hint
):
    ((name, *place, advice),) = told(slip(seeds_dir(), old, new))

    assert (name, *place) == (NOTE, line, code)
    assert hint in advice


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "hint"),
    [
        ("sources.yml", '"2000-01-01"', '"2999-01"', "day-to-come", "is it the right year"),
        (
            "sources.yml",
            '"2000-01-01"',
            '"2000-02-30"',
            "not-a-date",
            "February 2000 has fewer",
        ),
        ("sources.yml", '"2000-01-01"', "1.2.2000", "not-a-date", "write 2000-02-01"),
        ("sources.yml", '"2000-01-01"', "01/02/2000", "not-a-date", "for example 2026-01-04"),
        ("sources.yml", '"2000-01-01"', "13/02/2000", "not-a-date", "write 2000-02-13"),
        ("sources.yml", '"2000-01-01"', "Feb. 1, 2000", "not-a-date", "write 2000-02-01"),
        ("sources.yml", '"2000-01-01"', "1st February 2000", "not-a-date", "write 2000-02-01"),
        ("sources.yml", '"2000-01-01"', "February 2000", "not-a-date", "write 2000-02"),
        ("sources.yml", '"2000-01-01"', "“2000–2–1”", "not-a-date", "write 2000-02-01"),
        ("sources.yml", "https://example", "www.example", "not-an-address", "write https://www."),
        (
            "sources.yml",
            "https://example",
            "<https://example",
            "not-an-address",
            "write https://ex",
        ),
        ("commitments.yml", "sentence: p2-s1", "sentence: p2", "unknown-sentence", "p2-s1 is the"),
        ("commitments.yml", "sentence: p2-s1", "sentence: s1", "unknown-sentence", "its paragraph"),
        ("edition.yml", 'as_of: "2001', 'as_of: "2000', "after-as-of", "the right year and month"),
        ("edition.yml", 'as_of: "2001', 'as_of: "3001', "day-to-come", "the right year and month"),
        ("sentences.yml", "- The two", "- “The two", "boundary-not-found", "mean 'The two"),
        ("accord.txt", "\nBoth", "\n=======\nBoth", "text-changed", "left over from a merge"),
        ("sources.yml", "language: en", "language: English", "bad-value", "en, zh, ur, pt-BR"),
        ("sources.yml", '"2000-01-01"', "31.11.2000", "not-a-date", "November 2000 has fewer days"),
        ("sources.yml", '"2000-01-01"', "n.d.", "not-a-date", "or leave the line out"),
        ("sources.yml", "https://example", "http:/example", "not-an-address", "write https://ex"),
        ("sources.yml", '"2000-01-01"', "2000年1月2日", "not-a-date", "write 2000-01-02"),
        ("sources.yml", '"2000-01-01"', '"2000-21-04"', "not-a-date", "write 2000-04-21"),
        ("sources.yml", '"2000-01-01"', "2000-01-01–2000-01-03", "not-a-date", "-01/2000-01-03"),
        (
            "sources.yml",
            '"2000-01-01"',
            "2000-01-01/3",
            "not-a-date",
            "write 2000-01-01/2000-01-03",
        ),
        ("sources.yml", '"2000-01-01"', "2000-01-05/3", "not-a-date", "for example 2026"),
        ("sources.yml", '"2000-01-01"', "May 2000 to June 2000", "not-a-date", "2000-05/2000-06"),
        ("sources.yml", '"2001-02-04"', "2001-01-01–2001-02-03", "not-a-date", "for example 2026"),
        ("sources.yml", '"2001-02-04"', '"1999-02-04"', "date-order", "is it the right year"),
        ("sources.yml", "org/gazette", "org/gazette”", "not-an-address", "org/gazette"),
        ("edition.yml", 'published: "2001-02-03"', 'published: "2001-02-02"', "date-order", "year"),
        ("subjects.yml", "[p1-s1]", "[]", "wrong-type", "it should be at least one"),
        ("subjects.yml", '"2000"', '"2000-05"', "date-order", "the right date, and the right sou"),
        (
            "sources.yml",
            "https://example.org",
            "doi:10.1/a",
            "not-an-address",
            "https://doi.org/10.1",
        ),
        (
            "terms.yml",
            "  kind:",
            "  forms: {zh: {form: 河， roman: hé}}\n  kind:",
            "yaml-syntax",
            "no ','",
        ),
        (
            "terms.yml",
            "    - {",
            "    -date: x\n      a: {",
            "yaml-syntax",
            "a blank follows the -",
        ),
        ("terms.yml", "long", "later:\n  - x\nlong", "wrong-type", "indent it as far as theirs"),
        ("sentences.yml", "- The two", "- The tow", "boundary-not-found", "mean 'The two"),
        ("sources.yml", "example.org/ga", "example.org/a ga", "not-an-address", "https://"),
        ("edition.yml", "text: accord.txt", "text: Accord.txt", "file-missing", "'accord.txt'?"),
        ("changes.yml", '"0.1.0"', '"1.0.0"', "registry-broken", "restore ids.json"),
        (
            "terms.yml",
            "kind: place",
            "kind: place\n  related: [long-river]",
            "names-itself",
            "name",
        ),
    ],
)
def test_a_slip_in_another_file_is_told_too(seeds_dir, name, old, new, code, hint):
    ((*_, found, advice),) = told(slip(seeds_dir(), old, new, name))

    assert found == code
    assert hint in advice


NEW_NOTE = """
  other:
    quote: by the river
    kind: wording
    confidence: inference
    lead: A place
    margin: The word names one.
    body: The edition infers a place.
"""


@pytest.mark.parametrize(
    ("written", "line", "code", "says"),
    [
        (NEW_NOTE.replace("  other", "    other"), 24, "duplicate-key", "or not in its column"),
        (NEW_NOTE.replace("  other", "  # other"), 24, "duplicate-key", "is a name or a - missing"),
        (NEW_NOTE.replace("\n    ", "\n  "), 23, "wrong-type", "indent them further"),
        (NEW_NOTE.replace("\n  ", "\n    "), 23, "unknown-key", "the keys of those under 'notes'"),
        (NEW_NOTE.replace("\n  ", "\n"), 23, "unknown-key", "the keys of those under 'notes'"),
        (NEW_NOTE.replace("  other", "- other"), 23, "yaml-syntax", "notes are keys, without -"),
    ],
    ids=["name too far in", "no name", "keys too far out", "too far in", "too far out", "an item"],
)
def test_a_note_that_is_not_in_its_column_is_told_once(seeds_dir, written, line, code, says):
    seeds = seeds_dir()
    path = seeds / NOTE
    path.write_text(path.read_text("utf-8").rstrip() + written, "utf-8")

    ((name, *place, advice),) = told(seeds)

    assert (name, *place) == (NOTE, line, code)
    assert says in advice


@pytest.mark.parametrize(
    "written",
    [
        "late:\n  date: '2001-02-05'\n  kind: added\n  text: One.\n",
        "unreleased:\n  late:\n    date: '2001-02-05'\n    kind: added\n    text: One.\n",
    ],
)
def test_a_change_that_is_in_no_release_is_led_there(seeds_dir, written):
    seeds = seeds_dir({"changes.yml": written})

    assert "it has the keys of those under 'changes'" in told(seeds)[-1][3]


def test_a_change_under_a_version_that_is_out_is_told(desk):
    """In the web editor the first version of the file is the nearest place to write."""
    assert desk.run("release", "1.0.0", "--date", "2001-02-07")[0] == 0
    late = '"1.0.0":\n  date: "2001-02-07"\n  changes:\n    late: {date: "2001-02-07", '
    desk.edit(
        "changes.yml",
        ('"1.0.0":\n  date: "2001-02-07"\n  changes:\n', f"{late}kind: added, text: One.}}\n"),
    )

    assert desk.problems() == [
        (
            "release-date",
            "'late' was not there when 1.0.0 was released",
            "put it under unreleased: and changes: at the top of the file",
        )
    ]


def test_paragraphs_that_are_counted_from_the_wrong_number_are_told_once(seeds_dir):
    seeds = slip(seeds_dir(), "  p2:", "  p3:", "sentences.yml")
    slip(seeds, "  p1:", "  p2:", "sentences.yml")

    assert [problem[:3] for problem in told(seeds)] == [("sentences.yml", 3, "boundary-order")]


def test_utf_16_without_its_mark_is_told_as_such(seeds_dir):
    seeds = seeds_dir()
    for name in (NOTE, "accord.txt"):
        path = seeds / name
        path.write_bytes(path.read_text("utf-8").encode("utf-16-le"))

    assert told(seeds) == [
        ("accord.txt", 1, "not-utf-8", "save the file as UTF-8"),
        (NOTE, 1, "not-utf-8", "save the file as UTF-8"),
    ]


def test_nothing_that_is_later_is_told_once(seeds_dir):
    """A wrong year in `as_of` makes every entry wrong."""
    later = "".join(
        f'  - {{date: "2002-0{n}", text: It rained., sources: [gazette]}}\n' for n in range(1, 6)
    )
    seeds = seeds_dir()
    slip(seeds, "notes:", f"later:\n{later}notes:")
    slip(seeds, 'as_of: "2001', 'as_of: "2011', "edition.yml")
    slip(seeds, '  date: "2000-01-01"\n', "", "sources.yml")

    assert [problem[:3] for problem in told(seeds)] == [("edition.yml", 9, "later-too-early")]


def test_what_happened_in_asia_may_be_told_in_america_the_day_before(seeds_dir):
    seeds = slip(seeds_dir(), '"2000-01-01"', '"2001-02-03"', "sources.yml")
    slip(seeds, '"2001-02-04"', '"2001-02-02"', "sources.yml")
    slip(seeds, '"2000"', '"2001-02-04"', "subjects.yml")

    assert load(seeds).subjects


@pytest.mark.parametrize("command", [["--check"], ["release", "1.0.0"], ["new", "term", "x", "y"]])
def test_a_folder_that_is_not_there_is_told_once(tmp_path, capsys, command):
    assert main([*command, "--seeds", str(tmp_path / "sedes")]) == 1

    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("sedes:1:1: file-missing: there is no folder 'sedes' at ")
    assert told[1] == "    hint: name the folder of the seeds with --seeds or SEEDS"
    assert len(told) == 3
    assert list(tmp_path.iterdir()) == []


def test_what_a_word_processor_keeps_beside_an_open_file_is_no_seed(seeds_dir):
    seeds = seeds_dir()
    (seeds / "paragraphs" / "~$p02.docx").write_bytes(b"x")

    assert load(seeds).paragraphs


@pytest.mark.parametrize(
    "words",
    [
        "میں\u200cنے کہا",
        "\U0001f468\u200d\U0001f469",
        "مدة",
        "加入WTO。",
        "巴基斯坦，中国",
        "加入China Daily。",
        "\u2067abc\u2069"[1:-1] + "\u200f",
        "the\u00a0same",
        "naïve",
    ],
)
def test_signs_that_a_language_needs_are_let_be(words):
    assert not may_have_odd_characters(words)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Hu\u0308rriyet", "ü"),
        ("\u212bland", "Å"),
        ("\u0958लम", "\u0915\u093c"),
        ("x\u0301\u0323", ""),
    ],
)
def test_a_letter_in_an_unusual_form_is_told_with_the_usual_one(word, meant):
    (odd,) = odd_characters(word, "")

    assert odd.code == "look-alike"
    assert meant in odd.hint
    assert list(odd_characters(word, f"The document says {word}.")) == []


def test_signs_that_the_document_has_may_be_quoted(seeds_dir):
    """Its words are kept as they are, and so are the notes on them."""
    text = (TINY / "accord.txt").read_text("utf-8").replace("again", "a\u00adga\u0301in")
    seeds = seeds_dir({"accord.txt": text})
    old = sha256((TINY / "accord.txt").read_bytes()).hexdigest()
    slip(seeds, old, sha256(text.encode()).hexdigest(), "edition.yml")
    slip(
        seeds,
        "Both sides will meet again",
        "Both sides will meet a\u00adga\u0301in",
        "sentences.yml",
    )
    slip(seeds, "quote: will meet again", "quote: will meet a\u00adga\u0301in")
    slip(seeds, "quote: again", "quote: a\u00adga\u0301in")
    slip(seeds, "quote: will meet again", "quote: will meet a\u00adga\u0301in", "commitments.yml")

    assert load(seeds).paragraphs[1].notes[0].record.quote == "a\u00adga\u0301in"

    slip(seeds, "infers", "in\u2060fers")
    assert [problem[2] for problem in told(seeds)] == ["hidden-character"]


def test_a_mistake_is_told_again_when_only_another_file_was_saved(seeds_dir):
    """A watched edition keeps what it has read, but not what was wrong with it."""
    seeds = slip(seeds_dir(), "implies one.", "implies one, see #6")
    first = told(seeds)

    slip(seeds, "A river.", "A long river.", "terms.yml")

    assert told(seeds) == first
    assert [problem[2] for problem in first] == ["cut-by-comment"]


@pytest.mark.parametrize(
    ("name", "content", "message", "hint"),
    [
        (NOTE, b"PK\x03\x04\x14\x00", "it is a document of a word processor", "as plain text"),
        ("paragraphs/p02.docx", b"PK\x03\x04", "it is a document of a word processor", "as plain"),
        (NOTE, b"{\\rtf1 words}", "it is a document of a word processor", "save it as plain text"),
    ],
)
def test_a_document_of_a_word_processor_is_no_seed(seeds_dir, name, content, message, hint):
    seeds = seeds_dir()
    (seeds / name).write_bytes(content)

    first = next(p for p in problems_of(seeds) if p.place.path == f"seeds/{name}")
    assert (first.code, first.message.startswith(message), hint in first.hint) == (
        "file-unreadable",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (lambda path: path.mkdir(), "it is a folder", "give it a name"),
        (
            lambda path: path.symlink_to("nowhere"),
            "it is a link that leads nowhere",
            "put the file",
        ),
        (lambda path: path.symlink_to(path), "it is a link that leads nowhere", "put the file"),
    ],
    ids=["folder", "dangling link", "link to itself"],
)
def test_what_only_has_the_name_of_a_seed_is_told(seeds_dir, make, message, hint):
    path = seeds_dir() / "terms" / "more.yml"
    path.parent.mkdir()
    make(path)

    (problem,) = problems_of(path.parent.parent)
    assert str(problem.place) == "seeds/terms/more.yml:1:1"
    assert problem.message.startswith(message)
    assert hint in problem.hint


def build_py(seeds, *arguments, **options):
    """``build.py`` as an editor starts it."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), *arguments]
    return subprocess.Popen(
        [*command, "--seeds", str(seeds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_full_disk_leaves_every_seed_as_it_was(seeds_dir):
    """The first of the files of a rename would fit, the second would not."""
    seeds = seeds_dir()
    before = contents(seeds)
    sizes = {len(before[name]) for name in ("terms.yml", "changes.yml")}
    most = min(sizes) + 20

    running = build_py(
        seeds, "rename", "terms/long-river", "terms/big-river",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    _, told = running.communicate(timeout=20)

    assert max(sizes) > most
    assert told == "seeds/ was not written: file too large; its contents are unchanged\n"
    assert contents(seeds) == before


def test_what_somebody_else_saved_meanwhile_is_not_lost(seeds_dir):
    seeds = seeds_dir()
    read = {name: (seeds / name).read_text("utf-8") for name in ("terms.yml", "themes.yml")}
    (seeds / "themes.yml").write_text("# saved by another\n", "utf-8")
    before = contents(seeds)

    with pytest.raises(NotWritten, match=r"seeds/themes\.yml was saved by somebody else"):
        exchange(seeds, {"terms.yml": "new", "themes.yml": "new", "more.yml": "new"}, read)

    assert contents(seeds) == before


def test_commands_of_two_editors_at_once_lose_no_note(seeds_dir):
    seeds = seeds_dir()
    wanted = ["Both sides will", "by the river", "will meet by", "meet again"]

    running = [build_py(seeds, "new", "note", "p2", words) for words in wanted]
    ended = [(one.communicate(timeout=60), one.returncode) for one in running]

    made = [out.split()[1] for (out, _), status in ended if status == 0]
    refused = [told for (_, told), status in ended if status]
    assert made
    assert set(load(seeds).layer.paragraphs["p2"].notes) == {"again", *made}
    for told in refused:
        assert "was saved by somebody else meanwhile; nothing was written: do it again" in told


def heeding_ctrl_c():
    """As in a terminal: a shell lets what it starts in the background ignore Ctrl-C, tests too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_is_told_in_a_line(seeds_dir, tmp_path):
    seeds = seeds_dir()
    before = contents(seeds)
    # It waits for a docs folder that another build holds.
    docs = tmp_path / "docs"
    docs.mkdir()
    with Lock(docs, shared=False):
        running = build_py(seeds, "--docs", str(docs), process_group=0, preexec_fn=heeding_ctrl_c)
        while not holds(running.pid, docs):
            assert running.poll() is None
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)
        out, told = running.communicate(timeout=20)

    assert (running.returncode, out) == (130, "")
    assert told.splitlines()[-1] == "stopped; every file is whole, as it was or as it was to be"
    assert contents(seeds) == before


def test_ctrl_c_before_anything_has_begun_ends_it_without_a_word(seeds_dir, tmp_path):
    """Most of the start is spent with importing, here of a library that takes for ever."""
    begun = tmp_path / "begun"
    (tmp_path / "pydantic.py").write_text(
        f"import pathlib, time\npathlib.Path({str(begun)!r}).touch()\ntime.sleep(60)\n", "utf-8"
    )
    running = build_py(
        seeds_dir(),
        preexec_fn=heeding_ctrl_c,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    while not begun.exists():
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)

    assert running.communicate(timeout=20) == ("", "")
    assert running.returncode == -signal.SIGINT


def holds(process, folder):
    """Whether the process has the *folder* open."""
    for opened in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            if opened.readlink() == folder:
                return True
    return False


def test_a_reader_who_has_seen_enough_is_no_error(seeds_dir):
    running = build_py(seeds_dir(), "--report")
    running.stdout.close()

    assert running.stderr.read() == ""
    running.stderr.close()
    running.wait(timeout=20)


@pytest.mark.parametrize("day", ["2026-02-30", "2999-01-01", "3 February 2026"])
def test_a_release_has_a_day_that_is_one_and_has_come(seeds_dir, capsys, day):
    seeds = seeds_dir()
    before = contents(seeds)

    assert main(["release", "1.0.0", "--date", day, "--seeds", str(seeds)]) == 1

    assert capsys.readouterr().err.startswith(f"{day!r} ")
    assert contents(seeds) == before


def test_a_folder_that_is_only_a_link_is_told(seeds_dir, tmp_path):
    """It would be passed over, and everything in it would be missed elsewhere."""
    seeds = seeds_dir()
    (tmp_path / "shared").mkdir()
    (seeds / "terms.yml").rename(tmp_path / "shared" / "a.yml")
    (seeds / "terms").symlink_to(tmp_path / "shared")

    assert "seeds/terms:1:1: file-unreadable: it is a link to a folder" in str(
        next(p for p in problems_of(seeds) if p.code == "file-unreadable")
    )


@pytest.mark.parametrize("closed", ["terms", "paragraphs/p02.yml"])
def test_what_may_not_be_read_is_told(tmp_path, closed):
    """Tried as a user who is not root, to whom nothing is closed."""
    shutil.copytree(TINY, tmp_path / "seeds")
    (tmp_path / "seeds" / "terms").mkdir()
    (tmp_path / "seeds" / "terms.yml").rename(tmp_path / "seeds" / "terms" / "a.yml")
    (tmp_path / "seeds" / closed).chmod(0)
    tmp_path.chmod(0o755)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.chdir(tmp_path)
            if os.geteuid() == 0:
                os.setuid(65534)
            problems = []
            read_seeds(Path("seeds"), problems)
            os.write(writer, "\n".join(map(str, problems)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    told = os.read(reader, 2000).decode()
    os.close(reader)
    (tmp_path / "seeds" / closed).chmod(0o755)

    assert told.startswith(f"seeds/{closed}:1:1: file-unreadable: ")
    assert "permission denied\n    hint: whoever runs the build must be allowed to read it" in told


def test_letters_are_whole_in_the_seeds_of_this_edition(real):
    for file in {record.file for record in real.layer.paragraphs.values()}:
        assert unicodedata.is_normalized("NFC", file.text)
        assert not may_have_odd_characters(file.text), file.path


def test_characters_pasted_into_many_lines_are_told_once_with_all_lines(seeds_dir):
    seeds = slip(seeds_dir(), "will", "wi\u00adll")
    for old in ("again\n    kind", "infers"):
        slip(seeds, old, f"\u00ad{old}")

    (problem,) = problems_of(seeds)
    assert problem.place.line == 10
    assert problem.message.endswith("; again in line 17, 22")
