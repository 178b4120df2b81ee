"""JSON and JSON lines, by json of the standard library."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from other_way import Seen, days, squeezed, without_empty


def records(path: Path) -> list[Seen]:
    """Return the objects of a file; their fields where `SAID` knows the file."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".jsonl":
        found = [json.loads(line) for line in text.split("\n") if line.strip()]
    else:
        value = json.loads(text)
        found = value if isinstance(value, list) else [value]
    said = SAID.get(path.parent.name if path.stem == "corpus" else path.stem, lambda _: {})
    return [Seen(tuple(leaves(item)), without_empty(said(item))) for item in found]


def leaves(value: Any) -> Iterator[str]:
    """Yield every value in an object that is not empty, as text."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    elif value is not None and not isinstance(value, bool) and squeezed(str(value)):
        yield str(value)


def _work(value: Any) -> dict[str, Any]:
    first, last = value["start_year"], value["end_year"]
    span = days(str(first), str(last)) if first else ("", "")
    labels = ("classification", "medium", "acquisition_year")
    return {
        "title": squeezed(value["title"]),
        "reference": value["accession_number"],
        "people": [(name, "") for name in value["artists"]],
        "date": (squeezed(value["date_text"]), *span),
        "subjects": value["subjects"],
        "notes": [(name, squeezed(str(value[name]))) for name in labels if value[name]],
    }


def _article(value: Any) -> dict[str, Any]:
    about = value.get("metadata", {})
    author = [(name, "") for name in [squeezed(about.get("author"))] if name]
    notes = [("metadata.bib", squeezed(about.get("bib")))]
    written = squeezed(about.get("date"))  # "October, 1964"
    month, _, year = written.partition(", ")
    number = list(calendar.month_name).index(month.capitalize()) if year else 0
    return {
        "id": value["_id"],
        "date": (written, *days(f"{year}-{number:02}")) if year else None,
        "title": squeezed(value["title"]),
        "text": squeezed(value["text"]),
        "sender": author,
        "people": author,
        "notes": [(label, text) for label, text in notes if text],
    }


def _newspaper(value: Any) -> dict[str, Any]:
    (date,) = value["dc_date_display"]
    names = [*value["dcterms_creator_display"], *value["dcterms_contributor_display"]]
    return {
        "id": value["id"],
        "title": value["dcterms_title_display"][0],
        "date": (date, *days(date)),
        "people": [(name, "") for name in names],
        "subjects": [text.rstrip(" .;") for text in value["dcterms_subject_display"]],
        "summary": " ".join(value["dcterms_description_display"]),
        "extent": "; ".join(value["dcterms_extent_display"]),
        "reference": value["dcterms_identifier_display"][0],
        "repository": value["dcterms_provenance_display"][0],
        "rights": value["dc_right_display"][0],
        "type": value["dcterms_type_display"][0],
        "language": value["dcterms_language_display"],
        "collections": ["-".join(_words(value["collection_titles_sms"][0]))],
        "notes": [
            (name, value[name][0])
            for name in ("dc_format_display", "dcterms_rights_holder_display")
        ],
    }


def _poster(value: Any) -> dict[str, Any]:
    source = value["sourceResource"]
    date = source["date"]
    return {
        "title": source["title"][0],
        "date": (date["displayDate"], *days(date["begin"], date["end"])),
        "people": [(source[kind]["name"], "") for kind in ("creator", "contributor")],
        "subjects": [item["name"] for item in source["subject"]],
        "places": [item["name"] for item in source["spatial"]],
        "summary": " ".join(source["description"]),
        "extent": source["extent"][0],
        "language": [item["name"] for item in source["language"]],
        "reference": source["identifier"],
        "repository": value["dataProvider"],
        "rights": source["rights"][0]["text"],
        "type": source["type"],
        "url": value["isShownAt"],
        "notes": [("intermediateProvider", value["intermediateProvider"])],
    }


def _component(value: Any) -> dict[str, Any]:
    (date,) = value["dates"]
    return {
        "title": value["title"],
        "level": value["level"],
        "date": (date["begin"], *days(date["begin"])),
        "notes": [("uri", value["uri"]), ("jsonmodel_type", value["jsonmodel_type"])],
    }


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()


SAID = {
    "tate-artworks": _work,
    "cacm": _article,
    "adi": _article,
    "dlg": _newspaper,
    "fl": _poster,
    "archival_object": _component,
}
"""What the keys of a file mean, by its name."""
