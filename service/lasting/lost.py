"""A mark beside a file that says that it was written, so that a lost one is not taken for none.

The mark of `held.jsonl` is the empty file `.held.jsonl.kept` in the same folder. It is made once
the file is there, so that a power cut between the two leaves no mark without its file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

ANEW = "searchroom recover --lists-anew"
"""The command that takes lists that are gone for empty."""
FROM_BACKUP = "put it back from a backup; where there is none, "
"""The way out that is better, before the words on what ANEW does."""


class Kept:
    """A file that, once written, is there for good."""

    def __init__(self, path: Path, mark: Path | None = None) -> None:
        """The `mark` is beside the file where no other place is named for it."""
        self.path = path
        self._mark = mark or path.with_name(f".{path.name}.kept")

    def note(self) -> None:
        """Mark that the file was written; where that cannot be done its loss stays unseen."""
        with suppress(OSError):
            self._mark.touch()

    def was_written(self) -> bool:
        """Return whether the file was written once."""
        return os.path.lexists(self._mark)

    def is_lost(self) -> bool:
        """Return whether the file was written once and is not there.

        A link is not enough: it may lead to a disk that is not mounted.
        """
        return self.was_written() and not self.path.exists()

    def forget(self) -> None:
        """Take the loss for granted: there is no such file any more."""
        self._mark.unlink(missing_ok=True)


def forget_lost(files: Iterable[Kept]) -> Iterator[str]:
    """Forget those files that are lost, and yield their names."""
    for file in files:
        if file.is_lost():
            file.forget()
            yield file.path.name
