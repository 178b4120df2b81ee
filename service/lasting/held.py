"""Digests of what a site's sources hold back, from the file `held.jsonl` beside `sources.toml`.

Of what is held back an index has nothing, so a load leaves digests of the ids, titles and shelf
marks, under a key of the file's own, and of the ids of records of which a part is held back.
Nobody can read there what the records are called.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from index_mappings.folding import key as folded
from index_mappings.json_values import Json, needed_text
from service.errors import ConfigurationError
from service.lasting.lost import Kept
from service.lasting.sealed_lines import read_sealed, write_sealed

_KEY_BYTES = 32
_NAMES = ("mapping", "source", "digest")


class HeldDigests:
    """The digests of one mapping by source, and the file's key; `path` is "" for no file."""

    def __init__(self, path: str, mapping: str, *, anew: bool = False) -> None:
        """Read the file, which need not be there if it never was, or where all begins `anew`.

        Raises ConfigurationError where it is gone, cannot be read, or is not as it was written:
        what would be taken for nothing is held back.
        """
        self.path = Path(path) if path else None
        self.key = secrets.token_hex(_KEY_BYTES)
        self.known: dict[tuple[str, str], dict[str, str]] = {}
        self._mapping = mapping
        if self.path is not None:
            if not anew and Kept(self.path).is_lost():
                raise ConfigurationError(
                    f"{self.path} is gone, and what the sources hold back is not known; put it "
                    "back from a backup, or load every source from its own files: `searchroom load "
                    "--all`"
                )
            read_sealed(self.path, self._take, "what the sources hold back is not known")

    def _take(self, line: dict[str, Json]) -> None:
        """Take a line in; KeyError, TypeError or ValueError for one that is none of ours."""
        if "key" in line:
            self.key = bytes.fromhex(needed_text(line["key"])).hex()
            return
        mapping, source, digest = (needed_text(line[name]) for name in _NAMES)
        since = sys.intern(needed_text(line.get("since", "")))
        self.known.setdefault((mapping, source), {})[digest] = since

    def write(self, file: BinaryIO) -> None:
        """Write the file anew, with what is `known` now."""
        write_sealed(file, ({"key": self.key}, *self._lines()))

    def _lines(self) -> Iterator[Json]:
        for place, digests in self.known.items():
            for digest, since in sorted(digests.items()):
                line = dict(zip(_NAMES, (*place, digest), strict=True))
                yield line | ({"since": since} if since else {})

    def __bool__(self) -> bool:
        """Return whether a source of the mapping holds anything back."""
        return any(mapping == self._mapping and some for (mapping, _), some in self.known.items())

    def of(self, source: str) -> Mapping[str, str]:
        """Return the digests of a source, each with the first index that obeys it, "" if unknown.

        Names of indexes are in the order in which these were made.
        """
        return self.known.get((self._mapping, source), {})

    def digest(self, source: str, name: str) -> str:
        """Return the digest of an id, a title or a shelf mark of a source."""
        return self._digest(source, folded(name))

    def part(self, source: str, id: str) -> str:
        """Return the digest that says that a source holds back a part of a record.

        The id "" stands for every record of the source: it holds back parts of too many to list.
        """
        return self._digest(source, f"\0{id}")

    def _digest(self, source: str, name: str) -> str:
        named = f"{self._mapping}\0{source}\0{name}".encode()
        return hashlib.blake2b(named, key=bytes.fromhex(self.key), digest_size=16).hexdigest()

    def has_parts(self, source: str, id: str, index: str = "") -> bool:
        """Return whether a source holds back a part of a record; `index` as for `has`."""
        if not self.of(source):
            return False
        return self._knows(source, (self.part(source, id), self.part(source, "")), index)

    def has(self, source: str, *names: str, index: str = "") -> bool:
        """Return whether a source holds back a record of one of these names.

        With an `index`, only whether it has done so since that index was made.
        """
        if not self.of(source):
            return False
        return self._knows(source, (self.digest(source, name) for name in names if name), index)

    def _knows(self, source: str, digests: Iterable[str], index: str) -> bool:
        known = self.of(source)
        return any(digest in known and (not index or known[digest] > index) for digest in digests)
