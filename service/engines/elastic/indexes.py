"""The indexes of a catalogue and their state, which is kept in aliases.

    <prefix><catalogue>                           the live records
    <prefix><catalogue>-collections               the live collections
    <prefix><catalogue>-names                     the live names
    <prefix><catalogue>-published-<n>             what became live with the n-th move
    <prefix><catalogue>-<stamp>                   a build's records
    <prefix><catalogue>-collections-<stamp>       a build's collections
    <prefix><catalogue>-names-<stamp>             a build's names

A move (a publish or a rollback) changes the aliases, including the numbered one, in one request, so
the history is always correct. A build without a numbered alias has never been live.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, AuthorizationException, Elasticsearch

from index_mappings.bodies import ReadBody
from service.errors import ConfigurationError, IndexDamaged
from service.results import IndexInfo

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
FORM = 1
"""The version of our indexes besides their mappings. Any change increases it."""
_KEPT = "*.aliases,*.mappings._meta.build"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the indexes and aliases of one catalogue under one prefix."""

    prefix: str
    catalogue: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.live):
            raise ConfigurationError(
                f"{self.live!r} cannot name an index of Elasticsearch: SEARCHROOM_ELASTIC_PREFIX "
                "and the mapping's name take small letters, digits, and - _ . within"
            )

    @property
    def live(self) -> str:
        """The alias of the live records."""
        return f"{self.prefix}{self.catalogue}"

    @property
    def live_collections(self) -> str:
        """The alias of the live collections."""
        return f"{self.live}-collections"

    @property
    def live_names(self) -> str:
        """The alias of the live names."""
        return f"{self.live}-names"

    @property
    def locks(self) -> str:
        """The index of the locks."""
        return f"{self.prefix}locks"

    @property
    def withdrawn(self) -> str:
        """The index of the list of withdrawn records."""
        return f"{self.live}-withdrawn"

    @property
    def changes(self) -> str:
        """The index of the list of changes."""
        return f"{self.live}-changes"

    def new(self) -> str:
        """Return the name of a new build; names sort in order of creation."""
        return f"{self.live}-{datetime.now(UTC):%Y%m%dt%H%M%S%fz}"

    def collections_of(self, build: str) -> str:
        """Return the name of a build's index of collections."""
        return f"{self.live}-collections{build.removeprefix(self.live)}"

    def names_of(self, build: str) -> str:
        """Return the name of a build's index of names."""
        return f"{self.live}-names{build.removeprefix(self.live)}"

    def all_of(self, build: str) -> tuple[str, str, str]:
        """Return the names of a build's indexes: records, collections, names."""
        return build, self.collections_of(build), self.names_of(build)

    def is_build(self, index: str) -> bool:
        """Return whether an index has the records of a build of this catalogue."""
        stamp = index.removeprefix(f"{self.live}-")
        return stamp != index and re.fullmatch(r"\d{8}t\d{12}z", stamp) is not None

    def move(self, number: int) -> str:
        """Return the alias of the n-th move."""
        return f"{self.live}-published-{number}"

    def moves(self, aliases: Iterable[str]) -> list[int]:
        """Return the numbers of the moves that made an index live, in order."""
        start = f"{self.live}-published-"
        numbers = (alias.removeprefix(start) for alias in aliases if alias.startswith(start))
        return sorted(int(number) for number in numbers if number.isdecimal())


@dataclass(frozen=True, slots=True)
class Standing:
    """An existing build: its metadata, and the moves that made it live."""

    name: str
    about: ReadBody
    moves: tuple[int, ...]
    is_live: bool

    @property
    def last_move(self) -> int:
        """The last move that made it live, or 0 if it never was."""
        return self.moves[-1] if self.moves else 0

    def info(self, size: int) -> IndexInfo:
        """Return the index info for answers."""
        return IndexInfo(
            self.name,
            self.about.get("built", ""),
            self.about.get("records", 0),
            version=f"{self.name}.{self.last_move}" if self.is_live else "",
            mapping=self.about.get("mapping", ""),
            size=size,
            live=self.is_live,
            notice=self._notice(),
        )

    def _notice(self) -> str:
        if self.about.get("form", 0) == FORM:
            return ""
        return (
            f"the index {self.name} was built by another version of Searchroom; `searchroom load "
            "--all` builds it again"
        )


