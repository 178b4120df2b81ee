"""Refusing devices, pipes and sockets, which may never begin or never end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index_mappings.plain_files import special_kind
from service.errors import LoadError


def refuse_special(paths: Iterable[str | Path]) -> None:
    """Raise LoadError for an existing path that is neither a file nor a folder.

    A file is read several times: for its type, its encoding and its records.
    """
    for path in map(str, paths):
        if "://" in path:
            continue
        if kind := special_kind(path):
            raise LoadError(
                f"{path} is {kind}, not a file; save its output in a file, and load that"
            )
