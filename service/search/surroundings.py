"""The surroundings of a record: the tree of its finding aid, and its collection by date.

The tree is read one level at a time. The child records of a node are those below it but below none
of its parts, so the index needs only the facet of levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index_mappings.computed import UNDATED, computed
from index_mappings.facet_kinds.kind import Bucket, Facet, Line
from index_mappings.json_values import text, whole
from index_mappings.mapping import RecordMapping
from index_mappings.orders import NEWEST_FIRST, OLDEST_FIRST, Sort
from index_mappings.record import Ancestor, Record
from service.engines.contract import Engine
from service.query.clauses import All, Clause, Not, Value
from service.query.request import FacetRequest, Query, SortKey
from service.results import Hit

SHOWN = 5
"""Records and levels on each side of one among those beside it: a screen with its own parts."""
BELOW = 20
"""Parts of a record that are listed: a screen; all of them are a search."""
_READ = 60  # records of a level that are put in the order of the source, in some milliseconds
PARTS = 1_000
"""Parts of a level that are distinguished; no finding aid has half as many."""
_SAME_DAY = 50  # records of one day of which the one before is sought
_FIELDS = ("title", "level", "date", "position", "ancestors")


@dataclass(frozen=True, slots=True)
class Node:
    """A record or a level: `count` is the number of records below it, or None if not counted.

    `level` is its name in the source ("series"); `is_record` tells whether the index has it.
    """

    id: str
    title: str
    count: int | None = None
    level: str = ""
    date: str = ""
    is_record: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """Some of the children of a node, in order; `total` is their number."""

    nodes: tuple[Node, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """A record in its finding aid: its ancestors, its siblings and its children.

    `beside` has the record itself among the others.
    """

    way: tuple[Node, ...]
    beside: Level
    below: Level


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The previous and next record in a collection, by date; None at an end."""

    collection: str
    before: Node | None
    after: Node | None


def tree_facet(mapping: RecordMapping) -> Facet | None:
    """Return the facet of levels, or None if the catalogue has none."""
    return next((facet for facet in mapping.facets if facet.kind.has_levels), None)


def tree(engine: Engine, record: Record) -> Tree | None:
    """Return a record's place in its finding aid, or None if nothing is above or below it."""
    facet = tree_facet(engine.mapping)
    if facet is None:
        return None
    above = tuple((text(one.id), one.title) for one in _ancestors(engine.mapping, record))
    line: Line = (*above, (record.id, record.text(engine.mapping.title)))
    counted = engine.search(
        Query(
            Value(facet.name, (line[0][0],)),
            size=1,
            highlight=False,
            facets=(FacetRequest(facet.name, PARTS, opened=(line,)),),
        )
    )
    if not above and not counted.total:
        return None
    parts = parts_of(counted.facets[0].buckets, line)
    counts = {bucket.value: bucket.count for level in parts for bucket in level}
    way = tuple(Node(id, title, counts.get(id)) for id, title in above)
    beside = Level((_node(record, engine.mapping, counts),), 1)
    if above:
        beside = _beside(engine, facet, above[-1][0], parts[-2], record)
    below = level(engine, facet, record.id, parts[-1], BELOW)
    return Tree(way, beside, below)


def level(engine: Engine, facet: Facet, id: str, parts: Sequence[Bucket], most: int) -> Level:
    """Return the children of a node; `parts` are the levels there with records below them.

    Records are in the order of the source where there are few, and in that of dates else; levels
    that the index has no record of follow them.
    """
    counts = {part.value: part.count for part in parts}
    result = engine.search(
        Query(
            _right_below(facet, id, parts),
            sort=_by_date(engine.mapping),
            size=_READ,
            highlight=False,
            fields=_known(engine.mapping),
        )
    )
    hits = list(result.hits)
    if result.total <= len(hits):
        hits.sort(key=lambda hit: _position(hit.record))
    nodes = [_node(hit.record, engine.mapping, counts) for hit in hits]
    there = {node.id for node in nodes}
    others = [part for part in parts if part.value not in there]
    known = here(engine, [part.value for part in others])
    nodes += [
        Node(part.value, part.label, part.count, is_record=part.value in known) for part in others
    ]
    bare = sum(part.value not in known for part in others)
    return Level(tuple(nodes[:most]), result.total + bare)


def neighbours(engine: Engine, record: Record) -> Neighbours | None:
    """Return the neighbours of a dated record in its first collection, or None if it has none."""
    mapping = engine.mapping
    facet, date = mapping.collection_facet, record.date(mapping.date)
    ids = [text(id) for id in record.many(facet.field)] if facet else []
    if facet is None or not ids or date is None or date.start is None:
        return None
    before, after = _beside_by_date(engine, Value(facet.name, (ids[0],)), record, 1)
    after = [hit for hit in after if not str(hit.key[0]).startswith(UNDATED)]
    nodes = [_node(hit.record, mapping, {}) for hit in (*before, *after)]
    first = nodes[0] if before else None
    last = nodes[-1] if after else None
    return Neighbours(ids[0], first, last) if nodes else None


