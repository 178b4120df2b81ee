"""The arguments that say what is counted beside the records found: facets, pairs, spans of time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import fields, validate

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.query.bounds import COUNTED, COUNTED_BESIDE
from service.schemas.argument_fields import Known

NONE = "none"
BY = "*"
"""Stands between two facets that are counted two ways."""
MOST_PAIRED = 1
"""Two-way counts of one answer: each walks through all that is found, for as long as eight searches
where records have many people."""


def facets_argument(mapping: RecordMapping) -> fields.Field[Any]:
    """Return the argument `facets`: names of facets, and of two with an asterisk between."""
    every = [item.name for item in mapping.facets]
    known = _FacetOrPair([*every, NONE], _pairable(mapping))
    return fields.List(
        fields.String(validate=known, metadata={"pattern": known.pattern}),
        metadata={
            "description": "the facets to count, separated by commas; all where absent, but none "
            f"of a long question beyond {COUNTED} records or beside more than {COUNTED_BESIDE} "
            f"chosen values. With `{BY}` between, as `a{BY}b`, the pairs of values that records "
            f"have; at most {MOST_PAIRED} such count",
            "example": every[:2],
        },
    )


def histogram_argument(mapping: RecordMapping) -> dict[str, fields.Field[Any]]:
    """Return the argument `histogram`, or none if no field of dates is counted."""
    names = histograms(mapping)
    if not names:
        return {}
    described = (
        "counts by unit of time, of the first field of dates or of the one that is named "
        f"(`{list(names)[-1]}`): a record counts in each unit that it may fall in, whatever "
        "`date_match` says"
    )
    inner = fields.String(validate=Known(list(names)))
    return {"histogram": fields.List(inner, metadata={"description": described})}


def histograms(mapping: RecordMapping) -> Mapping[str, str]:
    """Return what `histogram` takes, each with its normal form: "month" is "date:month"."""
    dated = [item for item in mapping.facets if item.kind.units(item)]
    names = {unit: f"{item.field}:{unit}" for item in dated[:1] for unit in _units(item)}
    for item in dated:
        for name in (item.name, item.field):
            names |= {f"{name}:{unit}": f"{item.field}:{unit}" for unit in _units(item)}
    return names


def numbers_argument(mapping: RecordMapping) -> dict[str, fields.Field[Any]]:
    """Return the argument `numbers`, or none if no field of numbers is indexed."""
    names = [
        item.name
        for item in mapping.fields
        if item.kind.is_number and mapping.properties(item.name).get("index") is not False
    ]
    if not names:
        return {}
    described = (
        "fields of numbers, separated by commas: the lowest and the highest, and how many records "
        "have one"
    )
    inner = fields.String(validate=Known(names))
    return {
        "numbers": fields.List(inner, metadata={"description": described, "example": names[:1]})
    }


def histogram_of(name: str, mapping: RecordMapping) -> tuple[Facet, str]:
    """Return the facet and the unit of a histogram by its normal form."""
    field, _, unit = name.partition(":")
    facets = (item for item in mapping.facets if item.field == field and item.kind.units(item))
    return next(facets), unit


def pair_of(name: str) -> tuple[str, str]:
    """Return the two facets of a two-way count."""
    first, _, second = name.partition(BY)
    return first, second


def _units(facet: Facet) -> tuple[str, ...]:
    return facet.kind.units(facet)


def _pairable(mapping: RecordMapping) -> list[str]:
    """Return the facets that are counted two ways: all whose values are no parts of each other."""
    return [item.name for item in mapping.facets if not item.kind.has_levels]


class _FacetOrPair(validate.Validator):
    """A facet, or two of those that can be paired."""

    def __init__(self, singles: Sequence[str], paired: Sequence[str]) -> None:
        self._single = Known(singles)
        self._paired = Known(paired)
        one, of_two = ("|".join(map(re.escape, names)) for names in (singles, paired))
        self.pattern = rf"^({one}|({of_two})\{BY}({of_two})| *)$"

    def __call__(self, value: Any) -> Any:
        """Return the value, or complain with the nearest that there is."""
        if BY not in str(value):
            return self._single(value)
        for name in pair_of(str(value)):
            self._paired(name)
        return value
