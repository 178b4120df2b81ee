"""What a loader made of a record, in the form in which the other ways say it."""

from __future__ import annotations

from typing import Any

from index_mappings.days import civil
from loaders.drafts.draft import Draft
from other_way import squeezed, without_empty

_PARTIES = ("sender", "recipient", "via", "people")


def plain_fields(draft: Draft) -> dict[str, Any]:
    """Return the fields of a draft that have a value, and its id.

    A date is ("as written", first day, last day), a party (name, role), a note (label, text), what
    a record is a part of its title.
    """
    fields: dict[str, Any] = {"id": draft.own_id}
    for name, value in draft.values.items():
        if not value or name == "derived":
            continue
        if name == "date":
            ends = [_iso(value[end]) if end in value else "" for end in ("from", "to")]
            fields[name] = (squeezed(value["display"]), *ends)
        elif name in _PARTIES:
            fields[name] = [(squeezed(party["name"]), party.get("role", "")) for party in value]
        elif name == "notes":
            fields[name] = [(note["label"], squeezed(note["text"])) for note in value]
        elif name == "ancestors":
            fields[name] = [above["title"] for above in value]
        elif name == "editorial_notes":
            fields[name] = [(note.get("anchor", ""), squeezed(note["text"])) for note in value]
        elif name == "layout":
            fields[name] = [(span["kind"], span["at"], span["to"]) for span in value]
        elif isinstance(value, list):
            fields[name] = [squeezed(item) for item in value]
        else:
            fields[name] = squeezed(str(value))
    return without_empty(fields)


def _iso(number: int) -> str:
    return "{:04}-{:02}-{:02}".format(*civil(number))
