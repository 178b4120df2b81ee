"""What a format gives, packed to go from a process that reads to the one that loads.

Nothing of it touches a disk: a parcel goes through a pipe, and is gone with either process.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from loaders.drafts.draft import Draft, Item, Where

_BYTES = 250_000  # of a parcel: a hundred short records or some long ones, so that none waits long
_ITEMS = 500  # of the smallest ones


class Packer:
    """Packs items one by one, until a parcel is full."""

    def __init__(self) -> None:
        self._begin()

    def add(self, item: Item) -> bool:
        """Put an item in; tell whether the parcel is full."""
        self._pickler.dump(_plain(item) if type(item) is Draft else item)
        self._count += 1
        return self._count >= _ITEMS or self._file.tell() >= _BYTES

    def take(self) -> bytes:
        """Return the parcel, and begin another."""
        parcel = self._file.getvalue()
        self._begin()
        return parcel

    def _begin(self) -> None:
        self._file = BytesIO()
        self._pickler = pickle.Pickler(self._file, pickle.HIGHEST_PROTOCOL)
        self._count = 0


def unpacked(parcel: bytes) -> Iterator[Item]:
    """Yield the items of a parcel, as they were packed by a process of our own."""
    file = BytesIO(parcel)
    unpickler = pickle.Unpickler(file)  # what this very load's other process wrote
    while file.tell() < len(parcel):
        item = unpickler.load()
        yield _draft(*item) if type(item) is tuple else item


def _plain(draft: Draft) -> tuple[Any, ...]:
    """Return a draft as values alone, which are packed in a third of the time."""
    where = draft.where
    more = (draft.own_id, draft.source, draft.stated, draft.cleared)
    return draft.values, where.file, where.line, where.number, more


def _draft(values: Any, file: str, line: int, number: int, more: tuple[Any, ...]) -> Draft:
    return Draft(values, Where(file, line, number), *more)
