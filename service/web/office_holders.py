"""The text of pages on a person whom a record names only by an office."""

from __future__ import annotations

from index_mappings.sayings import sentence


def held(office: str, name: str) -> str:
    """Return an office with who held it: "Secretary of State (Ann Roe, from the list …)"."""
    return sentence("%(office)s (%(name)s, from the list of persons)", office=office, name=name)
