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
class Taken:
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
    write: Callable[[Taken], Iterator[bytes]]
    has_texts: bool = False
    most: int = 0
    policy: str = ""
    suits: Callable[[RecordMapping], bool] = _always


def _csv(taken: Taken) -> Iterator[bytes]:
    return csv_rows(taken.records, taken.mapping, text=taken.text)


def _xlsx(taken: Taken) -> Iterator[bytes]:
    return workbook(taken.records, taken.mapping, text=taken.text)


def _jsonl(taken: Taken) -> Iterator[bytes]:
    for record in taken.records:
        shown = record_json(taken.mapping.ordered(record), taken.mapping)
        yield orjson.dumps(shown) + b"\n"


def _ris(taken: Taken) -> Iterator[bytes]:
    return (ris(taken.cite(record)).encode() for record in taken.records)


def _bibtex(taken: Taken) -> Iterator[bytes]:
    return (bibtex(taken.cite(record)).encode() for record in taken.records)


def _csl_json(taken: Taken) -> Iterator[bytes]:
    before = b"["
    for record in taken.records:
        yield before + orjson.dumps(csl(taken.cite(record)))
        before = b",\n"
    yield b"[]\n" if before == b"[" else b"]\n"


def _finding_list(taken: Taken) -> Iterator[bytes]:
    return finding_list(map(taken.cite, taken.records), taken.heading)


def _cmif(taken: Taken) -> Iterator[bytes]:
    from service.exports.cmif import cmif  # noqa: PLC0415 - with lxml, which no search needs

    return cmif(taken.records, taken.mapping, taken.cite, taken.heading, taken.origin)


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
