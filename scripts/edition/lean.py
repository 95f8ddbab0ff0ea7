"""Scripts and styles without what only those who change them need.

Lines stay lines, so that what a browser says of a place in them can be found.
"""

from __future__ import annotations

import re

# A comment that stands alone; one behind code is rare, and to find it would take a parser.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


def lean(text: str) -> str:
    """*text* without the comments that have lines of their own, empty lines and indentation.

    It must have no string and no template that goes on in the next line.
    """
    return _INDENT.sub("", _COMMENT.sub("", text))
