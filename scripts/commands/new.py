"""``build.py new``: writes a skeleton where it belongs, or a whole edition of another text."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from commands.shared import ROOT, made_wrong, put_files
from edition.clock import today
from edition.disk import write
from edition.editors import skeletons
from edition.editors.first_draft import Draft, first_draft
from edition.editors.schema import heading, schemas
from edition.editors.skeletons import Skeleton
from edition.model import Edition
from edition.pipeline import check_files, load_with_files
from edition.problems import InvalidEdition, NotWritten, Refused
from edition.seeds.folder import SeedFile, folder_of, read_text
from edition.seeds.forms import LANGUAGE_TAG
from edition.seeds.meant import slug_meant
from edition.seeds.vocabulary import NoteKind, TermKind
from edition.wording import many

_SLUG = "its permanent name: lower-case letters, digits, hyphens"


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], seeds: argparse.ArgumentParser
) -> None:
    """Add ``new`` and its kinds; each that writes into seeds also takes the options of *seeds*."""
    new = commands.add_parser(
        "new", help="write a skeleton: note, term, source, theme, edition", parents=[seeds]
    )
    kinds = new.add_subparsers(metavar="KIND", required=True)
    note = kinds.add_parser("note", help="a note on exact words", parents=[seeds])
    note.add_argument("paragraph", help="like p6")
    note.add_argument("quote", help="the words, copied from the text")
    note.add_argument("--slug", default="", help="its permanent name; proposed from the words")
    note.add_argument("--kind", choices=[k.value for k in NoteKind], default=NoteKind.WORDING.value)
    note.add_argument("--nth", type=int, default=1, help="which one, if the words occur twice")
    note.set_defaults(run=_note)
    term = kinds.add_parser("term", help="a name or set phrase", parents=[seeds])
    term.add_argument("slug", help=_SLUG)
    term.add_argument("name", help="as the text says it, if it does")
    term.add_argument("--kind", choices=[k.value for k in TermKind], default=TermKind.PHRASE.value)
    term.add_argument("--on", default="", metavar="P6-S2", help="a sentence, if not in the text")
    term.set_defaults(run=_term)
    source = kinds.add_parser("source", help="something a note rests on", parents=[seeds])
    source.add_argument("slug", help=_SLUG)
    source.add_argument("url", help="its address: https://…")
    source.set_defaults(run=_source)
    theme = kinds.add_parser("theme", help="a theme", parents=[seeds])
    theme.add_argument("slug", help=_SLUG)
    theme.add_argument("name", help="as pages show it")
    theme.set_defaults(run=_theme)
    edition = kinds.add_parser("edition", help="a whole new edition of a plain text")
    edition.add_argument("text", type=Path, help="a file of plain text, the title first")
    edition.add_argument("folder", type=Path, help="where to make it; must not exist yet")
    edition.add_argument(
        "--title-lines",
        type=title_lines,
        default=1,
        metavar="N",
        help="lines of its title; default: 1",
    )
    edition.add_argument(
        "--language", type=_tag, help="of the text: en, zh, ur…; default: judged by its letters"
    )
    edition.add_argument("--no-site", action="store_true", help="do not build the site at once")
    edition.set_defaults(run=_edition)


def title_lines(number: str) -> int:
    """How many lines a title has, from the command line."""
    if number.isdecimal() and int(number) > 0:
        return int(number)
    raise argparse.ArgumentTypeError(
        f"{number!r} is not a number of lines: a title has one or more"
    )


def _tag(language: str) -> str:
    if re.fullmatch(LANGUAGE_TAG, language):
        return language
    raise argparse.ArgumentTypeError(f"{language!r} is not a language tag like en, zh or pt-BR")


def _note(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    paragraphs = {p.id: p for p in edition.document.paragraphs}
    wanted = re.sub(r"^p?0*(\d+)$", r"p\1", options.paragraph.lower())
    if wanted not in paragraphs:
        has = f"it has p1 to p{len(paragraphs)}"
        raise Refused(f"the text has no paragraph {options.paragraph!r}; {has}")
    paragraph = paragraphs[wanted]
    taken = edition.layer.paragraphs[paragraph.id].notes
    slug = options.slug or _free(slug_meant(options.quote)[:40].strip("-") or "note", taken)
    made = skeletons.note(
        edition.document, paragraph, options.quote, slug, options.kind, options.nth
    )
    path = edition.layer.paragraphs[paragraph.id].at().path
    return _put(options.seeds, files, path, made, taken, skeletons.put_note)


def _term(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    text = edition.document.text
    made = skeletons.term(options.slug, options.name, options.kind, text, options.on)
    return _put(options.seeds, files, _home(files, "terms"), made, edition.terms)


def _source(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    made = skeletons.source(options.slug, options.url, today())
    return _put(options.seeds, files, _home(files, "sources"), made, edition.sources)


def _theme(options: argparse.Namespace) -> str:
    files, edition = _read(options.seeds)
    made = skeletons.theme(options.slug, options.name)
    return _put(options.seeds, files, _home(files, "themes"), made, edition.themes)


def _read(seeds: Path) -> tuple[dict[str, SeedFile], Edition]:
    """The seeds; what is left to do from earlier skeletons does not stop the next."""
    return load_with_files(seeds, waiting=_NEXT)


def _free(slug: str, taken: Collection[str]) -> str:
    """A slug like *slug* that is not *taken*, and cannot be read as a sentence's."""
    number = 2
    fresh = slug if not slug[1:].isdigit() else f"on-{slug}"
    while fresh in taken:
        fresh, number = f"{slug}-{number}", number + 1
    return fresh


