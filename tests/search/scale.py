"""Measures the search of a made-up edition of any length: its index, and how fast it answers."""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import tempfile
from pathlib import Path

from evaluate import ROOT, browser_page, served

sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "bench")]

from made_up import write_edition  # noqa: E402

from edition.pipeline import load  # noqa: E402
from edition.search_index import FOLDER, render_index  # noqa: E402

SCRIPTS = ("vendor/minisearch.min.js", "search-words.js", "search-engine.js")
MEASURE = """() => {
  const start = performance.now();
  const finder = new EditionFinder.Finder(editionSearch[0], (page) => page);
  for (const piece of editionSearch) finder.add(piece.entries);
  const built = performance.now() - start;
  const sentence = finder.entries.find((entry) => entry.kind === "sentence").words.split(" ");
  const plain = [...finder.vocabulary].filter(([word]) => /^[a-z]{4,}$/.test(word));
  const common = plain.sort((a, b) => b[1] - a[1])[0][0];
  const rare = plain.slice(-3).map(([word]) => word).join(" ");
  const asked = ["name12", "nmae12", rare, sentence.slice(0, 4).join(" "), "p1500", common,
    `"${sentence.slice(0, 4).join(" ")}"`];
  return [built, finder.entries.length, asked.map((words) => {
    const times = [1, 2, 3, 4, 5].map(() => {
      const begun = performance.now();
      finder.find(words);
      return performance.now() - begun;
    });
    return [words, Math.min(...times)];
  })];
}"""


def write_seeds(folder: Path, paragraphs: int) -> None:
    """The seeds, their terms in several files: the build reads none over 2 MB."""
    write_edition(folder, paragraphs)
    terms = folder / "terms.yml"
    parts = re.split(r"(?m)^(?=name-\d+:)", terms.read_text("utf-8"))
    terms.unlink()
    (folder / "terms").mkdir()
    for start in range(0, len(parts), 500):
        text = "".join(parts[start : start + 500])
        (folder / "terms" / f"{start}.yml").write_text(text, "utf-8")


def main() -> None:
    """Make the edition, its index and a page with nothing but the search."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paragraphs", type=int, nargs="?", default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, browser_page() as page:
        folder = Path(name)
        (folder / "seeds").mkdir()
        write_seeds(folder / "seeds", options.paragraphs)
        pieces = render_index(load(folder / "seeds"))
        sizes = [len(gzip.compress(text.encode(), 9)) for text in pieces.values()]
        print(f"{len(sizes)} pieces, {max(sizes)} bytes at most, {sum(sizes)} together (gzip)")
        site = folder / "site"
        (site / FOLDER).mkdir(parents=True)
        for uri, text in pieces.items():
            (site / uri).write_text(text, "utf-8")
        for script in SCRIPTS:
            source = ROOT / "scripts" / "theme" / "assets" / "edition" / script
            (site / Path(script).name).write_bytes(source.read_bytes())
        tags = [f'<script src="{uri}"></script>' for uri in [Path(s).name for s in SCRIPTS]]
        tags += [f'<script src="{uri}"></script>' for uri in pieces]
        (site / "index.html").write_text("<!doctype html>" + "".join(tags), "utf-8")
        with served(site) as address:
            page.goto(address)
            built, entries, times = page.evaluate(MEASURE)
    print(f"{entries} places taken in {built:.0f} ms")
    print(*(f"{time:6.0f} ms  {words}" for words, time in times), sep="\n")


if __name__ == "__main__":
    main()
