"""The punctuation that cataloguers put after the parts of a heading, taken off.

It comes from cards: MARC has it between its subfields, and finding aids have headings out of MARC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENDS = " /:;,="
_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Dept|etc|Mr|Mrs|Dr|St))\.$")


def joined(values: Iterable[str]) -> str:
    """Return the values that are not empty, a blank between each two."""
    return " ".join(text for value in values if (text := value.strip()))


def trimmed(text: str) -> str:
    """Return a text without the punctuation that cataloguers put before the next subfield."""
    return text.strip().rstrip(_ENDS)


def trimmed_name(text: str) -> str:
    """Return a heading without its final full stop, unless it is an abbreviation's."""
    name = trimmed(text)
    is_sentence = name.endswith(".") and not _ABBREVIATED.search(name)
    return name[:-1] if is_sentence else name
