"""Ids that never break: three releases of a small edition, and what editors do between them."""

import re
import shlex
from hashlib import sha256

import pytest
from conftest import SEEDS, contents

from commands.ids import stamped_log
from edition.pages import render_pages
from edition.pipeline import load
from edition.registry import parse_registry, render_registry
from edition.seeds.folder import SeedFile


def test_before_the_first_release_nothing_is_promised(desk):
    desk.edit("paragraphs/p02.yml", ("  again:\n", "  once-more:\n"))

    assert load(desk.seeds).registry.entries == {}
    assert desk.run("rename", "p2-once-more", "p2-again")[1] == (
        "p2-once-more is now p2-again, in 1 file; "
        "it was never published, so no old address is kept\n"
    )
    assert not (desk.seeds / "ids.json").exists()


def test_a_release_enters_every_id_and_every_page(desk):
    status, out, _ = desk.run("release", "1.0.0", "--date", "2001-03-01")

    registry = desk.registry()
    assert (status, out) == (
        0,
        f"release 1.0.0: {len(registry.entries)} new ids, {len(registry.entries)} in all\n",
    )
    assert {
        "p1",
        "p1-s2",
        "p2-again",
        "terms/long-river",
        "sources/gazette",
        "themes/",
        "./",
    } <= set(registry.entries)
    assert registry.entries["p2-again"].sha256 == sha256(b"again").hexdigest()
    assert (registry.version, registry.releases[0].date) == ("1.0.0", "2001-03-01")


def test_a_release_changes_nothing_when_there_is_nothing_new(desk):
    desk.run("release", "1.0.0")
    first = desk.registry()
    desk.run("release", "1.0.1")

    assert desk.registry().entries == first.entries
    assert desk.run("release", "2")[2].startswith("'2' is not a version")


def test_a_release_is_not_older_than_the_last(desk):
    """A clock that is behind would put it in the wrong place for ever."""
    desk.run("release", "1.0.0", "--date", "2001-03-02")

    told = desk.run("release", "1.1.0", "--date", "2001-03-01")[2]

    assert told == "'2001-03-01' is before the last release, '2001-03-02'; nothing was changed\n"
    assert desk.run("release", "1.1.0", "--date", "2001-03-02")[0] == 0


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.5.0", "1.5.0 does not come after 1.5.0; the next is 1.5.1, 1.6.0 or 2.0.0"),
        ("1.4.9", "1.4.9 does not come after 1.5.0; the next is 1.5.1, 1.6.0 or 2.0.0"),
        ("1.60.0", "1.60.0 does not follow 1.5.0; the next is 1.5.1, 1.6.0 or 2.0.0"),
        ("1.60", "'1.60' is not a version; write it like 1.2.0"),
        ("v1.6.0", "'v1.6.0' is not a version; write it like 1.2.0"),
    ],
)
def test_a_version_that_was_typed_wrong_is_refused(desk, version, told):
    """It would be for ever."""
    desk.run("release", "1.5.0")
    before = (desk.seeds / "ids.json").read_text("utf-8")

    assert desk.run("release", version)[2] == f"{told}; nothing was changed\n"
    assert (desk.seeds / "ids.json").read_text("utf-8") == before


def test_a_release_closes_the_change_log():
    log = SeedFile(
        "changes.yml", "seeds/changes.yml", "# Newest first.\nunreleased:\n  changes: {}\n"
    )

    (stamped,) = stamped_log({"changes.yml": log}, "1.0.0", "2001-03-01").values()

    assert stamped.text == '# Newest first.\n"1.0.0":\n  date: "2001-03-01"\n  changes: {}\n'
    (again,) = stamped_log({"changes.yml": stamped}, "1.1.0", "2001-04-01").values()
    assert again.text == (
        '# Newest first.\n"1.1.0":\n  date: "2001-04-01"\n  changes: {}\n'
        '"1.0.0":\n  date: "2001-03-01"\n  changes: {}\n'
    )
    assert stamped_log({"changes.yml": again}, "1.1.0", "2001-04-01") == {}


