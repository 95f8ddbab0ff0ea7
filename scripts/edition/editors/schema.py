"""JSON Schemas of the seed files, so that text editors can complete keys and underline mistakes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from edition.seeds.layer import EditionRecord, HouseWords, ParagraphRecord, Primer, TextMap
from edition.seeds.parse_layer import COLLECTIONS


def schemas() -> dict[str, str]:
    """File name to JSON Schema (draft 2020-12), made from the records in ``layer``."""
    kinds: dict[str, Any] = {
        "edition": EditionRecord,
        "sentences": TextMap,
        "words": HouseWords,
        "primer": Primer,
        "paragraph": ParagraphRecord,
        **COLLECTIONS,
    }
    return {f"{name}.schema.json": _schema(name, kind) for name, kind in kinds.items()}


def heading(name: str) -> str:
    """The first line of the seed file *name*, by which text editors find its schema."""
    kind = name.split("/")[0].removesuffix(".yml")
    kind = "paragraph" if kind == "paragraphs" else kind
    return f"# yaml-language-server: $schema={'../' * name.count('/')}schema/{kind}.schema.json\n"


def _schema(name: str, kind: Any) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{name} (annotated edition)",
        **TypeAdapter(kind).json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
