"""The stemmers that both engines have: Snowball's, by the names that mapping files call them.

Each leaves the letters of other scripts alone, so those of several scripts may follow one another;
of those for Latin letters an analyzer has one, that of the catalogue's main language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.bodies import ReadBody


@dataclass(frozen=True, slots=True)
class Stemmer:
    """A stemmer: the type of filter that Elasticsearch has it as, and its name in tantivy."""

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
    """Return the stemmer that a filter of a mapping is, None where it is another filter."""
    found = STEMMERS.get(spec.get("language", ""))
    return found if found and found.type == spec.get("type") else None
