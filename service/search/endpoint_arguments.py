"""The arguments of each endpoint, as read by `service.search.reader`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.errors import Fault
from service.schemas.arguments import DEFAULT_PAIRS, JSON
from service.schemas.chosen_keys import ChosenKeys
from service.search.arguments import Arguments


@dataclass(frozen=True, slots=True)
class Read:
    """The valid arguments, and the faults of the others.

    `rejected` has the invalid values as typed by parameter, so that a form can show them with the
    fault.
    """

    arguments: Arguments
    faults: tuple[Fault, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRead:
    """The arguments of one record: the number of similar ones, and the keys, or None for all.

    `form` is the form of the answer: JSON, or one of REFERENCES (`service.schemas.arguments`).
    """

    similar: int
    chosen: ChosenKeys | None
    form: str = JSON


@dataclass(frozen=True, slots=True)
class RecordsRead:
    """The arguments of several records: their ids in order, and the keys, or None for all."""

    ids: tuple[str, ...]
    chosen: ChosenKeys | None
    cursor: str


@dataclass(frozen=True, slots=True)
class FacetRead:
    """The arguments of the list of a facet's values: the search, and the filter and order."""

    arguments: Arguments
    filter: str
    order: Literal["count", "value"]


@dataclass(frozen=True, slots=True)
class CountsRead:
    """The arguments of counts: the search, the number of pairs (and its default), the form.

    `numbers` are the number fields to summarise.
    """

    arguments: Arguments
    size: int
    form: str
    usual_size: int = DEFAULT_PAIRS
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportRead:
    """The arguments of an export: the search, the form of the file, and whether with full texts.

    `ids` are the wanted records, or none if the search determines them. An interrupted export
    continues `after` the record with that id, in the same version of the `index`.
    """

    arguments: Arguments
    ids: tuple[str, ...]
    form: str
    text: bool
    after: str = ""
    index: str = ""
