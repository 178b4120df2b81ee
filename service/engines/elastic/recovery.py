"""Damage of the live index of a cluster, and recovery of the last complete one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from elasticsearch import ApiError, AuthorizationException, Elasticsearch, NotFoundError

from index_mappings.bodies import Body
from service.engines.contract import Recovery
from service.engines.elastic.indexes import Names, Standing, move_to, standing
from service.errors import IndexDamaged, NoIndex, SearchroomError

_LOW = 0.15  # the part that is free below which Elasticsearch puts nothing new on a node's disk
_ALL_GONE = (
    "no whole index is left ({}); `searchroom load --all` builds it again from the files that "
    "sources.toml names, `searchroom restore FILE` from a dump"
)


def absence(client: Elasticsearch, names: Names) -> SearchroomError:
    """Return why there is no live index: nothing was ever published, or the alias is missing."""
    if any(item.moves for item in standing(client, names)):
        return IndexDamaged(
            f"the alias {names.live!r} of the live index is gone; `searchroom recover` makes the "
            "last whole index live again"
        )
    return NoIndex("nothing has been loaded yet; `searchroom load` loads a catalogue")


def trouble(client: Elasticsearch, names: Names) -> str:
    """Return the damage of the live index, or "" if it is complete.

    Raises NoIndex if nothing was ever published.
    """
    held = holders(client, names.live)
    if not held:
        gone = absence(client, names)
        if isinstance(gone, NoIndex):
            raise gone
        return str(gone)
    if len(held) != 1:
        return two_live(names, held)
    live = held[0]
    if not names.is_build(live):
        return (
            f"the alias {names.live!r} names {live!r}, which is not an index of Searchroom's; "
            "`searchroom recover` makes the last whole index live again"
        )
    beside = holders(client, names.live_collections)
    if beside != [names.collections_of(live)]:
        return (
            f"the alias {names.live_collections!r} names {', '.join(beside) or 'nothing'} beside "
            f"{live!r}; `searchroom recover` fixes it"
        )
    for item in standing(client, names):
        if item.name == live:
            return _wrong(client, names, item)
    return f"the index {live!r} is closed; open it on Elasticsearch, or {_RECOVER}"


def shortages(client: Elasticsearch, names: Names) -> Iterator[str]:
    """Yield the imminent shortages of a cluster; none if the user may not know them."""
    with suppress(AuthorizationException):
        if _status(client, [names.live]) == "yellow":
            yield (
                f"the live index {names.live!r} lacks copies (yellow): the loss of one node may "
                "take it away; add nodes, or lower SEARCHROOM_ELASTIC_REPLICAS"
            )
        nodes = client.nodes.stats(metric="fs", filter_path="nodes.*.name,nodes.*.fs.total")
        for node in nodes.get("nodes", {}).values():
            disk = node["fs"]["total"]
            if disk["available_in_bytes"] < _LOW * disk["total_in_bytes"]:
                yield (
                    f"the disk of the node {node['name']!r} is nearly full: "
                    f"{disk['available_in_bytes'] / 1e6:,.0f} MB free; Elasticsearch takes no new "
                    "index there, and at last no record"
                )


def two_live(names: Names, held: Iterable[str]) -> str:
    """Return the message for an alias of several indexes or of none."""
    return (
        f"the alias {names.live!r} names {' and '.join(held) or 'no index'} where it has to name "
        "one; `searchroom recover` fixes it"
    )


def holders(client: Elasticsearch, alias: str) -> list[str]:
    """Return the names of the indexes that an alias names."""
    try:
        return sorted(client.indices.get_alias(name=alias).keys())
    except NotFoundError:
        return []


def recover(client: Elasticsearch, names: Names, fits: Callable[[str], bool]) -> Recovery:
    """Make the last complete build that was live and may be shown the live one.

    Raises NoIndex if nothing was ever published, IndexDamaged if no complete build is left.
    """
    builds = sorted(
        (item for item in standing(client, names) if item.moves),
        key=lambda item: item.last_move,
        reverse=True,
    )
    if not builds:
        raise absence(client, names)
    wrong: list[str] = [found] if (found := trouble(client, names)) else []
    if not wrong:
        return Recovery(holders(client, names.live)[0], (), moved=False)
    for item in builds:
        if found := _wrong(client, names, item):
            wrong.append(found)
        elif not fits(item.name):
            wrong.append(f"the index {item.name!r} shows what was withdrawn or is held back since")
        else:
            _take_away(client, names)
            move_to(client, names, item.name)
            return Recovery(item.name, _plain(wrong), moved=True)
    raise IndexDamaged(_ALL_GONE.format("; ".join(_plain(wrong))))


def _wrong(client: Elasticsearch, names: Names, item: Standing) -> str:
    """Return the missing part of a build, or "" if it is complete."""
    here = (item.name, names.collections_of(item.name))
    try:
        client.count(index=here)
        status = _status(client, here)
        count = client.count(index=item.name)["count"]
    except NotFoundError:
        return f"a part of the index {item.name!r} is gone; {_RECOVER}"
    except ApiError as error:
        return f"the index {item.name!r} cannot be read ({error.message}); {_RECOVER}"
    if status == "red":
        return f"the index {item.name!r} is red: a part of it is on no node; {_RECOVER}"
    if count != item.about.get("records"):
        written = item.about.get("records", 0)
        return f"the index {item.name!r} has {count:,} records of {written:,}; {_RECOVER}"
    return ""


def _status(client: Elasticsearch, indexes: Iterable[str]) -> str:
    """Return the health of indexes, or "" if the user may not know it."""
    try:
        answer = client.cluster.health(index=list(indexes), timeout="1s")
    except AuthorizationException:
        return ""
    return str(answer["status"])


_RECOVER = "`searchroom recover` goes back to the last whole index"


def _take_away(client: Elasticsearch, names: Names) -> None:
    """Remove the aliases of the live index from all indexes, even foreign ones."""
    actions: list[Body] = [
        {"remove": {"index": index, "alias": alias}}
        for alias in (names.live, names.live_collections, names.live_names)
        for index in holders(client, alias)
    ]
    if actions:
        client.indices.update_aliases(actions=actions)


def _plain(wrong: Iterable[str]) -> tuple[str, ...]:
    """Return the faults, each once, without the advice to recover."""
    return tuple(dict.fromkeys(one.partition("; `searchroom recover`")[0] for one in wrong))
