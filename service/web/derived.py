"""Remarks on pages about values that were derived from other text."""

from __future__ import annotations

import re

from index_mappings.folding import key
from index_mappings.sayings import sentence

FROM_TITLE = sentence("read from the title")
FROM_TEXT = sentence("read from the text")
FROM_EITHER = sentence("read from the title or the text")

_NUMBER = re.compile(r"\d+")


def read_from(value: str, title: str) -> str:
    """Return the origin of a derived value, if its words show it.

    A number that the title does not have ("96" beside "93. Telegram") is not from there; words
    may be, for a title puts them otherwise ("Memo" is a memorandum).
    """
    words = set(key(title).split())
    numbers = _NUMBER.findall(key(value))
    if numbers:
        return FROM_TITLE if words.issuperset(numbers) else FROM_TEXT
    return FROM_EITHER if words.isdisjoint(key(value).split()) else FROM_TITLE
