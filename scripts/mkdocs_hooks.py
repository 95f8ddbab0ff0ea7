"""Lets MkDocs make the pages before it reads them."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from edition.model import Edition
from edition.pipeline import build, write_twins
from edition.problems import InvalidEdition

log = logging.getLogger("mkdocs.hooks.edition")
_watched = False
_edition: Edition | None = None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, MkDocs' signature
    """Remember whether an editor is watching."""
    global _watched
    _watched = command == "serve"


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring the generated pages up to date; a problem in the seeds stops the build.

    While an editor is served, the problems are printed and the last good
    pages stay, since MkDocs answers no request after a failed build.
    """
    global _edition
    root = Path(config.config_file_path).parent
    seeds = Path(os.environ.get("SEEDS") or root / "seeds")
    docs = Path(config.docs_dir)
    try:
        _edition, _ = build(seeds, docs, config.site_url or "", os.environ.get("REPOSITORY", ""))
    except InvalidEdition as error:
        count = f"{len(error.problems)} problems in the seeds"
        if _watched and (docs / "index.md").exists():
            print(*error.problems, f"{count}; the last good pages stay", sep="\n", file=sys.stderr)
            return
        for problem in error.problems:
            log.error("%s", problem)  # noqa: TRY400, the place says more than a traceback
        raise PluginError(count) from None


def on_post_build(config: MkDocsConfig) -> None:
    """Add what MkDocs would have made pages of: the Markdown twins."""
    if _edition:
        write_twins(_edition, Path(config.site_dir), config.site_url or "")
