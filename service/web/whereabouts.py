"""The place of a record: its ancestors from the top, and the box of a component."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index_mappings.json_values import members, text
from index_mappings.record import Ancestor, Record
from service.web.hit_fields import CONTAINER, HitFields

COLLECTION = 100  # characters of a collection's title, of which a desk shows what has room
LEVEL = 60  # characters of the title of a level, of which two have room in a line on a desk
_ABOVE = 3  # titles of what a component is in: the top and the two just above it


def container(record: Record, fields: HitFields) -> Iterator[str]:
    """Yield the container of a component of a finding aid: its box and folder."""
    if fields.level and record.text(fields.level):
        for note in (members(item) for name in fields.notes for item in record.many(name)):
            if note.get("label") == CONTAINER:
                yield shortened(text(note.get("text")), LEVEL)
                return


def titles_above(record: Record, fields: HitFields) -> list[str]:
    """Return the titles of a record's ancestors, top first."""
    return [
        Ancestor.from_json(members(item)).title
        for name in fields.above
        for item in record.many(name)
    ]


def way_down(above: Sequence[str], known: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the titles of a record's ancestors; of very many the first and the last.

    `known` are the titles of collections that the list shows already.
    """
    titles = [
        shortened(title, LEVEL) for title in above if shortened(title, COLLECTION) not in known
    ]
    return tuple(titles if len(titles) <= _ABOVE else (titles[0], "…", *titles[1 - _ABOVE :]))


def shortened(text: str, longest: int) -> str:
    """Return a text cut to a number of characters, between words if it has blanks."""
    if len(text) <= longest:
        return text
    kept = text[:longest]
    return f"{kept.rpartition(' ')[0] or kept}…"
