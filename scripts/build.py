"""Builds the pages of an edition from its seeds."""

from __future__ import annotations

import gc
import signal

if __name__ == "__main__":
    # A build makes many objects and few cycles; looking for those took a fifth of its time.
    gc.disable()
if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # To import the rest takes half a second: Ctrl-C ends that at once, and without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from commands import add_commands, run
from commands.new import title_lines
from commands.shared import ROOT, add_seeds, must_exist
from edition.clock import today
from edition.disk import write
from edition.editors.boundaries import propose_text_map, render_text_map
from edition.editors.schema import schemas
from edition.model import Edition
from edition.pipeline import Publication, build, complete, load
from edition.problems import InvalidEdition, NotWritten, Problem, counted
from edition.rules.unwritten import to_write
from edition.seeds.folder import read_text
from edition.wording import many


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status is 1 if the seeds have problems."""
    options = _options(arguments)
    if options.command:
        return run(options)
    try:
        print(_task(options)(options), end="")
    except InvalidEdition as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
            if os.environ.get("GITHUB_ACTIONS"):
                print(_annotation(problem))
        print(f"{counted(error.problems)}; nothing was written", file=sys.stderr)
        return 1
    except NotWritten as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _task(options: argparse.Namespace) -> Callable[[argparse.Namespace], str]:
    """What was asked for: it returns what to print."""
    if options.propose:
        return _propose
    if options.schema:
        return _schemas
    if options.due:
        return _agenda
    if options.report:
        return _report
    return _check if options.check else _build


# What a task alone needs is imported by it: a check should not wait for it.


def _agenda(options: argparse.Namespace) -> str:
    from edition.editors.report import agenda

    return agenda(load(options.seeds), today())


def _report(options: argparse.Namespace) -> str:
    from edition.editors.report import report

    return report(load(options.seeds))


def _check(options: argparse.Namespace) -> str:
    start = time.perf_counter()
    edition = load(options.seeds)
    waiting = len(list(to_write(edition)))
    left = f", {many(waiting, 'place')} still to be filled in (--report)" if waiting else ""
    return _summary(edition, f"nothing written{left}", start)


def _build(options: argparse.Namespace) -> str:
    start = time.perf_counter()
    if options.twins:
        must_exist(options.twins)
    address, corrections = (os.environ.get(name, "") for name in ("SITE_URL", "REPOSITORY"))
    publication = Publication(address, corrections, options.books)
    edition, changed = build(options.seeds, options.docs, publication)
    if options.twins:
        from edition.site_dir import lighten

        complete(edition, options.twins, publication)
        lighten(options.twins)
    return _summary(edition, f"{changed} files changed in {options.docs.name}/", start)


def _summary(edition: Edition, done: str, start: float) -> str:
    """What the edition has, what was *done*, and how long since *start* that took."""
    notes = sum(len(paragraph.notes) for paragraph in edition.paragraphs)
    numbers = (len(edition.paragraphs), "paragraph"), (notes, "note"), (len(edition.terms), "term")
    counts = ", ".join(many(number, name) for number, name in numbers)
    return f"{counts}: {done}, {time.perf_counter() - start:.2f} s\n"


def _schemas(options: argparse.Namespace) -> str:
    must_exist(options.seeds)
    changed = sum(write(options.seeds / "schema" / n, text) for n, text in schemas().items())
    return f"{many(changed, 'schema')} changed\n"


def _propose(options: argparse.Namespace) -> str:
    try:
        proposed = propose_text_map(read_text(options.propose), options.title_lines)
    except ValueError as error:
        raise NotWritten(f"nothing can be proposed: {error}") from None
    return render_text_map(proposed, options.title_lines)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="look for problems, write nothing")
    parser.add_argument("--report", action="store_true", help="print how complete the edition is")
    parser.add_argument("--due", action="store_true", help="print what is to be done next")
    add_seeds(parser)
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="default: docs/")
    parser.add_argument(
        "--twins",
        type=Path,
        metavar="SITE",
        help="also complete a built site: Markdown twins, books, lean scripts and styles",
    )
    parser.add_argument("--books", type=Path, default=ROOT / ".books", help="default: .books/")
    parser.add_argument("--schema", action="store_true", help="write the schemas of the seeds")
    parser.add_argument(
        "--propose", type=Path, metavar="TEXT", help="print a sentences.yml for a new text"
    )
    parser.add_argument(
        "--title-lines",
        type=title_lines,
        default=1,
        metavar="N",
        help="with --propose: lines of the title",
    )
    add_commands(parser)
    return parser.parse_args(arguments)


def _annotation(problem: Problem) -> str:
    """The problem as an annotation on the lines of a pull request."""
    message = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = problem.place
    where = f"file={place.path},line={place.line},col={place.column},title={problem.code}"
    return f"::error {where}::{escaped}"


def _main_until_stopped() -> int:
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("stopped; every file is whole, as it was or as it was to be", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever reads has seen enough, as `head` has; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


if __name__ == "__main__":
    status = _main_until_stopped()
    # All is said and every file is closed.  To give back the memory of 2,000 paragraphs
    # object by object would take a second more.
    os._exit(status)
