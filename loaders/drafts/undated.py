"""Words that say there is no date, as opposed to unreadable dates."""

from __future__ import annotations

import re

from index_mappings import dates

_SAYS_NONE = re.compile(
    r"[\[(]?\s*(?:n\.?\s?d\.?|s\.?\s?d\.?|s\.?\s?f\.?|o\.?\s?d\.?|undated|not dated|"
    r"no date(?: given)?|(?:various|mixed|multiple)(?: dates)?|"
    r"dates? (?:unknown|not known|missing|illegible)|"
    r"unknown(?: date)?|ohne datum|sans date|sin fecha|none|n/a|[?-]+|[0/.-]+)\s*[\])]?\.?",
    re.IGNORECASE,
)


def says_undated(text: str) -> bool:
    """Return whether a text says that there is no date ("n.d.", "б. д.", "various dates")."""
    return _SAYS_NONE.fullmatch(text.strip()) is not None or dates.says_undated(text)
