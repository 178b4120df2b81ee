"""What is no file: a device, a pipe or a socket, which may never end or never begin."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index_mappings.plain_files import special_kind
from service.errors import LoadError


def refuse_special(paths: Iterable[str | Path]) -> None:
    """Raise LoadError for a path that is there and neither a file nor a folder.

    A file is read several times over: to see what it is, in which encoding, and for its records.
    """
    for path in map(str, paths):
        if "://" in path:
            continue
        if kind := special_kind(path):
            raise LoadError(
                f"{path} is {kind}, not a file; save what it gives in a file, and load that"
            )
