"""What GitHub runs and asks: only what the Makefile has, with the least rights; forms that fit."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
import yaml
from conftest import ROOT, TINY, contents

from edition.issue_forms import FORMS, report_address
from edition.pages import render_pages
from edition.pipeline import Publication, build, load

GITHUB = ROOT / ".github"
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (GITHUB / "workflows").iterdir()
}
JOBS = [(name, key, job) for name, flow in WORKFLOWS.items() for key, job in flow["jobs"].items()]
STEPS = [(f"{name}/{key}", step) for name, key, job in JOBS for step in job.get("steps", ())]
REPOSITORY = "https://github.com/example/edition"


def targets():
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def test_there_is_a_workflow_for_checks_deployment_addresses_and_releases():
    assert set(WORKFLOWS) == {"ci", "deploy", "links", "release"}


def test_whatever_a_workflow_runs_can_be_done_by_hand():
    """One target of the Makefile a step: what differs comes from the environment."""
    commands = [(where, step["run"]) for where, step in STEPS if "run" in step]

    assert len(commands) > 8
    for where, command in commands:
        program, target = command.split(" ")
        assert program == "make", where
        assert target in targets(), f"{where}: make {target}"


def test_a_release_without_a_version_asks_for_it():
    command = ["make", "--silent", "--old-file", ".venv/site", "release", "VERSION="]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert done.stderr.startswith("Which version? For example: make release VERSION=1.2.0\n")


def test_every_action_is_pinned_by_its_commit_with_the_version_beside_it():
    lines = [
        line
        for path in (GITHUB / "workflows").iterdir()
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line and "$/" not in line
    ]

    assert len(lines) > 8
    for line in lines:
        assert re.search(r"uses: [\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", line), line


def test_rights_are_given_job_by_job_and_none_by_the_workflow():
    writing = set()
    for name, flow in WORKFLOWS.items():
        assert flow["permissions"] == {}, name
        assert flow["concurrency"]["group"], name
    for name, key, job in JOBS:
        writing |= {
            (name, key, right) for right, how in job["permissions"].items() if how == "write"
        }
    assert writing == {
        ("deploy", "deploy", "pages"),
        ("deploy", "deploy", "id-token"),
        ("links", "links", "issues"),
        ("release", "stamp", "contents"),
        ("release", "stamp", "actions"),
        ("release", "publish", "contents"),
    }


def test_no_checkout_leaves_a_token_and_no_job_runs_without_end():
    for where, step in STEPS:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, where
    assert all("timeout-minutes" in job for _, _, job in JOBS if "steps" in job)


def test_a_step_with_a_token_runs_no_code_of_the_edition():
    """Only small scripts of git and gh, so that no package can read the token."""
    trusted = [step["run"] for _, step in STEPS if "GH_TOKEN" in step.get("env", {})]

    assert set(trusted) == {"make links-issue", "make release-push", "make release-publish"}
    for command in trusted:
        recipe = subprocess.run(
            ["make", "--dry-run", "--no-print-directory", *command.split()[1:]],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert recipe.startswith("sh scripts/ci/"), recipe
        assert "python" not in recipe


def test_the_tests_run_on_every_python_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [c.rpartition(" ")[2] for c in project["classifiers"]]

    assert WORKFLOWS["ci"]["jobs"]["test"]["strategy"]["matrix"]["python"] == named
    assert project["requires-python"] == f">={named[0]}"


def test_what_is_locked_is_renewed():
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text("utf-8"))["updates"]

    folders = {path.parent.relative_to(ROOT) for path in ROOT.glob("tests/*/package-lock.json")}
    assert folders
    assert {
        (update["package-ecosystem"], folder)
        for update in updates
        for folder in update.get("directories") or [update["directory"]]
    } == {("github-actions", "/"), ("pip", "/"), *(("npm", f"/{folder}") for folder in folders)}


def form(name):
    return yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8"))


@pytest.mark.parametrize("name", FORMS)
def test_each_form_that_a_page_names_is_there_and_asks_for_a_source(name):
    fields = {field["id"]: field for field in form(name)["body"] if "id" in field}

    assert fields["source"]["validations"]["required"] is True


def test_the_link_of_a_page_fills_in_fields_that_the_form_has():
    address = report_address(REPOSITORY, "mistake", title="At p1", place="p1", words="a & b (c)")

    query = parse_qs(urlsplit(address).query)
    assert query.pop("template") == ["mistake.yml"]
    assert query.pop("title") == ["At p1"]
    assert query == {"place": ["p1"], "words": ["a & b (c)"]}
    assert set(query) <= {field.get("id") for field in form("mistake")["body"]}
    assert not set(address) & set("()<> ")


def test_long_words_are_cut_where_a_word_ends():
    words = "word " * 200

    query = parse_qs(urlsplit(report_address(REPOSITORY, "mistake", words=words)).query)

    assert query["words"][0].endswith("word …")
    assert len(query["words"][0]) <= 402


@pytest.mark.parametrize("repository", [None, "", "https://git.example.org/edition"])
def test_where_no_form_can_be_reached_there_is_no_link(repository):
    assert report_address(repository, "mistake", place="p1") == ""


def with_repository(seeds_dir, address):
    text = (TINY / "edition.yml").read_text("utf-8")
    return load(seeds_dir({"edition.yml": f"{text}repository: {address}\n"}))


def test_each_paragraph_and_note_leads_to_the_form_once_the_repository_is_known(seeds_dir):
    pages = render_pages(with_repository(seeds_dir, REPOSITORY))

    links = re.findall(r"\[Report a mistake\]\((\S+)\)", pages["p/1/index.md"])
    places = [parse_qs(urlsplit(link).query)["place"] for link in links]
    assert places == [["p1-which-river"], ["p1"]]
    for name in FORMS:
        assert f"template={name}.yml" in pages["about/index.md"]


def test_without_a_repository_the_pages_say_whom_to_ask():
    pages = render_pages(load(TINY))

    assert not [uri for uri, text in pages.items() if uri.endswith(".md") and "issues/new" in text]
    assert "to whoever published this copy" in pages["about/index.md"]


def test_a_fork_needs_no_setting_its_address_comes_from_the_workflow(seeds_dir, tmp_path):
    edition, _ = build(seeds_dir(), tmp_path / "docs", Publication(repository=REPOSITORY))

    assert edition.record.repository == REPOSITORY
    assert f"{REPOSITORY}/issues/new" in (tmp_path / "docs/p/1/index.md").read_text("utf-8")


def test_what_archives_read_is_what_the_project_says():
    zenodo = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

    assert zenodo["title"] == citation["title"]
    assert [c["name"] for c in zenodo["creators"]] == [a["name"] for a in citation["authors"]]
    assert zenodo["version"] == str(citation["version"])
    assert zenodo["keywords"] == citation["keywords"]


@pytest.fixture
def gh(tmp_path):
    """A ``gh`` that writes down what it is asked and knows the issue in ``open``."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "gh"
    script.write_text('#!/bin/sh\necho "$*" >> calls\n[ "$2" != list ] || cat open\n')
    script.chmod(0o755)
    return {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}


