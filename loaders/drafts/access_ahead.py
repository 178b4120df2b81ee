"""A day ahead in a note on access, whatever the words around it: "Spärrad t.o.m. 2080"."""

from __future__ import annotations

import re
from datetime import date

from index_mappings.access import CLOSED, OPEN, RESTRICTED
from index_mappings.folding import key
from index_mappings.json_values import Json
from loaders.drafts.access_days import first_day
from loaders.drafts.access_wording import (
    SENTENCES,
    Access,
    beginning,
    is_of_a_part,
    stricter,
)
from loaders.drafts.access_words import AccessWords

_YEAR = re.compile(r"(?<!\d)2[01]\d\d(?!\d)")

_REASONS = frozenset({"data", "information"})
"""Words that name why records are closed ("data protection") as well as a part of them."""


def read_ahead(note: Json, today: date, words: AccessWords) -> Access:
    """Return what the days ahead in a note on access say, where its words are not known.

    A sentence that names such a day holds until then. One about a part of the records, or that
    begins with "open" and takes something back, restricts.
    """
    found = Access("")
    for sentence in SENTENCES.split(note) if isinstance(note, str) else ():
        if (day := _day_ahead(sentence, today, words)) is None:
            continue
        plain = key(sentence)
        is_open = beginning(plain, words) == OPEN
        takes_back = not set(words["but"]).isdisjoint(plain.split())
        is_in_part = is_of_a_part(plain, but=_REASONS) or (is_open and takes_back)
        found = stricter(found, Access(RESTRICTED if is_in_part else CLOSED, day))
    return found


def _day_ahead(sentence: str, today: date, words: AccessWords) -> date | None:
    """Return the last day that a sentence names, where it is ahead, or None for any other.

    What may be done with a record ("in copyright until 2080") is not about who may see it.
    """
    years = [int(year) for year in _YEAR.findall(sentence)]
    if not years or max(years) <= today.year:
        return None
    plain = f" {key(sentence)} "
    if any(f" {word} " in plain for word in words["of_use"]):
        return None
    day = first_day(sentence) if len(years) == 1 else None
    return day if day is not None and day > today else date(max(years), 1, 1)
