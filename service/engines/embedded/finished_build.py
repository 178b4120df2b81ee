"""Searching a finished build before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import tantivy

from index_mappings.json_values import Json, text, whole
from index_mappings.record import Collection
from service.engines.embedded.filtering import lifted, matching, words_of
from service.engines.embedded.lookups import known
from service.engines.embedded.names_file import NamesFile
from service.engines.embedded.open_build import OpenBuild, by_title, read_hit
from service.engines.embedded.ordering import page_of
from service.engines.embedded.schema import IndexSchema
from service.query.request import Query
from service.results import Hit, IndexInfo


def opened(
    schema: IndexSchema,
    index: tantivy.Index,
    *,
    manifest: Mapping[str, Json],
    collections: Iterable[Collection],
    ranks: memoryview | None,
    names: NamesFile,
) -> OpenBuild:
    """Return a finished build opened for reading."""
    searcher = index.searcher()
    return OpenBuild(
        replace(schema, frequency=searcher.doc_freq),
        index,
        searcher,
        by_title(collections),
        IndexInfo(
            text(manifest["name"]), text(manifest["built"]), whole(manifest["records"]) or 0,
            mapping=text(manifest["mapping"]),
        ),
        ranks or memoryview(b""),
        names.__iter__,
    )  # fmt: skip


def found_in(live: OpenBuild, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
    """Return the first hits of each query by relevance, without highlights."""
    return tuple(_hits(live, known(query, live)) for query in queries)


def _hits(live: OpenBuild, query: Query) -> tuple[Hit, ...]:
    words = words_of(query, live.schema, live.written, scored=True)
    ranked = lifted(matching(query, live.schema, words=words), query, live.schema)
    placed, _ = page_of(
        query, ranked, "", searcher=live.searcher, ranks=live.ranks_of, order=live.order
    )
    return tuple(read_hit(live, one, None, query.fields) for one in placed)
