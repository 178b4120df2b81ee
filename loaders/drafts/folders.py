"""Files named individually or by their folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from service.errors import LoadError


def files_of(paths: Sequence[str], suffixes: frozenset[str]) -> Iterator[str]:
    """Yield the named files, and the files of named folders with these endings, ordered by name.

    Raises LoadError if a folder has none.
    """
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        found = sorted(
            str(file)
            for file in Path(path).rglob("*")
            if file.suffix.casefold() in suffixes and file.is_file()
        )
        if not found:
            raise LoadError(f"{path} has no file that ends in {', '.join(sorted(suffixes))}")
        yield from found
