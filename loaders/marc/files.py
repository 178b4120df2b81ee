"""Files of MARC records in any of the three forms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pymarc import Field, Indicators, Record, Subfield

from index_mappings.json_values import Json
from loaders.drafts.compressed import COMPRESSED, is_compressed
from loaders.drafts.draft import Item, Reject, Where
from loaders.drafts.folders import files_of
from loaders.drafts.format import NamedByFile, Options
from loaders.drafts.gathering import Gathering
from loaders.drafts.json_values.lists import listed
from loaders.drafts.json_values.streams import JsonFault
from loaders.drafts.xml.files import Element, XmlFault, XmlParts, line_of, local
from loaders.drafts.xml.refusals import fault_reject, refusal
from loaders.drafts.xml.words import paragraphs
from loaders.marc.binary import read_binary
from loaders.marc.records import RAW, read_record
from service.errors import LoadError

_HEAD = 100  # bytes that show which form a file has
_QUOTED = 2_000  # characters of a rejected record that are repeated
_PLAIN = re.compile(rb"^\xff\xfe|^\xfe\xff|\x00")  # what UTF-16 has around a letter
_SUFFIXES = frozenset({".mrc", ".marc", ".dat", ".xml", ".json", ".marcxml"})
_TAGS = ("{*}record", "marc:record", "marcxml:record")


class MarcElements:
    """Reads MARCXML records within other answers."""

    used_attributes: frozenset[str] | None = None

    def takes(self, element: Element) -> bool:
        """Return whether an element is a MARCXML record."""
        return local(element) == "record" and is_marc(element)

    def read(
        self, element: Element, where: Where, options: Options, gathering: Gathering, *, id: str
    ) -> Iterator[Item]:
        """Yield the record in an element, or a reject if a field has no tag."""
        try:
            record = record_of(element)
        except ValueError as error:
            yield Reject(where, str(error), raw=paragraphs(element))
        else:
            yield from read_record(record, where, options, id=id, gathering=gathering)


class MarcFiles(NamedByFile):
    """The format `marc`; a record is held at a time."""

    name = "marc"
    summary = "MARC 21 records and names: binary (MARC-8 or UTF-8), MARCXML or MARC-in-JSON"
    options: frozenset[str] = frozenset({"encoding", RAW})
    element_reader = MarcElements()

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each bibliographic record of the files or folders.

        Raises LoadError if a file cannot be read. The option `encoding` is that of binary records
        in neither MARC-8 nor UTF-8 ("cp1251"); `raw=keep` keeps control fields, links and system
        codes as notes.
        """
        for path in files_of(paths, _SUFFIXES):
            try:
                with Path(path).open("rb") as file:
                    head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
                    file.seek(0)
                    if is_compressed(head):
                        yield Reject(Where(path), COMPRESSED)
                    elif _PLAIN.sub(b"", head[:6]).startswith(b"<"):
                        yield from _xml(path, options)
                    elif head.startswith((b"{", b"[")):
                        yield from _json(path, options)
                    else:
                        yield from read_binary(path, file, options)
            except OSError as error:
                raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


def record_of(element: Element) -> Record:
    """Return a MARCXML record as a pymarc one; raise ValueError if a field has no tag."""
    record = Record()
    texts = [part.text or "" for part in element if local(part) == "leader"]
    record.leader = "".join(texts[:1]).ljust(24)  # type: ignore[assignment]  # pymarc's own may not be short
    for part in element:
        name = local(part)
        tag = part.get("tag") or ""
        if name in ("controlfield", "datafield") and not tag.strip():
            raise ValueError(f"a {name} has no tag")
        if name == "controlfield":
            record.fields.append(_plain(tag, "".join(part.itertext())))
        elif name == "datafield":
            subfields = [
                Subfield(code=(sub.get("code") or "?")[:1], value="".join(sub.itertext()))
                for sub in part
                if local(sub) == "subfield"
            ]
            stray = (part.text or "").strip()
            if stray:
                subfields.insert(0, Subfield(code="a", value=stray))
            ends = Indicators((part.get("ind1") or " ")[:1], (part.get("ind2") or " ")[:1])
            record.fields.append(_field(tag, ends, subfields))
    return record


def _field(tag: str, indicators: Indicators, subfields: list[Subfield]) -> Field:
    """Return a field with subfields, or one without if its tag is of a control field."""
    if tag < "010" and tag.isdigit():
        return Field(tag, data=" ".join(sub.value for sub in subfields))
    return Field(tag, indicators=indicators, subfields=subfields)


def _plain(tag: str, text: str) -> Field:
    return _field(tag, Indicators(" ", " "), [Subfield(code="a", value=text)])


def is_marc(element: Element) -> bool:
    """Return whether an element named "record" is a MARCXML record."""
    return any(local(part) in ("leader", "controlfield", "datafield") for part in element)


def _xml(path: str, options: Options) -> Iterator[Item]:
    parts = XmlParts(path, _TAGS)
    number = 0
    try:
        for event, element in parts:
            if event != "end":
                continue
            if is_marc(element):
                number += 1
                where = Where(path, line_of(element), number)
                try:
                    record = record_of(element)
                except ValueError as error:
                    yield Reject(where, str(error), raw="".join(element.itertext())[:_QUOTED])
                else:
                    yield from read_record(record, where, options)
                parts.drop(element)
    except XmlFault as fault:
        yield fault_reject(path, fault)
        return
    if not number:
        yield refusal(path, "MARC record")


def _json(path: str, options: Options) -> Iterator[Item]:
    try:
        for number, part in enumerate(listed(path), 1):
            where = Where(path, part.line, number)
            try:
                record = _record_of_json(part.value)
            except (TypeError, ValueError, KeyError, AttributeError):
                reason = "the object is not a MARC-in-JSON record: it has no list of fields"
                # as text: the marks of MARC are no keys, so nobody can tell what is public of it
                yield Reject(where, reason, raw=json.dumps(part.value, default=str))
            else:
                yield from read_record(record, where, options)
    except JsonFault as fault:
        yield fault.reject(path)


def _record_of_json(value: Json) -> Record:
    if not isinstance(value, dict) or not isinstance(value.get("fields"), list):
        raise ValueError("it has no list of fields")
    record = Record()
    record.leader = str(value.get("leader", "")).ljust(24)  # type: ignore[assignment]
    for item in value["fields"]:
        for tag, content in item.items():
            if not isinstance(content, dict):
                record.fields.append(_plain(tag, str(content)))
                continue
            subfields = [
                Subfield(code=str(code)[:1] or "?", value=str(text))
                for sub in content.get("subfields", [])
                for code, text in sub.items()
            ]
            ends = Indicators(str(content.get("ind1", " ")), str(content.get("ind2", " ")))
            record.fields.append(_field(tag, ends, subfields))
    return record
