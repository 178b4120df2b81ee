"""Links from a record back to the list that it was opened from, and to its neighbours there."""

from __future__ import annotations

from dataclasses import dataclass

from service.search.arguments import Arguments
from service.search.links import Links
from service.search.place_in_list import Neighbour, Opened


@dataclass(frozen=True, slots=True)
class Trail:
    """Links of a record's page into its list, or "" if there is none.

    `back` leads to the record's own row; `place` of `total` is 0 where it is not known.
    """

    q: str
    field: str
    back: str
    place: int
    total: int
    before: str
    after: str


def trail(opened: Opened, links: Links) -> Trail:
    """Return the links of a record that was opened from a list."""
    arguments = opened.arguments
    row = f"#r{opened.row}" if opened.row else "#results"
    return Trail(
        q=arguments.q,
        field=arguments.in_field,
        back=links.to(arguments) + row,
        place=opened.place,
        total=opened.total,
        before=_record(opened.before, links),
        after=_record(opened.after, links),
    )


def _record(neighbour: Neighbour | None, links: Links) -> str:
    return opened_url(neighbour.id, neighbour.arguments, links) if neighbour else ""


def opened_url(id: str, arguments: Arguments, links: Links) -> str:
    """Return the address of a record that carries the list it is opened from."""
    query = "&".join(filter(None, (arguments.query_string(), links.added)))
    return f"{links.record(id).html}?{query}"
