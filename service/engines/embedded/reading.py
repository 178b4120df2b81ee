"""A build that is open for reading: its records, as hits, whole, and one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import orjson
import tantivy
from tantivy import FieldType, Occur, Order, Query

from index_mappings.mapping import Mapping, parse
from index_mappings.record import Collection, Record
from service.engines.embedded.build import long_texts
from service.engines.embedded.folder import COLLECTIONS, MANIFEST, MAPPING, RECORDS, Folder, Pointer
from service.engines.embedded.highlights import Highlighter
from service.engines.embedded.ordering import Placed
from service.engines.embedded.page_ends import PageEnds
from service.engines.embedded.ranks import open_ranks
from service.engines.embedded.schema import (
    BRIEF,
    REST,
    SEQUENCE,
    IndexSchema,
    make_schema,
    register,
)
from service.engines.embedded.translate import translate
from service.query.clauses import Clause
from service.results import Hit, IndexInfo

_SCAN = 1000  # records read at a time by a scan: enough to be fast, few enough to hold


@dataclass(frozen=True)
class OpenBuild:
    """A build that is open for reading: it never changes, so neither does this.

    `ends` is what it remembers of the lists that were asked for.
    """

    schema: IndexSchema
    index: tantivy.Index
    searcher: tantivy.Searcher
    collections: tuple[Collection, ...]
    info: IndexInfo
    long: tuple[str, ...]
    ranks: memoryview
    ends: PageEnds = field(default_factory=PageEnds)

    def ranks_of(self, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
        """Return where the ids of some records stand in the order of all ids."""
        numbers = self.searcher.fast_field_values(SEQUENCE, list(addresses))
        return [self.ranks[int(number or 0)] for number in numbers]


def open_build(
    folder: Folder, pointer: Pointer, mapping: Mapping, schema: IndexSchema
) -> OpenBuild:
    """Open the build that the pointer names, for reading."""
    path = folder.build(pointer.live)
    info = read_info(folder, pointer.live, pointer)
    if info.mapping != mapping.digest:
        # built with another mapping file: it is searched as it was built until the next load
        body = json.loads((path / MAPPING).read_bytes())
        schema = make_schema(parse(mapping.name, body, digest=info.mapping))
    index = register(tantivy.Index.open(str(path / RECORDS)), schema)
    stored = json.loads((path / COLLECTIONS).read_bytes())
    return OpenBuild(
        schema,
        index,
        index.searcher(),
        by_title(map(Collection.from_json, stored)),
        info,
        long_texts(schema.mapping),
        open_ranks(path),
    )


def read_info(folder: Folder, name: str, pointer: Pointer | None) -> IndexInfo:
    """Return what a build says of itself; with the pointer, it is the live one."""
    path = folder.build(name)
    manifest = json.loads((path / MANIFEST).read_bytes())
    size = sum(item.stat().st_size for item in (path / RECORDS).iterdir())
    return IndexInfo(
        name,
        manifest["built"],
        manifest["records"],
        version=f"{name}.{pointer.moves}" if pointer else "",
        mapping=manifest["mapping"],
        size=size,
        live=pointer is not None,
    )


def read_hit(live: OpenBuild, placed: Placed, marker: Highlighter | None) -> Hit:
    """Return a hit with what a list shows of its record, and its words marked."""
    stored = live.searcher.doc(placed.address)
    brief = orjson.loads(_bytes(stored, BRIEF))
    highlight = {}
    if marker:
        rest: dict[str, str] | None = None

        def text_of(name: str) -> str:
            nonlocal rest
            if name not in live.long:
                value = brief.get(name, "")
                return value if isinstance(value, str) else ""
            if rest is None:
                raw = stored.get_first(REST)
                rest = orjson.loads(raw) if raw else {}
            return rest.get(name, "")

        highlight = marker.marks(text_of)
    return Hit(Record.from_json(brief), placed.key, placed.score, highlight)


def read_brief(live: OpenBuild, address: tantivy.DocAddress) -> Record:
    """Return a record without its long texts."""
    return Record.from_json(orjson.loads(_bytes(live.searcher.doc(address), BRIEF)))


def read_whole(live: OpenBuild, address: tantivy.DocAddress) -> Record:
    """Return a record as it was loaded."""
    stored = live.searcher.doc(address)
    values = orjson.loads(_bytes(stored, BRIEF))
    raw = stored.get_first(REST)
    if raw:
        values.update(orjson.loads(raw))
    return live.schema.mapping.ordered(Record.from_json(values))


def scan(live: OpenBuild, clause: Clause | None) -> Iterator[Record]:
    """Yield every record (that a clause finds) as it was loaded, in the order of loading."""
    wanted = Query.all_query() if clause is None else translate(clause, live.schema)
    last = -1
    while True:
        after = Query.range_query(
            live.schema.native, SEQUENCE, FieldType.Integer, last, None, include_lower=False
        )
        both = Query.boolean_query([(Occur.Must, wanted), (Occur.Must, after)])
        hits = live.searcher.search(
            both, limit=_SCAN, count=False, order_by_field=SEQUENCE, order=Order.Asc
        ).hits
        for sequence, address in hits:
            last = int(sequence)
            yield read_whole(live, address)
        if len(hits) < _SCAN:
            return


def by_title(collections: Iterable[Collection]) -> tuple[Collection, ...]:
    """Return collections in the order of their titles."""
    return tuple(sorted(collections, key=lambda item: (item.title, item.id)))


def _bytes(stored: tantivy.Document, field: str) -> bytes:
    value = stored.get_first(field)
    assert isinstance(value, bytes), f"every entry of a build has {field}"
    return value
