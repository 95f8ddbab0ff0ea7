"""Publishes a finished site in place of the last one, so that no reader sees half of either."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from edition.disk import Lock, refusals_told, remove, write
from edition.lean import lean


def stage_of(site: Path) -> Path:
    """Where a site is built before it takes the place of the one at *site*."""
    return site.with_name(f".{site.name}.next")


def take_stage(site: Path) -> Lock:
    """Empty the stage of *site* and keep other builds from it until the lock is released."""
    stage = stage_of(site)
    with refusals_told(site):
        _restore(site)
        while True:
            stage.mkdir(parents=True, exist_ok=True)
            lock = Lock(stage, shared=False)
            # The build that was waited for has moved what was here.
            if lock.is_of(stage):
                break
            lock.release()
        for left in stage.iterdir():
            _take_away(left)
    return lock


def publish(site: Path) -> None:
    """Let the whole site in its stage take the place of the one at *site*, in one step.

    Hidden files of the old one (``.git``, ``.nojekyll``) are kept.
    """
    fresh = stage_of(site)
    with refusals_told(site):
        if not site.is_dir():
            fresh.rename(site)
            return
        # Whoever opens the stage while the old site is taken away there has to wait.
        with Lock(site, shared=False):
            for hidden in site.glob(".*"):
                if not (fresh / hidden.name).exists():
                    _link(hidden, fresh / hidden.name)
            left = fresh if _exchange(fresh, site) else _replace(fresh, site)
            shutil.rmtree(left, ignore_errors=True)


def lighten(site: Path) -> None:
    """Take out of the edition's own scripts and styles in *site* what no browser needs."""
    with refusals_told(site):
        for kind in ("sw.js", "assets/edition/*.js", "assets/edition/*.css"):
            for path in site.glob(kind):
                write(path, lean(path.read_text("utf-8")))


def sweep(site: Path, gone: Iterable[str]) -> None:
    """Take files that are *gone* out of *site*, by their paths in it, and folders left empty."""
    with refusals_told(site):
        for uri in gone:
            remove(site, uri)


_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux, <fcntl.h> and <linux/fs.h>


def _exchange(one: Path, two: Path) -> bool:
    """Let two folders change places, so that each name leads to one at every moment.

    Whether that is done: not every system and every disk can.
    """
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    paths = os.fsencode(one), os.fsencode(two)
    return bool(rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)


def _replace(fresh: Path, site: Path) -> Path:
    """The same in two steps; where the old site is then."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    site.rename(old)
    fresh.rename(site)
    return old


def _restore(site: Path) -> None:
    """Bring back the old site, if a build was killed between the two steps."""
    old = site.with_name(f".{site.name}.old")
    if old.is_dir():
        if site.exists():
            shutil.rmtree(old)
        else:
            old.rename(site)


def _link(source: Path, target: Path) -> None:
    """Let *target* be what *source* is, without a moment in which neither is there."""
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True, copy_function=_link_file)
    else:
        _link_file(source, target)


def _link_file(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # not every disk has more than one name for a file
        shutil.copy2(source, target, follow_symlinks=False)


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
