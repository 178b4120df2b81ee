"""The records marked by a reader: their ids are passed from page to page in the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from service.schemas.page_arguments import MARKED
from service.search.arguments import Arguments
from service.search.paths import read_path, write_listed

MOST = 100
"""Records that can be marked: their citations take a second, and their ids fit an address."""
ROOM = 5_000
"""Characters of all ids in an address, which with a search beside them must stay below 8,190."""


@dataclass(frozen=True, slots=True)
class Marking:
    """The form by which records of a list are marked.

    `marked` are the ids, as an address has them, that are marked already and not in the list;
    `list` is the list's own query string. `count` is the number of all that are marked.
    """

    marked: str
    list: str
    count: int

    @classmethod
    def of(cls, arguments: Arguments, marked: Sequence[str], shown: Sequence[str]) -> Marking:
        """Return the form of a list that shows some records."""
        others = [id for id in marked if id not in shown]
        return cls(listed(others), arguments.query_string(), len(marked))


def marked_ids(values: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """Return the ids in values of an argument, and how many more there is no room for."""
    parts = dict.fromkeys(part.strip() for value in values for part in value.split(","))
    ids = [id for id in dict.fromkeys(map(read_path, parts)) if id]
    kept: list[str] = []
    room = ROOM
    for id in ids:
        room -= len(urlencode([("", write_listed(id))], safe="~"))
        if room < 0 or len(kept) == MOST:
            break
        kept.append(id)
    return tuple(kept), len(ids) - len(kept)


def listed(ids: Iterable[str]) -> str:
    """Return ids as the value of an argument."""
    return ",".join(map(write_listed, ids))


def carried(values: Iterable[str]) -> str:
    """Return the part of a query string that carries what is marked along, or "" for nothing."""
    ids, _ = marked_ids(values)
    return urlencode([(MARKED, listed(ids))], safe=",~") if ids else ""
