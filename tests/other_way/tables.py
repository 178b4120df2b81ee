"""Tables: csv of the standard library, and XLSX as the XML in its zip file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, days, once, squeezed, without_empty


class Row(dict[str, str]):
    """The cells of a row that are not empty, by their headers; others are ""."""

    def __missing__(self, header: str) -> str:
        return ""


def rows(path: Path) -> list[Row]:
    """Return the rows under the headers of a table, in each the cells that are not empty."""
    if path.suffix == ".xlsx":
        cells = _sheet(path)
        # A template has its headers twice: as the program calls them, and then in words.
        at = next(place for place, row in enumerate(cells) if "title" in row)
        body = [row for row in cells[at + 1 :] if not {"Field name", "Title"} & set(row)]
        headers = cells[at]
    else:
        text = path.read_text(encoding="utf-8-sig")
        dialect = csv.excel_tab if path.suffix == ".tsv" else csv.excel
        headers, *body = csv.reader(io.StringIO(text, newline=""), dialect)
    made = [dict(zip(headers, row, strict=False)) for row in body]
    return [Row(row) for row in map(without_empty, made) if row]


def records(path: Path) -> list[Seen]:
    """Return the rows of a table as records."""
    found = rows(path)
    said = _of_headers(found[0])
    above = _titles_above(found)
    return [
        Seen(tuple(row.values()), without_empty({"ancestors": titles, **said(row)}))
        for row, titles in zip(found, above, strict=True)
    ]


def _titles_above(found: list[Row]) -> list[list[str]]:
    """Return the titles above each row where rows say how deep they stand."""
    open_titles: list[str] = []
    made = []
    for row in found:
        depth = int(row.get("hierarchy", 1))
        made.append(open_titles[: depth - 1])
        open_titles = [*made[-1], row.get("title", "")]
    return made


def _of_headers(row: Row) -> Callable[[Row], dict[str, Any]]:
    """Return what the headers of a file mean."""
    known = {
        "barcode": _of_series,
        "collection_number": _of_finding_aid,
        "hierarchy": _of_template,
        "archival_object_id": _of_containers,
    }
    return next(said for header, said in known.items() if header in row)


def _of_series(row: Row) -> dict[str, Any]:
    """Return the fields of an item list of the National Archives of Australia."""
    first, last = row["start_date"], row["end_date"]
    return {
        "id": row["barcode"],
        "title": squeezed(row["title"]),
        "reference": row["control_symbol"],
        "ancestors": [row["series"]],
        "date": (first if first == last else f"{first} - {last}", *days(first, last)),
        "access": row["access_status"],
        "notes": [(name, row[name]) for name in ("location", "digitised_status") if row[name]],
    }


def _of_finding_aid(row: Row) -> dict[str, Any]:
    """Return the fields of a line of the National Library of Australia's list."""
    span = re.findall(r"\d{4}", row["date_range"])
    counts = ("total_elements", "total_items", "total_digitised_items", "total_searchable")
    return {
        "title": row["title"],
        "url": row["url"],
        "reference": row["collection_number"],
        "people": [(name, "") for name in once([row["creator"]])],
        "date": (row["date_range"], *days(span[0], span[-1])) if span else None,
        "extent": row["extent"],
        "language": once([row["language_of_materials"]]),
        "repository": row["repository"],
        "notes": [(name, row[name]) for name in counts if row[name]],
    }


def _of_template(row: Row) -> dict[str, Any]:
    """Return the fields of a row of ArchivesSpace's template for components."""
    written = row.get("expression", "")
    span = re.findall(r"\d{4}", written)
    labels = ("hierarchy", "ead", "date_type", "type_1", "indicator_1")
    return {
        "title": row["title"],
        "level": row["level"],
        "date": (written, *days(span[0], span[-1])) if span else None,
        "notes": [(name, row[name]) for name in labels if row[name]],
    }


def _of_containers(row: Row) -> dict[str, Any]:
    """Return the fields of a row of ArchivesSpace's template for containers."""
    labels = ("ead_id", "top_container_type", "top_container_indicator", "child_indicator")
    return {
        "id": row["ref_id"],
        "reference": row["component ID"],
        "title": row["title"],
        "ancestors": [row["resource_title"]],
        "notes": [(name, row[name]) for name in labels if row[name]],
    }


def _sheet(path: Path) -> list[list[str]]:
    """Return the cells of the first sheet, each in its column."""
    with zipfile.ZipFile(path) as archive:
        shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    strings = ["".join(item.itertext("{*}t")) for item in shared.iterfind("{*}si")]
    made = []
    for row in sheet.iter("{*}row"):
        cells: dict[int, str] = {}
        for cell in row.iterfind("{*}c"):
            value = cell.findtext("{*}v") or "".join(cell.itertext("{*}t"))
            column = re.match("[A-Z]+", cell.get("r", ""))
            number = 0
            for letter in column.group() if column else "A":
                number = number * 26 + ord(letter) - 64
            cells[number] = strings[int(value)] if cell.get("t") == "s" else value
        made.append([cells.get(number, "") for number in range(1, max(cells, default=0) + 1)])
    return made
