"""The opaque cursor of a position in a list: URL-safe base64 of a small JSON array.

It has the index version, its query (a digest of normal form and order) and the sort key of the last
record seen. The server stores nothing for a reader. It is not signed: a forged cursor can only
request public records, and invalid sort keys are refused before they reach an engine.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

import orjson

from index_mappings.sayings import sentence
from service.errors import BadRequest, Fault, IndexMoved
from service.query.request import SortKey
from service.search.arguments import Arguments

_KEY = re.compile(r"[0-9A-Za-z~._-]{1,4000}")  # sort keys are digits, hex, dots and "~"
_SCORES = 10_000  # above any score; a place in a list is never above the number of records
_SHOWING = frozenset(
    {"page", "cursor", "size", "facets", "facet_size", "histogram", "highlight", "fields"}
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in a list: after `seen` records, the last of which has the sort key `key`."""

    version: str
    query: str
    seen: int
    key: SortKey

    def write(self) -> str:
        """Return the cursor for a URL."""
        raw = orjson.dumps([self.version, self.query, self.seen, list(self.key)])
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def check(self, version: str) -> None:
        """Raise IndexMoved if the live index is not that of the cursor."""
        if self.version != version:
            raise IndexMoved(
                sentence(
                    "a new version of the catalogue was published after this list was started; "
                    "start again without `cursor`"
                )
            )


def query_digest(arguments: Arguments, order: str, *more: str) -> str:
    """Return the digest of a list, from its query and order but not its size."""
    kept = [pair for pair in arguments.pairs() if pair[0] not in _SHOWING]
    raw = orjson.dumps([kept, order, more])
    return hashlib.blake2b(raw, digest_size=9).hexdigest()  # 72 bits: chance never meets twice


def read_cursor(text: str, query: str, records: int) -> Cursor:
    """Return a cursor of that query, in an index of that many records.

    Raises BadRequest if it is not a cursor, or is one of another query.
    """
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii", "replace") + b"=" * (-len(text) % 4))
        version, of, seen, key = orjson.loads(raw)
        cursor = Cursor(str(version), of, seen, tuple(key))
    except (ValueError, TypeError, binascii.Error):
        raise unreadable() from None
    if cursor.query != query:
        raise _unfit("belongs to another search; start again without it")
    if type(seen) is not int or not _is_place(seen, records) or not _is_key(cursor.key, records):
        raise unreadable()
    return cursor


def unreadable() -> BadRequest:
    """Return the error for a cursor that no answer has given."""
    return _unfit(sentence("is not a cursor; use the `next_cursor` of an answer unchanged"))


def _is_key(key: tuple[object, ...], records: int) -> bool:
    """Return whether a value is a valid sort key: (key,), (place,) or (score, id)."""
    match key:
        case (str(text),):
            return _KEY.fullmatch(text) is not None
        case (number,) | (number, str()):
            return _is_place(number, records)
    return False


def _is_place(number: object, records: int) -> bool:
    return (
        isinstance(number, int | float)
        and not isinstance(number, bool)
        and 0 <= number <= records + _SCORES
    )


def _unfit(detail: str) -> BadRequest:
    return BadRequest((Fault("cursor", detail),))
