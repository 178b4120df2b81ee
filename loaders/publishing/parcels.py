"""Packing the items of a format for transfer from a reading process to the loading one.

Nothing is written to disk: a parcel goes through a pipe and is lost when either process ends.
Drafts of plain values, as nearly all are, are packed by `marshal`, in a third of the time of
`pickle`. Pays for: "loading short records" of `make bench`.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Iterator
from typing import Any

from loaders.drafts.draft import Draft, Item, Where

_BYTES = 250_000  # of a parcel: a hundred short records or some long ones, so that none waits long
_ITEMS = 500  # of the smallest ones


class Packer:
    """Packs items one by one until a parcel is full."""

    def __init__(self) -> None:
        self._begin()

    def add(self, item: Item) -> bool:
        """Add an item; tell whether the parcel is full."""
        packed = _plain(item) if type(item) is Draft else None
        if packed is None:
            self._packed.append((False, pickle.dumps(item, pickle.HIGHEST_PROTOCOL)))
        else:
            self._packed.append((True, packed))
        self._size += len(self._packed[-1][1])
        return len(self._packed) >= _ITEMS or self._size >= _BYTES

    def take(self) -> bytes:
        """Return the parcel, and begin another."""
        parcel = marshal.dumps(self._packed)
        self._begin()
        return parcel

    def _begin(self) -> None:
        self._packed: list[tuple[bool, bytes]] = []
        self._size = 0


def unpacked(parcel: bytes) -> Iterator[Item]:
    """Yield the items of a parcel, which must come from a process of our own."""
    for is_plain, packed in marshal.loads(parcel):  # what this very load's other process wrote
        yield _draft(*marshal.loads(packed)) if is_plain else pickle.loads(packed)


def _plain(draft: Draft) -> bytes | None:
    """Return a draft packed as values, or None if one of them is not a plain value."""
    if draft.stated:
        return None
    where = draft.where
    more = (draft.own_id, draft.source, draft.stated, draft.cleared)
    given: Any = (draft.values, where.file, where.line, where.number, more)
    try:
        return marshal.dumps(given)
    except ValueError:  # a text that is more than a text, as lxml gives them
        return None


def _draft(values: Any, file: str, line: int, number: int, more: tuple[Any, ...]) -> Draft:
    return Draft(values, Where(file, line, number), *more)