# Releases.


@pytest.fixture
def released(tmp_path):
    """A copy of what a release touches, with a built site of one file."""
    for name in ("CITATION.cff", ".zenodo.json", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "seeds").mkdir()
    change = {"date": "2026-12-01", "kind": "added", "concerns": ["p1"], "text": "A note."}
    log = {"1.2.0": {"date": "2026-12-01", "changes": {"x": change}}}
    (tmp_path / "seeds/changes.yml").write_text(json.dumps(log), encoding="utf-8")
    register = {"releases": [{"version": "1.2.0", "date": "2026-12-01"}], "ids": []}
    (tmp_path / "seeds/ids.json").write_text(json.dumps(register), encoding="utf-8")
    (tmp_path / "site/data").mkdir(parents=True)
    (tmp_path / "site/data/edition.json").write_text("{}", encoding="utf-8")
    (tmp_path / "site/books/cards").mkdir(parents=True)
    (tmp_path / "site/books/cards/p1.png").write_bytes(b"a picture")
    (tmp_path / "site/books/edition.pdf").write_bytes(b"%PDF")
    return tmp_path


def run_script(name, folder, *arguments, **environment):
    scripts = ROOT / "scripts"
    of_python = [sys.executable, scripts / name]
    program = of_python if name.endswith(".py") else ["sh", scripts / "ci" / name]
    return subprocess.run(
        [*program, *arguments], cwd=folder, capture_output=True, text=True,
        check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_a_version_that_is_not_stamped_cannot_be_released(released):
    project = tomllib.loads((released / "pyproject.toml").read_text("utf-8"))["project"]
    says = f"says version {project['version']!r}, not '9.9.0': run make release"

    done = run_script("dist.py", released, "v9.9.0")

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"CITATION.cff {says}",
        f".zenodo.json {says}",
        f"pyproject.toml {says}",
        "seeds/changes.yml has no dated version '9.9.0': run make release",
    ]
    assert not (released / "dist").exists()


def test_a_release_without_a_change_log_is_told(released):
    assert run_script("stamp.py", released, "1.2.0").returncode == 0
    (released / "seeds" / "changes.yml").unlink()

    assert run_script("dist.py", released, "1.2.0").stderr == (
        "seeds/changes.yml has no dated version '1.2.0': run make release\n"
    )


