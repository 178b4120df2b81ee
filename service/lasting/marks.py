"""Keyed hashes of what a record says, by which a copy under another id is known.

Two records are one where they agree in two of date, title, summary and full text, as a
corrected record keeps its id (`loaders.publishing.corrections`). Each hash is of two parts
together: the few dates that there are could be tried one by one, were they hashed alone, and a
title alone ("Correspondence") would keep out hundreds of other records. With a title alone,
the notes are the other part.
"""

from __future__ import annotations

import hashlib
from itertools import combinations

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.lasting.bearers import said_by

_BYTES = 12  # of a hash: among a million records a clash by chance is one in 10^16
_SEPARATOR = "\x1f"  # the ASCII unit separator, which no text of a record has


def marks_of(record: Record, mapping: RecordMapping, secret: str) -> tuple[str, ...]:
    """Return the marks of a record under a secret (hexadecimal); none where it says one thing."""
    parts = _parts(record, mapping)
    return tuple(
        _hashed(secret, one, parts[one], other, parts[other])
        for one, other in combinations(parts, 2)
    )


def title_mark(title: str, secret: str) -> str:
    """Return the mark of a title alone, "" for none; a collection has nothing else."""
    words = key(title)
    return _hashed(secret, "title", words) if words else ""


def _parts(record: Record, mapping: RecordMapping) -> dict[str, str]:
    date = record.date(mapping.date)
    when = ""
    if date is not None:
        when = f"{date.start} {date.end}" if date.is_dated else key(date.display)
    text = _SEPARATOR.join(record.text(name) for name in mapping.long_texts).strip(_SEPARATOR)
    found = {
        "date": when,
        "title": key(record.text(mapping.title)),
        "summary": key(record.text(mapping.summary)),
        "text": " ".join(text.split()),
    }
    left = {name: value for name, value in found.items() if value}
    if len(left) == 1 and (notes := _notes(record, mapping)):
        left["notes"] = notes
    return left


def _notes(record: Record, mapping: RecordMapping) -> str:
    """Return what the notes say: they tell a record that has a title alone from others."""
    names = [field.name for field in mapping.fields if field.kind.keeps_rest]
    return key(said_by({name: record.values[name] for name in names if name in record.values}))


def _hashed(secret: str, *parts: str) -> str:
    whole = _SEPARATOR.join(parts).encode()
    return hashlib.blake2b(whole, digest_size=_BYTES, key=bytes.fromhex(secret)).hexdigest()
