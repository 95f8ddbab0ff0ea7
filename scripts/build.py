"""Builds the pages of an edition from its seeds."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from pathlib import Path

from commands import add_commands, run
from commands.new import lines
from edition.boundaries import propose_text_map
from edition.disk import write
from edition.pipeline import build, complete, load
from edition.problems import InvalidEdition, NotWritten, Problem, counted, many
from edition.report import report
from edition.schema import schemas
from edition.seeds_dir import read_text
from edition.unwritten import to_write

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status is 1 if the seeds have problems."""
    options = _options(arguments)
    if options.command:
        return run(options)
    if options.propose:
        return _propose(options.propose, options.title_lines)
    for folder in filter(None, (options.seeds if options.schema else None, options.twins)):
        if not folder.is_dir():
            print(f"there is no folder {folder}; nothing was written", file=sys.stderr)
            return 1
    if options.schema:
        changed = sum(write(options.seeds / "schema" / n, text) for n, text in schemas().items())
        print(f"{changed} schemas changed")
        return 0
    start = time.perf_counter()
    try:
        if options.report:
            print(report(load(options.seeds)), end="")
            return 0
        if options.check:
            edition, done = load(options.seeds), "nothing written"
            if waiting := list(to_write(edition)):
                unwritten = many(len(waiting), "place")
                done = f"nothing written, {unwritten} still to be filled in (--report)"
        else:
            address, corrections = (os.environ.get(n, "") for n in ("SITE_URL", "REPOSITORY"))
            places = options.seeds, options.docs
            edition, changed = build(*places, address, corrections, options.books)
            done = f"{changed} files changed in {options.docs.name}/"
            if options.twins:
                complete(edition, options.twins, address, options.books)
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
    notes = sum(len(paragraph.notes) for paragraph in edition.paragraphs)
    numbers = (len(edition.paragraphs), "paragraph"), (notes, "note"), (len(edition.terms), "term")
    counts = ", ".join(many(number, name) for number, name in numbers)
    print(f"{counts}: {done}, {time.perf_counter() - start:.2f} s")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="look for problems, write nothing")
    parser.add_argument("--report", action="store_true", help="print how complete the edition is")
    seeds = Path(os.environ.get("SEEDS") or ROOT / "seeds")
    parser.add_argument("--seeds", type=Path, default=seeds, help="default: SEEDS, or seeds/")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="default: docs/")
    parser.add_argument(
        "--twins",
        type=Path,
        metavar="SITE",
        help="also put the Markdown twins and the books into a built site",
    )
    parser.add_argument("--books", type=Path, default=ROOT / ".books", help="default: .books/")
    parser.add_argument("--schema", action="store_true", help="write the schemas of the seeds")
    parser.add_argument(
        "--propose", type=Path, metavar="TEXT", help="print a sentences.yml for a new text"
    )
    parser.add_argument(
        "--title-lines",
        type=lines,
        default=1,
        metavar="N",
        help="with --propose: lines of the title",
    )
    add_commands(parser)
    return parser.parse_args(arguments)


def _propose(text: Path, title_lines: int) -> int:
    try:
        proposed = propose_text_map(read_text(text), title_lines)
    except ValueError as error:
        print(f"nothing can be proposed: {error}", file=sys.stderr)
        return 1
    print(f"title_lines: {title_lines}\nparagraphs:")
    for paragraph, openings in proposed.items():
        print(f"  {paragraph}:")
        for opening in openings:
            quoted = opening.replace("\\", "\\\\").replace('"', '\\"')
            print(f'    - "{quoted}"')
    return 0


def _annotation(problem: Problem) -> str:
    """The problem as an annotation on the lines of a pull request."""
    message = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = problem.place
    where = f"file={place.path},line={place.line},col={place.column},title={problem.code}"
    return f"::error {where}::{escaped}"


if __name__ == "__main__":
    # A build makes many objects and few cycles; looking for those took a fifth of its time.
    gc.disable()
    sys.exit(main())