def _beside(
    engine: Engine, facet: Facet, parent: str, parts: Sequence[Bucket], record: Record
) -> Level:
    """Return a record among those that are part of the same, with as many on either side."""
    found = level(engine, facet, parent, parts, _READ)
    ids = [node.id for node in found.nodes]
    if record.id in ids:
        at = ids.index(record.id)
        start = max(0, min(at - SHOWN, len(ids) - 2 * SHOWN - 1))
        return Level(found.nodes[start : start + 2 * SHOWN + 1], found.total)
    clause = _right_below(facet, parent, parts)
    before, after = _beside_by_date(engine, clause, record, SHOWN)
    counts = {part.value: part.count for part in parts}
    records = [*(hit.record for hit in before), record, *(hit.record for hit in after)]
    nodes = [_node(one, engine.mapping, counts) for one in records]
    return Level(tuple(nodes), found.total)


def _beside_by_date(
    engine: Engine, clause: Clause, record: Record, many: int
) -> tuple[list[Hit], list[Hit]]:
    """Return some records before one and after it in the order of dates.

    In the order that begins with the newest, records of one day keep the order of the other: so
    these are turned round, day by day, to find the one before.
    """
    mapping = engine.mapping
    oldest, newest = _sort(mapping, OLDEST_FIRST), _sort(mapping, NEWEST_FIRST)
    if oldest is None or newest is None:
        return [], []
    keys = computed(record, mapping)

    def key(sort: Sort) -> str:
        return text(keys.get(sort.path.removeprefix("computed.")))

    def asked(sort: Sort, after: SortKey, size: int) -> list[Hit]:
        query = Query(clause, sort=sort.name, size=size, after=after, highlight=False,
                      fields=_known(mapping))  # fmt: skip
        return list(engine.search(query).hits)

    after = asked(oldest, (key(oldest),), many)
    day = key(newest).partition(".")[0]
    read = asked(newest, (day,), _SAME_DAY + many)
    days: list[list[Hit]] = []
    for hit in read:
        if not day.startswith(UNDATED) and str(hit.key[0]).startswith(UNDATED):
            break  # undated ones are last in both directions: not before the first that is dated
        here = str(hit.key[0]).partition(".")[0]
        if days and str(days[-1][0].key[0]).partition(".")[0] == here:
            days[-1].append(hit)
        else:
            days.append([hit])
    backwards = [hit for one in days for hit in reversed(one)]
    ids = [hit.record.id for hit in backwards]
    if record.id in ids:
        backwards = backwards[ids.index(record.id) + 1 :]
    before = [hit for hit in backwards[:many] if hit.record.id != record.id]
    return list(reversed(before)), after


def _ancestors(mapping: RecordMapping, record: Record) -> list[Ancestor]:
    return [
        Ancestor.from_json(item)
        for field in mapping.fields
        if field.kind.leads_up
        for item in record.many(field.name)
        if isinstance(item, dict)
    ]


def parts_of(buckets: Sequence[Bucket], line: Line) -> list[list[Bucket]]:
    """Return the counted nodes of each level of a line: those at its top, then those below each."""
    ids = [id for id, _ in line]
    found: list[list[Bucket]] = [[] for _ in range(len(line) + 1)]
    stack: list[str] = []
    for bucket in buckets:
        stack[bucket.level :] = [bucket.value]
        if stack[:-1] == ids[: bucket.level] and bucket.count:
            found[bucket.level].append(bucket)
    return found


def _right_below(facet: Facet, id: str, parts: Sequence[Bucket]) -> Clause:
    below = Value(facet.name, (id,))
    inner = tuple(part.value for part in parts[:PARTS])
    return All((below, Not(Value(facet.name, inner)))) if inner else below


def here(engine: Engine, ids: Sequence[str]) -> frozenset[str]:
    """Return those of the ids that the index has, of the first hundred of them."""
    first_ids = list(dict.fromkeys(ids))[:100]  # what `Engine.met` takes at once
    return frozenset(engine.met(first_ids, ())) if first_ids else frozenset()


def _node(record: Record, mapping: RecordMapping, counts: dict[str, int]) -> Node:
    return Node(
        record.id,
        record.text(mapping.title),
        counts.get(record.id),
        record.text("level"),
        _date(record, mapping),
    )


def _date(record: Record, mapping: RecordMapping) -> str:
    date = record.date(mapping.date)
    return date.display if date else ""


def _position(record: Record) -> tuple[int, str]:
    return whole(record.values.get("position")) or 0, record.id


def _sort(mapping: RecordMapping, key: str) -> Sort | None:
    return next((sort for sort in mapping.sorts if sort.key == key), None)


def _by_date(mapping: RecordMapping) -> str:
    sort = _sort(mapping, OLDEST_FIRST)
    return sort.name if sort else mapping.sorts[0].name


def _known(mapping: RecordMapping) -> tuple[str, ...]:
    """Return the fields that a node is made from; long texts stay where they are."""
    wanted = {mapping.title, mapping.date, *_FIELDS}
    return tuple(field.name for field in mapping.fields if field.name in wanted)
