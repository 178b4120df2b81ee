"""What is no file: a device, a pipe or a socket, which may never end or never begin."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from service.errors import LoadError

_KINDS = (
    (stat.S_ISFIFO, "a pipe"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)  # fmt: skip


def refuse_special(paths: Iterable[str | Path]) -> None:
    """Raise LoadError for a path that is there and neither a file nor a folder.

    A file is read several times over: to see what it is, in which encoding, and for its records.
    """
    for path in map(str, paths):
        if "://" in path:
            continue
        try:
            mode = Path(path).stat().st_mode
        except (OSError, ValueError):
            continue  # who reads it says so
        for is_one, kind in _KINDS:
            if is_one(mode):
                raise LoadError(
                    f"{path} is {kind} and no file; save what it gives in a file, and load that"
                )
