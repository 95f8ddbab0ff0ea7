"""Where a reader reports a mistake: an issue form with place and words filled in.

Only GitHub's addresses can be filled in; any other repository is simply linked to.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

FORMS = {
    "mistake": "Report a mistake",
    "position": "Name a missing position",
    "dead-link": "Report a dead link",
    "term": "Suggest a term",
}
"""The forms in ``.github/ISSUE_TEMPLATE/`` and how pages call them."""

MOST_WORDS = 400
"""Characters of a quotation that an address carries; servers refuse very long ones."""


def report_address(repository: str | None, form: str, **fields: str) -> str:
    """The address of *form* with *fields* filled in; empty where there is none to give.

    *fields* are ids of the form's fields, or ``title``.
    """
    if not repository or urlsplit(repository).netloc != "github.com":
        return ""
    values = {"template": f"{form}.yml", **fields}
    query = "&".join(f"{key}={quote(_cut(value), safe='')}" for key, value in values.items())
    return f"{repository.rstrip('/')}/issues/new?{query}"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rsplit(' ', 1)[0]} …"
