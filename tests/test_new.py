"""An editor who begins: skeletons that are valid at once, and an edition from a plain text."""

import json
import shutil

import pytest
from conftest import CHARTER, ROOT, TINY, Site, problems_of, words_of

from build import main
from edition.editors.boundaries import kept_together, propose_sentences
from edition.editors.first_draft import first_draft
from edition.pages import render_pages
from edition.pipeline import load
from edition.problems import InvalidEdition
from edition.views.coverage import coverage

DRAFTS = ROOT / "tests" / "editions" / "drafts"


@pytest.fixture
def new(tmp_path, capsys):
    seeds = tmp_path / "seeds"
    shutil.copytree(TINY, seeds)

    def run(*arguments):
        status = main(["--seeds", str(seeds), "new", *arguments])
        return status, *capsys.readouterr()

    run.seeds = seeds
    return run


def test_a_new_note_stands_on_its_words_and_is_valid_at_once(new):
    status, out, _ = new("note", "p2", "will meet by", "--slug", "where")

    assert (status, out) == (0, "seeds/paragraphs/p02.yml:23: where is ready to be filled in\n")
    note = load(new.seeds).layer.paragraphs["p2"].notes["where"]
    assert (note.quote, note.confidence) == ("will meet by", "unverified")
    line = (new.seeds / "paragraphs/p02.yml").read_text("utf-8").splitlines()[22]
    assert line == "  where:"


@pytest.mark.parametrize("paragraph", ["2", "P2", "p02"])
def test_a_paragraph_is_known_by_its_number_too(new, paragraph):
    assert new("note", paragraph, "will meet by")[0] == 0

    assert "will-meet-by" in load(new.seeds).layer.paragraphs["p2"].notes


def test_words_that_stand_twice_get_what_tells_them_apart(new):
    assert new("note", "p2", "Both sides", "--nth", "2")[0] == 0

    (note,) = [n for n in load(new.seeds).paragraphs[1].notes if n.id == "p2-both-sides"]
    assert note.span.start == 28


def test_words_over_a_full_stop_name_their_sentences(new):
    assert new("note", "p2", "again. Both sides will meet by")[0] == 0

    notes = load(new.seeds).layer.paragraphs["p2"].notes
    assert notes["again-both-sides-will-meet-by"].sentences == ["s1", "s2"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("note", "p2", "will mee again"), "nearest: 'will meet again.'; nothing was changed"),
        (("note", "p9", "x"), "the text has no paragraph 'p9'; it has p1 to p2"),
        (
            ("note", "p2", "again", "--slug", "again"),
            "'again' is already in use; nothing was changed",
        ),
        (("note", "p2", "again", "--slug", "No Slug"), "bad-slug"),
        (("term", "sea", "the sea"), "name a sentence that it bears on: --on p6-s2"),
        (("source", "wire", "ftp://x"), "not-an-address"),
        (("source", "wire", "https://example.org/a b"), "not-an-address"),
        (("note", "p2", "share the river"), "is not in p2; it is in p1-s1"),
        (("note", "p2", "again", "--nth", "0"), "'again' occurs in p2 1 time, not 0"),
        (("note", "p2", " "), "a note is attached to words: copy them from the text"),
        (("term", "sea", ""), "wrong-type: 'name' is empty; it should be text"),
    ],
)
def test_what_cannot_be_made_is_told_and_changes_nothing(new, arguments, told):
    before = {path: path.read_bytes() for path in new.seeds.rglob("*") if path.is_file()}

    status, _, error = new(*arguments)

    assert status == 1
    assert told in error
    assert {p: p.read_bytes() for p in new.seeds.rglob("*") if p.is_file()} == before


def test_new_terms_are_found_in_the_text_or_bear_on_a_sentence(new):
    assert new("term", "maps", "maps", "--kind", "document")[0] == 0
    assert new("term", "sea", "the sea", "--on", "p1-s1")[0] == 0

    terms = load(new.seeds).terms
    assert (terms["maps"].in_text, terms["sea"].bears_on) == (["maps"], ["p1-s1"])


