"""Dumps, rejects files and reports in the folder of a site, and what was withdrawn out of them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from index_mappings.json_values import Json
from index_mappings.record import Collection, Record
from loaders.drafts.draft import REJECT_KEYS
from loaders.drafts.dumps import is_last_line, kept_part, last_line, last_line_of
from loaders.publishing.kept_corrections import CORRECTION_KEYS
from loaders.publishing.withheld import WITHDRAWN
from service.errors import LoadError
from service.lasting.gate import Gate

_HEAD = 10_000_000  # bytes of a first line: no record may be longer
_REPORT = frozenset({"sources", "mapping", "outcome", "rejects", "remarks"})


@dataclass(slots=True)
class Cleaned:
    """A file that was gone through: how much was taken out of it, and why it could not be."""

    path: Path
    taken: int = 0
    failed: str = ""


def clean(home: Path, gate: Gate, *, apart: Path | None = None) -> Iterator[Cleaned]:
    """Take what was withdrawn out of every file of ours below a folder, one after the other.

    The folder `apart` (the index) is left alone, and so are hidden ones. Files in which nothing
    was found are not told of.
    """
    for path in _files(home, apart):
        cleaned = Cleaned(path)
        try:
            cleaner = _cleaner_of(path)
            if cleaner is not None:
                aside = path.with_name(f".{path.name}.new")
                try:
                    with path.open("rb") as source, aside.open("wb") as target:
                        cleaned.taken = cleaner(source, target, gate)
                        os.fsync(target.fileno())
                    if cleaned.taken:
                        aside.replace(path)
                finally:
                    aside.unlink(missing_ok=True)
        except (OSError, ValueError, KeyError, TypeError, LoadError) as error:
            cleaned.failed = getattr(error, "strerror", None) or "it is damaged"
        if cleaned.taken or cleaned.failed:
            yield cleaned


def _files(home: Path, apart: Path | None) -> Iterator[Path]:
    left = apart.resolve() if apart else None
    for folder, folders, names in os.walk(home):
        here = Path(folder)
        folders[:] = [
            name
            for name in sorted(folders)
            if not name.startswith(".") and (here / name).resolve() != left
        ]
        for name in sorted(names):
            path = here / name
            if path.is_file() and not path.is_symlink():
                yield path


_Cleaner = Callable[[IO[bytes], IO[bytes], Gate], int]


def _cleaner_of(path: Path) -> _Cleaner | None:
    """Return what cleans a file, None where it is none of ours."""
    with suppress(OSError), path.open("rb") as file:
        if file.read(1) != b"{":
            return None
        file.seek(0)
        first = file.readline(_HEAD)
        with suppress(ValueError):
            value = orjson.loads(first)
            if isinstance(value, dict) and value.keys() == REJECT_KEYS:
                return _clean_rejects
            if isinstance(value, dict) and value.keys() == CORRECTION_KEYS:
                return _clean_corrections
        if last_line_of(path) is not None:
            return _clean_dump
        if first.strip() == b"{":
            file.seek(0)
            with suppress(ValueError):
                if json.load(file).keys() >= _REPORT:
                    return _clean_report
    return None


def _clean_dump(source: IO[bytes], target: IO[bytes], gate: Gate) -> int:
    """Leave out the withdrawn records, and collections that only they named."""
    named, gone = set[str](), set[str]()
    for value in map(orjson.loads, source):
        if "id" in value:
            record = Record.from_json(value)
            names = named if gate.stops(record) is None else gone
            names.update(map(str, record.many("collections")))
    gone -= named
    source.seek(0)
    taken, counts = 0, Counter[str]()
    only = ""
    for line in source:
        value = orjson.loads(line)
        if is_last_line(value):
            only = value["dump"].get("only", "")
            if kept_part(value) is not None:
                target.write(line)
        elif value.keys() == {"name"}:
            target.write(line)
        elif "collection" in value and "id" not in value:
            collection = Collection.from_json(value["collection"])
            if collection.id not in gone and list(gate.collections([collection])):
                target.write(line)
            else:
                taken += 1
        elif gate.stops(record := Record.from_json(value)) is None:
            passed = gate.passed(record)
            taken += passed is not record
            target.write(orjson.dumps(passed.to_json()) + b"\n" if passed is not record else line)
            counts[record.source] += 1
        else:
            taken += 1
    target.write(last_line(counts, only))
    return taken


def _clean_corrections(source: IO[bytes], target: IO[bytes], gate: Gate) -> int:
    """Leave out the corrections of withdrawn records, and those that name one."""
    taken = 0
    for line in source:
        if gate.speaks_of(orjson.loads(line)):
            taken += 1
        else:
            target.write(line)
    return taken


def _clean_rejects(source: IO[bytes], target: IO[bytes], gate: Gate) -> int:
    """Leave out what a reject repeats of a withdrawn record."""
    taken = 0
    for value in map(json.loads, source):
        is_theirs = _speaks_of(value, gate)
        taken += is_theirs
        left = {**value, "raw": WITHDRAWN, "reason": WITHDRAWN} if is_theirs else value
        target.write(json.dumps(left).encode() + b"\n")
    return taken


def _clean_report(source: IO[bytes], target: IO[bytes], gate: Gate) -> int:
    """Leave out all that a report repeats of its sources: whose words they are cannot be told."""
    del gate
    report = json.load(source)
    taken = len(report["remarks"])
    taken += sum(1 for item in report["rejects"] if item["raw"] != WITHDRAWN)
    report["remarks"] = []
    report["rejects"] = [
        {**item, "raw": WITHDRAWN, "reason": WITHDRAWN} for item in report["rejects"]
    ]
    target.write(json.dumps(report, indent=2).encode() + b"\n")
    return taken


def _speaks_of(reject: Mapping[str, Json], gate: Gate) -> bool:
    if reject["raw"] == WITHDRAWN:
        return False
    return gate.speaks_of(reject["raw"]) or gate.speaks_of(reject["reason"])
