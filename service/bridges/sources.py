"""The sources of bridges. A new source is a class and a line of `SOURCES`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index_mappings.name_kinds import PERSON, PLACE
from index_mappings.names import NameEntry
from service.bridges import han
from service.bridges.file import shipped
from service.bridges.listed import listed
from service.bridges.rules import BY_RULE, HAN
from service.query.bridge import Bridge, BridgeForm

_MOST_FORMS = 20  # forms of one bridge, as in a file


@dataclass(frozen=True, slots=True)
class Kept:
    """The data of a site from which bridges are made.

    `names` are those of the live index, `own` the bridges of the archive's file. `people` and
    `places` are the names in Han characters that records have.
    """

    names: Iterable[NameEntry] = ()
    own: Sequence[Bridge] = ()
    people: Sequence[str] = ()
    places: Sequence[str] = ()


class BridgeSource(Protocol):
    """A source of bridges."""

    def bridges(self, kept: Kept) -> Iterable[Bridge]:
        """Return its bridges."""


class Shipped:
    """The shipped list."""

    def bridges(self, kept: Kept) -> Iterable[Bridge]:  # noqa: ARG002
        """Return the whole list."""
        return shipped()


class Own:
    """The archive's own file."""

    def bridges(self, kept: Kept) -> Iterable[Bridge]:
        """Return the bridges accepted by the archive."""
        return kept.own


class Listed:
    """The lists in the catalogue's own sources."""

    def bridges(self, kept: Kept) -> Iterable[Bridge]:
        """Return the bridges of their lists and authorities."""
        return listed(kept.names)


class Han:
    """Names of people and places in Han characters in records."""

    def bridges(self, kept: Kept) -> Iterator[Bridge]:
        """Yield each name with its forms in Latin letters."""
        for kind, names, in_latin in (
            (PERSON, kept.people, han.people),
            (PLACE, kept.places, han.places),
        ):
            for name in names:
                forms = [BridgeForm(name), *map(BridgeForm, dict.fromkeys(in_latin(name)))]
                if len(forms) > 1:
                    yield Bridge(tuple(forms[:_MOST_FORMS]), kind, HAN, BY_RULE)


SHIPPED = Shipped()
SOURCES: tuple[BridgeSource, ...] = (Own(), SHIPPED, Listed(), Han())
"""The first ones say why where several know the same."""


def are_shipped_alone(kept: Kept) -> bool:
    """Return whether only the shipped list has bridges for a site's data."""
    return not any(source is not SHIPPED and any(source.bridges(kept)) for source in SOURCES)


def all_bridges(kept: Kept) -> Iterator[Bridge]:
    """Yield the bridges of all sources, merging those that share a name.

    An abbreviation explained by an earlier source is not changed.
    """
    bridges: list[Bridge] = []
    at: dict[str, int] = {}  # of each form's key, the bridge that has it
    for source in SOURCES:
        for bridge in source.bridges(kept):
            keys = {form.key: form for form in bridge.forms}
            known = {at[one] for one in keys if one in at}
            if not known:
                at |= dict.fromkeys(keys, len(bridges))
                bridges.append(bridge)
            elif bridge.kind.is_person and len(known) == 1:
                place = known.pop()
                more = {one: form for one, form in keys.items() if one not in at}
                bridges[place] = _joined(bridges[place], more.values())
                at |= dict.fromkeys(more, place)
            elif not any(form.is_abbreviation for form in bridge.forms):
                bridges.append(bridge)
    yield from bridges


def _joined(bridge: Bridge, more: Iterable[BridgeForm]) -> Bridge:
    return replace(bridge, forms=(*bridge.forms, *more)[:_MOST_FORMS])
