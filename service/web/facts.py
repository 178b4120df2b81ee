"""A record on its page: labels with their values, and texts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from index_mappings.record import Note
from service.web.edited_text import TextView


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its text, its link ("" for none), and remarks.

    `how` are remarks that are not the source's words: what a date was understood as, that a
    value was read from the title. `outside` tells that the link leads to another site.
    """

    text: str
    url: str = ""
    added: str = ""
    how: tuple[str, ...] = ()
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its values."""

    label: str
    values: tuple[Value, ...]

    @property
    def plain(self) -> bool:
        """Whether the values can be in one line: nothing is added to any."""
        return not any(value.added or value.how for value in self.values)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record's page.

    `lead` are the paragraphs of its summary, `texts` of its other texts; `above` is what it is
    part of, top first, with a link where there is a page of it. `places` is the number of places
    in the texts that have the words of the search it was opened from.
    """

    title: Markup
    lead_label: str
    lead: list[Markup]
    texts: tuple[TextView, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...]
    above: tuple[Value, ...]
    about: tuple[Fact, ...]
    places: int = 0
