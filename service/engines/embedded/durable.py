"""Files that survive a power cut: replaced in one step, old or new and never a part.

A file that must be replaceable on a full disk too has a spare beside it, whose room is taken
already: so an operator can go back to the index before when nothing more fits.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from index_mappings.json_values import Json
from service.lasting.replacing import replaced

_BLOCK = 4096  # bytes that most systems give a file at a time


def write_json(path: Path, value: Json) -> None:
    """Write a JSON file in one step; where that fails, the old one stays and nothing is left."""
    with replaced(path) as file:
        file.write(json.dumps(value, ensure_ascii=False).encode())
    sync_folder(path.parent)


def replace_json(path: Path, value: Json) -> None:
    """Replace a small JSON file in one step, on a full disk too where it was written before."""
    text = json.dumps(value, ensure_ascii=False).encode()
    text = text.ljust(-(-len(text) // _BLOCK) * _BLOCK)
    spare = path.with_name(f".{path.name}.spare")
    with spare.open("r+b" if spare.exists() else "wb") as file:
        file.write(text)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    spare.replace(path)
    with suppress(OSError):  # in the room of the old one, which is free by now
        spare.write_bytes(b" " * len(text))
    sync_folder(path.parent)


def open_as_folder(folder: Path) -> None:
    """Make each file in a folder readable to those who may read the folder.

    tantivy makes its lists of files for their owner alone, whatever the umask says.
    """
    mode = 0o600 | (folder.stat().st_mode & 0o666)
    for path in folder.iterdir():
        path.chmod(mode)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
