"""What the guides tell people to write is what the build takes."""

import re
import shlex
import shutil
import subprocess
import textwrap

import pytest
from conftest import CHARTER, FIRST, OWN, ROOT, SEEDS

import preview
from build import main
from edition.pipeline import load

GUIDES = ROOT / "docs" / "guides"


def test_the_first_note_of_the_guide_can_be_written_as_it_stands(tmp_path):
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
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


def test_each_pattern_of_other_edits_can_be_written_at_the_end_of_its_file(tmp_path):
    text = (GUIDES / "other-edits.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.S)
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    names = ["sources/news", "paragraphs/p02", "paragraphs/p02", "subjects/hong-kong"]
    for name, block in zip([*names, "terms/set-phrases", "themes/frame"], blocks, strict=True):
        path = seeds / f"{name}.yml"
        path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{block}", encoding="utf-8")
    path = seeds / "paragraphs" / "p02.yml"
    (old,) = re.findall(r"  s2:\n    themes: \[(.*)\]", path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(f"[{old}]", f"[{old}, patience]"), "utf-8")

    edition = load(seeds)

    (note,) = (note for note in edition.paragraphs[1].notes if note.id == "p2-one-breath")
    assert [entry.date for entry in note.record.later] == ["2026-05-21"]
    assert {"wide-ranging-areas"} <= edition.terms.keys()
    assert {"patience"} <= edition.themes.keys()
    assert edition.layer.subjects["hong-kong"].positions[-1].party == "Example State"


def test_the_note_of_the_readme_can_be_written_and_its_addresses_are_there(tmp_path, real):
    text = (ROOT / "README.md").read_text("utf-8")
    own = real if SEEDS == OWN else load(OWN)
    seeds = tmp_path / "seeds"
    shutil.copytree(OWN, seeds)
    notes = re.findall(r"```yaml\n(.*?)```", text, re.S)
    names = re.findall(r"`seeds/(paragraphs/p\d+\.yml)`", text)
    for name, note in zip(names, notes, strict=True):
        with (seeds / name).open("a", encoding="utf-8") as paragraph:
            paragraph.write(note)
    ids = {n.id for p in own.paragraphs for n in p.notes} | set(own.sentences_by_id)

    written = sum(len(p.notes) for p in load(seeds).paragraphs)

    assert written == sum(len(p.notes) for p in own.paragraphs) + len(notes)
    named = re.findall(r"`/p/\d+/#([a-z0-9-]+)`", text)
    assert set(named) <= ids
    # A fork may leave them out of its own README.
    assert SEEDS != OWN or (len(notes), len(named)) == (1, 2)


def test_what_came_later_can_be_written_as_contributing_says(tmp_path):
    (written,) = re.findall(
        r"```yaml\n(later:.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.S
    )
    later, status = re.split(r"^(?=status:)", written, flags=re.M)
    seeds = tmp_path / "seeds"
    shutil.copytree(CHARTER, seeds)
    paragraph, commitments = seeds / "paragraphs" / "p04.yml", seeds / "commitments.yml"
    for path, addition in (
        (paragraph, textwrap.indent(later, "    ")),
        (commitments, textwrap.indent(status, "  ")),
    ):
        text = path.read_text("utf-8") + addition
        path.write_text(text.replace("nukta-coin-2026-05-21", "poster-1943"), "utf-8")

    edition = load(seeds)

    assert list(edition.layer.paragraphs["p4"].notes.values())[-1].later[0].date == "2026-05-21"
    assert list(edition.layer.commitments.values())[-1].status[-1].standing == "under-way"


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


TOWNS = """\
Treaty of the Bakers
Given at the Town Hall

The First Town will open its market. Bread is sold by weight.

The Guild of Bakers agrees that bread is sold by weight. The Guild of Bakers thanks the town.
"""


def test_a_fork_keeps_the_first_edition_where_the_tests_look_for_it(tmp_path):
    """As the guide says it, in a repository of the files that it moves."""
    text = (GUIDES / "another-text.md").read_text("utf-8")
    (commands,) = re.findall(r"```sh\n(unset SEEDS\n.*?)```", text, re.S)
    fork, treaty = tmp_path / "fork", tmp_path / "treaty" / "seeds"
    for folder, words in ((fork / "seeds", "first"), (treaty, "treaty")):
        folder.mkdir(parents=True)
        (folder / "edition.yml").write_text(f"name: {words}\n", "utf-8")
    (fork / "mkdocs.yml").write_text("site_name: first\n", "utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "All"]):
        subprocess.run([*git, *arguments], cwd=fork, check=True)

    subprocess.run(["sh", "-eu", "-c", commands], cwd=fork, check=True)

    kept = fork / FIRST.relative_to(ROOT)
    assert (kept / "edition.yml").read_text("utf-8") == "name: first\n"
    assert kept.with_name("mkdocs.yml").read_text("utf-8") == "site_name: first\n"
    assert (fork / "seeds" / "edition.yml").read_text("utf-8") == "name: treaty\n"
    status = subprocess.run(
        [*git, "status", "--porcelain"], cwd=fork, check=True, capture_output=True, text=True
    )
    assert [line for line in status.stdout.splitlines() if line[1] != " "] == []


def test_the_guide_to_another_text_can_be_followed(tmp_path, monkeypatch, capsys):
    text = (GUIDES / "another-text.md").read_text("utf-8")
    commands = re.findall(r"^\.venv/bin/python scripts/build\.py (.+)$", text, re.M)
    parties, acts = re.findall(r"```yaml\n(.*?)```", text, re.S)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "treaty.txt").write_text(TOWNS, encoding="utf-8")
    (first, *rest) = (shlex.split(command) for command in commands)

    assert main([*first[:3], "treaty", *first[4:], "--no-site"]) == 0
    monkeypatch.setenv("SEEDS", "treaty/seeds")
    for path, pattern, written in [
        ("edition.yml", r"(?s)parties:\n.*?(?=editors:)", parties),
        ("paragraphs/p01.yml", r"(?m)    acts:\n.*will open.*\n|    acts:\n.*First.*\n", acts),
    ]:
        seed = tmp_path / "treaty" / "seeds" / path
        seed.write_text(re.sub(pattern, written, seed.read_text("utf-8"), count=1), "utf-8")
    assert main(["--check"]) == 1
    assert capsys.readouterr().err.count("unknown-party: party 'authors' is not known") == 3
    for seed in (tmp_path / "treaty" / "seeds" / "paragraphs").iterdir():
        seed.write_text(seed.read_text("utf-8").replace('"authors"', '"both"'), "utf-8")

    assert [main(command) for command in rest] == [0, 0, 0, 0, 1, 1]
    told = capsys.readouterr()
    assert "guild is ready to be filled in" in told.out
    assert [line.split(": ")[1] for line in told.err.splitlines() if line[0] == "s"] == [
        "unused-source",
        "theme-without-sentence",
    ] * 2


def test_a_port_that_another_program_has_is_told(tmp_path, monkeypatch, capsys):
    """`make preview` of the guide to hosting."""
    (tmp_path / "index.html").touch()
    with preview.server(tmp_path) as other:
        arguments = ["preview.py", str(tmp_path), "--port", str(other.server_port)]
        monkeypatch.setattr("sys.argv", arguments)

        assert preview.main() == 1

    assert capsys.readouterr().err == (
        f"port {other.server_port} cannot be used: Address already in use; "
        "name another with --port\n"
    )
