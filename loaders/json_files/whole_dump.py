"""Reading a dump to restore it: each record unchanged, including its place in the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from index_mappings.json_values import Json, members, needed_list
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from loaders.drafts.dump_files import opened
from loaders.drafts.dumps import CHANGES, ENTRY, LIST, kept_part, last_line_of
from service.errors import LoadError
from service.lasting.changes import Change
from service.lasting.withdrawals import NONE, Withdrawal, Withdrawals


@dataclass(slots=True)
class WholeDump:
    """A dump of a whole catalogue. `collections` are complete once `records` has ended."""

    path: Path
    total: int
    counts: dict[str, int]
    collections: list[Collection] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> WholeDump:
        """Return the dump; raise LoadError if it is unreadable, truncated, partial or no dump."""
        last = last_line_of(path)
        if last is None:
            raise LoadError(
                f"{path} is not a dump, or it is cut off: its last line does not say what it is "
                "of; `searchroom load` loads other files"
            )
        if "only" in last:
            raise LoadError(
                f"{path} is a dump of the source {last['only']!r} alone, and a restore replaces "
                "the whole catalogue; `searchroom load jsonl` loads the one source"
            )
        total, counts = last.get("records"), last.get("sources")
        if not isinstance(total, int) or not isinstance(counts, dict):
            raise LoadError(f"{path}: the last line does not say how many records there are")
        return cls(path, total, counts)

    def records(self) -> Iterator[Record]:
        """Yield the records in the order of the file, and collect the collections.

        Raises LoadError with the line at which the file is damaged, or at its end if the records do
        not match its last line.
        """
        found: Counter[str] = Counter()
        self.collections.clear()
        for line, value in self._lines():
            try:
                if value.keys() == {"collection"}:
                    self.collections.append(Collection.from_json(members(value["collection"])))
                elif "id" in value:
                    record = Record.from_json(value)
                    found[record.source] += 1
                    yield record
                elif value.keys() == {"name"}:
                    NameEntry.from_json(members(value["name"]))  # read again by `names`
                elif value.keys() != {"dump"}:
                    raise ValueError
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise _damaged(self.path, line, "is neither record, collection nor name") from error
        if found != Counter(self.counts):
            raise LoadError(
                f"{self.path} has {found.total():,} records, but its last line promises "
                f"{self.total:,}, or other sources; nothing was published"
            )

    def names(self) -> Iterator[NameEntry]:
        """Yield the names, reading the file again: there may be as many as records."""
        for _, value in self._lines():
            if "id" in value:
                return  # records come after them
            if value.keys() == {"name"}:
                yield NameEntry.from_json(members(value["name"]))

    def withdrawals(self) -> Withdrawals:
        """Return the list of withdrawals, which comes before everything else."""
        found = NONE
        entries: list[Withdrawal] = []
        for line, value in self._lines():
            part = kept_part(value)
            if part is None:
                break
            try:
                if LIST in part:
                    found = Withdrawals.from_json({**members(part[LIST]), "withdrawn": []})
                elif ENTRY in part:
                    entries.append(Withdrawal.from_json(members(part[ENTRY])))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise _damaged(self.path, line, "is not a withdrawal") from error
        return replace(found, entries={item.id: item for item in entries})

    def changes(self) -> Iterator[Change]:
        """Yield the list of changes."""
        for line, value in self._lines():
            part = kept_part(value)
            if part is None:
                return
            try:
                for item in needed_list(part.get(CHANGES, ())):
                    yield Change.from_json(members(item))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise _damaged(self.path, line, "is not a list of changes") from error

    def _lines(self) -> Iterator[tuple[int, Mapping[str, Json]]]:
        with opened(self.path) as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    try:
                        yield line, orjson.loads(text)
                    except orjson.JSONDecodeError as error:
                        raise _damaged(self.path, line, "is not JSON") from error


def _damaged(path: Path, line: int, what: str) -> LoadError:
    return LoadError(f"{path}:{line}: the line {what}; nothing was published")
