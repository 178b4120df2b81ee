"""Guessing the format of a file from its name and its first bytes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index_mappings.web_addresses import is_web_address
from loaders.drafts.compressed import COMPRESSED, is_compressed, plain_name
from loaders.drafts.decoding import decode
from loaders.drafts.file_makes import HEAD, make_of, root_of
from loaders.tables.atom_rows import is_of_atom
from loaders.tables.delimited import DELIMITERS
from service.errors import LoadError

_BY_SUFFIX = {
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".xlsx": "csv", ".xlsm": "csv",
    ".ods": "csv",
    ".jsonl": "jsonl", ".md": "markdown", ".ndjson": "jsonl", ".mrc": "marc", ".marc": "marc",
}  # fmt: skip
_BY_ROOT = {
    "TEI": "tei", "TEI.2": "tei", "teiCorpus": "tei", "ead": "ead", "OAI-PMH": "oai",
    "mods": "mods", "modsCollection": "mods", "dc": "dc", "dublin_core": "dc",
    "qualifieddc": "dc", "metadata": "dc",
}  # fmt: skip
_UNPACKED = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}
"""Endings of what is read without being unpacked first."""
_FILES = 200  # of a folder, which their endings tell
_ASKED = 5  # of them that are looked into
_OF_FOLDERS = frozenset(
    {"archivesspace", "dc", "eac", "ead", "iiif", "lido", "mads", "mets", "mods", "omeka"}
)
"""Formats that read a folder of files, and of which a file tells what it is."""
_MARC_NAMESPACE = b"loc.gov/MARC21/slim"
_MARC_LEADER = re.compile(rb"<leader>[\d |]{5}[a-z ]{2}")  # a namespace is left out by some
_BY_NAMESPACE = {
    b"loc.gov/mods/v3": "mods", b"urn:isbn:1-931666-33-4": "eac", b"purl.org/dc/elements/1.1": "dc",
}  # fmt: skip


_OF_ARCHIVESSPACE = re.compile(
    r'"jsonmodel_type"\s*:\s*"(?:resource|archival_object|digital_object(?:_component)?|accession)"'
)
_OF_OMEKA = re.compile(
    r'"@type"\s*:\s*(?:\[\s*)?"o:(?:Item|ItemSet|Media)"|"o:is_public"\s*:|"element_texts"\s*:\s*\['
)
_OF_IIIF = re.compile(
    r'"@context"\s*:\s*(?:\[[^\]]{0,500})?"https?://iiif\.io/api/presentation/[23]/context'
)
_ZIP_ENTRY = 30  # bytes of a ZIP archive before the name of the first file in it
_JSON = ((_OF_IIIF, "iiif"), (_OF_ARCHIVESSPACE, "archivesspace"), (_OF_OMEKA, "omeka"))
"""What only the JSON of one program has, and the format that reads it."""
_ADDRESSES = (
    (re.compile(r"/repositories/\d+(?:/|$|\?)"), "archivesspace"),
    (re.compile(r"/iiif/|/(?:manifest|collection)(?:\.json)?/?(?:\?|$)"), "iiif"),
    (re.compile(r"/api(?:/items)?/?(?:\?|$)"), "omeka"),
)
"""What is in addresses of an API, and the format of it; others are OAI-PMH."""

# Records cut out of an answer, whose metadata have a namespace of their own.
_RECORD_OF_OAI = re.compile(
    r"<(?:\w+:)?record\b[^>]*>\s*<(?:\w+:)?header\b[^>]*>\s*<(?:\w+:)?identifier\b"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """The likely format of a file; uncertain if any text could be in it."""

    format: str
    is_sure: bool = True


def guess(path: str) -> str:
    """Return the name of the likely format of a file; raise LoadError if unknown."""
    return guessed(path).format


def guessed(path: str) -> Guess:
    """Return the same, and whether it is certain."""
    if is_web_address(path):
        return _of_address(path)
    file = Path(path)
    if file.is_dir():
        return _of_folder(file)
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
    if found := make_of(head):
        if found.format:
            return Guess(found.format)
        raise LoadError(f"{path} is {found}")
    if head.startswith(b"PK\x03\x04"):
        if len(head) > _ZIP_ENTRY and not any(
            mark in head for mark in (b"xl/", b"_rels", b"[Content_Types]", b"mimetype")
        ):
            raise LoadError(f"{path} is a ZIP archive: unpack it and load the files in it")
        return Guess("csv")
    if is_compressed(head):
        under = Path(plain_name(file.name)).suffix.lower()
        if under in _UNPACKED:
            return Guess(_UNPACKED[under])
        raise LoadError(f"{path}: {COMPRESSED}")
    if _is_of_atom(head):
        return Guess("atom")
    text = decode(head)[0].lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        for mark, format in _JSON:
            if mark.search(text):
                return Guess(format)
    if by_suffix := _BY_SUFFIX.get(file.suffix.lower()):
        return Guess(by_suffix)
    if re.match(rb"\d{5}[a-z ]{3}.[ a]22\d{5}", head):
        return Guess("marc")
    if text.startswith("<"):
        return Guess(_of_xml(text, text.encode(errors="replace"), path))  # UTF-16 too
    if text.startswith(("{", "[")):
        if '"leader"' in text[:2000] and '"fields"' in text[:2000]:
            return Guess("marc")
        is_list = file.suffix.lower() == ".json" or text.startswith("[")
        return Guess("json" if is_list else "jsonl")
    first = text.split("\n", 1)[0]
    is_table = "\t" in first or first.count(";") > 1
    return Guess("csv" if is_table else "collection-page", is_sure=False)


def _of_address(address: str) -> Guess:
    return Guess(next((name for mark, name in _ADDRESSES if mark.search(address)), "oai"))


def _is_of_atom(head: bytes) -> bool:
    """Return whether the first line of a table has the columns of AtoM's descriptions."""
    first = re.split(r"[\r\n]", decode(head)[0].lstrip("\ufeff"), maxsplit=1)[0]
    try:
        return any(
            is_of_atom(cells)
            for delimiter in DELIMITERS[:3]
            for cells in csv.reader([first], delimiter=delimiter)
        )
    except csv.Error:  # a line that is no row of a table
        return False


