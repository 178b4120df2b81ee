"""Standard numbers (ISBN, ISSN and others), separated from qualifiers and prices.

Before 2013 qualifiers followed the number in $a, as in "0786808772 (pbk.)", and prices of books
without a number still do.
"""

from __future__ import annotations

import re

from pymarc import Field

from loaders.drafts.gathering import Gathering
from loaders.drafts.headings import joined, trimmed
from loaders.marc.tables import label

_NUMBER = re.compile(r"[0-9][0-9 \-\u2010-\u2015]{5,20}[0-9Xx](?![0-9A-Za-z])|[0-9]{8,14}")
"""An ISBN has 10 or 13 figures and an ISSN 8, with hyphens or blanks between; the last may be X."""
_FIGURES = {"020": (9, 10, 13), "022": (8,)}  # 9 of the SBN, before 1970
_CANCELLED = {"020": "z", "022": "ylmz", "024": "z"}
_TERMS = "Terms of availability"


def add_standard_number(field: Field, gathering: Gathering) -> str:
    """Add the numbers of a field to the draft, and return the codes of the subfields used."""
    name = label(field.tag)
    for text in field.get_subfields("a"):
        number, rest = _divided(text, field.tag)
        gathering.note(name, number)
        if number or not rest:
            _qualified(name, rest, gathering)
        else:
            gathering.note(_TERMS, rest)
    _qualified(name, joined(field.get_subfields("q", "b")), gathering)
    gathering.note(_TERMS, joined(field.get_subfields("c")))
    for text in field.get_subfields(*_CANCELLED[field.tag]):
        number, rest = _divided(text, field.tag)
        gathering.note(f"{name}, cancelled", number or trimmed(text))
        _qualified(name, rest if number else "", gathering)
    return "abcqz" + _CANCELLED[field.tag]


def _divided(text: str, tag: str) -> tuple[str, str]:
    """Return the number in a text, or "" if it has none, and the rest of the text."""
    wanted = _FIGURES.get(tag)
    if wanted is None:
        number, _, rest = text.strip().partition(" (")
        return trimmed(number), trimmed(f"({rest}" if rest else "")
    for found in _NUMBER.finditer(text):
        if sum(char.isalnum() for char in found[0]) in wanted:
            before, after = text[: found.start()], text[found.end() :]
            return found[0].strip(), trimmed(joined((trimmed(before), trimmed(after))))
    return "", trimmed(text)


def _qualified(name: str, text: str, gathering: Gathering) -> None:
    """Keep the qualifier of a number ("v. 1", "pbk.") without its brackets."""
    text = trimmed(text)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    if text.upper().rstrip(": ") not in ("", "ISBN", "ISSN"):
        gathering.note(f"{name} is of", text)
