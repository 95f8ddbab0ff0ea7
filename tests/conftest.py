"""Trees to build from: a tiny one made for the purpose, the real one, and sites of both."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from edition.model import Edition
from edition.pipeline import load

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "broken" / "base"
CHARTER = ROOT / "tests" / "editions" / "atlantic-charter" / "seeds"


@pytest.fixture
def seeds_dir(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the tiny edition, with some files replaced (``None`` removes)."""

    def make(files: dict[str, str | None] | None = None) -> Path:
        folder = tmp_path / "seeds"
        shutil.copytree(TINY, folder, dirs_exist_ok=True)
        for name, text in (files or {}).items():
            path = folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
        return folder

    return make


@pytest.fixture(scope="session")
def real() -> Edition:
    """The edition in ``seeds/``."""
    return load(ROOT / "seeds")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site on disk, read without knowledge of the generator."""

    folder: Path

    def page(self, address: str) -> html.HtmlElement:
        """The parsed page at *address*, a folder below the site or a file name."""
        path = self.folder / address
        return html.parse(str(path / "index.html" if path.is_dir() else path)).getroot()

    def addresses(self) -> list[str]:
        """Every page of the site."""
        found = sorted(self.folder.rglob("*.html"))
        return [path.relative_to(self.folder).as_posix() for path in found]


def build_site(config: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as ``make site`` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    return subprocess.run(
        [*command, "--config-file", str(config), "--site-dir", str(site)],
        cwd=config.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built strictly for an address with a sub-path."""
    folder = tmp_path_factory.mktemp("site") / "repo"
    done = build_site(ROOT / "mkdocs.yml", folder, SITE_URL="https://example.org/repo/")
    assert done.returncode == 0, done.stderr + done.stdout
    return Site(folder)


@pytest.fixture(scope="session")
def charter_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of another text, built by the same scripts."""
    root = tmp_path_factory.mktemp("charter")
    (root / "docs").mkdir()
    config = root / "mkdocs.yml"
    inherited = (ROOT / "mkdocs.yml").read_text("utf-8")
    # Everything but the names of the edition comes from the project's own file.
    config.write_text(
        inherited.replace("The Communiqué, Annotated", "The Charter, Annotated")
        .replace("scripts/", f"{ROOT.as_posix()}/scripts/")
        .replace("watch: [seeds", f"watch: [{CHARTER.as_posix()}"),
        encoding="utf-8",
    )
    done = build_site(config, root / "site", SEEDS=str(CHARTER))
    assert done.returncode == 0, done.stderr + done.stdout
    return Site(root / "site")


def words_of(element: html.HtmlElement) -> str:
    """The text of *element* without what the edition puts inside it."""
    if element.get("data-voice") == "edition":
        return ""
    inner = "".join(words_of(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner
