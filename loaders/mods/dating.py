"""`originInfo` of MODS: dates of creation and publication, publishers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index_mappings.dates import DateConventions, read_date, read_unitdate_normal
from index_mappings.record import Date
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import line, paragraphs

_KINDS = {
    "dateCreated": "Date created",
    "dateIssued": "Date issued",
    "copyrightDate": "Copyright date",
    "dateOther": "Other date",
    "dateCaptured": "Date captured",
    "dateValid": "Date valid",
    "dateModified": "Date modified",
}
"""The kind marked as key, else the first that a record has, is its date; others are notes."""

_LABELS = {
    "edition": "Edition",
    "frequency": "Frequency",
    "issuance": "Issuance",
    "place": "Place of publication",
    "publisher": "Publisher",
}
_QUALIFIERS = {"approximate": "~", "questionable": "?"}
_PLAIN = re.compile(r"-?\d{4}(?:-\d\d){0,2}")


def add_origin(origin: Element, gathering: Gathering) -> None:
    """Add the date of an `originInfo`, and notes for the rest."""
    for kind in sorted(_KINDS, key=lambda kind: not _is_key(origin, kind)):
        label = _KINDS[kind]
        found = [part for part in origin if local(part) == kind and line(part)]
        if found:
            date, rest = _date(found, gathering.conventions)
            gathering.date(date, label)
            for part in rest:
                gathering.note(label, line(part))
    for part in origin:
        name = local(part)
        if name and name not in _KINDS:
            text = "; ".join(paragraphs(part).split("\n"))
            gathering.note(_LABELS.get(name, name), text.rstrip(" :,;"))


def _is_key(origin: Element, kind: str) -> bool:
    return any(local(part) == kind and part.get("keyDate") == "yes" for part in origin)


def _date(found: Sequence[Element], conventions: DateConventions) -> tuple[Date, list[Element]]:
    """Return the date given by dates of one kind, and the dates that it does not cover."""
    ends = {part.get("point", ""): part for part in found if part.get("point")}
    plain = [part for part in found if not part.get("point")]
    written = [part for part in plain if not part.get("encoding")]
    if "start" in ends or "end" in ends:
        low = _end(ends.get("start"))
        high = _end(ends.get("end"))
        shown = line(written[0]) if written else _between(ends.get("start"), ends.get("end"))
        used = [*ends.values(), *written[:1]]
        date = read_unitdate_normal(f"{low}/{high}", conventions, display=shown)
        return date, [part for part in found if part not in used]
    coded = [part for part in plain if part.get("encoding")]
    first = written[0] if written else coded[0] if coded else found[0]
    date = _single(first, conventions)
    if not date.is_dated and coded and first is not coded[0]:
        date = replace(_single(coded[0], conventions), display=line(first))
        return date, [part for part in found if part is not first and part is not coded[0]]
    same = [part for part in found if part is not first and line(part) != line(first)]
    return date, same


def _single(part: Element, conventions: DateConventions) -> Date:
    text = line(part)
    mark = _QUALIFIERS.get(part.get("qualifier") or "", "")
    if mark and _PLAIN.fullmatch(text):
        words = {"~": f"circa {text}", "?": f"{text}?"}
        return read_unitdate_normal(f"{text}{mark}", conventions, display=words[mark])
    if part.get("encoding"):
        return read_unitdate_normal(text, conventions)
    return read_date(text, conventions)


def _end(part: Element | None) -> str:
    if part is None:
        return ".."
    text = line(part)
    mark = _QUALIFIERS.get(part.get("qualifier") or "", "")
    return f"{text}{mark}" if mark and _PLAIN.fullmatch(text) else text


def _between(start: Element | None, end: Element | None) -> str:
    low, high = line(start), line(end)
    if low == high or not (low and high):
        return low if low == high else f"{low or '..'}/{high or '..'}"
    return f"{low}-{high}"
