"""A highlighted field of a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.bodies import ReadBody
from index_mappings.field_kinds.kind import Field


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted field: whole (`fragments` 0), or so many fragments of `size` characters.

    `inner` is the index path of the text in its values, "" where they are texts themselves.
    """

    field: str
    fragments: int = 0
    size: int = 200
    inner: str = ""

    @property
    def path(self) -> str:
        """The index path that is searched and marked."""
        return self.inner or self.field

    @classmethod
    def of(cls, said: ReadBody, fields: Mapping[str, Field]) -> Highlight:
        """Return what a mapping file says."""
        declared = fields.get(said["field"])
        return cls(**said, inner=declared.search[0] if declared and declared.search else "")
