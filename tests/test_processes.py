"""Work is shared out whole, and nothing of it goes on when it fails."""

import os
import signal
import time

import pytest

from edition import processes
from edition.docs_dir import sync
from edition.problems import NotWritten


@pytest.fixture(params=[1, 2, 4])
def processors(request, monkeypatch):
    """A machine with one, two and four processors."""
    monkeypatch.setattr(processes, "_processors", lambda: request.param)
    return request.param


@pytest.fixture
def no_child_is_left(monkeypatch):
    """Whether each process that was begun has ended and was waited for.

    Other tests of the same run may have processes of their own, a browser among them.
    """
    begun, fork = [], os.fork

    def remembered():
        begun.append(fork())
        return begun[-1]

    def look():
        for child in begun:
            with pytest.raises(ChildProcessError):
                os.waitpid(child, os.WNOHANG)
        return True

    monkeypatch.setattr(os, "fork", remembered)
    return look


@pytest.mark.parametrize("count", [0, 1, 7, 20_001])
def test_each_number_is_taken_once(processors, count, no_child_is_left):
    shares = processes.share_out(list, count)
    assert len(shares) == max(1, min(processors, count))
    assert sorted(number for share in shares for number in share) == list(range(count))
    assert no_child_is_left()


@pytest.mark.usefixtures("processors")
def test_what_a_process_raises_is_raised(no_child_is_left):
    def work(turns):
        for turn in turns:
            if turn == 3:
                raise KeyError("third")

    with pytest.raises(KeyError, match="third"):
        processes.share_out(work, 100)
    assert no_child_is_left()


def test_a_child_that_is_killed_is_no_half_result(tmp_path, monkeypatch, no_child_is_left):
    """As by a machine that runs out of memory."""
    monkeypatch.setattr(processes, "_processors", lambda: 2)
    parent = os.getpid()

    def job():
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        while True:
            # Left to the child, which is started first and may come late.
            if parent != os.getpid() or os.waitid(
                os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT
            ):
                return [("p/1.md", "one\n")]

    with pytest.raises(NotWritten, match="one of its processes was ended from outside"):
        sync(tmp_path / "docs", [job, job], [], lambda _: ())
    assert not list((tmp_path / "docs").iterdir())
    assert no_child_is_left()


def test_a_child_whose_parent_was_killed_goes_on_with_nothing(monkeypatch):
    """It would keep the lock of the folder."""
    monkeypatch.setattr(processes, "_processors", lambda: 2)
    begun, begins = os.pipe()

    def work(turns):
        for _ in turns:
            os.write(begins, b".")
            time.sleep(0.02)

    parent = os.fork()
    if not parent:
        processes.share_out(work, 500)
        os._exit(0)
    os.close(begins)
    os.read(begun, 1)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    killed = time.monotonic()
    # The pipe is at its end when the last process that could write to it has ended.
    while os.read(begun, 100):
        pass
    os.close(begun)
    assert time.monotonic() - killed < 5
