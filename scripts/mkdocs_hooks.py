"""Lets MkDocs make the pages before it reads them."""

from __future__ import annotations

import errno
import gc
import hashlib
import logging
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler
from watchdog.observers.polling import PollingObserverVFS

from edition.editors.problem_page import with_problems
from edition.model import Edition
from edition.pipeline import Publication, build_and_hold, complete
from edition.problems import InvalidEdition, NotWritten, Problem
from edition.site_dir import lighten, publish, stage_of, sweep, take_stage
from edition.wording import reason_of

log = logging.getLogger("mkdocs.hooks.edition")
_GLANCE = 0.1
"""Seconds between two looks at the seeds; MkDocs looks twice a second."""


class _Compiled(BytecodeCache):
    """Templates of the theme, compiled once for all builds of one server."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled, if the template is still the same."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


@dataclass(slots=True)
class _Run:
    """What is kept from one event of MkDocs to the next, and while it serves to the next build."""

    watched: bool = False
    """Whether an editor is looking: ``mkdocs serve``."""

    site: Path | None = None
    """Where the finished site goes; MkDocs builds beside it."""

    edition: Edition | None = None
    problems: list[Problem] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    """What the last build put into the site, by its paths there."""

    making: set[str] = field(default_factory=set)
    """What this one does."""

    pages: ExitStack = field(default_factory=ExitStack)
    """Holds the lock that keeps others from writing pages."""

    stage: ExitStack = field(default_factory=ExitStack)
    """Holds the one that keeps others from building the same site."""

    compiled: _Compiled = field(default_factory=_Compiled)


# The one thing of the module that changes: MkDocs calls its functions, and gives them nothing
# in which they could keep something.
_run = _Run()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether an editor is watching, and let strict mode see every warning."""
    _run.watched = command == "serve"
    # `--quiet` would drop warnings before `--strict` counts them, and no build would fail.
    for engine in map(logging.getLogger, ("mkdocs", "properdocs")):
        engine.setLevel(min(engine.level, logging.WARNING))
    if _run.watched and dirty:
        # Every changed page is made again, since the scripts write only those.
        builder = logging.getLogger("mkdocs.commands.build")
        builder.addFilter(lambda record: "'dirty' build" not in record.getMessage())


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:  # noqa: ARG001, MkDocs' signature
    """Show an edit soon, and show problems of the seeds on the page."""
    server.build_delay = 0.05
    # The pages are made here: that they change is no reason to make them again.
    server.unwatch(config.docs_dir)
    watched = [
        path for path in (config.config_file_path, *config.theme.dirs) if _unwatch(server, path)
    ]
    # MkDocs asks only for an observer; this one looks in the same way.
    server.observer = PollingObserverVFS(  # type: ignore[assignment]
        _patient_stat, os.scandir, polling_interval=_GLANCE
    )
    for path in watched:
        server.watch(path)
    # Those of the project are watched anyway: mkdocs.yml names them.
    if seeds := os.environ.get("SEEDS"):
        config.watch.append(seeds)
    if app := server.get_app():
        server.set_app(with_problems(app, lambda: _run.problems))


def _patient_stat(path: str) -> os.stat_result:
    """As ``os.stat``, for a watch that goes on when its folder is away for a moment.

    Another branch may be without it; the watch would end, and nobody would be told.
    """
    try:
        return os.stat(path)  # noqa: PTH116, the signature that watchdog asks for
    except FileNotFoundError:
        raise OSError(errno.EBUSY, "it is away", path) from None


def _unwatch(server: LiveReloadServer, path: str) -> bool:
    """Whether *path* was watched up to now."""
    try:
        server.unwatch(path)
    except KeyError:
        return False
    return True


