"""The days on which records open that are held back until then: ids and days, and no content.

A load writes the file `openings.jsonl` beside `sources.toml`, whichever the engine, for an index
has nothing of these records. `searchroom check` reads it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import orjson

from index_mappings.plain_files import special_kind
from service.errors import ConfigurationError
from service.lasting.folder_lock import alone_in
from service.lasting.lost import Kept
from service.lasting.replacing import replaced
from service.lasting.sealed_lines import sealed, unsealed

SOON = timedelta(days=30)
"""How far `searchroom check` looks ahead: a load each month brings in what is listed."""

_LOST = (
    "what opens when is not known; put it back from a backup, or load every source from its own "
    "files: `searchroom load --all`"
)
_SHOWN = 20  # records that a screen lists: a screenful; the count is always whole


@dataclass(frozen=True, slots=True)
class Opening:
    """A record that waits: the mapping and the source it is of, its id, and its day (ISO 8601)."""

    mapping: str
    source: str
    id: str
    day: str


class Openings:
    """The file of one site, which need not be there if it never was."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.kept = Kept(self.path)

    def read(self, mapping: str) -> Iterator[Opening]:
        """Yield what waits of one mapping.

        Raises ConfigurationError where the file is gone, cannot be read, or is not as it was
        written.
        """
        yield from (item for item in self._all() if item.mapping == mapping)

    def problem(self) -> str:
        """Return why the file cannot be read, "" where it can."""
        try:
            for _ in self._all():
                pass
        except ConfigurationError as error:
            return str(error)
        return ""

    def is_there(self) -> bool:
        """Return whether there is a file, or was one."""
        return self.kept.was_written() or os.path.lexists(self.path)

    def replace(
        self,
        mapping: str,
        new: Iterable[Opening],
        *,
        is_old: Callable[[Opening], bool],
        is_whole: bool = False,
    ) -> None:
        """Write what waits of a mapping now, in place of what `is_old`, in one step.

        Where `is_whole`, nothing else waits, and what was there is not read: it may be lost.
        Raises ConfigurationError where the file cannot be read or written; it stays then.
        """
        try:
            with alone_in(self.path.parent):
                self._write(mapping, new, is_old, is_whole=is_whole and bool(self.problem()))
        except OSError as error:
            raise ConfigurationError(
                f"{self.path} cannot be written: {error.strerror}; `searchroom check` cannot say "
                "what opens when"
            ) from error

    def _write(
        self,
        mapping: str,
        new: Iterable[Opening],
        is_old: Callable[[Opening], bool],
        *,
        is_whole: bool,
    ) -> None:
        before = () if is_whole else self._all()
        kept = (item for item in before if item.mapping != mapping or not is_old(item))
        lines = map(_line, chain(kept, new))
        first = next(lines, None)
        if first is None:
            self.kept.forget()
            self.path.unlink(missing_ok=True)
            return
        with replaced(self.path) as file:
            file.writelines(sealed(chain((first,), lines)))
        self.kept.note()

    def _all(self) -> Iterator[Opening]:
        if self.kept.is_lost():
            raise ConfigurationError(f"{self.path} is gone, and {_LOST}")
        if kind := special_kind(self.path):
            raise ConfigurationError(f"{self.path} is {kind}, not a file")
        try:
            with self.path.open("rb") as file:
                for line in unsealed(file):
                    value = orjson.loads(line)
                    yield Opening(value["mapping"], value["source"], value["id"], value["day"])
        except FileNotFoundError:
            return
        except OSError as error:
            raise ConfigurationError(f"{self.path} cannot be read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError(
                f"{self.path} is not as it was written, and {_LOST}"
            ) from error


@dataclass(frozen=True, slots=True)
class Due:
    """What opens soon and what is overdue, by source: how many, and the first by day."""

    soon: Mapping[str, int]
    overdue: Mapping[str, int]
    first_soon: tuple[Opening, ...]
    first_overdue: tuple[Opening, ...]

    @classmethod
    def of(cls, openings: Iterable[Opening], today: date) -> Due:
        """Sort what waits by its day; a day that has come is overdue until its source is loaded."""
        until, now = (today + SOON).isoformat(), today.isoformat()
        counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
        some: tuple[list[Opening], list[Opening]] = ([], [])
        for item in openings:
            if item.day > until:
                continue
            which = item.day <= now
            counts[which][item.source] = counts[which].get(item.source, 0) + 1
            some[which].append(item)
            if len(some[which]) > 2 * _SHOWN:
                some[which][:] = _first(some[which])
        return cls(*counts, tuple(_first(some[0])), tuple(_first(some[1])))

    def lines(self) -> Iterator[str]:
        """Yield what opens soon, for a screen; what is overdue is a problem."""
        if self.soon:
            yield f"opens within {SOON.days} days: {_counted(sum(self.soon.values()))}"
            yield from (f"  {item.day}  {item.id} ({item.source})" for item in self.first_soon)

    def problems(self) -> Iterator[str]:
        """Yield a sentence for each source that a load is due for."""
        for source, count in self.overdue.items():
            own = [item for item in self.first_overdue if item.source == source]
            listed = ", ".join(f"{item.id} ({item.day})" for item in own)
            yield (
                f"the day of {_counted(count)} of the source {source!r} has come; the next load "
                f"of it brings them in (searchroom load --all){f': {listed}' if own else ''}"
            )


def _counted(number: int) -> str:
    return f"{number:,} record{'' if number == 1 else 's'}"


def _first(openings: list[Opening]) -> list[Opening]:
    return sorted(openings, key=lambda item: (item.day, item.source, item.id))[:_SHOWN]


def _line(item: Opening) -> bytes:
    return (
        orjson.dumps(
            {"mapping": item.mapping, "source": item.source, "id": item.id, "day": item.day}
        )
        + b"\n"
    )
