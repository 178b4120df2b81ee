"""Writing a catalogue's records and collections as JSON lines, which `jsonl` loads again."""

from __future__ import annotations

from collections import Counter
from typing import IO

import orjson

from loaders.drafts.dump_files import SummedFile
from loaders.drafts.dumps import kept_lines, last_line
from loaders.drafts.progress import Progress, silent
from service.engines.contract import Engine
from service.engines.guarded import guarded
from service.query.clauses import Value


def dump(
    engine: Engine, target: IO[bytes], source: str = "", progress: Progress = silent,
    *, is_public: bool = False,
) -> int:  # fmt: skip
    """Write everything live (or one source) to a file, and return the number of records.

    Withdrawals and the list of changes come first, then collections and names, and last a line with
    the sources (`loaders.drafts.dumps`). A public dump begins with the collections, because the
    list of withdrawals has private reasons and a private key. Raises NoIndex if nothing has been
    loaded.
    """
    total = engine.info().records
    engine.verify()
    file = SummedFile(target)
    if not (source or is_public):
        file.writelines(kept_lines(engine.lasting.withdrawals(), guarded(engine).changes()))
    for item in engine.collections():
        if source in ("", item.source):
            file.write(orjson.dumps({"collection": item.to_json()}) + b"\n")
    for name in engine.names():
        if source in ("", name.source):
            file.write(orjson.dumps({"name": name.to_json()}) + b"\n")
    clause = Value("source", (source,)) if source else None
    counts: Counter[str] = Counter()
    for record in progress(engine.scan(clause), "dumping", None if source else total):
        file.write(orjson.dumps(record.to_json()) + b"\n")
        counts[record.source] += 1
    target.write(last_line(counts, source, file.sum))
    return counts.total()
