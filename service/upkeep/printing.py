"""An examination as text for a screen, as JSON for a program, as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import orjson

from index_mappings.json_values import Json
from service.lasting.openings import Due
from service.results import IndexInfo
from service.upkeep.examination import Examination
from service.upkeep.finding import CHECKS, Finding

FORMATS = ("text", "json", "csv")

_SHOWN = 10  # findings of each check on a screen
_IDS = 5  # ids of each finding on a screen

Problems = Iterable[str]
"""What is wrong with the engine, the mapping or a file of the site: whole sentences."""


def as_text(found: Examination | None, problems: Problems, *, every: bool) -> Iterator[str]:
    """Yield lines: the problems, then each severity and check with its findings.

    Of each check the first ten are shown, or `every` one.
    """
    is_well = True
    for problem in problems:
        is_well = False
        yield f"problem: {problem}"
    last, shown, counts = ("", ""), 0, found.counts() if found else {}
    for item in found.findings() if found else ():
        is_well = False
        if last != (item.severity, item.check):
            last, shown = (item.severity, item.check), 0
            count = counts[item.severity][item.check]
            yield ""
            yield f"{item.severity}: {CHECKS[item.check]} ({count:,})"
        shown += 1
        if every or shown <= _SHOWN:
            yield from _lines(item)
        elif shown == _SHOWN + 1:
            yield f"  ... {count - _SHOWN:,} more; --every or --format csv has them"
    if is_well:
        yield "nothing to mend"


def as_json(
    found: Examination | None,
    problems: Problems,
    info: IndexInfo | None,
    due: Due,
) -> Iterator[bytes]:
    """Yield the parts of one JSON object; `findings` is its last key."""
    head: dict[str, Json] = {
        "index": info.name if info else "",
        "records": info.records if info else 0,
        "problems": list(problems),
        "opens_soon": due.soon,
        "overdue": due.overdue,
        "counts": found.counts() if found else {},
    }
    yield orjson.dumps(head)[:-1] + b',"findings":['
    for number, item in enumerate(found.findings() if found else ()):
        yield (b",\n" if number else b"\n") + orjson.dumps(item)
    yield b"\n]}\n"


def as_csv(found: Examination | None, problems: Problems) -> Iterator[str]:
    """Yield lines of CSV, a header first; several ids are in one cell, with line breaks between."""
    yield _row("severity", "check", "records", "ids", "what", "mend")
    for problem in problems:
        yield _row("error", "site", "", "", problem, "")
    for item in found.findings() if found else ():
        ids = "\n".join(item.ids)
        yield _row(item.severity, item.check, str(item.count), ids, item.message, item.mend)


def _lines(item: Finding) -> Iterator[str]:
    ids = ", ".join(item.ids[:_IDS])
    more = f" and {item.count - _IDS:,} more" if item.count > _IDS and ids else ""
    yield f"  {ids}{more}: {item.message}" if ids else f"  {item.message}"
    yield f"    {item.mend}"


def _row(*cells: str) -> str:
    text = io.StringIO()
    # a cell that begins like a formula would be run by a spreadsheet
    csv.writer(text, lineterminator="\n").writerow(
        f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells
    )
    return text.getvalue()