def test_the_first_release_of_an_edition_begins_its_change_log(desk):
    """The workflow that publishes a release asks the log for its day."""
    (desk.seeds / "changes.yml").unlink()

    assert desk.run("release", "1.0.0", "--date", "2001-03-01")[0] == 0

    assert desk.edition().layer.changes["1.0.0"].date == "2001-03-01"
    text = (desk.seeds / "changes.yml").read_text("utf-8")
    assert text.splitlines()[1:] == ['"1.0.0":', '  date: "2001-03-01"', "  changes: {}"]
    page = render_pages(desk.edition())["about/changes/index.md"]
    assert "The first version." in page
    assert "<ul" not in page


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "paragraphs/p02.yml",
            "  again:\n",
            "  once-more:\n",
            (
                "id-vanished",
                "'p2-again' has been published since 1.0.0 and is gone",
                "rename p2-again p2-once-more",
            ),
        ),
        (
            "terms.yml",
            "long-river:\n",
            "short-river:\n",
            (
                "id-vanished",
                "'terms/long-river' has been published since 1.0.0 and is gone",
                'retire terms/long-river "what happened"',
            ),
        ),
        (
            "paragraphs/p02.yml",
            "quote: again",
            "quote: meet again",
            (
                "id-words-changed",
                "'p2-again' stood for other words when it was published",
                'amend "what changed" p2-again',
            ),
        ),
    ],
    ids=["a note renamed by hand", "a term gone", "a note on other words"],
)
def test_what_breaks_a_promise_is_told_with_the_command_that_mends_it(desk, name, old, new, told):
    desk.run("release", "1.0.0")
    desk.edit(name, (old, new))
    if name == "terms.yml":
        desk.edit("paragraphs/p01.yml", ("terms/long-river", "terms/short-river"))

    assert desk.problems() == [told]

    assert desk.run(*shlex.split(told[2]))[0] == 0
    load(desk.seeds)


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (("rename", "p2-again", "p2-once-more"), "it is called 'p2-once-more' now"),
        (
            ("retire", "p2-again", "It was merged.", "--see", "p1-which-river"),
            "it was retired: name 'p1-which-river' instead, or nothing (It was merged.)",
        ),
        (
            ("retire", "p2-again", "It was wrong."),
            "it was retired: name something else, or nothing (It was wrong.)",
        ),
    ],
)
def test_who_names_what_was_given_up_is_told_what_became_of_it(desk, command, hint):
    desk.run("release", "1.0.0")
    if command[0] == "retire":
        path = desk.seeds / "paragraphs" / "p02.yml"
        path.write_text(path.read_text("utf-8").partition("notes:\n")[0] + "notes: {}\n", "utf-8")
    assert desk.run(*command)[0] == 0
    desk.edit("paragraphs/p01.yml", ("    subject:", "    see_also: [p2-again]\n    subject:"))

    assert desk.problems() == [("unknown-id", "id 'p2-again' is not known", hint)]


def test_a_slug_that_was_given_up_cannot_come_back(desk):
    desk.run("release", "1.0.0")
    desk.run("rename", "p2-again", "p2-once-more")
    desk.edit("paragraphs/p02.yml", ("  once-more:\n", "  again:\n"))

    assert (
        "id-reused",
        "'p2-again' was published and leads to 'p2-once-more'; it cannot be used again",
        "choose another slug",
    ) in desk.problems()
    assert desk.run("rename", "p1-which-river", "p1-s3")[0] == 1


AFTER_A_RENAME = [
    pytest.param(
        ("quote: again", "quote: meet again"),
        "id-words-changed",
        "'p2-once-more' stood for other words when it was published as 'p2-again'",
        'amend "what changed" p2-once-more',
        id="on other words",
    ),
    pytest.param(
        ("  once-more:\n", "  and-again:\n"),
        "id-vanished",
        "'p2-again' has been published since 1.0.0 and leads to 'p2-once-more', which is gone",
        "rename p2-once-more p2-and-again",
        id="renamed by hand",
    ),
    pytest.param(
        ("notes:\n", "notes: {}\nlater: []\nx:\n"),
        "id-vanished",
        "'p2-again' has been published since 1.0.0 and leads to 'p2-once-more', which is gone",
        'retire p2-again "what happened"',
        id="gone",
    ),
]


