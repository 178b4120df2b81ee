"""Removing withdrawn records from files in the folder of a site.

These are dumps (including compressed ones), rejects files, reports, corrections of updates, and the
list of searches without results. A file is recognised by its content, whatever its name.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from index_mappings.json_values import Json
from index_mappings.record import Collection, Record
from loaders.drafts.draft import REJECT_KEYS
from loaders.drafts.dump_files import SummedFile, opened, written
from loaders.drafts.dumps import is_last_line, kept_part, last_line, last_line_of
from loaders.publishing.kept_corrections import KeptCorrection
from loaders.publishing.withheld import WITHDRAWN
from service.errors import LoadError
from service.lasting.corrections_file import CORRECTION_KEYS
from service.lasting.gate import Gate
from service.lasting.missed import KEY as MISSED
from service.lasting.sealed_lines import is_seal, sealed, unsealed

_HEAD = 10_000_000  # bytes of a first line: no record may be longer
_REPORT = frozenset({"sources", "mapping", "outcome", "rejects", "remarks"})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that was cleaned or, if `failed` has a reason, could not be."""

    path: Path
    failed: str = ""


def clean(
    home: Path, gate: Gate, *, apart: Path | None = None, more: Sequence[Path] = ()
) -> Iterator[Cleaned]:
    """Remove withdrawn records from each of our files below a folder.

    The folder `apart` (the index) and hidden folders are skipped. `more` are our files elsewhere,
    if they exist. Files without findings are not returned.
    """
    for path in (*_files(home, apart), *(path for path in more if path.is_file())):
        try:
            cleaner = _cleaner_of(path)
            if cleaner is not None and cleaner(path, gate):
                yield Cleaned(path)
        except OSError as error:
            yield Cleaned(path, error.strerror or str(error))
        except (LoadError, AttributeError, KeyError, TypeError, ValueError):
            yield Cleaned(path, "it cannot be read, or is damaged")


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


_Cleaner = Callable[[Path, Gate], bool]
"""Cleans a file; tells whether anything was in it."""


def _cleaner_of(path: Path) -> _Cleaner | None:
    """Return the function that cleans a file, or None if it is not ours."""
    with opened(path) as file:
        first = file.readline(_HEAD)
    if not first.startswith(b"{"):
        return None
    if first.strip() == b"{":
        with suppress(ValueError):
            return _clean_report if _read_json(path).keys() >= _REPORT else None
        return None
    with suppress(ValueError):
        value = orjson.loads(first)
        if value.keys() == REJECT_KEYS:
            return _clean_rejects
        if value.keys() == CORRECTION_KEYS or (is_seal(first) and _has_corrections(path)):
            return _clean_corrections
        if value.keys() == {MISSED}:
            return _clean_missed
        if last_line_of(path) is not None:
            return _clean_dump
    return None


@dataclass(slots=True)
class _Lost:
    """The data that a dump loses: records, collections that only they name, titles of levels."""

    collections: set[str]
    records: int = 0
    titles: int = 0


def _clean_dump(path: Path, gate: Gate) -> bool:
    """Remove the withdrawn records and collections that only they named."""
    lost = _lost(path, gate)
    if not (lost.records or lost.collections or lost.titles):
        return False
    counts = Counter[str]()
    about: dict[str, str] = {}
    with opened(path) as source, written(path) as target:
        file = SummedFile(target)
        for line in source:
            value = orjson.loads(line)
            if "id" in value:
                record = Record.from_json(value)
                if gate.stops(record) is None:
                    file.write(orjson.dumps(gate.passed(record).to_json()) + b"\n")
                    counts[record.source] += 1
            elif is_last_line(value) and kept_part(value) is None:
                about = value["dump"]
            elif "collection" not in value or value["collection"]["id"] not in lost.collections:
                file.write(line)
        target.write(last_line(counts, about.get("only", ""), file.sum))
    return True


