"""Subjects of MODS: a heading of several parts, with the places and people in it."""

from __future__ import annotations

from dataclasses import replace

from loaders.drafts.gathering import Gathering
from loaders.drafts.headings import trimmed_name
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import line
from loaders.mods.names import party_of, title_of

_FROM_LARGE_TO_SMALL = (
    "extraterrestrialArea", "world", "continent", "country", "province", "region", "state",
    "territory", "county", "island", "area", "city", "citySection",
)  # fmt: skip
_ASIDE = frozenset({"cartographics", "geographicCode"})
_PLACES = frozenset({"geographic", "hierarchicalGeographic"})


def add_subject(subject: Element, gathering: Gathering) -> None:
    """Add a subject: a place, a person, or a heading such as "Rivers -- Silt".

    Parts with their own authorities are separate subjects.
    """
    is_heading = subject.get("valueURI") or subject.get("authority")
    apart = not is_heading and sum(bool(part.get("valueURI")) for part in subject) > 1
    parts: list[str] = []
    is_place = True
    for part in subject:
        name = local(part)
        if name in _ASIDE:
            for item in [part, *part]:
                if not len(item):
                    gathering.note(
                        "Coordinates" if name == "cartographics" else "Place code", line(item)
                    )
            continue
        if name == "hierarchicalGeographic":
            text = trimmed_name(_hierarchy(part))
            gathering.add("places", text, "Place")
        elif name == "geographic":
            text = trimmed_name(line(part))
            gathering.add("places", text, "Place")
        elif name == "name":
            party = party_of(part)
            gathering.party("people", replace(party, role=party.role or "Subject"), "Subject")
            text, is_place = party.name, False
        elif name == "titleInfo":
            text, is_place = title_of(part), False
        elif name:
            text, is_place = trimmed_name(line(part)), False
        else:
            continue
        if apart and name not in _PLACES:
            gathering.add("subjects", text, "Subject")
        elif text and not apart:
            parts.append(text)
    stray = trimmed_name(" ".join((subject.text or "").split()))
    if stray:
        parts.insert(0, stray)
        is_place = False
    if parts and not is_place:
        gathering.add("subjects", " -- ".join(parts), "Subject")


def _hierarchy(place: Element) -> str:
    """Return a place from large to small, whatever the order of its parts."""

    def rank(part: Element) -> int:
        name = local(part)
        order = _FROM_LARGE_TO_SMALL
        return order.index(name) if name in order else len(order)

    return " -- ".join(filter(None, map(line, sorted(place, key=rank)))) or line(place)
