"""The beginning of a file that is read whole, so that one that is too large is known as such."""

from __future__ import annotations

from pathlib import Path

from service.errors import LoadError


def beginning(path: str, most: int) -> bytes:
    """Return the first bytes of a file, one more than `most` where it has more.

    Raises LoadError if it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
