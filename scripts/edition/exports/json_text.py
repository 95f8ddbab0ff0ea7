"""JSON that a person can read and a line-by-line comparison can follow."""

from __future__ import annotations

import json
from typing import Any

# The C encoder knows no indentation and the Python one takes twenty times as long,
# so only the outer levels are laid out here.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def lay_out(value: Any, depth: int = 2) -> str:
    """*value* as JSON, its outer *depth* levels with one entry a line."""
    return _level(value, depth, "") + "\n"


def _level(value: Any, depth: int, indent: str) -> str:
    inner = f"{indent}  "
    if depth and isinstance(value, dict) and value:
        items = (f"{inner}{_encode(k)}: {_level(v, depth - 1, inner)}" for k, v in value.items())
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if depth and isinstance(value, list) and value:
        items = (f"{inner}{_level(item, depth - 1, inner)}" for item in value)
        return "[\n" + ",\n".join(items) + f"\n{indent}]"
    return _encode(value)
