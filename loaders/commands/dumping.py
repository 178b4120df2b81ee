"""`searchroom dump`: every record and collection as JSON lines, which `jsonl` loads again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
import orjson

from loaders.drafts.dump_files import SummedFile, written
from loaders.drafts.dumps import kept_lines, last_line
from loaders.drafts.progress import Progress, shown, silent
from service.engines.contract import Engine
from service.engines.guarded import guarded
from service.engines.opening import open_engine
from service.errors import LoadError
from service.query.clauses import Value
from service.settings import Settings


def dump(engine: Engine, target: IO[bytes], source: str = "", progress: Progress = silent) -> int:
    """Write what is live (of one source) to a file, and return the number of records.

    What was withdrawn and the list of changes come first, then collections and names, and last
    a line with the sources (`loaders.drafts.dumps`).
    Raises NoIndex where nothing has been loaded.
    """
    total = engine.info().records
    engine.verify()
    file = SummedFile(target)
    if not source:
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


@click.command("dump")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--source", default="", help="Only the records and collections of this source.")
def command(file: Path, *, source: str) -> int:
    """Write every record and collection to FILE as JSON lines; - writes to standard output.

    It is compressed where the name of FILE ends in .gz, and has a checksum of its own.
    `searchroom restore FILE` brings all back as it was; `searchroom load jsonl FILE` loads each
    record again into the source it was of, and with `--source NAME` all into one.
    """
    engine = open_engine(Settings.from_env())
    try:
        with _opened(file) as target:
            count = dump(engine, target, source, progress=shown)
            if source and not count:
                raise LoadError(
                    f"there is no record of a source {source!r}; `searchroom sources` lists the "
                    "sources"
                )
    finally:
        engine.close()
    click.echo(f"{count:,} records written to {file}", err=True)
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdout.buffer
        return
    with written(path) as file:
        yield file