def test_a_stamped_version_is_gathered_with_its_notes_and_checksums(released):
    assert run_script("stamp.py", released, "1.2.0").returncode == 0
    again = (released / "CITATION.cff").read_text("utf-8")
    assert run_script("stamp.py", released, "1.2.0").returncode == 0

    done = run_script("dist.py", released, "v1.2.0")

    assert (released / "CITATION.cff").read_text("utf-8") == again
    deposit = json.loads((released / ".zenodo.json").read_text("utf-8"))
    assert (deposit["version"], deposit["publication_date"]) == ("1.2.0", "2026-12-01")
    assert "date-released: 2026-12-01\n" in again
    assert done.stdout.split() == ["NOTES.md", "SHA256SUMS.txt", "data-1.2.0.zip", "edition.pdf"]
    with ZipFile(released / "dist/data-1.2.0.zip") as data:
        modes = {entry.filename: entry.external_attr >> 16 for entry in data.infolist()}
    assert modes == {"data/edition.json": 0o644}  # not only for whoever unpacks it
    assert (released / "dist/NOTES.md").read_text("utf-8") == (
        "Released on 2026-12-01.\n\n- **added**: A note. (p1)\n"
    )


@pytest.mark.parametrize("script", ["stamp.py", "dist.py"])
def test_a_version_that_is_none_is_refused(released, script):
    assert run_script(script, released, "1.2; rm").returncode == 2


def test_a_release_of_seeds_elsewhere_stamps_nothing_here(released):
    """`make release` in a clone of the engine, with SEEDS that name another edition."""
    before = contents(released)

    done = run_script("stamp.py", released, "1.2.0", SEEDS=str(released / "site"))

    assert (done.returncode, done.stdout) == (
        0,
        "CITATION.cff, .zenodo.json and pyproject.toml are about seeds/: left as they were\n",
    )
    assert contents(released) == before
    assert run_script("stamp.py", released, "1.2.0", SEEDS="seeds").returncode == 0
    assert contents(released) != before


def test_a_fork_may_do_without_a_deposit(released):
    """The register is stamped already when this is asked: it is no time to fail."""
    (released / ".zenodo.json").unlink()

    assert run_script("stamp.py", released, "1.2.0").returncode == 0
    assert run_script("dist.py", released, "1.2.0").returncode == 0
    assert not (released / ".zenodo.json").exists()
    assert "\nversion: 1.2.0\n" in (released / "CITATION.cff").read_text("utf-8")


def test_a_version_that_was_not_released_is_not_stamped(released):
    before = (released / "CITATION.cff").read_text("utf-8")

    done = run_script("stamp.py", released, "1.3.0")

    assert (done.returncode, done.stderr) == (
        1,
        "seeds/ids.json has no release 1.3.0: run make release\n",
    )
    assert (released / "CITATION.cff").read_text("utf-8") == before


def test_a_release_is_pushed_with_its_tag_and_the_site_is_deployed_anew(tmp_path, gh):
    def git(*arguments):
        return subprocess.run(
            ["git", *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout

    git("init", "--quiet", "--bare", "--initial-branch=main", "far")
    git("init", "--quiet", "--initial-branch=main", ".")
    git("remote", "add", "origin", "far")
    (tmp_path / ".gitignore").write_text("/bin/\n/far/\n/calls\n")
    (tmp_path / "changes.yml").write_text("stamped\n")

    done = run_script("release_push.sh", tmp_path, "v1.2.0", GITHUB_REF_NAME="main", **gh)

    assert done.returncode == 0, done.stderr
    pushed = git("--git-dir=far", "for-each-ref", "--format=%(refname) %(contents:subject)")
    assert pushed.splitlines() == [
        "refs/heads/main build: Release 1.2.0",
        "refs/tags/v1.2.0 Version 1.2.0",
    ]
    assert git("--git-dir=far", "show", "v1.2.0:changes.yml") == "stamped\n"
    assert (tmp_path / "calls").read_text() == "workflow run deploy.yml --ref main\n"


# The one issue on addresses.


@pytest.mark.parametrize(
    ("status", "known", "calls"),
    [
        pytest.param("1", "", ["list", "create"], id="first dead address"),
        pytest.param("1", "7", ["list", "edit"], id="still dead"),
        pytest.param("0", "7", ["list", "close"], id="mended"),
        pytest.param("0", "", ["list"], id="all well"),
    ],
)
def test_there_is_one_issue_on_addresses_that_do_not_answer(tmp_path, gh, status, known, calls):
    (tmp_path / "open").write_text(known)
    (tmp_path / "status").write_text(status)
    (tmp_path / "report.txt").write_text("https://example.org/gone 404\n")

    done = run_script("links_issue.sh", tmp_path, ".", **gh)

    assert done.returncode == 0, done.stderr
    asked = [line.split(" ")[1] for line in (tmp_path / "calls").read_text().splitlines()]
    assert asked == calls
    if status == "1":
        assert "https://example.org/gone 404" in (tmp_path / "issue.md").read_text()


def test_the_issue_shows_the_findings_where_the_check_came_to_any(tmp_path, gh):
    for name, text in [("open", ""), ("status", "1"), ("report.md", "- <https://a.example>\n")]:
        (tmp_path / name).write_text(text)

    run_script("links_issue.sh", tmp_path, ".", **gh)

    assert (tmp_path / "issue.md").read_text().endswith("\n\n- <https://a.example>\n")
