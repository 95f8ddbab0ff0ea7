"""Zip archives that have the same bytes whenever they are made from the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def archive(files: Mapping[str, bytes], first: tuple[str, bytes] | None = None) -> bytes:
    """*files* by path, compressed, with no time in it; *first* comes before them, uncompressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        if first:
            written.writestr(zipfile.ZipInfo(first[0]), first[1], zipfile.ZIP_STORED)
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            written.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
