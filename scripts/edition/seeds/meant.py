"""What an editor probably meant by a slug, a date or an address that is none."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from edition.dates import month_name
from edition.wording import shorten

_DASHES = "[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})(?:[-./](?P<d>\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_DAY_OF_MONTH = re.compile(r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)? )?(?P<m>[a-z]{3,})\.? (?P<y>\d{4})")
_MONTH_AND_DAY = re.compile(r"(?P<m>[a-z]{3,})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'“”]+")
_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", re.ASCII)


def slug_meant(value: str) -> str:
    """The slug that is nearest, without accents and what stands before a slash; may be empty."""
    name = re.sub(_DASHES, "-", value.rpartition("/")[2])
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore")
    return "-".join(re.findall(r"[a-z0-9]+", letters.decode().lower()))[:60].strip("-")


def date_meant(value: str) -> str:
    """The date as seeds have it, ``2026-01-04`` or ``2026-01``; empty if it may be another."""
    written = re.sub(f"{_DASHES}|[年月]", "-", " ".join(value.split())).lower()
    written = written.strip(" .'\"“”‘’日-")
    if found := _YEAR_LAST.fullmatch(written):
        first, sign, second, year = found.groups()
        if sign == "." or int(first) > 12:
            return _iso(year, second, first)
        # 04/01/2026 is in January or in April.
        return _iso(year, first, second) if int(second) > 12 or first == second else ""
    for form in (_YEAR_FIRST, _DAY_OF_MONTH, _MONTH_AND_DAY):
        if found := form.fullmatch(written):
            year, month, day = found.group("y", "m", "d")
            return _iso(year, month, day) or _iso(year, day or "", month)
    return ""


def _span_meant(value: str) -> str:
    """Two dates as seeds have them, ``2026-01-04/2026-01-06``; empty if there are not two."""
    start, *others = re.split(r"\s*(?:[–—~/至]|\b(?:to|until)\b)\s*", value.strip())
    if len(others) != 1 or not (first := date_meant(start)):
        return ""
    # After a whole day the other may be a day alone: 2026-04-21/23.
    last = date_meant(others[0]) or date_meant(f"{first[:7]}-{others[0]}")
    return f"{first}/{last}" if last > first else ""


def date_hint(value: str, *, optional: bool, span: bool) -> str:
    """What to write for *value*, which is no date.

    *optional* if there need not be one, *span* if it may last from one date to another.
    """
    if near := date_meant(value) or (span and _span_meant(value)):
        return f"write {near}"
    if near := date_meant(re.sub(r"\b(29|30|31)(?!\d)", "28", value)):
        return f"{month_name(int(near[5:7]))} {near[:4]} has fewer days"
    return "for example 2026-01-04" + (", or leave the line out" if optional else "")


def _iso(year: str, month: str, day: str | None) -> str:
    named = [n for n in range(1, 13) if month_name(n).lower().startswith(month)]
    number = int(month) if month.isdecimal() else (named[0] if len(named) == 1 else 0)
    try:
        whole = date(int(year), number, int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]


def address_hint(value: str) -> str:
    """What to write for *value*, which is no web address: the one in it, with ``https://``."""
    bare = re.sub(r"^https?:?/*", "https://", value.strip())
    bare = re.sub(r"^(doi:\s*)?(?=10\.\d+/)", "https://doi.org/", bare)
    if found := _ADDRESS.search(bare):
        return f"write {shorten(found[0], 200)}"
    if _WITHOUT_SCHEME.fullmatch(bare):
        return f"write https://{bare}"
    return "for example https://example.org/page"
