"""Measures the search of a made-up edition of any length: its index, and how fast it answers."""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from pathlib import Path

from evaluate import ROOT, browser_page, served

sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "bench")]

from made_up import write_edition  # noqa: E402

from edition.pipeline import load  # noqa: E402
from edition.search.index import FOLDER, render_index  # noqa: E402

PARTS = ("words", "index", "query", "names", "engine")
SCRIPTS = tuple(f"search-{part}.js" for part in PARTS)
MEASURE = """() => {
  const start = performance.now();
  const finder = new EditionFinder.Finder(editionSearch[0], (page) => page);
  for (const piece of editionSearch) finder.add(piece.entries);
  const built = performance.now() - start;
  const sentence = finder.entries.find((entry) => entry.kind === "sentence").words.split(" ");
  const part = (from, to) => sentence.slice(from, to).join(" ");
  const count = (word) => finder.index.count(word);
  const plain = [...finder.index.lists.keys()].filter((word) => /^[a-z]{4,}$/.test(word))
    .sort((a, b) => count(b) - count(a));
  const [first, second, third] = plain;
  const asked = ["name12", "nmae12", "p1500", plain.slice(-3).join(" "), part(0, 4), part(6, 18),
    first, `${first} ${second} ${third}`,
    `"${first} ${second}"`, `"${part(0, 4)}"`, `"${part(6, 9)}"`];
  return [built, finder.entries.length, asked.map((words) => {
    const places = Math.max(...words.replaceAll('"', "").toLowerCase().split(" ").map(count));
    const times = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => {
      const begun = performance.now();
      finder.find(words);
      return performance.now() - begun;
    });
    times.sort((a, b) => a - b);
    return [words, places, times[4], times[8]];
  })];
}"""


def main() -> None:
    """Make the edition, its index and a page with nothing but the search."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paragraphs", type=int, nargs="?", default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, browser_page() as page:
        folder = Path(name)
        write_edition(folder / "seeds", options.paragraphs)
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
    print("  median  slowest  the commonest word stands")
    for words, places, median, slowest in times:
        print(f"{median:5.0f} ms {slowest:5.0f} ms {places:8,} times: {words}")


if __name__ == "__main__":
    main()
