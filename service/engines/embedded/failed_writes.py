"""Errors of writing a build, most often a full disk, as one sentence."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index_mappings.mapping import MappingError
from service.engines.embedded.failures import first_line
from service.errors import LoadError


@contextmanager
def written(folder: Path | None) -> Iterator[None]:
    """Convert errors while a build is written in a folder to LoadError."""
    try:
        yield
    except (OSError, sqlite3.Error, ValueError) as error:
        if isinstance(error, MappingError):
            raise
        raise _said(folder, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _said(folder, error) from error


def _said(folder: Path | None, error: BaseException) -> LoadError:
    where = ""
    if folder is not None:
        with suppress(OSError):
            free = shutil.disk_usage(folder.parent).free
            where = f" in {str(folder.parent)!r}, where {free / 1e6:,.1f} MB are free"
    return LoadError(
        f"the index could not be written{where} ({first_line(error)}); nothing was published"
    )
