"""Measures the build: this edition, and made-up ones of 200 and 2,000 paragraphs.

Prints Markdown tables of time and peak memory of the scripts' stage and of the
whole build, beside a bare Material build of the same Markdown pages in the same
run, and of what the first view of each kind of page costs.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from made_up import write_edition

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from weight import View, first_view  # noqa: E402, it stands in tests/

BARE = """\
site_name: Bare
theme: {{name: material, font: false}}
plugins: [search]
markdown_extensions: [attr_list, md_in_html, tables, toc]
exclude_docs: |
  /decisions/
nav: [index.md, themes/index.md, terms/index.md, about/index.md]
not_in_nav: |
  *
docs_dir: {docs}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of the processor, and megabytes at the peak.

    All its processes together; what they share is counted once.
    """

    wall: float
    cpu: float
    memory: float


def cost(command: list[str], folder: Path, *, watched: bool = True, **environment: str) -> Cost:
    """What *command* takes; a command that fails ends the measurement."""
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
            start_new_session=True,
        )  # fmt: skip
        peaks = [0.0]
        watcher = threading.Thread(target=watch, args=(process.pid, peaks))
        if watched:
            watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if watched:
            watcher.join()
        if status:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}:\n{output.read()[-3000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(*peaks, usage.ru_maxrss / 1024))


def middle(run: Callable[..., Cost]) -> Cost:
    """The memory of one run, and the middle of three more by the clock; of a long run its own.

    To watch the memory takes a twentieth of the time of a short run.
    """
    watched = run(0)
    if watched.wall > 5:
        return watched
    others = [run(number, watched=False) for number in (1, 2, 3)]
    return replace(sorted(others, key=lambda one: one.wall)[1], memory=watched.memory)


def watch(session: int, peaks: list[float]) -> None:
    """Add to *peaks* what a session holds, ten times a second, until it has ended."""
    while Path(f"/proc/{session}").exists():
        peaks.append(memory_of(session))
        time.sleep(0.1)


def memory_of(session: int) -> float:
    """Megabytes that the processes of a session hold now."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                rollup = (process / "smaps_rollup").read_text()
                total += int(re.search(r"^Pss: +(\d+)", rollup, re.MULTILINE)[1])
        except (OSError, TypeError):
            # It has ended meanwhile.
            continue
    return total / 1024


def measure(name: str, seeds: Path, work: Path) -> Path:
    """Print one row; the folder of the built site."""
    shutil.rmtree(work / name, ignore_errors=True)
    root = work / name
    (root / "docs").mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("scripts/", f"{ROOT}/scripts/").replace(
        "watch: [seeds", f"watch: [{seeds}"
    )
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "bare.yml").write_text(BARE.format(docs=root / "docs"), encoding="utf-8")
    python, quiet = sys.executable, ["--quiet"]
    build = [python, str(ROOT / "scripts" / "build.py"), "--seeds", str(seeds)]
    check = middle(lambda _, **how: cost([*build, "--check"], root, **how))
    # Each into a folder of its own, and none is deleted: a disk without a journal makes new
    # files slowly for minutes after.
    stage = middle(
        lambda n, **how: cost([*build, "--docs", str(root / f"docs-of-stage-{n}")], root, **how)
    )
    mkdocs = [python, "-m", "mkdocs", "build", *quiet]
    whole = cost([*mkdocs, "--strict"], root, SEEDS=str(seeds))
    bare = cost([*mkdocs, "--config-file", "bare.yml", "--site-dir", str(root / "bare")], root)
    # Zensical runs no hooks and makes its pages from what is on disk.
    zensical = cost([str(Path(python).parent / "zensical"), "build"], root)
    (root / "site").rename(root / "site-of-zensical")
    cost(mkdocs, root, SEEDS=str(seeds))
    pages = len(list((root / "site").rglob("index.html")))
    cells = [
        name, str(pages), f"{check.wall:.2f}", f"{stage.wall:.2f}", f"{stage.cpu:.2f}",
        f"{stage.memory:.0f}",
        f"{whole.cpu:.1f}", f"{whole.memory:.0f}", f"{bare.cpu:.1f}", f"{bare.memory:.0f}",
        f"{whole.cpu / bare.cpu:.2f}", f"{zensical.cpu:.1f}",
    ]  # fmt: skip
    print(f"| {' | '.join(cells)} |", flush=True)
    return root / "site"


HEAD = (
    *("edition", "pages", "check s", "stage s", "its work s", "stage MB"),
    *("build s", "build MB"),
    *("bare s", "bare MB", "ratio", "Zensical s"),
)


def table(*cells: str) -> None:
    """Print the head of a table."""
    print(f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}")


def seen(view: View | None) -> str:
    """The cost of the first view of a page; a text on one page has no second part."""
    return f"{view.bytes / 1000:.0f} kB, {view.requests}" if view else "none"


def weights(name: str, site: Path) -> None:
    """Print the cost of the first view of the main pages, and what is biggest."""
    found = []
    for page in sorted(site.rglob("index.html")):
        folder = page.parent.relative_to(site).as_posix()
        address = "" if folder == "." else f"{folder}/"
        found.append((first_view(site, address), address))
    views = {address: view for view, address in found}
    heaviest, where = max(found, key=lambda item: item[0].bytes)
    most, largest = max(found, key=lambda item: item[0].elements)
    index = sum(path.stat().st_size for path in (site / "assets" / "search").glob("*.js"))
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    cells = [
        name,
        *(seen(views.get(address)) for address in ("", "part/2/", "p/6/")),
        f"{heaviest.bytes / 1000:.0f} kB `/{where}`",
        f"{most.elements:,} `/{largest}`",
        f"{views[''].elements:,}",
        f"{index / 1e6:.1f} MB",
        f"{size / 1e6:.0f} MB",
    ]
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "paragraphs",
        type=int,
        nargs="*",
        default=[200, 2000],
        help="lengths to make up; default: 200 2000",
    )
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "bench", help="where")
    options = parser.parse_args()
    editions = {"this": ROOT / "seeds"}
    for number in options.paragraphs:
        editions[f"{number:,} paragraphs"] = options.work / f"seeds-{number}"
        shutil.rmtree(options.work / f"seeds-{number}", ignore_errors=True)
        write_edition(options.work / f"seeds-{number}", number)
    table(*HEAD)
    sites = {name: measure(name, seeds, options.work) for name, seeds in editions.items()}
    print()
    table("edition", "first view `/`", "`/part/2/`", "`/p/6/`", "heaviest view", "most elements",
          "elements of `/`", "search index", "site")  # fmt: skip
    for name, site in sites.items():
        weights(name, site)
    return 0


if __name__ == "__main__":
    sys.exit(main())
