"""The opaque mark that says where a list was left: URL-safe base64 of a small JSON array.

It names the index version, the query it belongs to (a digest of its normal form and order)
and the sort key of the last record seen. Nothing is held for a reader on the server. It is
not signed: a forged one can only ask for records that anyone may see, and what does not have
the shape of a sort key is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

import orjson

from service.errors import BadRequest, Fault, IndexMoved
from service.query.request import SortKey
from service.search.arguments import Arguments

_SHOWING = frozenset({"page", "cursor", "size", "facets", "facet_size", "highlight"})


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list was left: after `seen` records, of which the last has the sort key `key`."""

    version: str
    query: str
    seen: int
    key: SortKey

    def write(self) -> str:
        """Return the cursor as it stands in a URL."""
        raw = orjson.dumps([self.version, self.query, self.seen, list(self.key)])
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def check(self, version: str) -> None:
        """Raise IndexMoved where the live index is another than the cursor's."""
        if self.version != version:
            raise IndexMoved(
                "the catalogue has been published anew since this list was begun; start again "
                "without `cursor`"
            )


def query_digest(arguments: Arguments, order: str, *more: str) -> str:
    """Return what all pages of one list have in common: its query and order, not its size."""
    kept = [pair for pair in arguments.pairs() if pair[0] not in _SHOWING]
    raw = orjson.dumps([kept, order, more])
    return hashlib.blake2b(raw, digest_size=9).hexdigest()  # 72 bits: chance never meets twice


def read_cursor(text: str, query: str, *, scored: bool) -> Cursor:
    """Return a cursor of that query. `scored` tells that its sort key is (score, id).

    Raises BadRequest where it is none, or one of another query.
    """
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii", "replace") + b"=" * (-len(text) % 4))
        version, of, seen, key = orjson.loads(raw)
        cursor = Cursor(str(version), of, int(seen), tuple(key))
    except (ValueError, TypeError, binascii.Error):
        raise _unfit("is no cursor; take `next_cursor` of an answer as it is") from None
    if cursor.query != query:
        raise _unfit("belongs to another search; start again without it")
    kinds = tuple(type(part) for part in cursor.key)
    if kinds not in (((float, str), (int, str)) if scored else ((str,),)) or cursor.seen < 0:
        raise _unfit("is no cursor; take `next_cursor` of an answer as it is")
    return cursor


def _unfit(detail: str) -> BadRequest:
    return BadRequest((Fault("cursor", detail),))
