"""An editor's evening: `mkdocs serve` shows an edit, and survives a broken one."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT, TINY

pytestmark = pytest.mark.xdist_group("serve")


def serve_command():
    """What `make serve` runs."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return re.search(r"\$\(BIN\)/(mkdocs serve .*)", makefile)[1].split()


@pytest.fixture
def served(tmp_path, request):
    """A running server: its root, address, log and process; a parameter names other seeds."""
    other = getattr(request, "param", "")
    for name in filter(None, ("seeds", other)):
        shutil.copytree(TINY, tmp_path / name)
    for name in ("scripts", "mkdocs.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "docs").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (tmp_path / "log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", *serve_command(), "-a", f"127.0.0.1:{port}"],
        cwd=tmp_path,
        stdout=log,
        stderr=log,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SEEDS": other},
    )
    yield tmp_path, f"http://127.0.0.1:{port}/", tmp_path / "log", process.pid
    process.terminate()
    process.wait(timeout=10)
    log.close()


def seconds_of_work(pid):
    """The processor's time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(found, seconds=15.0):
    """Seconds until *found* is true."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        try:
            if found():
                return time.monotonic() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError("not seen in time")


def test_an_edited_note_is_shown_and_a_broken_one_is_told_and_survived(served):
    root, address, log, pid = served
    paragraph = root / "seeds" / "paragraphs" / "p02.yml"

    def shown(words):
        with urllib.request.urlopen(f"{address}p/2/", timeout=5) as answer:  # noqa: S310, our own server
            return words in answer.read().decode("utf-8")

    wait_for(lambda: shown("The edition infers an earlier meeting."))
    # What an editor looks at is never kept by the browser.
    assert not shown("data-worker")
    good = paragraph.read_text("utf-8")

    paragraph.write_text(good.replace("infers an earlier", "infers a previous"), encoding="utf-8")
    worked = seconds_of_work(pid)
    # The machine of the tests may be busy with others: the processor's time is what is held.
    assert wait_for(lambda: shown("infers a previous meeting.")) < 5
    assert seconds_of_work(pid) - worked < 1
    time.sleep(1)
    # What the build writes itself is no change to build for.
    assert log.read_text("utf-8").count("Detected file changes") == 1

    paragraph.write_text(good.replace("quote: again", "quote: never"), encoding="utf-8")
    wait_for(lambda: "p02.yml:17:12: quote-not-found: 'never'" in log.read_text("utf-8"))
    assert shown("infers a previous meeting.")
    wait_for(lambda: shown("1 problem in the seeds; this is the last good edition."))
    assert shown("p02.yml:17:12: quote-not-found: &#39;never&#39;")

    paragraph.write_text(good.replace("infers an earlier", "infers a former"), encoding="utf-8")
    wait_for(lambda: shown("infers a former meeting."))
    assert not shown("in the seeds; this is the last good edition")


@pytest.mark.parametrize("served", ["of another text"], indirect=True)
def test_what_an_edit_adds_is_served_and_what_it_removes_is_gone(served):
    root, address, log, _ = served
    seeds = root / "of another text"
    terms, note = seeds / "terms.yml", seeds / "paragraphs" / "p02.yml"
    good = terms.read_text("utf-8")

    def status(path):
        try:
            with urllib.request.urlopen(address + path, timeout=5) as answer:  # noqa: S310, our own server
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def shown(words, path=""):
        with urllib.request.urlopen(address + path, timeout=5) as answer:  # noqa: S310, our own server
            return words in answer.read().decode("utf-8")

    wait_for(lambda: status("terms/long-river/") == 200)

    # A term that is deleted, and comes back in a file of its own.
    for path, link, words in [
        (seeds / "changes.yml", ", terms/long-river", ""),
        (seeds / "paragraphs" / "p01.yml", "[the Long River](terms/long-river)", "the Long River"),
    ]:
        path.write_text(path.read_text("utf-8").replace(link, words), encoding="utf-8")
    terms.write_text("{}\n", encoding="utf-8")
    wait_for(lambda: status("terms/long-river/") == 404)
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(address + "terms/long-river/", timeout=5)  # noqa: S310, our own server
    with missing.value as answer:
        assert "<main" in answer.read().decode("utf-8"), "that page is made once, and stays"
    assert not shown("Long River</a>", "terms/")
    (seeds / "terms").mkdir()
    (seeds / "terms" / "places.yml").write_text(good, encoding="utf-8")
    wait_for(lambda: status("terms/long-river/") == 200)

    # The whole folder is away for a moment, as on another branch, and still watched after.
    seeds.rename(root / "away")
    wait_for(lambda: "Cannot take a snapshot" in log.read_text("utf-8"))
    (root / "away").rename(seeds)

    # A file that is needed is deleted, and one that cannot be read takes its place.
    kept = note.read_text("utf-8")
    note.unlink()
    wait_for(lambda: shown("file-missing: paragraph &#39;p2&#39; has no file"))
    assert status("p/2/") == 200, "the last good pages are kept"
    note.write_text(kept.replace("handle: Next", 'handle: "Next'), encoding="utf-8")
    wait_for(lambda: shown("of another text/paragraphs/p02.yml:1:9: yaml-syntax"))
    note.write_text(kept.replace("handle: Next meeting", "handle: The next day"), encoding="utf-8")
    wait_for(lambda: shown("The next day", "p/2/"))
    assert not shown("in the seeds; this is the last good edition")
    assert "Traceback" not in log.read_text("utf-8")
