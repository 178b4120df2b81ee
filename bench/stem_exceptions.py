"""Find the words that Lucene's stemmers and tantivy's stem differently.

    python -m bench.stem_exceptions --server http://127.0.0.1:9200 FILE... [--write]

The words of the files (text, XML, CSV, JSON lines: whatever can be read as UTF-8) go through
both engines with the mapping's analysis but its exceptions. Where the stems differ, a rule
"word => tantivy's stem" makes Elasticsearch follow. `--write` puts the rules into the
mapping file, and nothing else in it changes; else they are printed.
"""

from __future__ import annotations

import argparse
import copy
import html
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from elasticsearch import Elasticsearch

from index_mappings.characters import written_out
from index_mappings.mapping import RecordMapping, load, parse
from index_mappings.words import words
from service.engines.embedded.analyzers import make_analyzers

BATCH = 5000  # words in an _analyze request; the server's own limit is 10,000 tokens
SCRATCH = "searchroom-stem-exceptions"
RULES = re.compile(r'("stem_exceptions": \{\s*"type": "stemmer_override",\s*"rules": )\[[^\]]*\]')
_TAG = re.compile(r"<[^<>]*>")


def vocabulary(files: Iterable[Path], mapping: RecordMapping) -> list[str]:
    """Return the distinct words of files, in order, markup left out."""
    found: set[str] = set()
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        if file.suffix == ".jsonl":  # what is escaped in JSON must not read as words
            text = "\n".join(json.dumps(json.loads(line), ensure_ascii=False)
                             for line in text.splitlines() if line.strip())  # fmt: skip
        found.update(words(html.unescape(_TAG.sub(" ", text)), mapping))
    return sorted(found)


def lucene(
    server: Elasticsearch, mapping: RecordMapping, analyzer: str, vocabulary: list[str]
) -> Iterator[str]:
    """Yield what Elasticsearch makes of each word, without the exceptions."""
    settings = written_out(_without_rules(mapping).body["settings"])
    server.options(ignore_status=404).indices.delete(index=SCRATCH)
    server.indices.create(index=SCRATCH, settings=settings)
    try:
        for start in range(0, len(vocabulary), BATCH):
            batch = vocabulary[start : start + BATCH]
            answer = server.indices.analyze(index=SCRATCH, analyzer=analyzer, text=" ".join(batch))
            tokens = [token["token"] for token in answer["tokens"]]
            if len(tokens) != len(batch):
                raise SystemExit(f"{len(batch)} words became {len(tokens)} tokens near {batch[0]}")
            yield from tokens
    finally:
        server.indices.delete(index=SCRATCH)


def _without_rules(mapping: RecordMapping) -> RecordMapping:
    body = copy.deepcopy(dict(mapping.body))
    rules = body["settings"]["analysis"]["filter"]["stem_exceptions"]
    rules["rules"] = ["searchroom => searchroom"]  # which both stem so; there must be one
    return parse(mapping.name, body)


def embedded(mapping: RecordMapping, vocabulary: list[str], *, stems: bool) -> Iterator[str]:
    """Yield what tantivy makes of each word."""
    analyzer = make_analyzers(_without_rules(mapping))["stemmed" if stems else "folded"]
    for word in vocabulary:
        (token,) = analyzer.analyze(word)
        yield token


def rules(server: Elasticsearch, mapping: RecordMapping, vocabulary: list[str]) -> dict[str, str]:
    """Return {folded word: tantivy's stem} for the words that the two stem differently."""
    plain = list(embedded(mapping, vocabulary, stems=False))
    folding = zip(vocabulary, plain, lucene(server, mapping, "folded", vocabulary), strict=True)
    for word, ours, theirs in folding:
        if ours != theirs:
            print(f"folded differently: {word}: {ours} / {theirs}", file=sys.stderr)
    our_stems = embedded(mapping, vocabulary, stems=True)
    their_stems = lucene(server, mapping, "stemmed", vocabulary)
    return {
        word: stem
        for word, stem, other in zip(plain, our_stems, their_stems, strict=True)
        if stem != other
    }


def write(mapping: Path, found: dict[str, str]) -> None:
    """Put the rules into the mapping file, whose other lines stay as they are."""
    lines = ",\n".join(f'            "{word} => {found[word]}"' for word in sorted(found))
    text = mapping.read_text(encoding="utf-8")
    changed, count = RULES.subn(lambda match: f"{match[1]}[\n{lines}\n          ]", text)
    if count != 1:
        raise SystemExit(f"{mapping} has no filter stem_exceptions with a list of rules")
    mapping.write_text(changed, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--server", required=True, help="an Elasticsearch with our analysis")
    parser.add_argument("--mapping", default="index_mappings/records.json", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    mapping = load(str(given.mapping))
    known = vocabulary(given.files, mapping)
    found = rules(Elasticsearch(given.server), mapping, known)
    print(f"{len(known)} words, {len(found)} stemmed differently", file=sys.stderr)
    if given.write:
        write(given.mapping, found)
    else:
        print("\n".join(f"{word} => {stem}" for word, stem in sorted(found.items())))


if __name__ == "__main__":
    main()
