"""A mapping as the key of what is made of it once."""

from __future__ import annotations

from index_mappings.mapping import RecordMapping


class MappingKey:
    """A mapping as the key of a cache: two with one digest describe the same."""

    def __init__(self, mapping: RecordMapping) -> None:
        self.mapping = mapping

    def __hash__(self) -> int:
        return hash(self.mapping.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MappingKey) and other.mapping.digest == self.mapping.digest
