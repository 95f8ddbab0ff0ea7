"""Shares work among the processors of the machine.

``multiprocessing`` would do, but the processes it starts outlive a parent that
was killed, and would hold the lock on the folder for ever.
"""

from __future__ import annotations

import errno
import itertools
import os
import pickle
import signal
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_MOST = 4
"""At most this many processes: each has its own copy of the memory that it touches."""

_TURNS = 8000
"""As many turns as fit into the smallest pipe that systems provide."""


def share_out(work: Callable[[Iterator[int]], T], count: int, each: int = 1) -> list[T]:
    """What *work* returns in each of the processes that share the numbers below *count*.

    Each takes the next number when it has finished the last; another process
    pays for itself for every *each* numbers.  An exception in one of them is
    raised here, and ends the others.
    """
    turns = _Turns(count)
    helpers = min(_processors(), _MOST, count // each) - 1
    children: list[_Child[T]] = []
    try:
        children.extend(_Child(work, turns) for _ in range(helpers))
        return [work(turns.from_front()), *(child.result() for child in children)]
    finally:
        turns.close()
        for child in children:
            child.end()


def share_each(work: Callable[[int], T], count: int, each: int = 1) -> list[T]:
    """What *work* returns for each number below *count*, in their order; else as ``share_out``."""

    def some(turns: Iterator[int]) -> dict[int, T]:
        return {turn: work(turn) for turn in turns}

    done = {turn: one for share in share_out(some, count, each) for turn, one in share.items()}
    return [done[turn] for turn in range(count)]


def _processors() -> int:
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    return len(os.sched_getaffinity(0))


class _Turns:
    """Numbers from both ends, each taken once, by whoever is first; nobody waits.

    The parent takes them from the front, its children from the back: who goes
    through a thing in order touches, and so has a copy of, only a part of it.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._step = -(-count // _TURNS)
        turns = range(0, count, self._step or 1)
        self._left = _pipe_with(b"." * len(turns))
        self._back = _pipe_with(b"".join(n.to_bytes(2, "big") for n in reversed(range(len(turns)))))

    def from_front(self) -> Iterator[int]:
        for turn in itertools.count():
            if not os.read(self._left, 1):
                return
            yield from self._numbers(turn)

    def from_back(self) -> Iterator[int]:
        while os.read(self._left, 1):
            yield from self._numbers(int.from_bytes(os.read(self._back, 2), "big"))

    def _numbers(self, turn: int) -> range:
        start = turn * self._step
        return range(start, min(start + self._step, self._count))

    def close(self) -> None:
        os.close(self._left)
        os.close(self._back)


def _pipe_with(content: bytes) -> int:
    """The end of a pipe from which *content* can be read, and then no more."""
    out, into = os.pipe()
    os.write(into, content)
    os.close(into)
    return out


class _Child(Generic[T]):
    """A copy of this process that does its share and ends."""

    def __init__(self, work: Callable[[Iterator[int]], T], turns: _Turns) -> None:
        self._answer, into = os.pipe()
        parent = os.getpid()
        with warnings.catch_warnings():
            # Python warns of threads that hold a lock; the child makes text and writes files.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if not self._pid:
            self._work(work, _while_alive(parent, turns.from_back()), into)
        os.close(into)

    @staticmethod
    def _work(work: Callable[[Iterator[int]], T], turns: Iterator[int], into: int) -> None:
        answer: Any
        try:
            try:
                answer = pickle.dumps(("done", work(turns)))
            except Exception as error:
                answer = pickle.dumps(("failed", error))
            with open(into, "wb") as pipe:
                pipe.write(answer)
        finally:
            # Not the exit of the parent's copy, which would empty its buffers a second time.
            os._exit(0)

    def result(self) -> T:
        with open(self._answer, "rb", closefd=False) as pipe:
            answer = pipe.read()
        if not answer:
            raise ChildProcessError(errno.ECHILD, "One of its processes was ended from outside")
        state, value = pickle.loads(answer)  # noqa: S301, from our own child
        if state == "failed":
            raise value
        result: T = value
        return result

    def end(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._answer)


def _while_alive(parent: int, turns: Iterator[int]) -> Iterator[int]:
    """*turns* as long as somebody waits for the answer."""
    for turn in turns:
        if os.getppid() != parent:
            os._exit(1)
        yield turn
