"""The levels of a finding aid, which records name by the terms of EAD.

Source: https://www.loc.gov/ead/EAD3taglib/EAD3.html, attribute `level`.
"""

from __future__ import annotations

from index_mappings.sayings import sentence

_LEVELS = {
    "class": sentence("class"),
    "collection": sentence("collection"),
    "file": sentence("file"),
    "fonds": sentence("fonds"),
    "item": sentence("item"),
    "part": sentence("part"),
    "recordgrp": sentence("recordgrp"),
    "series": sentence("series"),
    "subfonds": sentence("subfonds"),
    "subgrp": sentence("subgrp"),
    "subseries": sentence("subseries"),
}


def level_said(level: str) -> str:
    """Return a level in words; one that is not of EAD is the source's own word."""
    return _LEVELS.get(level, level)