@pytest.mark.parametrize(("edit", "code", "message", "command"), AFTER_A_RENAME)
def test_a_promise_is_kept_between_a_rename_and_the_next_release(
    desk, edit, code, message, command
):
    desk.run("release", "1.0.0")
    desk.run("rename", "p2-again", "p2-once-more")
    path = desk.seeds / "paragraphs" / "p02.yml"
    text = path.read_text("utf-8").replace(*edit)
    path.write_text(text.partition("x:\n")[0] if "x:\n" in edit[1] else text, "utf-8")

    assert desk.problems() == [(code, message, command)]

    assert desk.run(*shlex.split(command))[0] == 0
    load(desk.seeds)
    assert desk.run("release", "1.1.0")[0] == 0
    load(desk.seeds)


def test_a_slug_that_was_never_released_can_be_given_up_again(desk):
    desk.run("release", "1.0.0")
    before = (desk.seeds / "ids.json").read_text("utf-8")
    desk.run("rename", "p2-again", "p2-oncemore")

    assert desk.run("rename", "p2-oncemore", "p2-again")[0] == 0

    assert (desk.seeds / "ids.json").read_text("utf-8") == before
    load(desk.seeds)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("retire", "p2-again", " "), "say what happened, for readers"),
        (
            ("retire", "p2-again", "why", "--see", "p2-none"),
            "there is no 'p2-none' to send readers",
        ),
        (("retire", "p1-which-river", "why"), "'p1-which-river' is still in the seeds"),
        (("retire", "p2-none", "why"), "'p2-none' is not a published id in use"),
        (("amend", ""), "say what happened, for readers"),
    ],
)
def test_a_mark_that_says_nothing_or_leads_nowhere_is_refused(desk, arguments, told):
    desk.run("release", "1.0.0")
    path = desk.seeds / "paragraphs" / "p02.yml"
    path.write_text(path.read_text("utf-8").partition("notes:\n")[0] + "notes: {}\n", "utf-8")
    before = (desk.seeds / "ids.json").read_text("utf-8")

    status, _, error = desk.run(*arguments)

    assert status == 1
    assert told in error
    assert (desk.seeds / "ids.json").read_text("utf-8") == before


def test_renaming_keeps_comments_and_layout_and_changes_every_mention(desk):
    paper = (desk.seeds / "sources.yml").read_text("utf-8")
    second = paper.replace("gazette:", "herald:", 1).replace("org/gazette", "org/herald")
    (desk.seeds / "sources.yml").write_text(paper + second)
    desk.edit("paragraphs/p01.yml", ("The river was low [@gazette]", "It was [@herald; @gazette]"))
    desk.edit("sources.yml", ("gazette:\n", "# The town's paper.\ngazette:   \n"))

    desk.run("rename", "sources/gazette", "sources/old-gazette")

    assert "# The town's paper.\nold-gazette:   \n" in (desk.seeds / "sources.yml").read_text(
        "utf-8"
    )
    everything = "".join(p.read_text("utf-8") for p in desk.seeds.rglob("*.yml"))
    assert "[@herald; @old-gazette]" in everything
    assert len(re.findall(r"(?<!old-)\bgazette\b", everything)) == everything.count(
        "example.org/gazette"
    )
    load(desk.seeds)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not a valid register"),
        (
            '{"releases": [], "ids": [{"id": 7, "kind": "note", "first": "1.0.0"}]}',
            "not a valid register",
        ),
        (
            '{"releases": [], "ids": [{"id": "p1", "kind": "note", "first": "one"}]}',
            "'one' is not a version",
        ),
        (
            '{"releases": [], "ids": [{"id": "p9-a", "kind": "note", "first": "1.0.0", '
            '"state": "alias", "now": "p9-a"}]}',
            "alias 'p9-a' leads back to itself",
        ),
    ],
    ids=["no JSON", "too deep", "a number for an id", "no version", "an alias of itself"],
)
def test_a_damaged_register_is_told_and_never_a_traceback(text, told):
    problems = []
    parse_registry(text, "seeds/ids.json", problems)

    assert {problem.code for problem in problems} == {"registry-broken"}
    assert told in problems[0].message


