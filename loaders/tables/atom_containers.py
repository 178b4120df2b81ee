"""What AtoM says of boxes, one note as of an EAD: physicalObjectName "Box 1|7", -Type "Box|Folder".

Where a box stands is the staff's own, and held back (`publicity.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.json_values import Json, members, text

_NAME, _TYPE = "physicalobjectname", "physicalobjecttype"
LABEL = "Container"


def with_containers(notes: Sequence[Json]) -> list[Json]:
    """Return notes with one of the containers in place of a note for each of their columns."""
    found: dict[str, list[str]] = {}
    rest: list[Json] = []
    for note in notes:
        label = "".join(text(members(note).get("label")).casefold().split())
        if label in (_NAME, _TYPE):
            found[label] = [part.strip() for part in text(members(note).get("text")).split("|")]
        else:
            rest.append(note)
    if _NAME not in found:
        return list(notes)
    types = found.get(_TYPE, [])
    said = [
        _said(name, types[place] if place < len(types) else "")
        for place, name in enumerate(found[_NAME])
    ]
    return [*rest, {"label": LABEL, "text": "; ".join(filter(None, said))}]


def _said(name: str, kind: str) -> str:
    """Return "Box 1" for "Box 1" of the type "Box", "Cardboard box 12" for "12"."""
    has_kind = not kind or kind.casefold() in name.casefold()
    return name if has_kind else f"{kind} {name}".strip()