def _lost(path: Path, gate: Gate) -> _Lost:
    named, gone, called = set[str](), set[str](), set[str]()
    lost = _Lost(set())
    with opened(path) as file:
        for value in map(orjson.loads, file):
            if "id" in value:
                record = Record.from_json(value)
                is_gone = gate.stops(record) is not None
                lost.records += is_gone
                lost.titles += not is_gone and gate.passed(record) is not record
                (gone if is_gone else named).update(map(str, record.many("collections")))
            elif "collection" in value:
                item = Collection.from_json(value["collection"])
                if not list(gate.collections([item])):
                    called.add(item.id)
    lost.collections = (gone - named) | called
    return lost


def _clean_rejects(path: Path, gate: Gate) -> bool:
    """Remove the contents of withdrawn records from rejects."""

    def cleaned(value: Mapping[str, Json]) -> Mapping[str, Json]:
        theirs = gate.speaks_of(value["raw"]) or gate.speaks_of(value["reason"])
        return {**value, "raw": WITHDRAWN, "reason": WITHDRAWN} if theirs else value

    # Not orjson: what was rejected may hold broken characters, which it refuses.
    lines = path.read_bytes().splitlines()
    values = [(json.loads(line), line) for line in lines]
    left = [(cleaned(value), value, line) for value, line in values]
    if all(new is old for new, old, _ in left):
        return False
    with written(path) as target:
        for new, old, line in left:
            target.write((line if new is old else json.dumps(new).encode()) + b"\n")
    return True


def _has_corrections(path: Path) -> bool:
    """Return whether the second line of a file is a correction."""
    with opened(path) as file:
        second = [file.readline(_HEAD), file.readline(_HEAD)][1]
    return bool(orjson.loads(second).keys() == CORRECTION_KEYS)


def _clean_corrections(path: Path, gate: Gate) -> bool:
    """Remove the corrections of withdrawn records and those with the title of one.

    A damaged line is removed too, because its record is unknown. A damaged file stays marked as
    damaged, because its lost contents are unknown.
    """
    lines = path.read_bytes().splitlines(keepends=True)
    left = [line for line in lines if is_seal(line) or not _is_of_withdrawn(line, gate)]
    if len(left) == len(lines):
        return False
    with suppress(KeyError, TypeError, ValueError):
        if left == [] or list(unsealed(lines)) != lines:
            left = list(sealed(line for line in left if not is_seal(line)))
    with written(path) as target:
        target.writelines(left)
    return True


def _is_of_withdrawn(line: bytes, gate: Gate) -> bool:
    try:
        item = KeptCorrection.from_json(orjson.loads(line))
    except (ValueError, KeyError, TypeError):
        return True
    is_gone = gate.withdrawals.find(item.id) is not None
    return is_gone or gate.has_title(item.value) or gate.has_title(item.was)


def _clean_missed(path: Path, gate: Gate) -> bool:
    """Remove searches with words of a withdrawn record."""
    found = _read_json(path)[MISSED]
    left = {words: count for words, count in found.items() if not gate.speaks_of(words)}
    if len(left) == len(found):
        return False
    with written(path) as target:
        target.write(orjson.dumps({MISSED: left}) + b"\n")
    return True


def _clean_report(path: Path, gate: Gate) -> bool:
    """Remove all quotations of sources from a report, because their records are unknown."""
    del gate
    report = _read_json(path)
    findings = [*report["remarks"], *report.get("changes", ())]
    if not findings and all(item["raw"] == WITHDRAWN for item in report["rejects"]):
        return False
    report["remarks"] = report["changes"] = []
    report["rejects"] = [
        {**item, "raw": WITHDRAWN, "reason": WITHDRAWN} for item in report["rejects"]
    ]
    with written(path) as target:
        target.write(json.dumps(report, indent=2).encode() + b"\n")
    return True


def _read_json(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_bytes())
    return value