def test_a_lost_entry_is_noticed(desk):
    desk.run("release", "1.0.0")
    path = desk.seeds / "ids.json"
    path.write_text(re.sub(r'.*"p2-again".*\n', "", path.read_text("utf-8")), encoding="utf-8")

    assert [code for code, _, _ in desk.problems()] == ["registry-broken"]


def test_a_merge_of_two_releases_keeps_the_published_one_and_makes_the_other_again(desk):
    desk.run("release", "1.0.0")
    path, note = desk.seeds / "ids.json", desk.seeds / "paragraphs" / "p02.yml"
    base = path.read_text("utf-8")
    desk.run("release", "1.1.0")
    ours = path.read_text("utf-8")
    path.write_text(base, "utf-8")
    desk.run("rename", "p2-again", "p2-once-more")
    path.write_text(f"<<<<<<< HEAD\n{ours}=======\n{base}>>>>>>> other\n", "utf-8")

    ((code, _, hint),) = desk.problems()
    assert (code, hint) == (
        "registry-broken",
        "left over from a merge: take the side that is published, whole, with git checkout "
        "--ours seeds/ids.json or --theirs; --check then names the commands to run again",
    )
    path.write_text(ours, "utf-8")
    ((_, _, command),) = desk.problems()
    assert command == "rename p2-again p2-once-more"
    assert desk.run(*shlex.split(command))[0] == 0
    assert "  once-more:\n" in note.read_text("utf-8")
    load(desk.seeds)


def correct(desk, old, new):
    """The publisher corrects the text."""
    desk.edit("accord.txt", (old, new))
    checksum = sha256((desk.seeds / "accord.txt").read_bytes()).hexdigest()
    record = (desk.seeds / "edition.yml").read_text("utf-8")
    desk.edit("edition.yml", (re.search(r"[0-9a-f]{64}", record)[0], checksum))


def test_two_paragraphs_that_become_one_are_led_through(desk):
    desk.run("release", "1.0.0")
    correct(desk, "maps.\n\nBoth", "maps. Both")
    ((code, _, hint),) = desk.problems()
    assert (code, hint) == (
        "boundary-not-found",
        "it stands within a line: if two paragraphs are one now, python scripts/build.py "
        "renumber p2 p1-s3, and list its sentences with those of p1",
    )

    desk.edit("sentences.yml", ("  p2:\n", ""))
    first, second = (desk.seeds / "paragraphs" / f"p0{n}.yml" for n in (1, 2))
    sentences, notes = second.read_text("utf-8").split("sentences:\n")[1].split("notes:\n")
    sentences = sentences.replace("  s2:", "  s4:").replace("  s1:", "  s3:")
    text = first.read_text("utf-8").replace("related: {p2: The meeting.}", "related: {}")
    first.write_text(text.replace("notes:\n", f"{sentences}notes:\n") + notes, "utf-8")
    second.unlink()
    told = desk.run("amend", "Two paragraphs are one.")[2].splitlines()
    assert told[0].endswith("unknown-sentence: sentence 'p2-s1' is not known")
    assert told[1].strip() == "hint: its words are at 'p1-s3' now"

    desk.edit("commitments.yml", ("p2-s1", "p1-s3"))
    desk.edit("paragraphs/p01.yml", ("quote: the river", "quote: share the river"))
    status, out, error = desk.run("amend", "Two paragraphs are one.")
    assert (status, error) == (0, "")
    assert out.startswith("recorded for p1, ")
    assert desk.run("amend", "Two paragraphs are one.", "p1-which-river")[0] == 0
    leads_to = desk.edition().registry.leads_to
    assert [leads_to(i) for i in ("p2-s1", "p2-again")] == ["p1-s3", "p1-again"]


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        pytest.param("p2", "p1-s3", "p1 p1-s2 p1 p1-s3-a1 p1-s4 p1-p2-pact p2-s1", id="joined"),
        pytest.param("p1-s2", "p2", "p1 p2-s1 p3 p3-s1-a1 p3-s2 p3-p2-pact p4-s1", id="divided"),
        pytest.param("p1-s2", "p1-s3", "p1 p1-s3 p2 p2-s1-a1 p2-s2 p2-p2-pact p3-s1", id="added"),
        pytest.param("p2", "p3", "p1 p1-s2 p3 p3-s1-a1 p3-s2 p3-p2-pact p4-s1", id="inserted"),
    ],
)
def test_what_names_a_paragraph_or_a_sentence_is_counted_anew(desk, old, new, after):
    """Addresses, slugs and words that only look like an id stay as they are."""
    named = desk.seeds / "sources" / "named.yml"
    named.parent.mkdir(exist_ok=True)
    line = "https://example.org/p2/x-p2?p20x&n=p2#p2-s1 p2.json [{}]\n"
    named.write_text(line.format("p1 p1-s2 p2 p2-s1-a1 p2-s2 p2-p2-pact p3-s1"), "utf-8")

    status, out, error = desk.run("renumber", old, new)

    assert (status, error) == (0, "")
    assert out.startswith(f"what began with {old} begins with {new}, in ")
    assert named.read_text("utf-8") == line.format(after)


