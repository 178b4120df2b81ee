"""Every row of the table, in its order."""

from __future__ import annotations

from bench import searching, serving
from bench.plan import Row

ROWS = (
    Row(
        "search",
        "search with 3 facets and highlights, 20 hits, in process",
        "engine boundary, fragments of the full text too",
        "bare tantivy, title and summary marked",
        1.5,
        searching.with_fragments,
    ),
    Row(
        "search-brief",
        "the same",
        "engine boundary, title and summary marked",
        "bare tantivy, title and summary marked",
        1.5,
        searching.same_highlights,
    ),
    Row(
        "search-fragments",
        "the same",
        "engine boundary, fragments of the full text too",
        "bare tantivy, a snippet of the full text too",
        1.5,
        searching.same_fragments,
    ),
    Row(
        "search-museum",
        "the same, a museum's short records",
        "engine boundary",
        "bare tantivy",
        1.5,
        searching.museum,
    ),
    Row(
        "http-elasticsearch",
        "the same over HTTP, one client, kept alive",
        "embedded, 2 workers, fragments of the full text too",
        "a request written for Elasticsearch, title and summary marked",
        0.6,
        serving.beside_elasticsearch,
    ),
    Row(
        "http-elasticsearch-fragments",
        "the same",
        "embedded, 2 workers, fragments of the full text too",
        "the same request, fragments of the full text too",
        0.6,
        serving.beside_elasticsearch_fragments,
    ),
    Row(
        "http-datasette",
        "the same, two facets",
        "embedded, 2 workers",
        "Datasette with FTS5, the same table",
        0.2,
        serving.beside_datasette,
    ),
    Row(
        "elastic-boundary",
        "search with 3 facets and highlights, 20 hits, in process",
        "elasticsearch engine",
        "its request sent by the bare client",
        1.15,
        serving.elastic_boundary,
    ),
    Row(
        "elastic-http",
        "the same over HTTP",
        "elasticsearch engine, 2 workers",
        "its request sent by the bare client",
        1.5,
        serving.elastic_over_http,
    ),
    Row(
        "rate",
        "searches a second, 8 connections (wrk)",
        "embedded, 2 workers, fragments of the full text too",
        "a Flask view over bare tantivy, 2 workers, title and summary marked",
        0.7,
        serving.many_clients,
        at_least=True,
    ),
    Row(
        "rate-fragments",
        "the same",
        "embedded, 2 workers, fragments of the full text too",
        "the same view, a snippet of the full text too",
        0.7,
        serving.many_clients_fragments,
        at_least=True,
    ),
    Row(
        "page",
        "results page, all facets",
        "HTML",
        "JSON of the same search",
        2.5,
        serving.page_over_json,
    ),
)
