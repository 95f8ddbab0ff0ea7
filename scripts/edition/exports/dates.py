"""When each page last changed, according to the change log; for the site map."""

from __future__ import annotations

from edition import names
from edition.model import Edition


def changed_on(edition: Edition) -> tuple[dict[str, str], str]:
    """Day by page for changes to one thing, and the newest day of a change to the whole.

    The log is what a person wrote down, so no build and no checkout makes a
    page look new.  Empty where nothing is logged.
    """
    whole = ""
    pages: dict[str, str] = {}
    for change in edition.changes:
        day = change.record.date
        if not change.record.concerns:
            whole = max(whole, day)
        for identifier in filter(names.is_id, change.record.concerns):
            page = names.address(identifier).page
            pages[page] = max(pages.get(page, ""), day)
    return pages, whole


def page_day(page: str, days: tuple[dict[str, str], str]) -> str:
    """The later of the day of *page* itself and that of the whole."""
    own, whole = days
    return max(own.get(page, ""), whole)
