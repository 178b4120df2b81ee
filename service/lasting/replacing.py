"""The site's own files, replaced in one step that survives a power cut and a full disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replaced(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of another when the block ends well.

    Else the old one stays, and nothing is left of the new. `mode` are its permissions, those of
    the process where there are none. Raises OSError where it cannot be written.
    """
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
