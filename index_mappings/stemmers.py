"""The stemmers that both engines have: Snowball's, by their names in mapping files.

Each ignores letters of other scripts, so stemmers for several scripts can be combined; an analyzer
has only one for Latin letters, that of the catalogue's main language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.bodies import ReadBody


@dataclass(frozen=True, slots=True)
class Stemmer:
    """A stemmer: the type of its filter in Elasticsearch, and its name in tantivy."""

    type: str
    native: str


STEMMERS: Mapping[str, Stemmer] = {
    "porter2": Stemmer("stemmer", "english"),
    "Arabic": Stemmer("snowball", "arabic"),
    "French": Stemmer("snowball", "french"),
    "German": Stemmer("snowball", "german"),
    "Greek": Stemmer("snowball", "greek"),
    "Italian": Stemmer("snowball", "italian"),
    "Portuguese": Stemmer("snowball", "portuguese"),
    "Russian": Stemmer("snowball", "russian"),
    "Spanish": Stemmer("snowball", "spanish"),
}
"""By the `language` of the filter."""


def stemmer_of(spec: ReadBody) -> Stemmer | None:
    """Return the stemmer of a mapping's filter, or None if it is not a stemmer."""
    found = STEMMERS.get(spec.get("language", ""))
    return found if found and found.type == spec.get("type") else None
