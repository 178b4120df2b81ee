"""Cells with lists and objects as JSON."""

from __future__ import annotations

import re

import orjson

from index_mappings.json_values import Json

_AROUND = {"[": "]", "{": "}"}
_CALCULATED = frozenset("=+-@\t\r")  # how a cell begins that a spreadsheet calculates
_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_LONGEST = 1_000_000  # characters: a longer cell is a text
_DEEPEST = 100  # brackets opened: lists of values have a few levels, and a bomb has thousands


def values_in(cell: str) -> Json:
    """Return the list or object in a cell, or the cell itself if it has none.

    Words in brackets are not a list: "[1950]" and "[195-?]" are supplied dates. So a list must be
    empty, or its values must be objects or in quotation marks.
    """
    if cell.startswith("'") and cell[1:2] in _CALCULATED:
        return cell[1:]  # our own export keeps a spreadsheet from calculating it
    text = cell.strip()
    if text.startswith('="') and (formula := _TEXT.fullmatch(text)):
        return formula[1].replace('""', '"')  # ="001", which keeps Excel from making it a number
    if not text or _AROUND.get(text[0]) != text[-1] or len(text) > _LONGEST:
        return cell
    if text.count("[") + text.count("{") > _DEEPEST + text.count(","):
        return cell
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError:
        return cell
    if isinstance(value, list) and not all(isinstance(item, str | dict) for item in value):
        return cell
    return value
