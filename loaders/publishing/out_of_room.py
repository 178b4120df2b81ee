"""The error of a load that runs out of disk space: the folder and its free space."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from service.errors import LoadError


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Convert errors of the machine while a load reads and sorts to LoadError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_temporary(str(error)) from error
    except OSError as error:
        if error.filename is None:  # an open file of our own: they are all temporary
            raise _of_temporary(error.strerror or str(error)) from error
        raise LoadError(
            f"{error.strerror or error}: {str(error.filename)!r}; nothing was published"
        ) from error


def _of_temporary(why: str) -> LoadError:
    try:
        folder = tempfile.gettempdir()
        free = f"{folder!r} has {shutil.disk_usage(folder).free / 1e6:,.1f} MB free"
    except OSError as error:
        free = error.strerror or str(error)
    return LoadError(
        f"the load could not write its temporary files ({why}; {free}); nothing was published. "
        "TMPDIR names another folder for them"
    )
