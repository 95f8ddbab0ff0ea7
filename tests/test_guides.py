"""What the guides tell people to write is what the build takes."""

import re
import shutil

import pytest
from conftest import ROOT

from edition.pipeline import load

GUIDES = ROOT / "docs" / "guides"


def test_the_first_note_of_the_guide_can_be_written_as_it_stands(tmp_path):
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    note, change = re.findall(
        r"```yaml\n(.*?)```", (GUIDES / "first-note.md").read_text("utf-8"), re.S
    )
    paragraph = seeds / "paragraphs" / "p02.yml"
    written = paragraph.read_text("utf-8")
    head, notes, rest = written.partition("\nnotes:\n")
    paragraph.write_text(f"{head}{notes}{note}{rest}", encoding="utf-8")
    log = seeds / "changes.yml"
    text = log.read_text("utf-8")
    if "\nunreleased:\n" not in text:
        text = re.sub(r'^"', 'unreleased:\n  changes:\n"', text, count=1, flags=re.M)
    log.write_text(text.replace("  changes:\n", f"  changes:\n{change}", 1), encoding="utf-8")

    edition = load(seeds)

    assert "p2-thorough-exchange" in {n.id for n in edition.paragraphs[1].notes}
    assert "thorough-exchange" in {c.slug for c in edition.changes_by_paragraph["p2"]}


def test_the_note_of_the_readme_can_be_written_and_its_addresses_are_there(tmp_path, real):
    text = (ROOT / "README.md").read_text("utf-8")
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    (note,) = re.findall(r"```yaml\n(.*?)```", text, re.S)
    (name,) = re.findall(r"`seeds/(paragraphs/p\d+\.yml)`", text)
    with (seeds / name).open("a", encoding="utf-8") as paragraph:
        paragraph.write(note)
    ids = {n.id for p in real.paragraphs for n in p.notes} | set(real.sentences)

    written = sum(len(p.notes) for p in load(seeds).paragraphs)

    assert written == sum(len(p.notes) for p in real.paragraphs) + 1
    named = re.findall(r"`/p/\d+/#([a-z0-9-]+)`", text)
    assert len(named) == 2
    assert set(named) <= ids


PAGES = [*ROOT.glob("*.md"), *GUIDES.glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]


@pytest.mark.parametrize("guide", sorted(PAGES), ids=lambda path: path.stem)
def test_every_picture_and_file_that_is_linked_is_there(guide):
    text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", guide.read_text("utf-8"))
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)

    assert [link for link in links if not (guide.parent / link).exists()] == []


def test_guides_name_targets_that_there_are():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    found = [
        (path.name, target)
        for path in PAGES
        for target in re.findall(r"(?:^|`|=\S+ )make ([a-z-]+)", path.read_text("utf-8"), re.M)
    ]

    assert {"site", "test", "check", "search-eval"} <= {target for _, target in found}
    assert [(name, target) for name, target in found if target not in targets] == []
