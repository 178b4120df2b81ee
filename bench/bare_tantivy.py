"""What a good programmer writes in an afternoon: tantivy alone, for this one catalogue.

    python -m bench.bare_tantivy build RECORDS.jsonl FOLDER
    python -m bench.bare_tantivy search FOLDER WORDS...

The same analysis, fields and weights as ours, so it finds the same; nothing else of ours: no
contract, no other engine, one kind of catalogue, one language of queries (tantivy's own), facets
cut at twenty values, tantivy's snippets. It imports nothing of ours either.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import tantivy
from tantivy import Filter, Occur, Query, SnippetGenerator, TextAnalyzerBuilder, Tokenizer

WORD = r"[\p{sc=Han}\p{sc=Hiragana}]|[\p{L}\p{N}\p{M}&&[^\p{sc=Han}\p{sc=Hiragana}]]+"
AS_WRITTEN, IN_TITLE = 0.1, 0.25  # a word counts more where it is written so, and in a title
FACETS = ("type", "sender", "year")
TEXTS = ("title", "summary", "text")
NAMED = ("sender", "recipient", "people")
LISTS = ("places", "subjects")
HEAP = 150_000_000
UNDATED = "~"
WIDEST = 100
EPOCH = dt.date(1970, 1, 1).toordinal()


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    plain = (
        TextAnalyzerBuilder(Tokenizer.regex(WORD)).filter(Filter.ascii_fold())
        .filter(Filter.lowercase())
    )  # fmt: skip
    stemmed = (
        TextAnalyzerBuilder(Tokenizer.regex(WORD)).filter(Filter.ascii_fold())
        .filter(Filter.lowercase()).filter(Filter.stemmer("english"))
    )  # fmt: skip
    return {"stemmed": stemmed.build(), "folded": plain.build()}


def schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    words: tuple[str, ...] = (
        *TEXTS,
        "everything",
        "type_words",
        *(f"{name}_words" for name in NAMED + LISTS),
    )
    words += tuple(f"{name}_written" for name in NAMED)
    for name in words:
        made.add_text_field(name, tokenizer_name="stemmed", stored=name in TEXTS)
        made.add_text_field(f"{name}_folded", tokenizer_name="folded")
    values: tuple[str, ...] = (
        "id",
        "type",
        *NAMED,
        *LISTS,
        "collections",
        "year",
        "source",
        "precision",
        "missing",
    )
    values += ("title_key", "named", "by_date", "by_date_newest", "by_title", "by_id")
    values += ("year_within",)
    for name in values:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("first", "last", "sequence"):
        made.add_integer_field(name, indexed=True, fast=True)
    made.add_bytes_field("json", stored=True)
    return made.build()


def opened(folder: str) -> tantivy.Index:
    index = tantivy.Index.open(folder)
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index


def lines(path: str) -> Iterator[dict[str, Any]]:
    with Path(path).open("rb") as file:
        yield from map(orjson.loads, file)


def build(records: Iterable[dict[str, Any]], folder: str) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(parents=True)
    index = tantivy.Index(schema(), folder)
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    writer = index.writer(HEAP, 1)
    count = 0
    for count, record in enumerate(records, 1):
        writer.add_document(entry(record, count))
    writer.commit()
    writer.wait_merging_threads()
    return count


def entry(record: dict[str, Any], sequence: int) -> tantivy.Document:  # noqa: PLR0915
    made = tantivy.Document()
    add = made.add_text
    texts = {name: record[name] for name in TEXTS if name in record}
    for name, text in texts.items():
        for field in (name, f"{name}_folded", "everything", "everything_folded"):
            add(field, text)
    if kind := record.get("type"):
        add("type", kind)
        for field in ("type_words", "type_words_folded", "everything", "everything_folded"):
            add(field, kind)
    for name in NAMED:
        for party in record.get(name, ()):
            value, written = party["name"], party["as_written"]
            add(name, value)
            add(f"{name}_words", value)
            add(f"{name}_words_folded", value)
            add(f"{name}_written", written)
            add(f"{name}_written_folded", written)
            if name == "people":
                for text in (value, written):
                    add("everything", text)
                    add("everything_folded", text)
    for name in LISTS:
        for value in record.get(name, ()):
            add(name, value)
            for field in (f"{name}_words", f"{name}_words_folded"):
                add(field, value)
            add("everything", value)
            add("everything_folded", value)
    for value in record.get("collections", ()):
        add("collections", value)
    tail = f".{record.get('position', 0):010d}.{record['id'].encode().hex()}"
    newest = oldest = UNDATED
    missing = [name for name in ("type", *NAMED, *LISTS, "collections") if name not in record]
    if "from" in record.get("date", ()):
        date = record["date"]
        made.add_integer("first", date["from"])
        made.add_integer("last", date["to"])
        add("precision", date["precision"])
        first, last = (dt.date.fromordinal(EPOCH + date[end]).year for end in ("from", "to"))
        if first == last:
            add("year_within", str(first))
        if last - first >= WIDEST:
            add("year", "wide")
        else:
            for year in range(first, last + 1):
                add("year", str(year))
        oldest = f"{date['from'] + 5_000_000_000:010d}000000"
        newest = f"{5_000_000_000 - date['from']:010d}999999"
    else:
        missing.append("year")
    for name in missing:
        add("missing", name)
    key = folded(record["title"])
    add("title_key", key[:1000])
    for name in {folded(record["id"]), key}:
        add("named", name[:1000])
    add("by_title", (key.encode()[:200].hex() or UNDATED) + tail)
    add("by_date", oldest + tail)
    add("by_date_newest", newest + tail)
    add("id", record["id"])
    add("by_id", record["id"].encode().hex())
    add("source", record["source"])
    made.add_integer("sequence", sequence)
    for name in texts:
        del record[name]
    made.add_bytes("json", orjson.dumps(record))
    return made


def folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


class Search:
    """An index kept open."""

    def __init__(self, folder: str) -> None:
        self.index = opened(folder)
        self.schema = self.index.schema
        self.searcher = self.index.searcher()
        self.analyzer, self.folded = analyzers()["stemmed"], analyzers()["folded"]

    def search(
        self,
        words: str,
        facet: str = "",
        value: str = "",
        *,
        size: int = 20,
        facets: tuple[str, ...] = FACETS,
        marked: tuple[str, ...] = ("title", "summary"),
    ) -> dict[str, Any]:
        """Return hits, total and facets; a facet's counts leave out its own filter, as ours do."""
        stems = self.analyzer.analyze(words)
        pairs = zip(stems, self.folded.analyze(words), strict=True)
        asked = Query.boolean_query([(Occur.Must, self._word(*pair)) for pair in pairs])
        query = asked
        if facet:
            chosen = Query.const_score_query(Query.term_query(self.schema, facet, value), 0.0)
            query = Query.boolean_query([(Occur.Must, asked), (Occur.Must, chosen)])
        found = self.searcher.search(query, size)
        makers = []
        for field in marked:
            sought = [(Occur.Should, self._term(field, stem)) for stem in stems]
            terms = Query.boolean_query(sought)
            maker = SnippetGenerator.create(self.searcher, terms, self.schema, field)
            maker.set_max_num_chars(200 if field == "text" else 2000)
            makers.append((field, maker))
        hits = []
        for score, address in found.hits:
            doc = self.searcher.doc(address)
            hit = orjson.loads(doc.get_first("json"))  # type: ignore[arg-type]
            hit["title"], hit["summary"] = doc.get_first("title"), doc.get_first("summary")
            hit["score"] = score
            hit["highlight"] = {
                field: maker.snippet_from_doc(doc).to_html() for field, maker in makers
            }
            hits.append(hit)
        counts = {}
        shared = [name for name in facets if name != facet]
        if shared:
            counts = self.searcher.aggregate(query, {name: _terms(name) for name in shared})
        if facet in facets:
            counts |= self.searcher.aggregate(asked, {facet: _terms(facet)})
        return {
            "total": found.count,  # type: ignore[attr-defined]
            "hits": hits,
            "facets": {
                name: {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
                for name, answer in counts.items()
            },
        }

    def _term(self, field: str, stem: str) -> Query:
        return Query.term_query(self.schema, field, stem, "position")

    def _word(self, stem: str, word: str) -> Query:
        """Return what finds a word; what `everything` has found too can only add."""
        found = self._term("everything", stem)
        title = Query.boost_query(self._term("title", stem), IN_TITLE)
        written = Query.boost_query(self._term("everything_folded", word), AS_WRITTEN)
        for more in (written, title):
            # one at a time, so that tantivy looks into it only where a record was found
            found = Query.boolean_query([(Occur.Must, found), (Occur.Should, more)])
        return found


def _terms(field: str) -> dict[str, Any]:
    # a segment gives all its values, as else the counts of a cut list would be wrong
    return {"terms": {"field": field, "size": 20, "segment_size": 100_000}}


if __name__ == "__main__":
    if sys.argv[1] == "build":
        print(build(lines(sys.argv[2]), sys.argv[3]))
    else:
        print(json.dumps(Search(sys.argv[2]).search(" ".join(sys.argv[3:])), indent=1))
