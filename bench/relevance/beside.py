"""The alternatives: one `match`, `cross_fields`, `best_fields`, bare tantivy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import tantivy
from elasticsearch import Elasticsearch, helpers

from bench.relevance import judged

Search = Callable[[str], list[str]]
"""From a query's text to the ids of the first ten records."""

_TEXT = {"type": "text", "analyzer": "porter"}
_FILTERS = ["lowercase", "stop", "porter_stem"]
_SETTINGS = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "analysis": {"analyzer": {"porter": {"tokenizer": "standard", "filter": _FILTERS}}},
}
_MAPPINGS = {"properties": {"title": _TEXT, "text": _TEXT, "whole": _TEXT}}
_FIELDS = {
    "cross_fields, title^2": ("cross_fields", "title^2"),
    "best_fields, title^3": ("best_fields", "title^3"),
}
COMBINED = "one combined field"


def elastic(server: str, name: str) -> dict[str, Search]:
    """Return the searches of an Elasticsearch by what they are called, over a collection."""
    client = Elasticsearch(server, request_timeout=60)
    index = f"relevance-beside-{name}"
    client.options(ignore_status=404).indices.delete(index=index)
    client.indices.create(index=index, settings=_SETTINGS, mappings=_MAPPINGS)
    helpers.bulk(client, ({"_index": index, **one} for one in _objects(name)), refresh=True)

    def first(query: dict[str, Any]) -> list[str]:
        answer = client.search(index=index, query=query, size=judged.DEEP, source=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    def across(kind: str, title: str) -> Search:
        fields = [title, "text"]
        return lambda text: first({"multi_match": {"query": text, "type": kind, "fields": fields}})

    found: dict[str, Search] = {COMBINED: lambda text: first({"match": {"whole": text}})}
    found |= {what: across(*fields) for what, fields in _FIELDS.items()}
    return found


def bare_tantivy(name: str) -> Search:
    """Return the search of one combined field by tantivy alone."""
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("whole", tokenizer_name="porter")
    schema = builder.build()
    index = tantivy.Index(schema)
    index.register_tokenizer("porter", analyzer)
    writer = index.writer(50_000_000, 1)
    for one in _objects(name):
        writer.add_document(tantivy.Document(id=one["_id"], whole=one["whole"]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[str]:
        words = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "whole", word, "freq"))
            for word in analyzer.analyze(text)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(words), limit=judged.DEEP).hits
        return [str(searcher.doc(address).get_first("id")) for _, address in hits]

    return search


def _objects(name: str) -> Iterator[dict[str, Any]]:
    with judged.corpus(name).open() as file:
        for line in file:
            one = json.loads(line)
            title, text = one.get("title", ""), one.get("text", "")
            yield {"_id": one["_id"], "title": title, "text": text, "whole": f"{title} {text}"}
