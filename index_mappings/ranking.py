"""Settings of the ranking besides the weights of paths (`_meta.search`)."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.bodies import ReadBody


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a record as a whole: `path` holds the keys of its id and of `fields`."""

    path: str
    fields: tuple[str, ...] = ()

    @classmethod
    def of(cls, body: ReadBody | None) -> Named | None:
        """Return what a mapping file says, or None if it says nothing."""
        return cls(body["path"], tuple(body["fields"])) if body else None


@dataclass(frozen=True, slots=True)
class Nearness:
    """The boost for a record with neighbouring words of a query near each other.

    Each such pair adds its score times `weight` if its words are within `distance`. Only the first
    `words` of a query are considered, which limits the cost of a long one.
    """

    distance: int
    weight: float
    words: int

    @classmethod
    def of(cls, body: ReadBody | None) -> Nearness | None:
        """Return what a mapping file says, or None if it says nothing."""
        return cls(**body) if body else None
