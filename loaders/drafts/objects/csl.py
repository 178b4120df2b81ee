"""Items of CSL-JSON, as exported by Zotero and similar programs, with plain names and dates.

    {"author": [{"family": "Roe", "given": "Jane"}], "issued": {"date-parts": [[1901, 5, 5]]}}

Source: the schema of CSL-JSON 1.0 (`csl-data.json`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index_mappings.days import MONTHS
from index_mappings.json_values import Json, elements, members, text

_NAMES = (
    "author", "recipient", "editor", "translator", "interviewer", "contributor",
    "collection-editor",
    "composer", "director", "illustrator", "original-author", "reviewed-author",
)  # fmt: skip
_DATES = ("issued", "original-date", "event-date", "accessed", "submitted", "available-date")
_PARTS = frozenset(
    {
        "family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle",
        "comma-suffix", "static-ordering", "parse-names",
    }
)  # fmt: skip
_OF_A_DATE = frozenset({"date-parts", "raw", "literal", "circa", "season"})
_SEASONS = {"1": "spring", "2": "summer", "3": "autumn", "4": "winter"}
_KEYS = frozenset({*_NAMES, *_DATES})


def of_csl(value: dict[str, Json]) -> dict[str, Json]:
    """Return an item with its names and dates as text; other objects unchanged."""
    inner: dict[str, Json] = {}
    for name in _KEYS.intersection(value):
        item = value[name]
        if name in _NAMES and _are_names(item):
            inner[name] = [_name(members(one)) for one in elements(item)]
        elif name in _DATES and isinstance(item, dict) and item and item.keys() <= _OF_A_DATE:
            inner[name] = _date(item)
    if not inner:
        return value
    whole = {**value, **inner}
    if "archive_location" in whole and "reference" not in whole:
        whole["reference"] = whole.pop("archive_location")
    return whole


def _are_names(value: Json) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(one, dict) and one.keys() <= _PARTS and one.keys() & {"family", "literal"}
            for one in value
        )
    )


def _name(value: Mapping[str, Json]) -> str:
    if literal := text(value.get("literal")):
        return literal
    names = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (text(value.get(name)).strip() for name in names)))


def _date(value: Mapping[str, Json]) -> str:
    wording = text(value.get("literal")) or text(value.get("raw"))
    ends = [
        _day([str(part) for part in elements(end)]) for end in elements(value.get("date-parts"))
    ]
    wording = wording or " - ".join(filter(None, ends))
    if (season := _SEASONS.get(str(value.get("season", "")), "")) and len(ends) == 1:
        wording = f"{season} {wording[-4:]}"
    return f"ca. {wording}" if value.get("circa") and wording else wording


def _day(parts: Sequence[str]) -> str:
    """Return "5 May 1901" for a year, month and day: "1901-05" could be two years."""
    if len(parts) < 2 or not parts[1].isdecimal() or not 1 <= int(parts[1]) <= len(MONTHS):
        return "-".join(parts[:1])
    return " ".join((*parts[2:3], MONTHS[int(parts[1]) - 1], parts[0]))
