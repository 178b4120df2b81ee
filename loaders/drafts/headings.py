"""Removing the punctuation that cataloguers put after the parts of a heading.

It comes from catalogue cards: MARC has it between subfields, and finding aids, Dublin Core, MODS
and tables have headings from MARC.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

_ENDS = " /:;,="
_LETTER = re.compile(r"\b\w\.$")


def joined(values: Iterable[str]) -> str:
    """Return the non-empty values, separated by blanks."""
    return " ".join(text for value in values if (text := value.strip()))


def trimmed(text: str) -> str:
    """Return a text without the punctuation that cataloguers put before the next subfield."""
    return text.strip().rstrip(_ENDS)


def trimmed_name(text: str) -> str:
    """Return a heading without its final full stop, unless it is an abbreviation's."""
    name = trimmed(text)
    if not name.endswith(".") or name.endswith("..") or _LETTER.search(name):
        return name
    last = re.split(r"[\s,(&]", name[:-1])[-1]
    return name if last in _abbreviations() else name[:-1]


_HEADING = 8  # words of a heading in a cell; what is longer is a sentence, which keeps its stop


def trimmed_cell(text: str) -> str:
    """Return a cell's value without the final full stop of a heading; sentences are unchanged."""
    return text if len(text.split()) > _HEADING else trimmed_name(text)


@cache
def _abbreviations() -> frozenset[str]:
    file = resources.files("loaders.drafts").joinpath("headings.toml")
    lists = tomllib.loads(file.read_text("utf-8"))["abbreviations"]
    return frozenset(word for line in lists.values() for word in line.split())