def standing(client: Elasticsearch, names: Names) -> tuple[Standing, ...]:
    """Return all builds of a catalogue, the newest first."""
    answer = client.indices.get(index=f"{names.live}-*", filter_path=_KEPT)
    found = (_read(names, name, value) for name, value in answer.items() if names.is_build(name))
    return tuple(sorted(found, key=lambda item: item.name, reverse=True))


def live_build(client: Elasticsearch, names: Names) -> Standing:
    """Return the live build; the client raises NotFoundError if there is none.

    Raises IndexDamaged if somebody gave the alias to a second index.
    """
    answer = client.indices.get(index=names.live, filter_path=_KEPT)
    if len(answer.keys()) > 1:
        raise IndexDamaged(
            f"the alias {names.live!r} names {' and '.join(sorted(answer.keys()))} where it has "
            "to name one; `searchroom recover` fixes it"
        )
    ((name, value),) = answer.items()
    return _read(names, name, value)


def size_of(client: Elasticsearch, name: str) -> int:
    """Return the size of an index in bytes, without its copies and unavailable parts.

    It is 0 if the user may not know it: a site only needs to read.
    """
    try:
        answer = client.indices.stats(
            index=name, metric="store", filter_path="_all.primaries.store.size_in_bytes"
        )
    except AuthorizationException:
        return 0
    here = answer.get("_all", {}).get("primaries", {}).get("store", {})
    return int(here.get("size_in_bytes", 0))


def move_to(client: Elasticsearch, names: Names, build: str) -> None:
    """Make a build the live one, changing all aliases in one request."""
    builds = standing(client, names)
    number = max((item.last_move for item in builds), default=0) + 1
    aliases = (names.live, names.live_collections, names.live_names)
    there = frozenset(client.indices.get(index=f"{names.live}-*", filter_path="*.aliases").keys())
    actions: list[Any] = []
    for item in builds:
        if item.is_live:
            actions += _each("remove", names.all_of(item.name), aliases, there)
    actions += _each("add", names.all_of(build), aliases, there)
    actions.append({"add": {"index": build, "alias": names.move(number)}})
    try:
        client.indices.update_aliases(actions=actions)
    except (ApiError, TransportError):
        # where only the answer was lost, or the client asked twice, it is done all the same
        if not any(item.is_live for item in standing(client, names) if item.name == build):
            raise


def _each(
    action: str, indexes: Iterable[str], aliases: Iterable[str], there: Container[str]
) -> list[Any]:
    """Return an action for each index and its alias; builds of older releases have no names."""
    pairs = zip(indexes, aliases, strict=True)
    return [{action: {"index": one, "alias": alias}} for one, alias in pairs if one in there]


def before_live(builds: Iterable[Standing]) -> list[Standing]:
    """Return the builds that a rollback can return to, the previous one first.

    A move to a build that was live before is a rollback, which abandons all later builds.
    """
    moves = sorted(((move, build) for build in builds for move in build.moves), key=_number)
    order: list[Standing] = []
    for _, item in moves:
        if item in order:
            del order[order.index(item) + 1 :]
        else:
            order.append(item)
    live = next((item for item in order if item.is_live), None)
    before = order[: order.index(live)] if live else order
    return before[::-1]


def _number(move: tuple[int, Standing]) -> int:
    return move[0]


def remove(client: Elasticsearch, names: Names, build: str) -> None:
    """Remove a build's existing indexes."""
    for index in names.all_of(build):
        client.options(ignore_status=404).indices.delete(index=index)


def _read(names: Names, name: str, value: ReadBody) -> Standing:
    aliases = value.get("aliases", {})
    about = value.get("mappings", {}).get("_meta", {}).get("build", {})
    return Standing(name, about, tuple(names.moves(aliases)), names.live in aliases)
