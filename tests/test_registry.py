"""Ids that never break: three releases of a small edition, and what editors do between them."""

import json
import re
import shlex
import shutil
from hashlib import sha256

import pytest
from conftest import ROOT, site_of
from desk import Desk

from commands.ids import stamped_log
from edition.pipeline import load
from edition.problems import InvalidEdition
from edition.registry import parse_registry, render_registry
from edition.seeds_dir import SeedFile


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
    assert (
        desk.run("release", "1.0.1")[2] == "1.0.1 does not come after 1.0.1; nothing was changed\n"
    )
    assert desk.run("release", "2")[2].startswith("'2' is not a version")


def test_a_release_closes_the_change_log():
    log = SeedFile(
        "changes.yml", "seeds/changes.yml", "# Newest first.\nunreleased:\n  changes: {}\n"
    )

    (stamped,) = stamped_log({"changes.yml": log}, "1.0.0", "2001-03-01").values()

    assert stamped.text == '# Newest first.\n"1.0.0":\n  date: "2001-03-01"\n  changes: {}\n'
    assert stamped_log({"changes.yml": stamped}, "1.1.0", "2001-04-01") == {}


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
    desk.edit("sources.yml", ("gazette:\n", "# The town's paper.\ngazette:   \n"))

    desk.run("rename", "sources/gazette", "sources/old-gazette")

    assert "# The town's paper.\nold-gazette:   \n" in (desk.seeds / "sources.yml").read_text(
        "utf-8"
    )
    everything = "".join(p.read_text("utf-8") for p in desk.seeds.rglob("*.yml"))
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


def test_the_register_of_this_edition_reads_back():
    path = ROOT / "seeds" / "ids.json"
    if path.exists():
        text, problems = path.read_text("utf-8"), []
        assert render_registry(parse_registry(text, "ids.json", problems)) == text
        assert problems == []


# Three releases: renames, a note that is given up, a corrigendum that puts a paragraph first.


def corrigendum(desk):
    """A paragraph that had been left out comes first, and all numbers move."""
    added = "The mayors met at noon."
    desk.edit("accord.txt", ("A Small Accord\n\n", f"A Small Accord\n\n{added}\n\n"))
    text = (desk.seeds / "accord.txt").read_bytes()
    old = re.search(r"[0-9a-f]{64}", (desk.seeds / "edition.yml").read_text("utf-8"))[0]
    desk.edit("edition.yml", (old, sha256(text).hexdigest()), ("(p1-s1)", "(p2-s1)"))
    desk.edit(
        "sentences.yml",
        ("  p2:\n", "  p3:\n"),
        ("  p1:\n", f"  p1:\n    - {added}\n  p2:\n"),
    )
    folder = desk.seeds / "paragraphs"
    (folder / "p02.yml").rename(folder / "p03.yml")
    (folder / "p01.yml").rename(folder / "p02.yml")
    desk.edit("paragraphs/p03.yml", ("related: {p1:", "related: {p2:"))
    desk.edit("paragraphs/p02.yml", ("related: {p2:", "related: {p3:"))
    shutil.copy(folder / "p03.yml", folder / "p01.yml")
    first = (folder / "p01.yml").read_text("utf-8")
    first = re.sub(r"sentences:\n.*", "", first, flags=re.S) + (
        "sentences:\n  s1:\n    themes: [waters]\n    acts:\n"
        "      - {actor: both, verb: met, act: informs, object: to meet, quote: met at noon}\n"
        "notes: {}\n"
    )
    (folder / "p01.yml").write_text(first, encoding="utf-8")
    for name in ("commitments.yml", "formulas.yml", "subjects.yml", "themes.yml"):
        text = (desk.seeds / name).read_text("utf-8")
        for n in (2, 1):
            text = re.sub(rf"\bp{n}\b", f"p{n + 1}", text)
        (desk.seeds / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("releases") / "seeds")
    desk.run("release", "1.0.0", "--date", "2001-03-01")
    for old, new in [
        ("p1-which-river", "p1-river"),
        ("terms/long-river", "terms/the-river"),
        ("themes/water", "themes/waters"),
        ("sources/gazette", "sources/town-gazette"),
        ("formulas/share-the-river", "formulas/sharing"),
    ]:
        desk.run("rename", old, new)
    desk.run("release", "1.1.0", "--date", "2001-04-01")
    path = desk.seeds / "paragraphs/p02.yml"
    path.write_text(
        re.sub(r"notes:\n.*", "notes: {}\n", path.read_text("utf-8"), flags=re.S), "utf-8"
    )
    desk.run("retire", "p2-again", "It rested on a misreading.", "--see", "p2")
    desk.run("rename", "terms/the-river", "terms/river")
    desk.run("release", "1.2.0", "--date", "2001-05-01")
    corrigendum(desk)
    with pytest.raises(InvalidEdition) as caught:
        load(desk.seeds)
    desk.broken = [p.code for p in caught.value.problems]
    desk.run("amend", "A paragraph had been left out of the text.")
    desk.run("release", "2.0.0", "--date", "2001-06-01")
    desk.site = site_of(
        desk.seeds, tmp_path_factory.mktemp("after"), SITE_URL="https://example.org/r/"
    )
    return desk


