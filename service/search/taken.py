"""What was read of a request, endpoint by endpoint: `service.search.reader` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.errors import Fault
from service.schemas.arguments import DEFAULT_PAIRS, JSON
from service.schemas.chosen_keys import ChosenKeys
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


@dataclass(frozen=True, slots=True)
class RecordRead:
    """The arguments of one record: how many like it are wanted, and which keys, or None for all.

    `form` is the form of the answer: JSON, or one of REFERENCES (`service.schemas.arguments`).
    """

    similar: int
    chosen: ChosenKeys | None
    form: str = JSON


@dataclass(frozen=True, slots=True)
class RecordsRead:
    """The arguments of several records: their ids in order, and which keys, or None for all."""

    ids: tuple[str, ...]
    chosen: ChosenKeys | None
    cursor: str


@dataclass(frozen=True, slots=True)
class FacetRead:
    """The arguments of the list of a facet's values: the search, and how the list is shown."""

    arguments: Arguments
    filter: str
    order: Literal["count", "value"]


@dataclass(frozen=True, slots=True)
class CountsRead:
    """The arguments of counts: the search, pairs at once (and how many are usual), the form.

    `numbers` are the fields of numbers that are summed up.
    """

    arguments: Arguments
    size: int
    form: str
    usual_size: int = DEFAULT_PAIRS
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportRead:
    """The arguments of an export: the search, the form of the file, and whether with full texts.

    `ids` are those of the records that are wanted, none where the search says which. One that was
    broken off goes on `after` the record of that id, in the same version of the `index`.
    """

    arguments: Arguments
    ids: tuple[str, ...]
    form: str
    text: bool
    after: str = ""
    index: str = ""
