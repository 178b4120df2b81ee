"""Ids that a reader hands in, from a file that was taken away: what of them is still found."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import orjson

from service.exports.tables import undefused
from service.search.site import Site

MOST = 10_000
"""Ids that are read of what was handed in: as many as a receipt vouches for."""
_AT_ONCE = 100  # ids that an engine is asked for in one go
_RIS = re.compile(r"^ID  - (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Missing:
    """Of `read` ids those that the search does not find: gone, withdrawn, or merely elsewhere.

    `elsewhere` are in the catalogue, and this search does not find them any more.
    """

    read: int
    gone: tuple[str, ...]
    withdrawn: tuple[str, ...]
    elsewhere: tuple[str, ...]


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids in a file that was taken away (CSV, JSON, RIS), or one on each line."""
    text = text.removeprefix("\ufeff").strip()
    return tuple(dict.fromkeys(id for id in _ids(text) if id))[:MOST]


def _ids(text: str) -> Iterator[str]:
    if text.startswith(("[", "{")):
        yield from _of_json(text)
    elif found := _RIS.findall(text):
        yield from (id.strip() for id in found)
    elif text.partition("\n")[0].strip().split(",")[0].strip('"') == "id":
        rows = csv.reader(io.StringIO(text, newline=""))
        next(rows, None)
        yield from (undefused(row[0]) for row in rows if row)
    else:
        yield from (line.strip() for line in text.splitlines())


def _of_json(text: str) -> Iterator[str]:
    pieces = [text] if text.startswith("[") else text.splitlines()
    for piece in pieces:
        try:
            read = orjson.loads(piece)
        except ValueError:
            continue
        for item in read if isinstance(read, list) else [read]:
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                yield item["id"]


def missing(site: Site, ids: tuple[str, ...], found: Collection[str]) -> Missing:
    """Return which ids are not among those that were `found`, and why."""
    absent = [id for id in ids if id not in found]
    withdrawn = site.engine.lasting.withdrawals()
    gone: list[str] = []
    taken_back: list[str] = []
    elsewhere: list[str] = []
    for start in range(0, len(absent), _AT_ONCE):
        some = absent[start : start + _AT_ONCE]
        known = site.engine.several(some)
        for id in some:
            if id not in known:
                (taken_back if withdrawn.find(id) else gone).append(id)
            elif known[id].id not in found:
                elsewhere.append(id)
    return Missing(len(ids), tuple(gone), tuple(taken_back), tuple(elsewhere))
