"""Facets of levels: the ancestors of records, from the top down, opened one level at a time.

Choosing a node finds everything below it. The counted texts are computed at load: for each ancestor
of a record, a text made of its parent, its id and its title, so that one count gives the children
of a node with their titles. The text begins with a digest of the parent's id, so the children of
given nodes can be counted by prefix, whatever the characters and length of the ids.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from types import MappingProxyType

from index_mappings.conditions import Condition, Held
from index_mappings.facet_kinds.kind import Arranged, Bucket, Counting, Facet, FacetKind, Line
from index_mappings.folding import fold
from index_mappings.json_values import Json, elements, members, text
from index_mappings.sayings import sentence

_NODES = "nodes"
_BETWEEN = "\x1f"  # a record has no control characters (`loaders.drafts.fitting`)
_TITLE = 200  # characters of a title that are kept: a list shows less
_DIGEST = 6  # bytes: of a million nodes hardly two share one, and then each lists both's children
_OPEN = 60  # nodes whose children are shown: Elasticsearch takes patterns of 1,000 characters
_ROOT = ""


class Tree(FacetKind):
    """The levels above records."""

    name = "tree"
    path_types = ("keyword",)
    field_kinds = frozenset({"ancestors"})
    needed = MappingProxyType({_NODES: "keyword"})
    whole = True
    has_levels = True
    takes = "the id of a record above"
    absent = sentence("Not part of another record")

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return a text for each ancestor, beginning with its parent's digest."""
        if not value:
            return {}
        return {_NODES: _texts(_line(value))}

    def line(self, value: Json, node: str) -> Line:
        """Return the path to a node, taken from the ancestors of a record below it."""
        line = _line(value)
        ids = [id for id, _ in line]
        return tuple(line[: ids.index(node) + 1]) if node in ids else ()

    def at_zero(self, opened: Sequence[Line]) -> Mapping[str, int]:
        """Return the nodes of the paths, so that selected nodes have their titles and places."""
        return {text: 0 for line in opened for text in _texts(line)}

    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        """Return the condition that a record is below one of the nodes."""
        return (Held(facet.path, tuple(values)),) if values else ()

    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        """Return the children of the top and of each opened node."""
        open_ones = dict.fromkeys((_ROOT, *(id for line in opened for id, _ in line)))
        begins = tuple(_digest(id) + _BETWEEN for id in list(open_ones)[:_OPEN])
        return Counting(facet.computed(_NODES), begins=begins)

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return each level below its parent, ordered by title, with `size` nodes of each level.

        Selected nodes and their ancestors are shown even at 0.
        """
        below = _levels(counts)
        shown: list[Bucket] = []
        others = 0

        def walk(parent: str, level: int) -> None:
            nonlocal others
            nodes = below.pop(parent, [])  # once: a node that is above itself has no end
            kept = [
                node
                for place, node in enumerate(sorted(nodes, key=_by_count))
                if place < size or node.id in selected or _digest(node.id) in below
            ]
            others += len(nodes) - len(kept)
            for node in sorted(kept, key=_by_title):
                shown.append(Bucket(node.id, node.count, node.title, level))
                walk(_digest(node.id), level + 1)

        walk(_digest(_ROOT), 0)
        there = {bucket.value for bucket in shown}
        nowhere = tuple(Bucket(id, 0) for id in dict.fromkeys(selected) if id not in there)
        return Arranged((*nowhere, *shown), others)


@dataclass(frozen=True, slots=True)
class _Node:
    """A node of a tree, with the number of records below it."""

    id: str
    title: str
    count: int


def _texts(line: Sequence[tuple[str, str]]) -> list[str]:
    """Return the text of each node of a path; of a node that occurs twice, the first."""
    parent = _ROOT
    texts: dict[str, str] = {}
    for id, title in line:
        if id not in texts:
            texts[id] = _BETWEEN.join((_digest(parent), id, title[:_TITLE]))
        parent = id
    return list(texts.values())


def _levels(counts: Mapping[str, int]) -> dict[str, list[_Node]]:
    """Return the children of each node by its digest; a node with several titles is one."""
    total: Counter[tuple[str, str]] = Counter()
    titles: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for node, count in counts.items():
        parent, _, rest = node.partition(_BETWEEN)
        id, between, title = rest.partition(_BETWEEN)
        if between:
            total[parent, id] += count
            titles[parent, id][title] += count
    below: defaultdict[str, list[_Node]] = defaultdict(list)
    for (parent, id), count in total.items():
        title = min(titles[parent, id].items(), key=lambda item: (-item[1], item[0]))[0]
        below[parent].append(_Node(id, title, count))
    return below


def _by_count(node: _Node) -> tuple[int, str]:
    return -node.count, node.id


def _by_title(node: _Node) -> tuple[list[tuple[int, int, str]], str]:
    """Return the sort key of a title, with numbers by value, so that 2 comes before 10."""
    parts = re.split(r"(\d{1,18})", fold(node.title or node.id))
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p], node.id


@lru_cache(maxsize=4096)  # the records of a finding aid come one after the other
def _digest(id: str) -> str:
    return blake2b(id.encode(), digest_size=_DIGEST).hexdigest()


def _line(value: Json) -> list[tuple[str, str]]:
    """Return id and title of each ancestor, top first."""
    above = map(members, elements(value))
    return [(text(one["id"]), text(one.get("title"))) for one in above]
