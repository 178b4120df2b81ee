"""Marks that stand for the value above in a table: ditto, do., 〃, ", idem, то же, 同上."""

from __future__ import annotations

import tomllib
from importlib import resources

_FILE = resources.files("loaders.drafts").joinpath("ditto_marks.toml")
_LISTS = tomllib.loads(_FILE.read_text(encoding="utf-8"))

SURE = frozenset(mark.casefold() for mark in (*_LISTS["signs"], *_LISTS["words"]))
LIKELY = frozenset(_LISTS["likely"])
"""Words that are names and codes too: they are marks where their column has a sure one."""

_LONGEST = max(map(len, SURE))


def folded(cell: str) -> str:
    """Return a cell folded for comparison with the marks, or "" if it is too long for any."""
    return cell.strip().casefold() if len(cell) <= 2 * _LONGEST else ""


def is_ditto(cell: str) -> bool:
    """Return whether a cell certainly stands for the one above it."""
    return folded(cell) in SURE
