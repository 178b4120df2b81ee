"""Who a record is: its source's own id, or one made from what the record says.

A derived id is `<source>-<12 hex>`. It depends on the source's name, the date as written and
the title; where these repeat within a source on the summary too, and then on the ordinal among
equals. So the same file gives the same ids wherever and whenever it is loaded, and the order
of its records matters only among those that nothing else tells apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from index_mappings.folding import clean, key
from index_mappings.json_values import Json

ID_BYTES = 512
"""The longest id in bytes of UTF-8; Elasticsearch takes no longer one."""

_HASH_BYTES = 6  # twelve hex digits: short enough to read out, and a clash is told apart anyway
_SLUG_BYTES = 80  # of a source's name in an id: enough to recognise it, and links stay short
_SEPARATOR = "\x1f"  # the ASCII unit separator, which `clean` leaves in no text


def slug(text: str) -> str:
    """Return a text as a readable part of an address: "Korean War, 1950" is "korean-war-1950".

    Letters of any script stay, folded. A text with no letter or digit gives a hash of itself.
    """
    made = cut_bytes(key(text).replace(" ", "-"), _SLUG_BYTES).strip("-")
    return made or _digest(text)


def derived_id(source: str, date: str, title: str, *more: str) -> str:
    """Return the id of a record that has none; `more` is its summary, then its ordinal."""
    return f"{slug(source)}-{_digest(_SEPARATOR.join((source, date, title, *more)))}"


def is_derived(id: str, source: str) -> bool:
    """Tell whether an id has the form of one derived for this source."""
    head, _, tail = id.rpartition("-")
    return re.fullmatch("[0-9a-f]{12}", tail) is not None and head == slug(source)


def fit_id(own_id: str) -> str:
    """Return a source's own id, NFC; what is over 512 bytes ends in a hash of the whole."""
    id = clean(own_id).strip()
    if len(id.encode()) <= ID_BYTES:
        return id
    tail = hashlib.blake2b(id.encode(), digest_size=16).hexdigest()
    return f"{cut_bytes(id, ID_BYTES - len(tail) - 1)}-{tail}"


def date_as_written(values: Mapping[str, Json], field: str) -> str:
    """Return the wording of a record's date, "" where it has none."""
    date = values.get(field)
    return str(date.get("display", "")) if isinstance(date, dict) else ""


def cut_bytes(text: str, limit: int) -> str:
    """Return the longest beginning of a text of at most `limit` bytes of UTF-8."""
    return text.encode()[:limit].decode(errors="ignore")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_HASH_BYTES).hexdigest()
