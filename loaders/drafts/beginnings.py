"""The beginning of a file that is read whole, to recognise one that is too large."""

from __future__ import annotations

from pathlib import Path

from service.errors import LoadError


def beginning(path: str, most: int) -> bytes:
    """Return the first bytes of a file, one more than `most` if it has more.

    Raises LoadError if it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
