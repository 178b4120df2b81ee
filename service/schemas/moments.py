"""Moments as arguments write them: a day, or a time of it in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from index_mappings.sayings import sentence
from index_mappings.unfit import Unfit, shown

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
_DAY = "((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
PATTERN = rf"^([1-9][0-9]{{3}}-{_DAY}(T{_CLOCK}Z)?| *)$"
"""A regular expression (ECMA 262) of a moment as a program should write it; 29 February is taken
too."""
_HINT = "2026-11-29"


def moment_value(text: str) -> str:
    """Return a moment in its normal form, to the second and in UTC: "2026-11-29T14:00:00Z".

    A day is its first second. Another zone than UTC is understood; raise `Unfit` else.
    """
    written = re.sub(r"(?<=:\d\d) (?=\d\d:)", "+", text)  # an address has a blank for a plus
    try:
        read = datetime.fromisoformat(written)
        known = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        detail = sentence(
            "%(value)s is not a moment; write %(day)s or %(day)sT14:00:00Z",
            value=shown(text),
            day=_HINT,
        )
        raise Unfit(detail, _HINT) from None
    return known.isoformat(timespec="seconds").replace("+00:00", "Z")
