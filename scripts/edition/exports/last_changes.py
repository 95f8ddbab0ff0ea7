"""When each page last changed, according to the change log; for the site map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edition import names
from edition.model import Edition


@dataclass(frozen=True, slots=True)
class LastChanges:
    """Days of the newest changes; a day is empty where nothing is logged."""

    pages: Mapping[str, str]
    """Page to the day of a change to something on it."""

    whole: str
    """The day of a change to the edition as a whole."""

    def of(self, page: str) -> str:
        """The later of the day of *page* itself and that of the whole."""
        return max(self.pages.get(page, ""), self.whole)


def last_changes(edition: Edition) -> LastChanges:
    """When each page last changed.

    The log is what a person wrote down, so no build and no checkout makes a
    page look new.
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
    return LastChanges(pages, whole)
