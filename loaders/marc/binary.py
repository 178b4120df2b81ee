"""MARC in its exchange format (ISO 2709): records one after another, each with a directory."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pymarc import Field, Record, Subfield
from pymarc.exceptions import PymarcException
from pymarc.field import RawField

from loaders.drafts.draft import Item, Reject, Remark, Where
from loaders.drafts.format import Options
from loaders.marc.characters import characters_of
from loaders.marc.records import read_record

RECORD_BYTES = 2_000_000
"""The longest record read. The form itself ends at 99,999 bytes; some systems go on."""

_END = b"\x1d"  # ends a record
_BLOCK = 1 << 16
_BETWEEN = b" \r\n\t\x00\x1a"  # what is between records in files that were sent around
_QUOTED = 2_000  # characters of a rejected record that are repeated


def read_binary(path: str, file: BinaryIO, options: Options) -> Iterator[Item]:
    """Yield the records of a file in the exchange format, and a reject for each broken one."""
    for number, chunk in enumerate(_chunks(file), 1):
        where = Where(path, 0, number)
        raw = chunk[:_QUOTED].decode("utf-8", errors="backslashreplace")
        if len(chunk) > RECORD_BYTES:
            yield Reject(where, f"no record ends within {RECORD_BYTES:,} bytes", raw=raw)
            continue
        if not chunk[:5].isdigit() and number == 1 and not chunk.endswith(_END):
            reason = "the file is not MARC: it begins with no leader and is neither XML nor JSON"
            yield Reject(Where(path), reason, raw=raw)
            return
        try:
            record, problems = _record_of_bytes(chunk, options.extra.get("encoding", ""))
        except (PymarcException, ValueError, LookupError, IndexError) as error:
            yield Reject(where, f"the record cannot be read: {_why(error)}", raw=raw)
            continue
        for problem in problems:
            yield Remark(where, problem)
        yield from read_record(record, where, options)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes between record terminators, ignoring the stated lengths."""
    rest = b""
    while block := file.read(_BLOCK):
        *whole, rest = (rest + block).split(_END)
        for chunk in whole:
            yield chunk.lstrip(_BETWEEN) + _END
        if len(rest) > RECORD_BYTES:
            yield rest
            rest = _skip_to_end(file)
    if rest.strip(_BETWEEN):
        yield rest.lstrip(_BETWEEN)


def _skip_to_end(file: BinaryIO) -> bytes:
    while block := file.read(_BLOCK):
        _, end, after = block.partition(_END)
        if end:
            return after
    return b""


def _record_of_bytes(chunk: bytes, named: str) -> tuple[Record, list[str]]:
    """Return a record with its values as text, and its problem, if any."""
    with _complaints() as complaints:
        raw = Record(chunk, to_unicode=False)
    fields = list(raw.fields)
    values = [value for field in fields for value in _values(field)]
    characters = characters_of(values, says_utf8=str(raw.leader)[9:10] == "a", named=named)
    record = Record()
    record.leader = str(raw.leader).ljust(24)  # type: ignore[assignment]
    for field in fields:
        if isinstance(field, RawField) and field.control_field:
            record.fields.append(Field(field.tag, data=characters.text(_bytes(field.data))))
            continue
        subfields = [
            Subfield(code=sub.code, value=characters.text(_bytes(sub.value)))
            for sub in field.subfields
        ]
        record.fields.append(Field(field.tag, indicators=field.indicators, subfields=subfields))
    problems = [characters.problem, *complaints]
    if int(chunk[:5]) != len(chunk):
        problems.append(
            "its length differs from what its leader says; the ends of fields may be missing"
        )
    return record, [problem for problem in dict.fromkeys(problems) if problem]


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect pymarc's warnings and logs for one record, and suppress them elsewhere."""
    complaints: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # The rest is the field's own content, which may be for the staff alone.
            complaints.append(str(record.msg).partition(":")[0])

    logger, listener = logging.getLogger("pymarc"), Listener()
    passes_on, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield complaints
        complaints.extend(_without_content(warning.message) for warning in caught)
    finally:
        logger.removeHandler(listener)
        logger.propagate = passes_on


def _values(field: Field | RawField) -> list[bytes]:
    if field.control_field:
        return [_bytes(field.data)]
    return [_bytes(sub.value) for sub in field.subfields]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value or "").encode()


def _why(error: Exception) -> str:
    """Return the message of an error without quotations of the record, or its name."""
    if isinstance(error, PymarcException):
        return str(error) or (error.__doc__ or type(error).__name__)
    return "its directory or its characters are broken"


def _without_content(warning: Warning | str) -> str:
    return (type(warning).__doc__ or type(warning).__name__).strip().partition("\n")[0]
