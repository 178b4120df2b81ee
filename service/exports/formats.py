"""The forms in which records are taken away: a registry, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.exports.bibtex import bibtex
from service.exports.citing import Cite
from service.exports.csl_json import csl
from service.exports.delimited import csv_rows
from service.exports.finding_list import POLICY, finding_list
from service.exports.heading import Heading
from service.exports.letters import has_letters
from service.exports.origin import Origin
from service.exports.ris import ris
from service.exports.workbook import MOST_ROWS, workbook
from service.schemas import arguments
from service.schemas.answer_json import record_json


@dataclass(frozen=True, slots=True)
class Export:
    """What a form is written from: the records in their order, and how each is cited.

    `text` asks for long texts where a form can leave them out; `heading` and `origin` are for forms
    that say what the file is and whose.
    """

    records: Iterable[Record]
    mapping: RecordMapping
    cite: Cite
    text: bool = False
    heading: Heading = field(default_factory=Heading)
    origin: Origin = field(default_factory=Origin)


def _always(_: RecordMapping) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One form: its name in addresses, its label, its media type, the ending of its files.

    `write` yields the bytes. `has_texts` marks a form that always has long texts. `most` is the
    number of records that it can have, 0 for any. `policy` is the Content-Security-Policy of a form
    that browsers show. `suits` tells whether records of a mapping can be written in it.
    """

    name: str
    label: str
    media_type: str
    ending: str
    write: Callable[[Export], Iterator[bytes]]
    has_texts: bool = False
    most: int = 0
    policy: str = ""
    suits: Callable[[RecordMapping], bool] = _always


def _csv(export: Export) -> Iterator[bytes]:
    return csv_rows(export.records, export.mapping, text=export.text)


def _xlsx(export: Export) -> Iterator[bytes]:
    return workbook(export.records, export.mapping, text=export.text)


def _jsonl(export: Export) -> Iterator[bytes]:
    for record in export.records:
        shown = record_json(export.mapping.ordered(record), export.mapping)
        yield orjson.dumps(shown) + b"\n"


def _ris(export: Export) -> Iterator[bytes]:
    return (ris(export.cite(record)).encode() for record in export.records)


def _bibtex(export: Export) -> Iterator[bytes]:
    return (bibtex(export.cite(record)).encode() for record in export.records)


def _csl_json(export: Export) -> Iterator[bytes]:
    before = b"["
    for record in export.records:
        yield before + orjson.dumps(csl(export.cite(record)))
        before = b",\n"
    yield b"[]\n" if before == b"[" else b"]\n"


def _finding_list(export: Export) -> Iterator[bytes]:
    return finding_list(map(export.cite, export.records), export.heading)


def _cmif(export: Export) -> Iterator[bytes]:
    from service.exports.cmif import cmif  # noqa: PLC0415 - with lxml, which no search needs

    return cmif(export.records, export.mapping, export.cite, export.heading, export.origin)


FORMATS = (
    ExportFormat("csv", "CSV", "text/csv; charset=utf-8", "csv", _csv),
    ExportFormat(
        "xlsx", "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx", _xlsx, most=MOST_ROWS,
    ),
    ExportFormat(
        "jsonl", sentence("JSON lines"), "application/x-ndjson", "jsonl", _jsonl, has_texts=True,
    ),
    ExportFormat(
        "ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris", _ris,
    ),
    ExportFormat(
        "bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", _bibtex,
    ),
    ExportFormat(
        "csl-json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", _csl_json,
    ),
    ExportFormat(
        "cmif", "CMIF", "application/tei+xml; charset=utf-8", "xml", _cmif, suits=has_letters,
    ),
    ExportFormat(
        "list", sentence("a list to print"), "text/html; charset=utf-8", "html", _finding_list,
        policy=POLICY,
    ),
)  # fmt: skip

BY_NAME = {item.name: item for item in FORMATS}
REFERENCES = tuple(BY_NAME[name] for name in arguments.REFERENCES)
"""The forms that a single record has too."""


def offered(mapping: RecordMapping) -> tuple[ExportFormat, ...]:
    """Return the forms in which the records of a mapping can be taken away."""
    return tuple(form for form in FORMATS if form.suits(mapping))