def test_a_new_file_and_a_new_edition_tell_text_editors_their_schema(new, tmp_path, capsys):
    (new.seeds / "sources.yml").rename(new.seeds / "sources-kept")
    (new.seeds / "sources").mkdir()
    (new.seeds / "sources-kept").rename(new.seeds / "sources" / "news.yml")
    assert new("source", "wire", "https://example.org/wire")[0] == 0
    assert draft(DRAFTS / "gettysburg.txt", tmp_path / "new", "--no-site") == 0

    seeds = [new.seeds / "sources" / "new.yml", *(tmp_path / "new" / "seeds").rglob("*.yml")]
    for path in seeds:
        first = path.read_text("utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert first != schema
        if path != seeds[0]:
            assert (path.parent / schema).is_file()
    command = ["--seeds", str(tmp_path / "new" / "seeds"), "new", "source", "a", "https://a.org/"]
    assert main(command) == 0
    text = (tmp_path / "new" / "seeds" / "sources.yml").read_text("utf-8")
    assert "{}" not in text
    capsys.readouterr()


def test_a_new_source_or_theme_says_what_is_left_to_do(new):
    _, source, _ = new("source", "wire", "https://example.org/wire")
    assert source.endswith("next: cite it in a note with [@wire]\n")
    path = new.seeds / "paragraphs/p02.yml"
    path.write_text(path.read_text("utf-8").replace("set [@gazette]", "set [@wire]"), "utf-8")

    _, theme, _ = new("theme", "meetings", "Meetings")
    assert "name meetings in the themes of a sentence" in theme
    path.write_text(path.read_text("utf-8").replace("[water]", "[meetings]", 1), "utf-8")

    edition = load(new.seeds)
    assert {"wire", "meetings"} <= {*edition.sources, *edition.themes}


def test_what_an_earlier_skeleton_waits_for_does_not_stop_the_next(new):
    assert new("source", "wire", "https://example.org/wire")[0] == 0

    status, out, _ = new("source", "post", "https://example.org/post")

    assert (status, out.count("next: ")) == (0, 1)
    assert "[@post]" in out
    assert [problem.code for problem in problems_of(new.seeds)] == ["unused-source"] * 2


def test_abbreviations_end_no_sentence_and_are_shown_to_be_confirmed():
    text = "H.E. Mr. Lee came to St. Ives. The U.N. met. It is No. 5, e.g. here."

    assert list(propose_sentences(text)) == [
        "H.E. Mr. Lee came to St. Ives.",
        "The U.N. met.",
        "It is No. 5, e.g. here.",
    ]
    assert list(kept_together(text)) == ["H.E.", "Mr.", "St.", "U.N.", "No.", "e.g."]


def draft(text, folder, *options):
    return main(["new", "edition", str(text), str(folder), *options])


def test_a_short_wrapped_text_becomes_a_whole_site_at_once(tmp_path, capsys):
    text = DRAFTS / "gettysburg.txt"

    assert draft(text, tmp_path / "new") == 0

    out = capsys.readouterr().out
    assert "3 paragraphs, 10 sentences" in out
    assert "suggested terms: that nation" in out
    edition = load(tmp_path / "new" / "seeds")
    page = Site(tmp_path / "new" / "site").page("index.html")
    for paragraph in edition.document.paragraphs:
        (element,) = page.xpath(f'//*[@data-ref="{paragraph.id}"]')
        assert words_of(element) == paragraph.text
    kept = "".join(p.text for p in edition.document.paragraphs).replace("\n", "")
    assert kept in text.read_text("utf-8").replace("\n\n", "").replace("\n", "")


def test_a_chinese_text_is_cut_at_its_own_marks_and_its_names_are_found(tmp_path, capsys):
    text = DRAFTS / "peach-blossom-spring.txt"

    assert draft(text, tmp_path / "new", "--language", "lzh", "--no-site") == 0

    edition = load(tmp_path / "new" / "seeds")
    sentences = [s.text for s in edition.document.sentences]
    assert (len(edition.document.paragraphs), len(sentences)) == (3, 22)
    assert sentences[-1] == "此中人語云：「不足為外人道也。」"
    assert "漁人" in capsys.readouterr().out
    assert len(edition.mentions_by_term["term-3"]) >= 2


def test_a_name_is_suggested_though_a_longer_word_elsewhere_begins_with_it():
    text = """A Title

We saw the Great River Board. They saw the Great River Board.
We met the Great River Boarders. They met the Great River Boarders.
"""

    terms = first_draft(text, 1, "en", "2026-01-04").terms

    assert {"Great River Board", "Great River Boarders"} <= set(terms)
    assert "Great River" not in terms


def test_a_longer_text_with_a_paragraph_a_line_is_proposed_as_it_was_cut_by_hand(tmp_path, capsys):
    (text,) = CHARTER.glob("*.txt")
    by_hand = load(CHARTER).document

    assert draft(text, tmp_path / "new", "--no-site") == 0

    proposed = load(tmp_path / "new" / "seeds").document
    assert [p.text for p in proposed.paragraphs] == [p.text for p in by_hand.paragraphs]
    assert [s.text for p in proposed.paragraphs for s in p.sentences] == [
        s.text for p in by_hand.paragraphs for s in p.sentences
    ]
    capsys.readouterr()


def test_a_long_title_is_cut_between_words_and_the_next_commands_are_told(tmp_path, capsys):
    text = tmp_path / "text.txt"
    text.write_text(f"Address {'of the Free Town ' * 5}\n\nWords are said.\n", "utf-8")

    assert draft(text, tmp_path / "a new one", "--no-site") == 0

    seeds = tmp_path / "a new one" / "seeds"
    kept = "Address of the Free Town of the Free Town of the Free Town, annotated"
    assert load(seeds).record.name == kept
    assert f"export SEEDS='{seeds}'\n" in capsys.readouterr().out


TREATY = """Treaty of Friendship
between Two Towns

PREAMBLE

The First Town and the Second Town,
wishing to trade, have agreed as follows:

Article 1

1. The Towns trade in:
   (a) wool; and
   (b) timber.
2. Article 1.1 is reviewed every year. It may be changed.
- salt is exempt
"""


def test_numbered_articles_lists_and_broken_lines_are_told_apart(tmp_path, capsys):
    (tmp_path / "treaty.txt").write_bytes(TREATY.replace("\n", "\r\n").encode("utf-8-sig"))

    assert draft(tmp_path / "treaty.txt", tmp_path / "new", "--no-site", "--title-lines", "2") == 0

    assert "the title is 'Treaty of Friendship between Two Towns'\n" in capsys.readouterr().out
    document = load(tmp_path / "new" / "seeds").document
    assert document.text == TREATY.replace("\n", "\r\n"), "all but the mark of its bytes"
    assert [[s.text for s in p.sentences] for p in document.paragraphs] == [
        ["PREAMBLE"],
        ["The First Town and the Second Town,\r\nwishing to trade, have agreed as follows:"],
        ["Article 1"],
        ["1. The Towns trade in:"],
        ["(a) wool; and"],
        ["(b) timber."],
        ["2. Article 1.1 is reviewed every year.", "It may be changed."],
        ["- salt is exempt"],
    ]


@pytest.mark.parametrize(
    ("text", "confirm"),
    [
        ("A\nB\n\nWords.", "'B' was left out of it; to include it, use --title-lines 2"),
        ("A\n\nU.N. one.\n\nU.N. two.", "no sentence ends after 'U.N.': p1, p2"),
        (
            "A\n\nעיר גדולה.",
            "the language is 'he', to judge by its letters; if not, use --language …",
        ),
        (
            "A\n\nیہ بڑا ہے۔",
            "the language is 'ur', to judge by its letters; if not, use --language …",
        ),
    ],
    ids=["title", "abbreviations", "Hebrew", "Urdu"],
)
def test_what_was_guessed_is_told_to_be_confirmed(tmp_path, capsys, text, confirm):
    (tmp_path / "text.txt").write_text(text, "utf-8")

    assert draft(tmp_path / "text.txt", tmp_path / "new", "--no-site") == 0

    lines = [line for line in capsys.readouterr().out.splitlines() if "confirm" in line]
    always = ("the language is 'en'", "its place and date are not known")
    guessed = [line for line in lines if not line.removeprefix("  to confirm: ").startswith(always)]
    assert guessed == ["  to confirm: the title is 'A'", f"  to confirm: {confirm}"]
    assert lines[-1].startswith(f"  to confirm: {always[1]}") or "no sentence ends" in lines[-1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--language", "english"], "'english' is not a language tag like en, zh or pt-BR"),
        (["--title-lines", "0"], "'0' is not a number of lines: a title has one or more"),
    ],
)
def test_an_option_that_cannot_be_is_told(tmp_path, capsys, options, told):
    with pytest.raises(SystemExit):
        draft(DRAFTS / "gettysburg.txt", tmp_path / "new", *options)

    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the text has no words after its title"),
        (b"Only a title\n", "the text has no words after its title"),
        (b"\xff\xfe", "cannot be read"),
        (b"Title\n\nA\x00b.\n", "contains U+0000"),
        ("T\n\nIt \u202eis so.\n".encode(), "line 3, column 4 contains U+202E, which is invisible"),
    ],
    ids=["empty", "a title alone", "no UTF-8", "NUL", "a mark that turns words"],
)
def test_a_text_of_which_nothing_can_be_made_is_told(tmp_path, capsys, content, told):
    text = tmp_path / "text.txt"
    text.write_bytes(content)

    assert draft(text, tmp_path / "new") == 1

    assert told in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--propose", "none.txt"], "none.txt cannot be read: no such file or directory"),
        (["--propose", "title.txt"], "the text has no words after its title"),
        (["--schema", "--seeds", "none"], "there is no folder none"),
        (["--twins", "none"], "there is no folder none"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_and_not_made(
    tmp_path, monkeypatch, capsys, arguments, told
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "title.txt").write_text("Only a title\n", "utf-8")

    assert main(arguments) == 1

    out, error = capsys.readouterr()
    assert (out, told in error) == ("", True)
    assert [path.name for path in tmp_path.iterdir()] == ["title.txt"]


def test_a_paragraph_of_signs_alone_has_a_place_on_every_page(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("A title\n\nOne sentence.\n\n* * *\n\nAnother one.\n", "utf-8")
    assert draft(text, tmp_path / "new", "--no-site") == 0

    edition = load(tmp_path / "new" / "seeds")

    pages = render_pages(edition)
    assert "Dates behind the words" not in pages["p/2/index.md"]
    assert "Follow a number to the paragraph’s own page." in pages["index.md"]
    assert [p.share for p in coverage(edition).paragraphs] == [0, 0, 0]


def test_a_folder_that_is_there_is_left_alone(tmp_path, capsys):
    assert draft(DRAFTS / "gettysburg.txt", tmp_path) == 1

    assert "already exists" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_seeds_with_a_problem_are_told_before_anything_is_added(new):
    (new.seeds / "themes.yml").write_text(json.dumps({"water": {}}), encoding="utf-8")

    status, _, error = new("note", "p2", "again", "--slug", "more")

    assert status == 1
    assert "missing-key" in error
    with pytest.raises(InvalidEdition):
        load(new.seeds)
