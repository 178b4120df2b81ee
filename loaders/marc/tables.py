"""The tables of `marc_fields.toml`: labels of fields, and codes of the leader in words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from pymarc import Field, Indicators, Record, Subfield


def label(tag: str) -> str:
    """Return what a field is called."""
    return str(table("labels").get(tag, f"MARC {tag}"))


def table(name: str) -> dict[str, Any]:
    """Return one table."""
    found: dict[str, Any] = _tables()[name]
    return found


@cache
def _tables() -> dict[str, Any]:
    file = resources.files("loaders.marc").joinpath("marc_fields.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def is_unimarc(record: Record) -> bool:
    """Tell whether a record is UNIMARC: its title is in 200, and MARC 21's title is not there."""
    title = record.get("200")
    return title is not None and "245" not in record and bool(title.get_subfields("a"))


def from_unimarc(record: Record) -> Record:
    """Return a UNIMARC record with the fields that say what MARC 21's do under their tags.

    What has no counterpart keeps its tag with a "U" before it, and so becomes a note.
    """
    made = Record()
    made.leader = record.leader
    for field in record.fields:
        known = table("unimarc").get(field.tag)
        if field.control_field:
            if field.tag != "008":
                made.fields.append(field)
            continue
        if known is None:
            made.fields.append(_retagged(f"U{field.tag}", field.subfields))
            continue
        codes = known["codes"]
        taken = [Subfield(codes[s.code], s.value) for s in field.subfields if s.code in codes]
        rest = [sub for sub in field.subfields if sub.code not in codes]
        made.fields.append(_retagged(known["tag"], taken))
        if rest:
            made.fields.append(_retagged(f"U{field.tag}", rest))
    return made


def _retagged(tag: str, subfields: list[Subfield]) -> Field:
    return Field(tag, indicators=Indicators(" ", " "), subfields=subfields)