def _home(files: dict[str, SeedFile], kind: str) -> str:
    """The path of the file that takes new records of *kind*: its only one, or ``new.yml``."""
    name = f"{kind}.yml" if f"{kind}.yml" in files else f"{kind}/new.yml"
    return f"{folder_of(files)}/{name}"


def _put(
    seeds: Path,
    files: dict[str, SeedFile],
    path: str,
    made: Skeleton,
    taken: Collection[str],
    put: Callable[[str, Skeleton], tuple[str, int]] = skeletons.put_record,
) -> str:
    """*put* the skeleton into the file at *path*; where it is, and what is left to do.

    *taken* are the slugs in use where it belongs.
    """
    if made.slug in taken:
        raise Refused(f"{made.slug!r} is already in use")
    name = path.split("/", 1)[1]
    old = files[name].text if name in files else heading(name)
    text, line = put(old, made)
    left = ""
    try:
        check_files({**files, name: SeedFile(name, path, text)}, [])
    except InvalidEdition as error:
        if wrong := [problem for problem in error.problems if problem.code not in _NEXT]:
            raise made_wrong(wrong) from None
        own = [p.hint for p in error.problems if (p.place.path, p.place.line) == (path, line)]
        left = "".join(f"\nnext: {hint}" for hint in own)
    put_files(seeds, {name: SeedFile(name, path, text)}, files)
    return f"{path}:{line}: {made.slug} is ready to be filled in{left}"


_NEXT = {"unused-source", "theme-without-sentence"}
"""Codes of problems that every new source or theme has until something names it."""


def _edition(options: argparse.Namespace) -> str:
    if options.folder.exists():
        raise Refused(f"{options.folder} already exists")
    try:
        text = read_text(options.text)
        draft = first_draft(text, options.title_lines, options.language or "", today())
    except ValueError as error:
        raise Refused(f"no edition can be made of {options.text}: {error}") from None
    seeds = options.folder / "seeds"
    contents = {
        name: heading(name) + content if name.endswith(".yml") else content
        for name, content in draft.files.items()
    }
    check_files({n: SeedFile(n, f"seeds/{n}", content) for n, content in contents.items()}, [])
    for name, content in contents.items():
        write(seeds / name, content)
    for name, content in schemas().items():
        write(seeds / "schema" / name, content)
    config = options.folder / "mkdocs.yml"
    write(config, _config(options.folder))
    write(options.folder / "docs" / "README.txt", "The pages are written here by the build.\n")
    told = [_summary(options.folder, draft)]
    if not options.no_site:
        _build(options.folder)
        told.append(f"its site is built: open {options.folder / 'site' / 'index.html'}")
    told += ["next, in this folder:", *_go_on(seeds, config)]
    told.append("docs/guides/another-text.md leads on from here")
    return "\n".join(told)


def _go_on(seeds: Path, config: Path) -> list[str]:
    """The commands that an editor of the new edition needs."""
    mkdocs, python = (_shown(Path(sys.executable).with_name(n)) for n in ("mkdocs", "python"))
    return [
        f"  export SEEDS={shlex.quote(str(seeds.resolve()))}",
        f"  {mkdocs} serve --livereload -f {shlex.quote(str(config))}  # look while you write",
        f'  {python} scripts/build.py new note p1 "exact words"  # also term, source, theme',
        f"  {python} scripts/build.py --check",
    ]


def _shown(program: Path) -> str:
    """The path as an editor would type it here."""
    here = Path.cwd()
    return str(program.relative_to(here) if program.is_relative_to(here) else program)


def _summary(folder: Path, draft: Draft) -> str:
    counts = f"{many(draft.paragraphs, 'paragraph')}, {many(draft.sentences, 'sentence')}"
    confirm = "\n".join(f"  to confirm: {doubt}" for doubt in draft.doubts[:20])
    names = ", ".join(draft.terms[:12])
    terms = f"\n  suggested terms: {names}" if draft.terms else ""
    return f"{folder / 'seeds'}: {counts}{terms}" + (f"\n{confirm}" if confirm else "")


def _config(folder: Path) -> str:
    """The project's own configuration, seen from the folder of the new edition."""
    text = read_text(ROOT / "mkdocs.yml")
    scripts = Path(os.path.relpath(ROOT / "scripts", folder.resolve())).as_posix()
    named = re.sub(
        r"^(site_(?:name|description)): .*", r"\1: An annotated edition", text, flags=re.M
    )
    return named.replace("scripts/", f"{scripts}/")


def _build(folder: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(  # noqa: S603, our own command
        [*command, "--config-file", str(folder / "mkdocs.yml")],
        env={**os.environ, "SEEDS": str((folder / "seeds").resolve())},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotWritten(f"the seeds were made, but not the site:\n{done.stderr}")
