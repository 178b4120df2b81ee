"""What a mapping says of the ranking beyond the weights of paths (`_meta.search`)."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.bodies import ReadBody


@dataclass(frozen=True, slots=True)
class Named:
    """What a record is called by, as a whole: `path` holds the keys of its id and of `fields`."""

    path: str
    fields: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: ReadBody | None) -> Named | None:
        """Return what a mapping file says, None where it says nothing."""
        return cls(said["path"], tuple(said["fields"])) if said else None


@dataclass(frozen=True, slots=True)
class Nearness:
    """How much more a record counts that has neighbouring words of a question near each other.

    Each such pair adds its score times `weight` where its words are within `distance`. No more
    than the first `words` of a question are looked at, which bounds what a long one costs.
    """

    distance: int
    weight: float
    words: int

    @classmethod
    def of(cls, said: ReadBody | None) -> Nearness | None:
        """Return what a mapping file says, None where it says nothing."""
        return cls(**said) if said else None
