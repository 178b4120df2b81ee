"""A list of deleted ids: a text file with one id on each line, for `load --update --deletions`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.drafts.draft import Deletion, Item, Where
from loaders.drafts.format import NamedByFile, Options
from service.errors import LoadError


class DeletionList(NamedByFile):
    """Reads a list of ids like a source format that has only deletions."""

    name = "deletions"
    summary = "ids to delete, one on each line"
    options: frozenset[str] = frozenset()

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a deletion for each non-empty line.

        Raises LoadError if a file cannot be read or is not text in UTF-8.
        """
        del options
        for path in paths:
            try:
                with Path(path).open(encoding="utf-8-sig") as file:
                    for line, text in enumerate(file, 1):
                        if id := text.strip():
                            yield Deletion(id, Where(path, line))
            except OSError as error:
                raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
            except UnicodeDecodeError as error:
                raise LoadError(f"{path} is not a list of ids: it is not UTF-8") from error


DELETIONS = DeletionList()
