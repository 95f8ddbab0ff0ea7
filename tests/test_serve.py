"""An editor's evening: `mkdocs serve` shows an edit, and survives a broken one."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
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
def served(tmp_path):
    for name in ("scripts", "mkdocs.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    shutil.copytree(TINY, tmp_path / "seeds")
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
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
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
    time.sleep(1)
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
