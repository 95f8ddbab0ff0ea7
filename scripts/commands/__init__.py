"""The sub-commands of ``build.py``, one module for each kind of work, and what they share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands import ids, new
from edition.problems import InvalidEdition, NotWritten, Refused


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Let *parser* understand every sub-command; ``run`` does what was asked."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    # Also behind the command's name; left out there, what stands before it holds.
    seeds = argparse.ArgumentParser(add_help=False)
    seeds.add_argument("--seeds", type=Path, default=argparse.SUPPRESS, help="the seeds' folder")
    ids.add_commands(commands, seeds)
    new.add_commands(commands, seeds)


def run(options: argparse.Namespace) -> int:
    """Do the sub-command; the exit status is 1 if it could not be done."""
    try:
        print(options.run(options))
    except NotWritten as error:
        print(error, file=sys.stderr)
        return 1
    except Refused as error:
        print(f"{error}; nothing was changed", file=sys.stderr)
        return 1
    except InvalidEdition as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        print("nothing was written: the seeds must be in order first", file=sys.stderr)
        return 1
    return 0
