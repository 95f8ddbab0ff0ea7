"""The pages of a built site that a person or a program should look at, whatever its text."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

_MANY = {"p": "paragraph", "part": "part", "terms": "term", "themes": "theme"}
"""Folders with many pages of one kind, and what one of them is called."""


def page_of_each_kind(site: Path) -> dict[str, str]:
    """Name to address below *site*; of the pages of one kind the heaviest stands for all."""
    found = {}
    for page in sorted(site.rglob("index.html"), key=lambda path: (path.stat().st_size, path)):
        folders = page.parent.relative_to(site).parts
        one_of_many = _MANY.get(folders[0]) if len(folders) == 2 else None
        name = one_of_many or "-".join(folders) or "text"
        found[name] = "".join(f"{folder}/" for folder in folders)
    words = json.loads((site / "data" / "edition.json").read_text("utf-8"))
    found["about-quote"] += f"#words={quote(words['paragraphs'][0]['text'][:40])}"
    return found
