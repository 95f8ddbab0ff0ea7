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
    text = log.read_text("utf-8").replace("  changes:\n", f"  changes:\n{change}", 1)
    log.write_text(text, encoding="utf-8")

    edition = load(seeds)

    assert "p2-thorough-exchange" in {n.id for n in edition.paragraphs[1].notes}
    assert "thorough-exchange" in {c.slug for c in edition.changes_by_paragraph["p2"]}


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_every_picture_and_file_that_a_guide_shows_is_there(guide):
    text = re.sub(r"(?s)```.*?```", "", guide.read_text("utf-8"))
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)

    assert [link for link in links if not (guide.parent / link).exists()] == []


def test_guides_name_targets_that_there_are():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    texts = [*GUIDES.glob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
    for path in texts:
        named = set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)", path.read_text("utf-8")))
        assert named <= targets, path.name