def _of_folder(folder: Path) -> Guess:
    """Return the likely format of a folder.

    It is `markdown` if most of its first files are, or the format on which its first XML or JSON
    files agree, or else possibly `oai`.
    """
    files = sorted(islice((path for path in folder.rglob("*") if path.is_file()), _FILES))
    suffixes = Counter(path.suffix.casefold() for path in files)
    most = next(iter(suffixes.most_common(1)), ("", 0))[0]
    if most in (".md", ".markdown"):
        return Guess("markdown")
    some = [path for path in files if path.suffix.casefold() == most][:_ASKED]
    found = {_format_of(path) for path in some} if most in (".xml", ".json") else set()
    if len(found) == 1 and found <= _OF_FOLDERS:
        return Guess(found.pop())
    return Guess("oai", is_sure=False)


def _format_of(path: Path) -> str:
    try:
        return guessed(str(path)).format
    except LoadError:
        return ""


def _of_xml(text: str, head: bytes, path: str) -> str:
    name = root_of(text)
    if name in ("collection", "record") and (_MARC_NAMESPACE in head or _MARC_LEADER.search(head)):
        return "marc"
    if name in _BY_ROOT:
        return _BY_ROOT[name]
    if _RECORD_OF_OAI.search(text):
        return "oai"
    for namespace, format in _BY_NAMESPACE.items():
        if namespace in head:  # records inside an element of somebody's own
            return format
    raise LoadError(
        f"{path} is XML whose root is {name or 'missing'!r}, which no format is known to read; "
        "one named with the file is tried anyway"
    )
