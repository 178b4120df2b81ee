"""The list of changes in its own index, with a thousand changes in a document.

Changes written before a publish count once the aliases have moved that number of times; the next
publish removes those that a killed publish left.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from index_mappings.bodies import Body
from service.engines.elastic.bulk import Tally, Write, write_all
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.indexes import Names
from service.engines.elastic.made_once import make_once
from service.errors import LoadError, NoIndex
from service.lasting.changes import Change
from service.lasting.storing import Gone

_PAGE = 1_000  # changes of one document: some 100 kB, so a million changes are a thousand
_READ = 20  # documents of one answer
CHANGES_BODY: Body = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "first": {"type": "long"},
            "last": {"type": "long"},
            "move": {"type": "long"},
            "ids": {"type": "keyword"},
            "changes": {"type": "object", "enabled": False},
        },
    },
}


class ChangesIndex:
    """The list of changes of one catalogue."""

    def __init__(self, server: Server, names: Names) -> None:
        self._server = server
        self._names = names

    def append(self, changes: Iterable[Change], *, move: int) -> None:
        """Append and number changes for the publish that will be the n-th move."""
        index = self._names.changes
        with self._server.asking(PATIENCE) as client:
            make_once(client, index, CHANGES_BODY)
            client.indices.refresh(index=index)
        self._write(Write(id, _version(), None) for id in list(self._left(move)))
        with self._server.asking(PATIENCE) as client:
            client.indices.refresh(index=index)
        self._write(_pages(changes, self._last(), move))
        with self._server.asking(PATIENCE) as client:
            client.indices.refresh(index=index)

    def changes(self, after: int, *, move: int) -> Iterator[Change]:
        """Yield the changes with a number beyond `after`, of the moves up to `move`."""
        while True:
            wanted = [{"range": {"last": {"gt": after}}}, {"range": {"move": {"lte": move}}}]
            found = self._search({"query": {"bool": {"filter": wanted}}, "size": _READ})
            for hit in found:
                for value in hit["_source"]["changes"]["page"]:
                    if value["number"] > after:
                        yield Change.from_json(value)
                after = hit["_source"]["last"]
            if len(found) < _READ:
                return

    def forget_collections(self, gone: Gone) -> None:
        """Remove deleted collections from all changes."""
        names = {name for hit in self._documents() for name in _collections(hit)}
        lost = frozenset(gone(names)) if names else frozenset()
        if not lost:
            return
        self._write(
            Write(hit["_id"], _version(), _without(hit["_source"], lost))
            for hit in self._documents()
            if not lost.isdisjoint(_collections(hit))
        )
        with self._server.asking(PATIENCE) as client:
            client.indices.refresh(index=self._names.changes)

    def _documents(self) -> Iterator[Any]:
        after = 0
        while found := self._search({"query": {"range": {"last": {"gt": after}}}, "size": _READ}):
            yield from found
            after = found[-1]["_source"]["last"]

    def _left(self, move: int) -> Iterator[str]:
        """Yield the ids of documents left by a killed publish."""
        body: Body = {"query": {"range": {"move": {"gte": move}}}, "size": 10_000, "_source": False}
        return (hit["_id"] for hit in self._search(body))

    def _last(self) -> int:
        found = self._search({"sort": [{"first": "desc"}], "size": 1})
        return int(found[0]["_source"]["last"]) if found else 0

    def _search(self, body: Body) -> list[Any]:
        whole = {"sort": [{"first": "asc"}], **body}
        try:
            with self._server.asking() as client:
                answer = client.search(
                    index=self._names.changes, body=whole, allow_partial_search_results=False
                )
        except NoIndex:
            return []
        return list(answer["hits"]["hits"])

    def _write(self, writes: Iterable[Write]) -> None:
        for refusal in write_all(self._server, self._names.changes, writes, Tally()):
            raise LoadError(f"the list of changes could not be written: {refusal.reason}")


def _pages(changes: Iterable[Change], last: int, move: int) -> Iterator[Write]:
    numbered = enumerate(changes, last + 1)
    while page := list(islice(numbered, _PAGE)):
        first = page[0][0]
        value: Body = {
            "first": first,
            "last": page[-1][0],
            "move": move,
            "ids": [change.id for _, change in page],
            "changes": {"page": [{**one.to_json(), "number": number} for number, one in page]},
        }
        yield Write(str(first), _version(), orjson.dumps(value))


def _collections(hit: Any) -> set[str]:
    pages = hit["_source"]["changes"]["page"]
    return {name for value in pages for name in value.get("collections", ())}


def _without(source: Body, lost: frozenset[str]) -> bytes:
    """Return a document without some collections."""
    page = [Change.from_json(value).without(lost).to_json() for value in source["changes"]["page"]]
    return orjson.dumps({**source, "changes": {"page": page}})


def _version() -> int:
    """Return an increasing version, like those of records, because a number may be used again."""
    return time.time_ns() // 1000
