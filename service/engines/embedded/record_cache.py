"""Records as lists of hits show them, the lately shown ones kept.

Who narrows a search, turns a page back or asks what others ask sees the same records again, and
reading a record and making its texts plain is half of the work of showing it. The rows `search` and
`rate` of `make bench` pay for it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

import orjson
import tantivy

from index_mappings.json_values import Json, members, text
from index_mappings.record import Record
from service.engines.embedded.plain_text import plain_text
from service.engines.embedded.schema import BRIEF, REST

_ROOM = 16_000_000  # bytes of stored JSON that are kept, some 50 MB with what is made of it
_LARGEST = 100_000  # bytes of one record: a longer one would push out too many others


class ShownRecord:
    """A record without its long texts, and its texts, read when they are asked for."""

    def __init__(self, brief: bytes, rest: bytes = b"{}") -> None:
        self.record = Record.from_json(orjson.loads(brief))
        self.brief_size = len(brief)
        self.size = len(brief) + len(rest)
        self._rest = rest
        self._texts: dict[str, tuple[str, bytes]] = {}
        self._notes: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, stored: tantivy.Document) -> ShownRecord:
        """Return what an entry of an index shows."""
        brief, rest = stored.get_first(BRIEF), stored.get_first(REST)
        assert isinstance(brief, bytes), f"every entry of a build has {BRIEF}"
        return cls(brief, rest if isinstance(rest, bytes) else b"{}")

    def text(self, field: str) -> str:
        """Return the text of a field, or "" if the record has none."""
        value = self.record.values.get(field) or self._long.get(field, "")
        return value if isinstance(value, str) else ""

    def notes(self, field: str) -> tuple[str, ...]:
        """Return the texts of a field of notes, or none if the record has no such values."""
        found = self._notes.get(field)
        if found is None:
            value = self.record.values.get(field) or self._long.get(field, "")
            notes = map(members, value) if isinstance(value, list) else ()
            found = tuple(text(note["text"]) for note in notes if note.get("text"))
            self._notes[field] = found
        return found

    def texts(self, field: str) -> tuple[str, bytes]:
        """Return the text of a field, or "" if the record has none, and the same made plain."""
        found = self._texts.get(field)
        if found is None:
            text = self.text(field)
            found = self._texts[field] = text, plain_text(text)
        return found

    def only(self, fields: Sequence[str]) -> Record:
        """Return the record with no other fields than these, its long texts among them."""
        brief = self.record.values
        kept = {name: brief[name] for name in fields if name in brief}
        if len(kept) < len(fields):
            kept |= {name: self._long[name] for name in fields if name in self._long}
        return Record(self.record.id, kept)

    def whole(self) -> Record:
        """Return the record with its long texts."""
        return Record(self.record.id, {**self.record.values, **self._long})

    @cached_property
    def _long(self) -> dict[str, Json]:
        read: dict[str, Json] = orjson.loads(self._rest)
        return read


class RecordCache:
    """The records that were shown last, as many as there is room for. Safe between threads."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._shown: dict[tuple[int, int], ShownRecord] = {}
        self._lock = threading.Lock()

    def read(
        self, searcher: tantivy.Searcher, address: tantivy.DocAddress, *, kept: bool = True
    ) -> ShownRecord:
        """Return a record from the shelf, or from the index of this searcher, and keep it."""
        key = (address.segment_ord, address.doc)
        with self._lock:
            found = self._shown.pop(key, None)
            if found is not None:
                self._shown[key] = found  # the last one again
                return found
        found = ShownRecord.of(searcher.doc(address))
        if kept and found.size <= _LARGEST:
            with self._lock:
                self._keep(key, found)
        return found

    def _keep(self, key: tuple[int, int], shown: ShownRecord) -> None:
        if self._shown.setdefault(key, shown) is not shown:
            return  # another thread was faster
        self._room -= shown.size
        while self._room < 0:
            self._room += self._shown.pop(next(iter(self._shown))).size
