"""Building rings from entries, and checking that no two rings share a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path

from index_mappings.folding import clean, key
from service.errors import ConfigurationError
from service.names.entries import YES, Entry, entries_of
from service.names.rings import Ring, Rings

MOST_RINGS = 1_000
"""Rings of one file: each that a facet shows is counted by a filter of its own."""
MOST_NAMES = 50
"""Names of one ring: typing one of them searches for each of the others."""
LONGEST = 100
"""Characters of a name: names are shorter, and each is a part of a query."""


def rings_of(raw: bytes, path: Path, common: Collection[str] = ()) -> Rings:
    """Return the rings of a file's content.

    Raises ConfigurationError with the file and the line (with both lines if a name is in two
    rings).
    """
    rings = _joined((entry for entry in entries_of(raw, path) if entry.accepted == YES), path)
    return Rings(rings, blake2b(raw, digest_size=12).hexdigest(), common)


def _joined(entries: Iterable[Entry], path: Path) -> list[Ring]:
    names: dict[str, list[str]] = {}  # of each ring, by its key; the name that is shown first
    place: dict[str, tuple[str, int]] = {}  # of each name's key: its ring's key, and the line

    def take(name: str, entry: Entry) -> None:
        name, ring = clean(name), key(entry.ring)
        its_key = key(name)
        if not its_key or len(name) > LONGEST:
            why = f"longer than {LONGEST} characters" if its_key else "without letters and digits"
            raise ConfigurationError(f"{path}, line {entry.line}: the name {name[:60]!r} is {why}")
        other, line = place.setdefault(its_key, (ring, entry.line))
        if other != ring:
            raise ConfigurationError(
                f"{path}: {name!r} is in two rings: in that of {names[other][0]!r} on line {line} "
                f"and in that of {clean(entry.ring)!r} on line {entry.line}; leave it in one"
            )
        if name not in names[ring]:
            names[ring].append(name)
        if len(names[ring]) > MOST_NAMES:
            raise ConfigurationError(
                f"{path}, line {entry.line}: the ring of {names[ring][0]!r} has more than "
                f"{MOST_NAMES} names"
            )

    for entry in entries:
        names.setdefault(key(entry.ring), [])
        if len(names) > MOST_RINGS:
            raise ConfigurationError(
                f"{path}, line {entry.line}: the file has more than {MOST_RINGS:,} rings"
            )
        take(entry.ring, entry)
        take(entry.name, entry)
    return [Ring(some[0], tuple(some)) for some in names.values()]