def test_a_note_is_not_given_a_number_nor_what_nobody_names(desk):
    before = contents(desk.seeds)

    assert desk.run("renumber", "p2-again", "p1-s3")[::2] == (
        1,
        "'p2-again' is neither a paragraph nor a sentence, like p14 or p13-s3; "
        "nothing was changed\n",
    )
    assert desk.run("renumber", "p20", "p19-s2")[::2] == (
        1,
        "the seeds name neither p20 nor what comes after it; nothing was changed\n",
    )
    assert contents(desk.seeds) == before


def test_a_sentence_that_is_added_leaves_no_reference_on_the_wrong_one(desk):
    """Its publisher adds it in the middle: what names the second sentence means the third now."""
    desk.run("release", "1.0.0")
    old = "The two lands agreed to share the river. "
    correct(desk, old, f"{old}They drew maps. ")
    desk.edit("paragraphs/p02.yml", ("    lead:", "    see_also: [p1-s2]\n    lead:"))

    ((_, _, whole), (_, _, hint)) = desk.problems()
    assert whole == 'amend "what changed"'
    assert hint == (
        'amend "what changed"; but if a sentence was added, write first in sentences.yml how it '
        "begins"
    )
    desk.edit("sentences.yml", ("    - Northland", "    - They drew\n    - Northland"))
    act = "{actor: both, verb: drew, act: informs, object: maps, quote: drew maps}"
    added = f"  s2:\n    themes: [water]\n    acts:\n      - {act}\n  s3:\n"
    desk.edit("paragraphs/p01.yml", ("  s2:\n", added))
    out = desk.run("amend", "A sentence was added.")[1]

    line = (desk.seeds / "paragraphs/p02.yml").read_text("utf-8").partition("[p1-s2]")[0]
    assert out.splitlines()[1:] == [
        "the words of p1-s2 are at p1-s3 now; these places name the old id, "
        "which may be wrong by now:",
        f"seeds/paragraphs/p02.yml:{line.count(chr(10)) + 1}:16: p1-s2",
    ]
    load(desk.seeds)
    assert desk.registry().entries["p1-s2"].was[0].now == "p1-s3"


def test_the_register_of_this_edition_reads_back():
    path = SEEDS / "ids.json"
    if path.exists():
        text, problems = path.read_text("utf-8"), []
        assert render_registry(parse_registry(text, "ids.json", problems)) == text
        assert problems == []
