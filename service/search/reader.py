"""What a client sent, read into `Arguments`; strictly for the API, forgivingly for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index_mappings.mapping import Mapping
from service.errors import Fault
from service.search.arguments import Arguments


@dataclass(frozen=True, slots=True)
class Read:
    """The arguments that could be taken, and what is wrong with the others.

    `rejected` has the values as typed that could not be taken, by parameter, so that a form
    shows them again beside the fault.
    """

    arguments: Arguments
    faults: tuple[Fault, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


class Reader:
    """Reads the arguments of one mapping; made once per process."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping

    def read(self, pairs: Iterable[tuple[str, str]]) -> Arguments:
        """Return the arguments of an API request; BadRequest names everything wrong at once."""
        raise NotImplementedError

    def forgive(self, pairs: Iterable[tuple[str, str]]) -> Read:
        """Return what a page can take: unknown parameters are passed over without a word."""
        raise NotImplementedError
