"""Compressed files, recognised by their first bytes: dumps are unpacked, others refused.

gzip is defined by RFC 1952, zstd by RFC 8878. Both are read as a stream, so a small file that
unpacks to a large one needs no memory.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, BinaryIO

from service.errors import LoadError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_HEAD = 4  # bytes that tell them apart
_LEVEL = 6  # gzip's own choice: 9 takes three times as long for a hundredth less

COMPRESSED = "the file is compressed: unpack it and load what is in it"


def is_compressed(head: bytes) -> bool:
    """Return whether a file begins like a compressed one: gzip, zstd or zip."""
    return head.startswith((_GZIP, _ZSTD, _ZIP))


def is_packed(path: Path) -> bool:
    """Return whether a file is gzip or zstd, as dumps may be. Raises OSError if unreadable."""
    with path.open("rb") as file:
        return file.read(_HEAD).startswith((_GZIP, _ZSTD))


@contextmanager
def unpacked(path: Path) -> Iterator[BinaryIO]:
    """Open a file for its bytes, unpacked if it is gzip or zstd.

    Raises LoadError if its compressed form is damaged, OSError if it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        reader = next((make for magic, make in _READERS.items() if head.startswith(magic)), None)
        if reader is None:
            yield file
            return
        try:
            with reader(file) as plain:
                yield plain
        except (gzip.BadGzipFile, zlib.error, zstd.ZstdError, EOFError) as error:
            raise LoadError(
                f"{path} is damaged or cut off ({error}); nothing was published"
            ) from error


def packing(path: Path, file: IO[bytes]) -> Any:
    """Return the compressor for a file name, or None if its ending has none."""
    # without name and time: the same records are the same file
    if path.suffix == ".gz":
        return gzip.GzipFile("", "wb", _LEVEL, file, mtime=0)
    return zstd.ZstdFile(file, "w") if path.suffix == ".zst" else None


def plain_name(name: str) -> str:
    """Return the name of a file without the ending for its compression."""
    path = Path(name)
    return str(path.with_suffix("")) if path.suffix in (".gz", ".zst") else name


_READERS: Mapping[bytes, Callable[[IO[bytes]], Any]] = MappingProxyType(
    {_GZIP: lambda file: gzip.GzipFile(fileobj=file), _ZSTD: zstd.ZstdFile}
)
