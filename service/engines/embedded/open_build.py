"""A build open for reading: its records as hits, complete, and in sequence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial

import tantivy
from tantivy import FieldType, Occur, Order, Query

from index_mappings.json_values import text, whole
from index_mappings.mapping import RecordMapping, typed
from index_mappings.names import NameEntry
from index_mappings.plain_files import read_plain
from index_mappings.record import Collection, Record
from service import clock
from service.engines.embedded.analyzers import natives
from service.engines.embedded.failures import first_line, is_of_reading
from service.engines.embedded.far_pages import KeySample
from service.engines.embedded.folder import COLLECTIONS, MAPPING, RECORDS, Folder
from service.engines.embedded.highlights import Highlighter
from service.engines.embedded.joined_names import read_joined
from service.engines.embedded.many_values import parts_of
from service.engines.embedded.names_file import read_names
from service.engines.embedded.order_places import OrderPlaces
from service.engines.embedded.ordering import KeyOrder, Placed, count
from service.engines.embedded.page_ends import PageEnds
from service.engines.embedded.pointer import Pointer
from service.engines.embedded.private_links import linked
from service.engines.embedded.ranks import open_ranks
from service.engines.embedded.record_cache import RecordCache, ShownRecord
from service.engines.embedded.schema import (
    SEQUENCE,
    IndexSchema,
    make_schema,
    register,
)
from service.engines.embedded.seal import Seal, damaged, older_form, read_seal
from service.engines.embedded.translate import translate
from service.engines.fragments import Marked
from service.errors import IndexDamaged
from service.query.clauses import Clause, Phrase, Word
from service.results import Hit, IndexInfo

_WRITTEN = 32  # clauses of the last few questions: of the longest ones, a megabyte
MOST_BEGUN = 20_000
"""Terms with the same first letter that are looked through for spellings, the most frequent."""
_BEGUN = 12  # first letters whose terms are kept, for spellings: some 2 MB each at most
_COUNTED = 10_000  # words and phrases whose counts are kept: some 3 MB
_SCAN = 1000  # records read at a time by a scan: enough to be fast, few enough to hold


@dataclass(frozen=True)
class OpenBuild:
    """A build that is open for reading: it never changes, so neither does this.

    `names` yields the names of the build. `ends` is what it remembers of the lists that were
    asked for, `shelf` the records it showed, `whole_counts` how many of all records have each value
    of a facet (`service.engines.embedded.whole_counts`).
    """

    schema: IndexSchema
    index: tantivy.Index
    searcher: tantivy.Searcher
    collections: tuple[Collection, ...]
    info: IndexInfo
    ranks: memoryview
    names: Callable[[], Iterator[NameEntry]]
    ends: PageEnds = field(default_factory=PageEnds)
    shelf: RecordCache = field(default_factory=RecordCache)
    whole_counts: dict[tuple[str, str], Mapping[str, int] | None] = field(default_factory=dict)
    _valued: dict[str, bool] = field(default_factory=dict)
    _parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _samples: dict[str, KeySample] = field(default_factory=dict)
    _places: dict[str, OrderPlaces | None] = field(default_factory=dict)

    def ranks_of(self, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
        """Return where the ids of some records are in the order of all ids."""
        numbers = self.searcher.fast_field_values(SEQUENCE, list(addresses))
        return [self.ranks[int(number or 0)] for number in numbers]

    @property
    def order(self) -> KeyOrder:
        """Data on its declared orders."""
        return KeyOrder(self.index, self.ends, self.places, self.sample, self.info.records)

    def places(self, path: str) -> OrderPlaces | None:
        """Return where each record is in a sort, None of a large build."""
        if path not in self._places:
            found = OrderPlaces.of(path, self.info.records, self.index, self.searcher)
            self._places[path] = found
        return self._places[path]

    def sample(self, path: str) -> KeySample:
        """Return some of the keys of a sort, in their order."""
        if path not in self._samples:
            found = KeySample.of(path, self.info.records, self.index, self.searcher)
            self._samples[path] = found
        return self._samples[path]

    @cached_property
    def written(self) -> Callable[[Clause, bool], Query]:
        """Return the query for a clause, and whether it scores; the last ones are kept.

        An answer asks for its words some three times, and twelve times where it offers other
        ways: to write two hundred of them takes longer than most searches ("worst" of `make
        bench`).
        """
        return lru_cache(maxsize=_WRITTEN)(
            lambda clause, scored: translate(clause, self.schema, scored=scored)
        )

    @cached_property
    def begun(self) -> Callable[[str, str], Mapping[str, int]]:
        """Return how many records have each term of a path that begins with a letter.

        For the spellings of each word those of two or three letters are looked through.
        """
        return lru_cache(maxsize=_BEGUN)(
            lambda path, letter: dict(
                self.searcher.terms_with_prefix(path, letter, limit=MOST_BEGUN)
            )
        )

    @cached_property
    def counted(self) -> Callable[[Word | Phrase], int]:
        """Return how many records have a word or a phrase; the last ones are kept.

        Spellings are looked for beside their neighbours in a question. Of two common words that is
        a walk through both, and the same ones come again.
        """
        return lru_cache(maxsize=_COUNTED)(
            lambda clause: count(self.searcher, self.written(clause, False))
        )

    def has_values(self, path: str) -> bool:
        """Return whether any record has a value at a path that is counted.

        A catalogue uses half of its mapping's facets, and one that no record has a value in need
        not be counted in every search ("results page, all facets" of `make bench`).
        """
        if path not in self._valued:
            found = Query.exists_query(path) if self.schema.has(path) else None
            hits = self.searcher.search(found, limit=1, count=False).hits if found else ()
            self._valued[path] = bool(hits)
        return self._valued[path]

    def parts(self, path: str) -> tuple[str, ...]:
        """Return the patterns that part the values of a path, where they are very many."""
        if path not in self._parts:
            self._parts[path] = parts_of(self.searcher, path)
        return self._parts[path]


def open_build(
    seal: Seal, pointer: Pointer, mapping: RecordMapping, schema: IndexSchema
) -> OpenBuild:
    """Open a build for reading; the pointer is the one that names it.

    Raises IndexDamaged if a file of it is missing, or is seen not to be as it was written.
    """
    path = seal.build
    seal.check_sizes()
    info = _info(seal, pointer)
    try:
        if info.mapping != mapping.digest:
            # built with another mapping file: it is searched as it was built until the next load
            body = json.loads(read_plain(path / MAPPING))
            schema = make_schema(typed(mapping.name, body, digest=info.mapping))
        with linked(path / RECORDS) as links:
            index = register(tantivy.Index.open(str(links)), natives(schema.analyzers))
        stored = json.loads(read_plain(path / COLLECTIONS))
        searcher = index.searcher()
        return OpenBuild(
            replace(schema, joined=read_joined(path), frequency=searcher.doc_freq),
            index,
            searcher,
            by_title(map(Collection.from_json, stored)),
            info,
            open_ranks(path),
            partial(read_names, path),
        )
    except BaseException as error:
        if not is_of_reading(error):
            raise
        if info.notice:  # of an older Searchroom, which wrote it otherwise
            raise IndexDamaged(f"{info.notice}; this Searchroom cannot read it") from error
        raise IndexDamaged(
            f"the index {str(path)!r} cannot be opened ({first_line(error)}); `searchroom recover` "
            "goes back to the last whole index, or says which load builds it again"
        ) from error


def read_info(folder: Folder, name: str, pointer: Pointer | None) -> IndexInfo:
    """Return what a build says of itself; with the pointer, it is the live one."""
    return _info(read_seal(folder.build(name)), pointer)


def _info(seal: Seal, pointer: Pointer | None) -> IndexInfo:
    name, manifest = seal.build.name, seal.manifest
    try:
        size = sum(item.stat().st_size for item in (seal.build / RECORDS).iterdir())
    except OSError as error:
        raise damaged(seal.build, f"{RECORDS} cannot be read ({error.strerror})") from error
    return IndexInfo(
        name,
        text(manifest["built"]),
        whole(manifest["records"]) or 0,
        version=f"{name}.{pointer.moves}" if pointer else "",
        mapping=text(manifest["mapping"]),
        size=size,
        live=pointer is not None,
        notice=older_form(manifest),
    )


def read_hit(
    live: OpenBuild,
    placed: Placed,
    marker: Highlighter | None,
    fields: Sequence[str] | None = None,
    *,
    brief: bool = False,
) -> Hit:
    """Return a hit with what a list shows of its record, or `fields`, and its words marked.

    Briefly, they are marked in short fields only.
    """
    clock.check()  # to mark the words of a text of a megabyte takes its time
    # what marks no words is no page of a reader's: an export reads each record once
    shown = live.shelf.read(live.searcher, placed.address, kept=marker is not None)
    marked = marker.marks(shown, brief=brief) if marker else Marked()
    record = shown.record if fields is None else shown.only(fields)
    most = shown.brief_size if fields is None else 0
    return Hit(record, placed.key, placed.score, marked.highlight, marked.places, most)


def read_brief(live: OpenBuild, address: tantivy.DocAddress) -> Record:
    """Return a record without its long texts."""
    return ShownRecord.of(live.searcher.doc(address)).record


def read_whole(live: OpenBuild, address: tantivy.DocAddress) -> Record:
    """Return a record as it was loaded."""
    return live.schema.mapping.ordered(ShownRecord.of(live.searcher.doc(address)).whole())


def read_by_id(live: OpenBuild, id: str) -> Record | None:
    """Return a record by its id or by one that it had before a correction, or None for none."""
    for path in ("id", "former_ids"):
        if live.schema.has(path):
            query = Query.term_query(live.schema.native, path, id, "basic")
            hits = live.searcher.search(query, limit=1, count=False).hits
            if hits:
                return read_whole(live, hits[0][1])
    return None


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
