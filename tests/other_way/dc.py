"""Dublin Core, by the names of its elements."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, days, language, once, squeezed, without_empty

_NOTES = {
    "isPartOf": "Part of",
    "medium": "Medium",
    "provenance": "Provenance",
    "publisher": "Publisher",
    "relation": "Relation",
    "source": "Source",
    "temporal": "Period",
}


def records(path: Path) -> list[Seen]:
    """Return the one record of a file: where an item has a title beside a type or a subject."""
    tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
    for part in tree.iter(etree.Element):
        names = {_name(child) for child in part}
        if "title" in names and names & {"type", "subject"}:
            texts = [text for item in tree.iter(etree.Element) if (text := squeezed(item.text))]
            top = tree.getroot()
            about = next(
                (v for k, v in top.attrib.items() if re.split("[}:]", k)[-1] == "about"), ""
            )
            return [Seen(tuple(texts), without_empty({"id": about, **fields(part, tree)}))]
    return []


def fields(record: Any, around: Any = None) -> dict[str, Any]:
    """Return the fields of an element that holds Dublin Core; `around` has the rest of its hub."""

    def of(*names: str) -> list[str]:
        found = [squeezed("".join(part.itertext())) for part in record if _name(part) in names]
        return [text for text in found if text]

    def addresses(*names: str) -> list[str]:
        where = record if around is None else around.getroot()
        parts = [part for part in where.iter(etree.Element) if _name(part) in names]
        return [squeezed(part.text) or _resource(part) for part in parts]

    identifiers = of("identifier")
    pages = [text for text in [*addresses("isShownAt"), *identifiers] if text.startswith("http")]
    types = of("type") + [
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _resource(part).rpartition("/")[2])
        for part in record
        if _name(part) == "type" and "dcmitype" in _resource(part)
    ]
    dates = [part for part in record if _name(part) in ("created", "date")]
    people = [
        (name.strip(), label)
        for element, label in (("creator", "Creator"), ("contributor", "Contributor"))
        for text in of(element)
        for name in text.split(";")
        if name.strip()
    ]
    return without_empty(
        {
            "title": of("title")[0],
            "date": _date(dates[0]) if dates else None,
            "people": once(people),
            "subjects": once(item.strip() for text in of("subject") for item in text.split(";")),
            "places": once(of("spatial", "coverage")),
            "summary": " ".join(of("description", "abstract")),
            "type": types[0] if types else "",
            "language": once(language(text) for text in of("language")),
            "rights": "; ".join(once(of("rights"))),
            "extent": "; ".join(of("extent")),
            "repository": next(iter(of("dataProvider")), ""),
            "reference": "; ".join(text for text in identifiers if not text.startswith("http")),
            "url": pages[0] if pages else "",
            "notes": [(label, text) for name, label in _NOTES.items() for text in of(name)],
        }
    )


def _date(part: Any) -> tuple[str, str, str]:
    ends = [squeezed(end.text) for end in part.iter("{*}begin", "{*}end")] or [squeezed(part.text)]
    return ("-".join(ends), *days(ends[0], ends[-1]))


def _name(part: Any) -> str:
    return re.split("[}:]", part.tag)[-1] if isinstance(part.tag, str) else ""


def _resource(part: Any) -> str:
    return next((v for k, v in part.attrib.items() if k.endswith("resource")), "")
