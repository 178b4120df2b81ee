"""A place in the list of changes as a resumption token: it holds all, so it never expires."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace

import orjson

from index_mappings.json_values import needed_list, needed_text, needed_whole

_FAR = 2**53  # changes: numbers beyond it are none in JSON


@dataclass(frozen=True, slots=True)
class Harvest:
    """The selection of a harvest, and the number of the last change that it has seen.

    `first` and `last` are moments in UTC to the second ("2026-11-29T08:00:00Z"), or "" for any;
    `set` is the id of a collection, or "" for all records.
    """

    prefix: str
    first: str = ""
    last: str = ""
    set: str = ""
    after: int = 0

    def at(self, number: int) -> Harvest:
        """Return the same harvest from beyond a change."""
        return replace(self, after=number)

    def token(self) -> str:
        """Return the harvest as a token."""
        value = [self.prefix, self.first, self.last, self.set, self.after]
        return base64.urlsafe_b64encode(orjson.dumps(value)).decode().rstrip("=")


def read_token(token: str) -> Harvest | None:
    """Return the harvest of a token, or None if it is none of ours."""
    try:
        padded = token + "=" * (-len(token) % 4)
        value = orjson.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        prefix, first, last, collection, after = needed_list(value)
        number = needed_whole(after)
        if not 0 <= number < _FAR:
            return None
        return Harvest(
            needed_text(prefix), needed_text(first), needed_text(last), needed_text(collection),
            number,
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, UnicodeError, binascii.Error):
        return None
