"""Access, from the words of a source: open, restricted, or only a note."""

from __future__ import annotations

from index_mappings.record import Json
from loaders.field_maps.headers import synonyms


def settle_access(values: dict[str, Json]) -> bool:
    """Make a record's `access` "open" or "restricted", in place; tell whether its text went.

    A word that says neither goes to the access note, and so does what "restricted" was called.
    Everything in an index is public, so what is restricted has no text in it.
    """
    said = values.get("access")
    if not isinstance(said, str):
        return False
    word = " ".join(said.lower().replace("-", " ").split())
    if word in synonyms().access["open"]:
        values["access"] = "open"
        return False
    is_restricted = word in synonyms().access["restricted"]
    if is_restricted:
        values["access"] = "restricted"
    else:
        del values["access"]
    if word != "restricted":
        before = values.get("access_note")
        values["access_note"] = f"{before}; {said}" if before else said
    return is_restricted and bool(values.pop("text", None))
