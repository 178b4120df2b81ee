"""Limiting the size of an answer: long records in a list are shortened, links left out.

What a record holds and how long an address is are the archive's and the reader's; how large an
answer may be is ours. Together the parts below keep a list of a hundred records, and its page,
under two megabytes, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson

from index_mappings.json_values import Json
from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.results import Hit

RECORDS = 600_000
"""Bytes of JSON that the records of a list may take; a page writes much of it twice."""
TOGGLES = 400_000
"""Bytes that the links of values not chosen may take, of all facets together."""
PARTS = 100_000
"""Bytes that the links to a question without one of its parts may take."""

NOTE = sentence("Long records are shortened in this list; each is whole on its own page.")
_LEAST = 64  # bytes of a field: enough to see what it is


def shortened(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the hits of a list, shortening the long ones if the total exceeds the limit."""
    # nearly always all is well, and an engine that knows the sizes spares writing all once more
    marked = sum(len(one) for hit in hits for some in hit.highlight.values() for one in some)
    known = [hit.most for hit in hits]
    if all(known) and sum(known) + marked <= RECORDS:
        return hits
    if len(orjson.dumps([hit.record.values for hit in hits])) + marked <= RECORDS:
        return hits
    sizes = [len(orjson.dumps(hit.record.values)) + _marked(hit) for hit in hits]
    share = RECORDS // len(hits)
    return tuple(
        hit if size <= share else _short(hit, share) for hit, size in zip(hits, sizes, strict=True)
    )


def _marked(hit: Hit) -> int:
    return sum(len(piece) for pieces in hit.highlight.values() for piece in pieces)


def _short(hit: Hit, share: int) -> Hit:
    # half for what is marked, which cannot be cut within; what does not fit is shown unmarked
    kept: dict[str, tuple[str, ...]] = {}
    left = share // 2
    for name, pieces in hit.highlight.items():
        left -= sum(len(piece.encode()) for piece in pieces)
        if left < 0:
            break
        kept[name] = pieces
    values = hit.record.values
    room = max(_LEAST, share // 2 // max(1, len(values)))
    short = {name: _cut(value, room) for name, value in values.items()}
    return replace(hit, record=Record(hit.record.id, short), highlight=kept)


def _cut(value: Json, room: int) -> Json:
    """Return a value cut to a number of bytes, not counting a mark that it is cut."""
    if isinstance(value, str):
        return cut_text(value, room)
    if isinstance(value, list):
        return _cut_list(value, room)
    if isinstance(value, Mapping):
        return {key: _cut(item, max(_LEAST, room // len(value))) for key, item in value.items()}
    return value


def _cut_list(values: Sequence[Json], room: int) -> list[Json]:
    kept: list[Json] = []
    for value in values:
        room -= len(orjson.dumps(value))
        if room < 0 and kept:
            break
        kept.append(_cut(value, max(_LEAST, room)) if room < 0 else value)
    return kept


def cut_text(text: str, room: int) -> str:
    """Return a text cut to a number of bytes, with a mark if it is cut."""
    raw = text.encode()
    return text if len(raw) <= room else f"{raw[:room].decode(errors='ignore')}…"


def places(room: int, address: str, lists: int = 1) -> int:
    """Return the number of links of an address's length that fit in each of some lists."""
    return room // ((len(address) + 1) * max(1, lists))
