"""Removing the non-public parts of a MARC record before it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pymarc import Field, Record

_LINKED = "880"  # the same field in another script, which $6 names


def public_record(record: Record) -> tuple[Record, list[str]]:
    """Return a record without its non-public parts, and the fields and subfields left out.

    These are fields with a first indicator for private, subfields for nonpublic notes, and local
    fields (`nonpublic.toml`). A field in another script is treated like the field it is linked to.
    """
    public = Record()
    public.leader = record.leader
    marks: list[str] = []
    for field in record.fields:
        tag = meant(field)
        if is_local(tag):
            marks.append(f"{_beginning_of(tag)}XX"[:3])
        elif field.control_field:
            public.fields.append(field)
        elif tag in _table()["whole"]:
            marks.append(tag)
        elif tag in _table()["private"] and str(field.indicator1) == "0":
            marks.append(f"{tag}, first indicator 0")
        else:
            public.fields.append(_without_notes(field, tag, marks))
    return public, marks


def is_local(tag: str) -> bool:
    """Return whether a tag is for local use."""
    return bool(_beginning_of(tag))


def _beginning_of(tag: str) -> str:
    """Return the prefix by which a tag is local, or "" if it is not."""
    return next((start for start in _table()["local"] if tag.startswith(start)), "")


def _without_notes(field: Field, tag: str, marks: list[str]) -> Field:
    codes = {name[3:] for name in _table()["private_subfields"] if name.startswith(tag)}
    if tag in _table()["nonpublic_x"]:
        codes.add("x")
    if codes.isdisjoint(sub.code for sub in field.subfields):
        return field
    marks.extend(f"{tag}${sub.code}" for sub in field.subfields if sub.code in codes)
    kept = [sub for sub in field.subfields if sub.code not in codes]
    return Field(field.tag, indicators=field.indicators, subfields=kept)


def meant(field: Field) -> str:
    """Return the tag of a field, or for a field in another script the tag it is linked to."""
    if field.tag != _LINKED or field.control_field:
        return str(field.tag)
    return next((link.strip()[:3] for link in field.get_subfields("6")), "") or _LINKED


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    file = resources.files("loaders.marc").joinpath("nonpublic.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: tuple(tags) for name, tags in found.items()}
