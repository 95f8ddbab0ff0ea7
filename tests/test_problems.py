"""One smallest broken tree for each code, with exactly what an editor is told."""

import json
import re
import shutil
from datetime import date

import pytest
from conftest import ROOT, TINY, problems_of

from build import main
from edition.editors.schema import schemas
from edition.pipeline import build, load
from edition.problems import CODES, InvalidEdition
from edition.rules.claims import check_days
from edition.seeds.forms import LOOKS_LIKE

BROKEN = ROOT / "tests" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.name != "base")
# Two of these need what git cannot keep: a huge file, a file where a page is due;
# one is told only when a release is made, one when the books are.
IN_TESTS_OF_THEIR_OWN = {"file-unreadable", "file-in-the-way", "unwritten", "no-glyph"}


@pytest.fixture
def check(capsys, monkeypatch):
    """What ``build.py --check`` ends with and says: its status, and both of its streams."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def run(seeds):
        status = main(["--check", "--seeds", str(seeds)])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def broken(tmp_path):
    def make(code):
        folder = tmp_path / "seeds"
        shutil.copytree(TINY, folder)
        shutil.copytree(BROKEN / code, folder, dirs_exist_ok=True)
        (folder / "expected.txt").unlink()
        return folder

    return make


@pytest.mark.parametrize("code", CASES)
def test_each_fault_is_told_with_its_place_its_code_and_a_hint(code, broken, check):
    status, _, told = check(broken(code))

    assert told == (BROKEN / code / "expected.txt").read_text("utf-8")
    assert f": {code}: " in told
    assert status == 1


SLIPS = [
    ("    kind: wording", "\tkind: wording", 18, "indent with spaces, not tabs"),
    ("    kind: wording", "  \t  kind: wording", 18, "indent with spaces, not tabs"),
    ("    lead: An", '    lead: "An', 20, "a quotation mark is not closed"),
    (
        "lead: An earlier meeting\n    margin: The",
        'lead: "An earlier meeting\n    margin: "The',
        20,
        "a quotation mark is not closed here, or line 21 has one too many",
    ),
    ("lead: An earlier", 'lead: "An" earlier', 20, "the value ends at the quotation mark before"),
    ("lead: An", "lead: [An]", 20, "put quotation marks round a value that begins with [ or {"),
    ("implies one.", "implies one, see #6", 21, "put quotation marks round the whole value"),
    ("implies one.", "implies\n      one, see #6", 22, "put quotation marks round the whole value"),
    ("implies one.", "implies #6\n      and one.", 21, "before a comment leave two spaces"),
    ("implies one.", "implies.  # 6\n      And one.", 21, "the comment ends the value"),
    ("margin: The", "margin: #6 The", 21, "put quotation marks round the whole value"),
    ("watch: [A date.]", "watch: [A date #6, x]", 4, "put quotation marks round the whole value"),
    ("    kind: wording", "   kind: wording", 18, "align the keys of a record"),
    ("    kind: wording", "      kind: wording", 18, "this one is indented further"),
    ("kind: wording", "kind:wording", 18, "a key needs a colon and a space after it"),
    ("watch: [A date.]", "watch: [A date.", 4, "the list that [ begins here needs"),
    ("related: {p1: The river.}", "related: {p1: The river.", 5, "the record that { begins here"),
    (
        "margin: The word",
        "margin: A word: it",
        21,
        "put quotation marks round a value that has ': '",
    ),
    ("margin: The word", 'margin: "\\The word', 21, "where \\ is an ordinary character"),
    ("  again:", "  - again:", 15, "it should be a mapping (key: value)"),
    ("  again:", "  - new\n  again:", 17, "align the items of a list"),
    (
        "    kind: wording\n",
        "<<<<<<< HEAD\n    kind: wording\n=======\n",
        18,
        "lines like '<<<<<<<' are left over from a merge",
    ),
    ("quote: again", "quote: share the river", 17, "it is in p1-s1"),
    (
        "quote: again",
        "quote: meet\u00a0again",
        17,
        "the quote has U+00A0 where the text has a blank",
    ),
    ("quote: again", "quote: “again”", 17, "between straight quotation marks, and nothing else in"),
    ("quote: again", "quote: Again", 17, "the text has 'again'"),
    ("  again:", "  s3:", 16, "s and a number name a sentence"),
    ("  s2:", "  s7:", 11, "the last sentence is s2"),
    ("act: commits", "act: pledges", 10, "one of: commits, declares, supports"),
    ("kind: wording", "kind: wordng", 18, "did you mean 'wording'?"),
    ("    themes:", "    theme:", 8, "did you mean 'themes'?"),
    ("themes: [water]", "themes: water", 8, "it should be a list: [water]"),
    (
        "notes:",
        "  new: {quote: again, lead: x}\nnotes:",
        15,
        "it has the keys of those under 'notes'",
    ),
    (
        "notes:",
        "new: {quote: again, lead: x}\nnotes:",
        15,
        "it has the keys of those under 'notes'",
    ),
    ("notes:", "kontext: {lead: x}\nnotes:", 15, "did you mean 'context'?"),
    (
        "notes:",
        'later:\n  - {date: "1950/1949-05", text: Late., sources: [gazette]}\nnotes:',
        16,
        "for example 2026-01-04",
    ),
    ("[water]", "[fire]", 8, "python scripts/build.py new theme fire NAME"),
    ("infers an", "infers **an**", 22, "*words* with single asterisks"),
    ("The edition infers", "The edition\n\n      * infers", 24, "list items begin with '- '"),
    ("infers an", "infers @gazette an", 22, "cite a source in square brackets: [@gazette]"),
    ("infers an", "infers [@gazette, @herald] an", 22, "separate sources with semicolons"),
    (
        "inference\n    lead: An earlier meeting\n    margin: The word implies one.\n    body: The",
        "high\n    lead: An earlier meeting\n    margin: It does.\n    body: By @gazette, the",
        22,
        "[@gazette]",
    ),
    (
        "infers an",
        "infers from https://example.org an",
        22,
        "an outside address belongs in a source",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "line", "hint"), SLIPS, ids=[s[3] for s in SLIPS])
def test_a_slip_of_an_editor_is_told_once_with_the_hint_that_mends_it(
    tmp_path, right, wrong, line, hint
):
    shutil.copytree(TINY, tmp_path / "seeds")
    path = tmp_path / "seeds" / "paragraphs" / "p02.yml"
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")

    (told,) = problems_of(tmp_path / "seeds")
    assert (told.place.path, told.place.line) == ("seeds/paragraphs/p02.yml", line)
    assert hint in told.hint


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("paragraphs/p2.yml", "duplicate-slug", "keep either this one or seeds/paragraphs/p02.yml"),
        ("paragraphs/p02.yaml", "unknown-file", "its name should end in .yml"),
        ("paragraphs/p02 copy.yml", "unknown-file", "is paragraphs/p02.yml; if this is a copy"),
        ("p02.yml", "unknown-file", "a paragraph's file is paragraphs/p02.yml"),
        ("paragraphs/second.yml", "unknown-file", "named after it: paragraphs/p06.yml"),
        ("term.yml", "unknown-file", "did you mean 'terms'?"),
    ],
)
def test_a_file_with_a_wrong_name_is_told(tmp_path, name, code, hint):
    shutil.copytree(TINY, tmp_path / "seeds")
    shutil.copy(TINY / "paragraphs" / "p02.yml", tmp_path / "seeds" / name)

    (told,) = problems_of(tmp_path / "seeds")
    assert (told.code, told.place.path) == (code, f"seeds/{name}")
    assert hint in told.hint


@pytest.mark.parametrize("changed", [b"\r\n", b"\n"], ids=["to CRLF", "the mark"])
def test_a_text_of_which_only_the_line_ends_changed_is_told_so(tmp_path, changed):
    shutil.copytree(TINY, tmp_path / "seeds")
    path = tmp_path / "seeds" / "accord.txt"
    mark = b"\xef\xbb\xbf" if changed == b"\n" else b""
    path.write_bytes(mark + path.read_bytes().replace(b"\n", changed))

    hint = problems_of(tmp_path / "seeds")[0].hint
    assert "only line endings or a byte-order mark differ" in hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: wording", "kind: wording # of the accord"),
        ("implies one.", "implies one.  # at most 240 characters"),
        ("margin: The word implies one.", 'margin: "The word implies #1."'),
        ("margin: The word implies one.", 'margin: "The word implies one." #1'),
        ("    body: The", "    body: |  # the whole\n      Of #1: The"),
        ("notes:", "notes: # only one"),
        ("notes:", "# See #1.\nnotes:"),
        ("implies one.", "implies one#1."),
    ],
)
def test_a_comment_that_looks_like_one_and_a_sign_that_begins_none_are_let_be(seeds_dir, old, new):
    path = seeds_dir() / "paragraphs" / "p02.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    note = load(path.parent.parent).layer.paragraphs["p2"].notes["again"]

    assert ("#1" in note.margin + note.body) == (
        "#1" in new and not new.endswith((" #1", "notes:"))
    )


def test_a_release_refuses_what_nobody_has_written_and_names_every_place(desk):
    """An editor at midnight forgets a skeleton; its words would be published for ever."""
    for skeleton in (
        ("note", "p2", "will meet by"),
        ("term", "maps", "maps"),
    ):
        assert desk.run("new", *skeleton)[0] == 0
    marks = [("gist: ", "gist: TODO "), ("The river was low", "The river was ???")]
    desk.edit("paragraphs/p01.yml", *marks)
    # XXX is a number, too.
    desk.edit("paragraphs/p02.yml", ("gist: ", "gist: As in resolution 3379 (XXX). "))
    before = {path: path.read_bytes() for path in desk.seeds.rglob("*") if path.is_file()}

    status, _, told = desk.run("release", "1.0.0")

    assert status == 1
    assert [line.split(": ")[1:3] for line in told.splitlines() if line.startswith("seeds")] == [
        ["unwritten", "p1 still says 'TODO They share the river.'"],
        ["unwritten", "p1 still says 'The river was ??? [@gazette].'"],
        ["unwritten", "p2-will-meet-by still says 'To be written'"],
        ["unwritten", "p2-will-meet-by still says 'To be written.'"],
        ["unwritten", "p2-will-meet-by still says 'To be written.'"],
        ["unwritten", "terms/maps still says 'To be written.'"],
    ]
    assert "seeds/terms.yml:12:9: " in told
    assert "hint: write it, or take the entry out" in told
    assert {path: path.read_bytes() for path in desk.seeds.rglob("*") if path.is_file()} == before
    assert desk.run("--check")[0] == 0, "what is to be written stops nobody from looking at it"


def test_a_release_refuses_a_first_draft(tmp_path, capsys):
    text = ROOT / "tests" / "editions" / "drafts" / "gettysburg.txt"
    assert main(["new", "edition", str(text), str(tmp_path / "new"), "--no-site"]) == 0

    assert main(["release", "1.0.0", "--seeds", str(tmp_path / "new" / "seeds")]) == 1

    told = capsys.readouterr().err
    for kept in ("'A first draft of an edition'", "'Place to be given'", "'Editors to be named'"):
        assert f"unwritten: edition.yml still says {kept}" in told
    assert "unwritten: p3-s5 still says 'to be written'" in told
    assert "unwritten: themes/whole-text still says" in told


@pytest.mark.parametrize("where", [0, 1, -1], ids=["before", "between", "behind"])
def test_the_folder_of_the_seeds_is_named_before_or_behind_a_command(seeds_dir, where, capsys):
    command = ["new", "term", "maps", "maps"]
    named = ["--seeds", str(seeds_dir())]

    at = len(command) if where < 0 else where
    assert main([*command[:at], *named, *command[at:]]) == 0

    assert "seeds/terms.yml:8: maps is ready" in capsys.readouterr().out


def test_every_code_has_its_tree():
    assert set(CASES) | IN_TESTS_OF_THEIR_OWN == set(CODES)


def test_whatever_a_value_must_match_is_explained_in_words():
    """A pattern that has no words would end the check, and would tell an editor nothing."""

    def patterns(node):
        if isinstance(node, dict):
            yield from node.get("patternProperties", ())
            yield from (node["pattern"],) if isinstance(node.get("pattern"), str) else ()
        for inner in node.values() if isinstance(node, dict) else node:
            if isinstance(inner, dict | list):
                yield from patterns(inner)

    found = {pattern for text in schemas().values() for pattern in patterns(json.loads(text))}
    # A slug and a date that are none have codes and messages of their own.
    told = {pattern for pattern in found if pattern not in LOOKS_LIKE}

    assert all(pattern.startswith((r"^\d{4}", "^[a-z0-9]+(", "^(?![ps]")) for pattern in told), told
    assert set(LOOKS_LIKE) <= found


def test_contributing_lists_every_code_with_its_meaning():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

    listed = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", text, re.M))

    assert listed == CODES


def test_a_file_that_is_too_large_is_refused(seeds_dir):
    folder = seeds_dir({"terms.yml": "#" * 2_000_001})

    with pytest.raises(InvalidEdition) as caught:
        build(folder, folder.parent / "docs")

    assert list(map(str, caught.value.problems)) == [
        "seeds/terms.yml:1:1: file-unreadable: larger than 2000000 bytes\n"
        "    hint: divide it into files; their names do not matter"
    ]


def test_all_problems_of_all_files_come_in_one_run(seeds_dir, check):
    folder = seeds_dir()
    for name, old, new in [
        ("terms.yml", "[gazette]", "[gazete]"),
        ("paragraphs/p02.yml", "quote: again", "quote: never"),
        ("subjects.yml", "[Northland, Southland]", "[Northland, Eastland]"),
    ]:
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    _, _, told = check(folder)

    assert [line.split(": ")[1] for line in told.splitlines() if line.startswith("seeds")] == [
        "quote-not-found",
        "position-missing",
        "unknown-source",
    ]


def test_in_actions_each_problem_is_also_an_annotation(broken, check, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert check(broken("unknown-theme"))[1] == (
        "::error file=seeds/paragraphs/p02.yml,line=8,col=14,title=unknown-theme::"
        "theme 'watter' is not known (did you mean 'water'?)\n"
    )


@pytest.mark.parametrize("name", ["terms/more.YML", "paragraphs/p02.yml.txt", "terms/more.md"])
def test_what_looks_like_a_seed_and_is_none_is_told(seeds_dir, check, name):
    folder = seeds_dir({name: "more: x\n"})

    _, _, told = check(folder)

    assert f"seeds/{name}:1:1: unknown-file: " in told
    assert told.endswith("1 problem; nothing was written\n")


@pytest.mark.parametrize("name", ["README.md", "terms/.more.yml.swp", "terms/more.yml~", "old.txt"])
def test_what_tells_about_seeds_or_was_put_there_by_a_program_is_left_alone(seeds_dir, name):
    assert load(seeds_dir({name: "more: x\n"})).paragraphs


def test_a_paragraph_without_a_file_is_told_once_though_others_lead_into_it(seeds_dir, check):
    folder = seeds_dir()
    (folder / "paragraphs" / "p01.yml").unlink()

    _, _, told = check(folder)

    assert "file-missing: paragraph 'p1' has no file" in told
    assert "unknown-id" not in told


def test_a_clock_that_is_behind_the_edition_tells_nothing_of_days_to_come(seeds_dir):
    layer = load(seeds_dir()).layer
    source = layer.sources["gazette"]
    layer.sources["gazette"] = source.model_copy(update={"looked_at": "2001-03-01"})

    told = {day: [p.code for p in check_days(layer, date.fromisoformat(day))] for day in DAYS}

    assert told == {"2000-12-31": [], "2001-02-27": ["day-to-come"], "2001-02-28": []}


DAYS = ("2000-12-31", "2001-02-27", "2001-02-28")
"""Before the edition, two days before a reading, and one: tomorrow is today somewhere."""


def test_a_published_id_that_is_gone_leads_to_the_command_that_renames(seeds_dir, check):
    """The nearest other id would be a wrong hint: the thing has only another slug."""
    folder = seeds_dir()
    main(["--seeds", str(folder), "release", "0.2.0", "--date", "2001-02-07"])
    path = folder / "paragraphs" / "p02.yml"
    path.write_text(path.read_text("utf-8").replace("  again:", "  once-more:"), "utf-8")
    terms = folder / "terms.yml"
    terms.write_text(terms.read_text("utf-8").replace("A river.", "A [river](p2-again)."), "utf-8")

    _, _, told = check(folder)

    assert "unknown-id: id 'p2-again' is not known" in told
    assert "python scripts/build.py rename p2-again NEW" in told
