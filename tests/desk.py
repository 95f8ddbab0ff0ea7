"""An editor's desk: the tiny edition in a folder, and what an editor does to it."""

import shutil

from conftest import TINY, problems_of

from build import main
from edition.pipeline import load
from edition.registry import parse_registry


class Desk:
    def __init__(self, seeds, capsys=None):
        self.seeds, self.capsys = seeds, capsys
        shutil.copytree(TINY, seeds, dirs_exist_ok=True)

    def run(self, *arguments):
        status = main(
            ["--seeds", str(self.seeds), "--docs", str(self.seeds.parent / "d"), *arguments]
        )
        return (status, *self.capsys.readouterr()) if self.capsys else status

    def edit(self, name, *changes):
        path = self.seeds / name
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def edition(self):
        return load(self.seeds)

    def problems(self):
        return [
            (p.code, p.message, p.hint.removeprefix("python scripts/build.py "))
            for p in problems_of(self.seeds)
        ]

    def registry(self):
        text = (self.seeds / "ids.json").read_text("utf-8")
        return parse_registry(text, "ids.json", [])
