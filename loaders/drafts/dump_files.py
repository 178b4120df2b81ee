"""The file of a dump: compressed according to its name, and checked completely before use.

The last line has the SHA-256 of all lines before it, uncompressed:

    {"dump": {"records": 1208, "sources": {...}, "sha256": "..."}}

A dump of an earlier release has no checksum and is accepted without one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import orjson

from index_mappings.json_values import Json
from loaders.drafts.compressed import is_packed, packing, unpacked
from service.errors import LoadError
from service.lasting.replacing import replaced

SUM = "sha256"
_CHUNK = 1_000_000  # bytes read at a time
_LAST_LINE = 1_000_000  # bytes: twenty thousand sources


class SummedFile:
    """A file being written, with the checksum of what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sum = hashlib.sha256()

    def write(self, line: bytes) -> None:
        """Write a line."""
        self._sum.update(line)
        self._file.write(line)

    def writelines(self, lines: Iterable[bytes]) -> None:
        """Write lines."""
        for line in lines:
            self.write(line)

    @property
    def sum(self) -> str:
        """The SHA-256 of all lines so far."""
        return self._sum.hexdigest()


@contextmanager
def written(path: Path, mode: int | None = None) -> Iterator[IO[bytes]]:
    """Open a file to write a dump, compressed according to its name, with permissions `mode`.

    An existing file is replaced completely or not at all. Raises LoadError if it cannot be written.
    """
    try:
        with replaced(path, mode) as file:
            if (packed := packing(path, file)) is None:
                yield file
            else:
                with packed:
                    yield packed
    except OSError as error:
        raise LoadError(f"{path} cannot be written: {error.strerror or error}") from error


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a dump for its lines, unpacked if it is compressed.

    Raises LoadError if it cannot be read or its compressed form is damaged.
    """
    try:
        with unpacked(path) as file:
            yield file
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


def checked(path: Path) -> Json:
    """Read a whole file and return its last line as JSON, or None if that is not JSON.

    Raises LoadError if the lines before it do not match its checksum.
    """
    found, last = hashlib.sha256(), b""
    with opened(path) as file:
        while chunk := file.read(_CHUNK):
            last += chunk
            cut = last.rfind(b"\n", 0, -1) + 1
            found.update(last[:cut])
            last = last[cut:]
            if len(last) > _LAST_LINE:
                return None
    value = _json(last)
    seal = value.get("dump") if isinstance(value, dict) else None
    if isinstance(seal, dict) and seal.get(SUM, found.hexdigest()) != found.hexdigest():
        raise LoadError(
            f"{path} is damaged: its lines are not those that were written (the checksum in the "
            "last one differs); nothing was published. Take another dump"
        )
    return value


def ending(path: Path) -> Json:
    """Return the last line of a file as JSON, or None if that is not JSON.

    The rest is not read, unless the file is compressed. Raises LoadError if it cannot be read.
    """
    try:
        if is_packed(path):
            return checked(path)
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _LAST_LINE))
            return _json(file.read(_LAST_LINE).rstrip().rpartition(b"\n")[2])
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


def _json(line: bytes) -> Json:
    with suppress(orjson.JSONDecodeError):
        value: Json = orjson.loads(line)
        return value
    return None
