"""Three releases on: renames, a note given up, a paragraph put first; every address leads on."""

import json
import re
import shutil
from hashlib import sha256

import pytest
from conftest import problems_of, site_of
from desk import Desk

from edition.pipeline import load

pytestmark = pytest.mark.xdist_group("releases")


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
    desk.broken = [p.code for p in problems_of(desk.seeds)]
    desk.run("amend", "A paragraph had been left out of the text.")
    desk.run("release", "2.0.0", "--date", "2001-06-01")
    desk.site = site_of(
        desk.seeds, tmp_path_factory.mktemp("after"), SITE_URL="https://example.org/r/"
    )
    return desk


def test_a_text_whose_numbers_moved_is_refused_until_it_is_amended(later):
    assert later.broken == ["id-vanished"]
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
        "Before their words were changed in release 2.0.0, p1 and p1-s1 meant other words; "
        "those of p1 are now at p2, those of p1-s1 are now at p2-s1. "
        "A paragraph had been left out of the text."
    ) in text
    assert text.count("meant other words") == 1


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