_UNUSED = ("assets/images/", "assets/javascripts/", "assets/stylesheets/")
"""What the theme brings and no page asks for: 2.5 MB in each site."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave the theme's own scripts and styles out of the site."""
    docs = Path(config.docs_dir)
    for file in list(files):
        if file.src_uri.startswith(_UNUSED) and not (docs / file.src_uri).exists():
            files.remove(file)
    _run.making = {file.dest_uri for file in files}
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Compile nothing twice, and let browsers keep what the pages load."""
    env.bytecode_cache = _run.compiled
    config.extra["version"] = "" if _run.watched else f"?v={_version_of_assets(files)}"


def _version_of_assets(files: Files) -> str:
    """Another one as soon as any script, style or part of the search index is another.

    A page that is newer than what a browser kept would else meet older scripts.
    """
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.src_uri):
        if file.src_uri.startswith(("assets/edition/", "assets/search/")):
            digest.update(file.content_bytes)
    return digest.hexdigest()[:10]


def on_config(config: MkDocsConfig) -> None:
    """Build beside the published site, which stays until the new one is complete."""
    # `mkdocs serve` adds a script of its own to each page, which the policy would refuse.
    config.extra["watched"] = _run.watched
    if _run.made:
        # The page for wrong addresses is in the site, and no edit of the seeds changes it.
        config.theme.static_templates.discard("404.html")
    if not _run.watched:
        _run.site = Path(config.site_dir).resolve()
        try:
            _run.stage.enter_context(take_stage(_run.site))
        except NotWritten as error:
            raise PluginError(str(error)) from None
        config.site_dir = str(stage_of(_run.site))


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring the generated pages up to date; a problem in the seeds stops the build.

    While an editor is served, the problems are printed and the last good
    pages stay, since MkDocs answers no request after a failed build.
    """
    root = Path(config.config_file_path).parent
    seeds = Path(os.environ.get("SEEDS") or root / "seeds")
    docs = Path(config.docs_dir)
    # A build makes many objects and few cycles; looking for those took a tenth of its time.
    gc.disable()
    try:
        _run.edition, _, lock = build_and_hold(seeds, docs, _publication(config))
        _run.pages.enter_context(lock)
        _run.problems = []
        day = datetime.fromisoformat(f"{_run.edition.last_changed}T00:00:00+00:00")
        # Nothing can be older than the clock of the files' formats.
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(max(0, int(day.timestamp()))))
    except NotWritten as error:
        if _run.watched and _run.made:
            print(f"{error}; the last good pages are kept", file=sys.stderr)
            return
        raise PluginError(str(error)) from None
    except InvalidEdition as error:
        count = str(error)
        if _run.watched and (docs / "index.md").exists():
            _run.problems = error.problems
            print(
                *error.problems, f"{count}; the last good pages are kept", sep="\n", file=sys.stderr
            )
            return
        for problem in error.problems:
            log.error("%s", problem)  # noqa: TRY400, the place says more than a traceback
        raise PluginError(count) from None
    finally:
        gc.enable()


def on_build_error(error: Exception) -> None:
    """Release the lock, so that other builds may start; a full disk is told in one sentence."""
    _run.pages.close()
    _run.stage.close()
    if isinstance(error, OSError):
        message = f"the site was not built: {reason_of(error, 'a file cannot be written')}"
        raise PluginError(f"{message}; the last one is unchanged") from None


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Add what MkDocs would have made pages of, and the books; publish the whole."""
    _run.pages.close()
    site = Path(config.site_dir)
    if _run.edition:
        _run.making |= complete(_run.edition, site, _publication(config))
    if _run.watched:
        # A dirty build leaves what is gone, and it would still be served.
        sweep(site, _run.made - _run.making)
        _run.made = _run.making
    else:
        lighten(site)
    if _run.site and not _warned():
        try:
            publish(_run.site)
        except NotWritten as error:
            raise PluginError(str(error)) from None
        config.site_dir = str(_run.site)
    _run.stage.close()


def _warned() -> bool:
    """Whether MkDocs will call this build a failure for its warnings."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(h.get_counts() for h in handlers if isinstance(h, CountHandler))


def _publication(config: MkDocsConfig) -> Publication:
    # `make books` leaves them beside the configuration.
    books = Path(os.environ.get("BOOKS") or Path(config.config_file_path).parent / ".books")
    return Publication(config.site_url or "", os.environ.get("REPOSITORY", ""), books)
