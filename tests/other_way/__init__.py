"""Real files read another way: a few lines for each format, and nothing of the loaders.

Each module has `records(path)`, all records of a file as `Seen`, in the order of the file. What
is expected of a record is read from the file when a test runs: none of it is written down here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = {
    "dut": "Dutch",
    "eng": "English",
    "en": "English",
    "fre": "French",
    "ger": "German",
    "heb": "Hebrew",
    "lat": "Latin",
    "rus": "Russian",
    "spa": "Spanish",
    "und": "Undefined",
}
"""Codes of the languages in the files."""

ROLES = {
    "aut": "Author",
    "ctb": "Contributor",
    "cre": "Creator",
    "egr": "Engraver",
    "prf": "Performer",
}
"""Codes of what people did, as the files have them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One record: `fields` as `plain.plain_fields` gives those of a draft, and every text of it.

    "notes" of `fields` are (label, text), and only those that a few lines can tell.
    """

    texts: tuple[str, ...]
    fields: dict[str, Any] = field(default_factory=dict)


def squeezed(text: str | None) -> str:
    """Return a text with single blanks."""
    return " ".join((text or "").split())


def without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields that have a value."""
    return {name: value for name, value in fields.items() if value}


def once(values: Iterable[Any]) -> list[Any]:
    """Return values in their order, each once, and no empty ones."""
    return list(dict.fromkeys(value for value in values if value))


def language(text: str) -> str:
    """Return a language in words."""
    return LANGUAGES.get(text.strip().lower(), text.strip().rstrip("."))


def role(text: str) -> str:
    """Return what somebody did, in words."""
    said = re.sub(r" \([a-z]{3}\)$", "", text.strip().rstrip(".,;: "))
    return ROLES.get(said, said[:1].upper() + said[1:])


def days(first: str, last: str = "") -> tuple[str, str]:
    """Return the first and the last day of dates such as "1950", "1950-03" and "19500301".

    Both are "" where a date has no year.
    """
    if not re.search(r"\d{4}", first):
        return "", ""
    ends = []
    last = last if re.search(r"\d{4}", last) else first
    for text, is_first in ((first, True), (last, False)):
        digits = re.sub(r"\D", "", text.partition("T")[0])
        year, month, day = int(digits[:4]), digits[4:6], digits[6:8]
        whole = (1, 1) if is_first else (12, 31)
        if month:
            last_day = calendar.monthrange(year, int(month))[1]
            whole = (int(month), 1 if is_first else last_day)
        ends.append((year, whole[0], int(day) if day else whole[1]))
    return tuple("{:04}-{:02}-{:02}".format(*end) for end in ends)  # type: ignore[return-value]
