"""Dumps: JSON lines of a whole catalogue; the last line lists their sources.

    {"dump": {"records": 1208, "sources": {"letters": 1204, "notes": 4}}}

It is last because the records have to be counted first; a dump without it is truncated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import orjson

from index_mappings.json_values import Json, elements, members
from loaders.drafts.draft import Item
from loaders.drafts.dump_files import SUM, checked, ending
from loaders.drafts.format import NamedByFile, Options
from service.lasting.changes import Change
from service.lasting.withdrawals import Withdrawals

RESTORE = "restore"
"""The option of a load by which each record of a dump goes to the source it was of."""

_KEY = "dump"
LIST, ENTRY, CHANGES = "withdrawals", "withdrawn", "changes"
"""Keys of the lines before the records: what the catalogue keeps beside its indexes."""

_PAGE = 1_000  # changes of one line, some 100 kB


def last_line(counts: Mapping[str, int], only: str = "", checksum: str = "") -> bytes:
    """Return the last line of a dump, given the records of each source, or of one source.

    `checksum` is the SHA-256 of the lines before it.
    """
    about: dict[str, Json] = {
        "records": sum(counts.values()),
        "sources": dict(sorted(counts.items())),
    }
    if only:
        about["only"] = only
    if checksum:
        about[SUM] = checksum
    return orjson.dumps({_KEY: about}) + b"\n"


def kept_lines(withdrawals: Withdrawals, changes: Iterable[Change]) -> Iterator[bytes]:
    """Yield the first lines of a complete dump: withdrawals and the list of changes.

    `load jsonl` ignores them.
    """
    if withdrawals.version:
        value = withdrawals.to_json()
        entries = elements(value.pop("withdrawn"))
        yield orjson.dumps({_KEY: {LIST: value}}) + b"\n"
        for entry in entries:
            yield orjson.dumps({_KEY: {ENTRY: entry}}) + b"\n"
    numbered = iter(changes)
    while page := list(islice(numbered, _PAGE)):
        yield orjson.dumps({_KEY: {CHANGES: [one.to_json() for one in page]}}) + b"\n"


def kept_part(value: Json) -> dict[str, Json] | None:
    """Return the content of a line before the records, or None for any other line."""
    if not is_last_line(value):
        return None
    part = members(members(value).get(_KEY))
    return None if part.keys().isdisjoint((LIST, ENTRY, CHANGES)) else dict(part)


def is_last_line(value: Json) -> bool:
    """Return whether a line is the last line of a dump, which lists its sources."""
    return isinstance(value, dict) and value.keys() == {_KEY} and isinstance(value[_KEY], dict)


def last_line_of(path: str | Path) -> dict[str, Json] | None:
    """Return the content of a dump's last line, or None for any other file.

    The whole file is read. Raises LoadError if it cannot be read or is damaged.
    """
    value = checked(Path(path))
    return dict(members(members(value)[_KEY])) if is_last_line(value) else None


def sources_of(path: str) -> tuple[str, ...]:
    """Return the sources of a dump, or () for any other file; raise LoadError if it is damaged."""
    if not is_last_line(ending(Path(path))):
        return ()  # and has not to be read whole twice
    found = (last_line_of(path) or {}).get("sources")
    return tuple(name for name in found if name) if isinstance(found, dict) else ()


class Restored(NamedByFile):
    """A placeholder for a source of a dump that is read together with its first source."""

    name = "jsonl"
    summary = "what has been read already"
    options: frozenset[str] = frozenset()

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield nothing."""
        del paths, options
        return iter(())


RESTORED = Restored()
