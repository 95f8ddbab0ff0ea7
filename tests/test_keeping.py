"""The guide to keeping an edition: its commands, run as they stand there."""

import re
import shlex
import shutil
import subprocess
import textwrap
from hashlib import sha256

import pytest
from conftest import ROOT, SEEDS, contents

from build import main
from edition.pipeline import load

GUIDE = ROOT / "docs" / "guides" / "keeping.md"


def blocks_of(heading):
    """The commands in one section of the guide."""
    section = GUIDE.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^ *```sh\n(.*?)```", section, re.S | re.M)
    return [textwrap.dedent(block) for block in blocks]


@pytest.fixture
def sh(monkeypatch):
    for number, (key, value) in enumerate([("name", "x"), ("email", "x@example.org")]):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", f"user.{key}")
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")

    def run(commands, folder):
        done = subprocess.run(
            ["sh", "-eu", "-c", commands], cwd=folder, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    return run


def put(folder, files):
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, "utf-8")


OWN = ["README.md", "CITATION.cff", ".zenodo.json", "LICENSE-NOTES.md", "mkdocs.yml"]
COMMIT = "git add . && git commit -qm All"


def test_a_fork_takes_a_newer_engine_and_keeps_its_edition(tmp_path, sh):
    engine, fork = tmp_path / "engine", tmp_path / "fork"
    files = [*OWN, "seeds/edition.yml", "seeds/p01.yml", "pyproject.toml", "Makefile"]
    put(engine, dict.fromkeys(files, "first\n"))
    assert sh(f"git init -qb main && {COMMIT}", engine)[0] == 0
    assert sh("git clone -qo upstream engine fork", tmp_path)[0] == 0
    first = fork / "tests" / "editions" / "first"
    first.mkdir(parents=True)
    assert sh(f"git mv seeds {first}/seeds && cp mkdocs.yml {first}", fork)[0] == 0
    put(
        fork, dict.fromkeys([*OWN, "seeds/edition.yml", "seeds/p01.yml", "pyproject.toml"], "own\n")
    )
    assert sh(COMMIT, fork)[0] == 0
    put(engine, dict.fromkeys([*files, "seeds/p02.yml"], "second\n"))
    assert sh(COMMIT, engine)[0] == 0

    merge, keep = blocks_of("A newer engine")
    assert "CONFLICT" in sh(merge, fork)[1]
    assert sh(keep, fork) == (0, "")

    assert contents(fork / "seeds") == {"edition.yml": b"own\n", "p01.yml": b"own\n"}
    assert contents(first / "seeds") == contents(engine / "seeds")
    assert (first / "mkdocs.yml").read_text("utf-8") == "second\n"
    assert {(fork / name).read_text("utf-8") for name in OWN} == {"own\n"}
    news = {(fork / name).read_text("utf-8") for name in ("Makefile", "pyproject.toml")}
    assert news == {"second\n"}
    assert sh("git commit -qm Merged", fork)[0] == 0


def test_a_release_is_taken_back_before_it_is_pushed(tmp_path, sh):
    commit, back = blocks_of("A release")
    assert sh("git init -q --bare origin && git clone -q origin desk", tmp_path)[0] == 0
    desk = tmp_path / "desk"
    put(desk, {"ids.json": "before\n"})
    assert sh(f"git checkout -qb main && {COMMIT} && git push -q origin main", desk)[0] == 0
    put(desk, {"ids.json": "after\n", "new.yml": "new\n"})
    assert sh(commit.partition("git push")[0], desk)[0] == 0

    assert sh(back, desk)[0] == 0
    assert contents(desk)["ids.json"] == b"before\n"
    assert sh("git tag && git status --porcelain", desk) == (0, "")
    put(desk, {"ids.json": "mended\n"})
    assert sh(commit, desk)[0] == 0
    assert sh("git ls-remote --tags origin", desk)[1].count("refs/tags/v1.6.0") == 2


def test_two_paragraphs_of_this_text_can_be_joined(tmp_path, capsys):
    """All that names what comes after them is renumbered, and every promise is kept."""
    before = load(SEEDS)
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    paragraphs = {p.paragraph.id: p.paragraph for p in before.paragraphs}
    text = (seeds / before.record.text).read_bytes().decode()
    start = text.index(paragraphs["p14"].text)
    text = f"{text[:start].rstrip()} {text[start:]}"
    (seeds / before.record.text).write_bytes(text.encode())
    (commands,) = blocks_of("The publisher corrects the text")
    python, script, *renumber = shlex.split(commands)
    assert (python, script) == ("python", "scripts/build.py")
    assert main(["--seeds", str(seeds), *renumber]) == 0

    edit(seeds / "edition.yml", before.record.sha256, sha256(text.encode()).hexdigest())
    edit(seeds / "sentences.yml", r"(?s)(  p13:.*?)  p13:\n", r"\1")
    folder = seeds / "paragraphs"
    joined = (folder / "p14.yml").read_text("utf-8")
    for number in range(14, len(paragraphs)):
        (folder / f"p{number + 1}.yml").rename(folder / f"p{number}.yml")
    sentences, notes = joined.partition("\nsentences:\n")[2].split("\nnotes:\n")
    edit(
        folder / "p13.yml",
        r"(?s)\nnotes:\n(.*)",
        rf"\n{sentences.replace('s1:', 's3:')}\nnotes:\n\1",
    )
    with (folder / "p13.yml").open("a", encoding="utf-8") as file:
        file.write(notes)
    edit(folder / "p13.yml", r"\n  p13: .*", "")  # it is related to itself

    capsys.readouterr()
    assert main(["--seeds", str(seeds), "amend", "Two paragraphs are one.", "--renumbered"]) == 0
    after = load(seeds)

    assert len(after.paragraphs) == len(paragraphs) - 1
    for note in before.notes:
        assert after.registry.leads_to(note.id).partition("-")[2] == note.id.partition("-")[2]
    promises = [after.sentences_by_id[c.sentence].text for c in after.layer.commitments.values()]
    assert promises == [
        before.sentences_by_id[c.sentence].text for c in before.layer.commitments.values()
    ]
    (told,) = capsys.readouterr().out.splitlines()  # and no place that may be wrong
    assert told.startswith("recorded for ")


def edit(path, pattern, new):
    text, count = re.subn(pattern, new, path.read_text("utf-8"), count=1)
    assert count, (path, pattern)
    path.write_text(text, "utf-8")
