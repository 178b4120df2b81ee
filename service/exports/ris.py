"""RIS, as EndNote, Zotero and RefWorks read it (the 2011 specification; lines end in CR LF)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.exports.citing import Cited, Parts

_TYPES: Mapping[str, str] = {
    "personal_communication": "PCOMM", "report": "RPRT", "interview": "PCOMM",
    "speech": "CONF", "treaty": "LEGAL", "map": "MAP", "graphic": "ART",
}  # fmt: skip


def ris(item: Cited) -> str:
    """Return one reference with the empty line behind it."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _fields(item) if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _fields(item: Cited) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item.kind, "GEN")
    yield "ID", item.id
    yield "TI", item.title
    yield from (("AU", name) for name in item.authors)
    yield from (("A2", name) for name in item.recipients)
    if item.first:
        yield "PY", str(item.first[0])
        yield "DA", _date(item.first)
    elif item.written:
        yield "DA", item.written
    yield "T2", item.collection
    yield "M3", item.own_type
    yield "DB", item.archive
    yield "CN", item.location
    yield "M1", item.number
    first, _, last = item.pages.replace("–", "-").partition("-")
    yield "SP", first
    yield "EP", last
    yield "LA", item.language
    yield "AB", item.abstract
    yield "UR", item.url
    yield "DP", item.site
    if item.last or item.is_about:
        yield "N1", f"Date: {item.written}"


def _date(parts: Parts) -> str:
    year, *rest = parts
    filled = [f"{part:02}" for part in rest] + [""] * (3 - len(parts))
    return "/".join([f"{year:04}", *filled, ""])
