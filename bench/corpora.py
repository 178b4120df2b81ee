"""The corpora, each a file with a JSON record on each line, made once and kept.

`frus` is real; `frus-27k` and those named `short-` are made of its sentences
(`bench.resampling`) with a seed, so that they are the same on every machine; `tate` is real and
short.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson

from bench import frus, resampling, tate
from index_mappings.json_values import Json
from index_mappings.record import Record

KEPT = Path(__file__).resolve().parents[1] / ".cache" / "bench"
_VERSION = 1  # raised whenever what is made changes, so that nothing stale is measured


def corpus(name: str) -> Path:
    """Return the file of a corpus, made if it is not there."""
    path = KEPT / "corpora" / f"{label(name)}.jsonl"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".new")
        with aside.open("wb") as file:
            for record in CORPORA[name]():
                file.write(orjson.dumps(record) + b"\n")
        aside.rename(path)
    return path


def label(name: str) -> str:
    """Return the name of the files that are made of a corpus."""
    return f"{name}-{_VERSION}"


def objects(name: str, limit: int | None = None) -> Iterator[dict[str, Json]]:
    """Yield the records of a corpus as JSON objects, no more than `limit`."""
    with corpus(name).open("rb") as file:
        yield from map(orjson.loads, itertools.islice(file, limit))


def records(name: str, limit: int | None = None) -> Iterator[Record]:
    """Yield the records of a corpus."""
    return map(Record.from_json, objects(name, limit))


def size(name: str) -> int:
    """Return the number of records of a corpus."""
    with corpus(name).open("rb") as file:
        return sum(1 for _ in file)


def _resampled(count: int, *, full: bool) -> Iterator[dict[str, Json]]:
    return resampling.resample(list(objects("frus")), count, full=full)


CORPORA: dict[str, Callable[[], Iterable[dict[str, Json]]]] = {
    "frus": frus.records,
    "tate": tate.records,
    "tate-5k": lambda: itertools.islice(tate.records(), 5_000),
    "frus-27k": lambda: _resampled(27_000, full=True),
    "short-3k": lambda: _resampled(3_000, full=False),
    "short-9k": lambda: _resampled(9_000, full=False),
    "short-27k": lambda: _resampled(27_000, full=False),
    "short-100k": lambda: _resampled(100_000, full=False),
    "short-1m": lambda: _resampled(1_000_000, full=False),
}
"""How each corpus is made."""
