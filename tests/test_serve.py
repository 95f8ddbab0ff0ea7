"""An editor's evening: `mkdocs serve` shows an edit, and survives a broken one."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from conftest import ROOT, TINY

pytestmark = pytest.mark.xdist_group("serve")


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
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"],
        cwd=tmp_path,
        stdout=log,
        stderr=log,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    yield tmp_path, f"http://127.0.0.1:{port}/", tmp_path / "log"
    process.terminate()
    process.wait(timeout=10)
    log.close()


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
    root, address, log = served
    paragraph = root / "seeds" / "paragraphs" / "p02.yml"

    def shown(words):
        with urllib.request.urlopen(f"{address}p/2/", timeout=5) as answer:  # noqa: S310, our own server
            return words in answer.read().decode("utf-8")

    wait_for(lambda: shown("The edition infers an earlier meeting."))
    time.sleep(1)
    good = paragraph.read_text("utf-8")

    paragraph.write_text(good.replace("infers an earlier", "infers a previous"), encoding="utf-8")
    assert wait_for(lambda: shown("infers a previous meeting.")) < 3

    paragraph.write_text(good.replace("quote: again", "quote: never"), encoding="utf-8")
    wait_for(lambda: "p02.yml:17:12: quote-not-found: 'never'" in log.read_text("utf-8"))
    assert shown("infers a previous meeting.")

    paragraph.write_text(good.replace("infers an earlier", "infers a former"), encoding="utf-8")
    wait_for(lambda: shown("infers a former meeting."))