def test_a_text_whose_numbers_moved_is_refused_until_it_is_amended(later):
    assert set(later.broken) == {"id-words-changed", "id-vanished"}
    assert load(later.seeds).registry.version == "2.0.0"


def test_every_address_that_was_ever_published_resolves_without_scripts(later):
    entries = json.loads((later.site.folder / "data/ids.json").read_text("utf-8"))["ids"]

    assert {e.id for e in later.registry().entries.values()} <= {e["id"] for e in entries}
    for entry in entries:
        page = later.site.page(entry["page"] or "index.html")
        if entry["fragment"]:
            assert page.xpath(f'//*[@id="{entry["fragment"]}"]'), entry["id"]
        if re.match(r"p\d+", entry["id"]) and entry["fragment"]:
            assert later.site.page("index.html").xpath(f'//*[@id="{entry["fragment"]}"]'), entry[
                "id"
            ]


def test_a_renamed_thing_leaves_an_empty_element_before_its_new_place(later):
    (anchor,) = later.site.page("sources").xpath('//*[@id="gazette"]')

    assert (anchor.tag, anchor.text, len(anchor)) == ("span", None, 0)
    assert anchor.getparent().get("id") == "town-gazette"


def test_the_page_of_a_renamed_term_leads_to_the_new_one_twice_renamed_or_not(later):
    for old in ("terms/long-river", "terms/the-river"):
        page = later.site.page(old)
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../river/"]
        assert page.xpath("//ul[@class='ed-former']//a/@href") == ["../river/"]
    assert (later.site.folder / "terms/river/index.html").exists()


def test_a_retired_note_keeps_a_line_that_says_what_happened(later):
    for address in ("index.html", "p/2"):
        (line,) = later.site.page(address).xpath('//*[@id="p2-again"]')
        text = " ".join(line.text_content().split())
        assert text.startswith("p2-again was withdrawn in release 1.2.0; see p2.")
        assert text.endswith("It rested on a misreading.")


def test_a_number_that_stands_for_other_words_says_so_and_where_they_are(later):
    text = " ".join(later.site.page("p/1").text_content().split())

    assert (
        "Before its words were changed in release 2.0.0, p1-s1 meant other words; "
        "those are now at p2-s1. A paragraph had been left out of the text."
    ) in text


def test_a_note_that_moved_with_its_paragraph_is_found_at_its_old_address(later):
    (line,) = later.site.page("p/1").xpath('//*[@id="p1-river"]')

    assert line.xpath(".//a/@href") == ["../2/#p2-river"]
    assert later.registry().leads_to("p1-which-river") == "p2-river"


def test_the_published_register_has_kind_first_release_state_and_words(later):
    entries = {
        e["id"]: e
        for e in json.loads((later.site.folder / "data/ids.json").read_text("utf-8"))["ids"]
    }

    assert (entries["p3"]["first"], entries["p3"]["state"]) == ("2.0.0", "active")
    assert entries["p1"]["was"][0]["now"] == "p2"
    assert entries["p1"]["was"][0]["sha256"] == entries["p2"]["sha256"]
    assert (entries["p2-again"]["state"], entries["p2-again"]["since"]) == ("retired", "1.2.0")
    assert entries["themes/water"]["now"] == "themes/waters"
