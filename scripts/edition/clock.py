"""The day on which something is made."""

from __future__ import annotations

import os
import time


def today() -> str:
    """The day of the clock in UTC, or that of ``SOURCE_DATE_EPOCH``: ``2026-01-04``."""
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))
