"""The tables of `marc_fields.toml`: labels of fields, and codes of the leader in words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from pymarc import Field, Indicators, Record, Subfield

_TAG = 3  # characters of a tag; those of UNIMARC have a "U" before them here


def label(tag: str) -> str:
    """Return the label of a field, or that of its group if it has none."""
    if named := table("labels").get(tag):
        return str(named)
    if is_for_machines(tag):
        return f"MARC {tag}"
    is_unimarc = len(tag) == _TAG + 1
    return str(table("unimarc_groups" if is_unimarc else "groups").get(tag[-_TAG:][0], "Note"))


def is_for_machines(tag: str) -> bool:
    """Return whether a field is not for readers: it is local or has system codes.

    Local tags have a 9, which the standard reserves for local use, except some common ones that are
    labelled here.
    """
    named = table("labels")
    if tag in table("for_machines")["tags"]:
        return True
    is_numbered = len(tag) == _TAG and tag.isascii() and tag.isdigit()
    if not is_numbered:
        return len(tag) == _TAG  # letters in a tag are of one system
    return tag not in named and ("9" in tag[:2] or tag[0] == "0")


def table(name: str) -> dict[str, Any]:
    """Return a table of `marc_fields.toml` by its name."""
    found: dict[str, Any] = _tables()[name]
    return found


@cache
def _tables() -> dict[str, Any]:
    file = resources.files("loaders.marc").joinpath("marc_fields.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def is_unimarc(record: Record) -> bool:
    """Return whether a record is UNIMARC: it has a title in 200 and no MARC 21 title."""
    title = record.get("200")
    return title is not None and "245" not in record and bool(title.get_subfields("a"))


def from_unimarc(record: Record) -> Record:
    """Return a UNIMARC record with equivalent fields under their MARC 21 tags.

    Other fields keep their tags with a "U" before them, and so become notes.
    """
    marc = Record()
    marc.leader = record.leader
    for field in record.fields:
        known = table("unimarc").get(field.tag)
        if field.control_field:
            if field.tag != "008":
                marc.fields.append(field)
            continue
        if known is None:
            marc.fields.append(_retagged(f"U{field.tag}", field.subfields))
            continue
        codes = known["codes"]
        taken = [Subfield(codes[s.code], s.value) for s in field.subfields if s.code in codes]
        rest = [sub for sub in field.subfields if sub.code not in codes]
        marc.fields.append(_retagged(known["tag"], taken))
        if rest:
            marc.fields.append(_retagged(f"U{field.tag}", rest))
    return marc


def _retagged(tag: str, subfields: list[Subfield]) -> Field:
    return Field(tag, indicators=Indicators(" ", " "), subfields=subfields)
