"""Listed names that are known only from records which may not be shown.

Volumes list their persons. A person who is named only in such a record would give it away, so the
entry is removed with the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from index_mappings.json_values import Json
from index_mappings.names import NameEntry
from index_mappings.offices import as_named

_SHORT = 2  # letters of a form that may be anywhere by chance


class Bearers:
    """Which of some entries are in records that are hidden, and in no record that is shown."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        self._asked = {
            entry.id: found for entry in entries if (found := _pattern(entry)) is not None
        }
        self._hidden: dict[str, re.Pattern[str]] = {}

    def hide(self, text: str) -> None:
        """Take in what a hidden record says."""
        for id, pattern in list(self._asked.items()):
            if pattern.search(text):
                self._hidden[id] = self._asked.pop(id)

    def show(self, text: str) -> None:
        """Take in what a record that is shown says; all that are hidden were taken in before."""
        for id, pattern in list(self._hidden.items()):
            if pattern.search(text):
                del self._hidden[id]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the entries that are in hidden records alone, as far as is known."""
        return frozenset(self._hidden)


def is_named(entry: NameEntry, texts: Iterable[str]) -> bool:
    """Return whether any of some texts has one of the forms of a name."""
    pattern = _pattern(entry)
    return pattern is not None and any(map(pattern.search, texts))


def said_by(values: Mapping[str, Json]) -> str:
    """Return all that a record says, its parties and notes too, as one text."""
    return "\n".join(_texts(values))


def told_by(values: Mapping[str, Json]) -> str:
    """Return all that a record says itself: not whom a list puts beside its offices.

    A person named only in a hidden record is not made public by an office in another.
    """
    return said_by(as_named(values))


def _texts(value: Json | Mapping[str, Json]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _pattern(entry: NameEntry) -> re.Pattern[str] | None:
    forms = [form.text for form in entry.forms if len(form.text) > _SHORT]
    if not forms:
        return None
    some = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{some})(?!\w)", re.IGNORECASE)
