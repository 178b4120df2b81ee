"""The parameters of an operation, checked as SRU 1.2 asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.exports.xml_forms import DUBLIN_CORE, MODS, Form
from service.sru.diagnostics import Code, Diagnosed

EXPLAIN, SEARCH = "explain", "searchRetrieve"
VERSIONS = ("1.2", "1.1")
USUAL, MOST = 10, 100
"""Records of one answer, where none are named and at most."""
DEEPEST = 10_000
"""The last record that is reached; OAI-PMH and the export have all."""
SCHEMAS = {
    "oai_dc": DUBLIN_CORE,
    DUBLIN_CORE.namespace: DUBLIN_CORE,
    "dc": DUBLIN_CORE,
    "info:srw/schema/1/dc-v1.1": DUBLIN_CORE,
    "mods": MODS,
    MODS.namespace: MODS,
    "info:srw/schema/1/mods-v3.8": MODS,
}
"""The forms of records by every name that a client may have for them."""
_KNOWN = {
    EXPLAIN: frozenset({"recordpacking"}),
    SEARCH: frozenset(
        {"query", "startrecord", "maximumrecords", "recordschema", "recordpacking", "resultsetttl"}
    ),
}


@dataclass(frozen=True, slots=True)
class SruRequest:
    """An operation that is well formed."""

    operation: str
    version: str
    query: str = ""
    start: int = 1
    size: int = USUAL
    form: Form = DUBLIN_CORE
    packing: str = "xml"


def version_of(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the version that an answer has: the one asked for, where it is known."""
    version = next((value for name, value in pairs if name.lower() == "version"), "")
    return version if version in VERSIONS else VERSIONS[0]


def operation_of(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the operation; without one, a query is a search and all else is explained."""
    given = {name.lower(): value for name, value in pairs}
    return given.get("operation", "") or (SEARCH if given.get("query") else EXPLAIN)


def read_request(pairs: Sequence[tuple[str, str]]) -> SruRequest:
    """Return what is asked. Raises Diagnosed for what is not supported."""
    given: dict[str, str] = {}
    for name, value in pairs:
        if name.lower() in given:
            raise Diagnosed(Code.UNSUPPORTED_VALUE, name, "the parameter is given twice")
        given[name.lower()] = value
    operation = operation_of(pairs)
    if operation not in _KNOWN:
        detail = f"there are {EXPLAIN} and {SEARCH}"
        raise Diagnosed(Code.UNSUPPORTED_OPERATION, operation, detail)
    version = given.get("version", "") or VERSIONS[0]
    if version not in VERSIONS:
        raise Diagnosed(Code.UNSUPPORTED_VERSION, VERSIONS[0], f"there is {VERSIONS[0]}")
    if given.get("stylesheet"):
        raise Diagnosed(Code.STYLESHEETS, "stylesheet", "stylesheets are not supported")
    for name, value in given.items():
        is_known = name in _KNOWN[operation] or name in ("operation", "version", "stylesheet")
        if value and not is_known and not name.startswith("x-"):
            detail = f"{operation} has no parameter {name[:60]!r}"
            raise Diagnosed(Code.UNSUPPORTED_PARAMETER, name, detail)
    packing = given.get("recordpacking", "") or "xml"
    if packing not in ("xml", "string"):
        raise Diagnosed(Code.PACKING, packing, "records are packed as xml or string")
    if operation == EXPLAIN:
        return SruRequest(operation, version, packing=packing)
    if not given.get("query", "").strip():
        raise Diagnosed(Code.MISSING_PARAMETER, "query", "a query is needed")
    form = SCHEMAS.get(given.get("recordschema", "") or "oai_dc")
    if form is None:
        raise Diagnosed(Code.SCHEMA, given["recordschema"], "there are oai_dc and mods")
    start = _whole(given, "startRecord", 1, 1)
    size = min(_whole(given, "maximumRecords", USUAL, 0), MOST)
    return SruRequest(operation, version, given["query"], start, size, form, packing)


def _whole(given: dict[str, str], name: str, usual: int, least: int) -> int:
    text = given.get(name.lower(), "")
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) < least:
        detail = f"{name} is a whole number from {least} on"
        raise Diagnosed(Code.UNSUPPORTED_VALUE, name, detail)
    return int(text)
