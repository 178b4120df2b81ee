"""The error of a mapping file, separate from the reader, which few of the commands need."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index_mappings.checking.faults import Fault


class MappingError(ValueError):
    """A mapping file that cannot be used; the message gives the file, the key and the reason.

    `faults` are all faults of the file, if it could be read.
    """

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults
