"""Saved answers of OAI-PMH servers: headers by path, metadata by the other way of its format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, dc, ead, marc, mods, squeezed

_SOURCE = "answers"
"""The name of the source that the test loads them as, which its sets begin with."""


def records(path: Path) -> list[Seen]:
    """Return the records of an answer that are not deleted, with their ids and sets."""
    tree = etree.parse(path)
    found = []
    for record in tree.iter("{*}record"):
        header = record.find("{*}header")
        if header is None or header.get("status") == "deleted":
            continue
        (body,) = record.find("{*}metadata")
        sets = [f"{_SOURCE}/{squeezed(part.text)}" for part in header.iterfind("{*}setSpec")]
        stamp = squeezed(header.findtext("{*}datestamp"))
        read = _read(body)
        fields = {**read.fields, "id": squeezed(header.findtext("{*}identifier"))}
        if sets:
            fields["collections"] = sets
        fields["notes"] = [*fields.get("notes", []), ("Datestamp", stamp)]
        found.append(Seen((*read.texts, fields["id"], stamp), fields))
    return found


def deleted(path: Path) -> list[str]:
    """Return the ids of the records that an answer says are gone."""
    headers = etree.parse(path).iter("{*}header")
    gone = [header for header in headers if header.get("status") == "deleted"]
    return [squeezed(header.findtext("{*}identifier")) for header in gone]


def _read(body: Any) -> Seen:
    name = etree.QName(body).localname
    if name in ("record", "collection"):
        record = body if name == "record" else body[0]
        ((leader, rows),) = marc.of_element(record)
        texts = [text for row in rows for text in (row.text, *(text for _, text in row.pairs))]
        return Seen(tuple(text for text in texts if text.strip()), marc.fields(leader, rows))
    if name == "mods":
        return mods.seen(body)
    if name == "ead":
        return ead.seen(body.find("{*}archdesc"))
    texts = [text for part in body.iter(etree.Element) if (text := squeezed(part.text))]
    return Seen(tuple(texts), dc.fields(body))
