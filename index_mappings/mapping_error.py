"""The error of a mapping file, apart from what reads one: each command knows it, few need that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index_mappings.checking.faults import Fault


class MappingError(ValueError):
    """A mapping file that cannot be used; the message says which file, which key and why.

    `faults` are all that is wrong with the file, where it could be read.
    """

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults
