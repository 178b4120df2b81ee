"""A highlighted field of a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.bodies import ReadBody
from index_mappings.field_kinds.kind import Field


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted field: in full (`fragments` 0), or as fragments of `size` characters.

    `inner` is the index path of the text within its values, or "" if the values are strings.
    """

    field: str
    fragments: int = 0
    size: int = 200
    inner: str = ""

    @property
    def path(self) -> str:
        """The index path that is searched and highlighted."""
        return self.inner or self.field

    @classmethod
    def of(cls, body: ReadBody, fields: Mapping[str, Field]) -> Highlight:
        """Return the field that a mapping file describes."""
        declared = fields.get(body["field"])
        return cls(**body, inner=declared.search[0] if declared and declared.search else "")
