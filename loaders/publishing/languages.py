"""Languages of every record in words, whatever format it came in and however it says them."""

from __future__ import annotations

from index_mappings.record import Json
from loaders.xml import terms

_FIELD = "language"


def in_words(values: dict[str, Json]) -> dict[str, Json]:
    """Return the values of a record with "English" where a language is "eng", "en-GB", "ENGLISH".

    Else the facet has one language several times, and a reader finds a part of its records. What
    is no language that we know stays as the source has it.
    """
    said = values.get(_FIELD)
    if isinstance(said, str):
        return {**values, _FIELD: "; ".join(terms.languages([said]))}
    if isinstance(said, list) and all(isinstance(item, str) for item in said):
        return {**values, _FIELD: terms.languages(said)}
    return values
