"""The id of a record: its source's own id, or one derived from its contents.

A derived id is `<source>-<12 hex>`. It depends on the source's name, the date as written and the
title; if these repeat within a source, also on the summary, and then on the ordinal among equals.
So the same file always gives the same ids, and the order of records matters only among those that
are otherwise identical.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from index_mappings.folding import clean
from index_mappings.json_values import Json
from service.lasting.derived_ids import cut_bytes, short_digest, slug

ID_BYTES = 512
"""The longest id in bytes of UTF-8; Elasticsearch takes no longer one."""

_SEPARATOR = "\x1f"  # the ASCII unit separator, which `clean` leaves in no text


def derived_id(source: str, date: str, title: str, *more: str) -> str:
    """Return the id of a record that has none; `more` is its summary, then its ordinal."""
    return f"{slug(source)}-{short_digest(_SEPARATOR.join((source, date, title, *more)))}"


def fit_id(own_id: str) -> str:
    """Return a source's own id in NFC; one over 512 bytes is shortened and ends in a hash."""
    if len(own_id) <= ID_BYTES and own_id.isascii() and own_id.isprintable():  # most ids
        return own_id.strip()
    id = clean(own_id).strip()
    if len(id.encode()) <= ID_BYTES:
        return id
    tail = hashlib.blake2b(id.encode(), digest_size=16).hexdigest()
    return f"{cut_bytes(id, ID_BYTES - len(tail) - 1)}-{tail}"


def date_as_written(values: Mapping[str, Json], field: str) -> str:
    """Return the wording of a record's date, or "" if it has none."""
    date = values.get(field)
    return str(date.get("display", "")) if isinstance(date, dict) else ""
