"""Files of JSON lines in which damage is seen: a line less must not show what was hidden.

The first line of such a file says that it is sealed, and the last has the SHA-256 of all before
it. A file that an earlier Searchroom wrote has neither; each line of it must be readable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeVar

import orjson

from index_mappings.json_values import Json
from index_mappings.plain_files import read_plain
from service.errors import ConfigurationError

_SEALED = b'{"sealed":true}\n'
_SUM = "sum"

Line = TypeVar("Line")


_LOAD_ALL = (
    "put it back from a backup, or move it away and load every source from its own files: "
    "`searchroom load --all`"
)


def write_sealed(file: BinaryIO, lines: Iterable[Json]) -> None:
    """Write lines, each a JSON object, and the seal around them."""
    file.writelines(sealed(orjson.dumps(one) + b"\n" for one in lines))


def sealed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines, each with its end, and the seal around them."""
    hashed = hashlib.sha256()
    for line in chain((_SEALED,), lines):
        hashed.update(line)
        yield line
    yield orjson.dumps({_SUM: hashed.hexdigest()}) + b"\n"


def is_seal(line: bytes) -> bool:
    """Return whether a line is the first or the last of a sealed file."""
    return line == _SEALED or line.startswith(b'{"sum":')


def read_sealed(
    path: Path, make: Callable[[dict[str, Json]], Line], lost: str, way: str = _LOAD_ALL
) -> list[Line]:
    """Return what `make` makes of each line, in their order; nothing where there is no file.

    `make` may raise KeyError, TypeError or ValueError for a line that is none of its own. Raises
    ConfigurationError for a file that cannot be read or is not as it was written; `lost` says
    what is not known then, and `way` what is to be done.
    """
    try:
        lines = read_plain(path).splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return [make(orjson.loads(line)) for line in unsealed(lines)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"{path} is not as it was written, and {lost}; {way}") from error


def unsealed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines between the seals; ValueError where these say that a byte differs.

    That comes after the lines: what is made of them counts only once all are read.
    """
    left = iter(lines)
    first = next(left, b"")
    if not first:
        raise ValueError("it is empty")
    if first != _SEALED:
        yield first
        yield from left
        return
    hashed, last = hashlib.sha256(), first
    for line in left:
        hashed.update(last)
        if last is not first:
            yield last
        last = line
    if orjson.loads(last).get(_SUM) != hashed.hexdigest():
        raise ValueError("its sum differs")
