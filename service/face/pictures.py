"""The files of `static/`: pictures, and one stylesheet, each held to what its name says it is.

All are read into memory with the face, so no request names a path. A picture of SVG is a
document that could hold scripts and call other hosts; what does either is refused.
"""

from __future__ import annotations

import hashlib
import re
import struct
import sys
from collections.abc import Callable, Iterator

from lxml import etree

from index_mappings.checking.nearest import none_of
from service.face.found import FaceFault, FaceFile

FOLDER = "static"
LARGEST = 1_000_000  # bytes of a file: more is slow on a phone, and is a photograph unprepared
MOST = 40  # files: they are kept in the memory of each process
FOR_LOGO = ("svg", "png")
"""Pictures whose size is known, so that a page does not move when they come."""

TYPES = {
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "css": "text/css; charset=utf-8",
}  # fmt: skip
_BEGINS = {
    "png": rb"\x89PNG\r\n\x1a\n", "jpg": rb"\xff\xd8\xff", "jpeg": rb"\xff\xd8\xff",
    "gif": rb"GIF8[79]a", "webp": rb"RIFF.{4}WEBP",
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler"})
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_CALLS = re.compile(r"@import|image-set\(|url\(\s*+[\"']?+(?!#)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})[ \t\n]?|(.))", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*\Z")


def read_file(name: str, body: bytes) -> tuple[FaceFile | None, list[FaceFault]]:
    """Return a file as it is served, or None if it cannot be, and what is wrong with it."""
    path = f"{FOLDER}/{name}"
    ending = name.rpartition(".")[2].lower()
    if ending not in TYPES or not _NAME.fullmatch(name):
        fault = none_of(name, [f"name.{known}" for known in TYPES], "name of a picture")
        return None, [FaceFault(path, 0, fault)]
    if len(body) > LARGEST:
        fault = f"has {len(body):,} bytes; {LARGEST:,} is the most"
        return None, [FaceFault(path, 0, fault)]
    check, width, height = _CHECKS.get(ending, _no_faults), 0, 0
    if ending in _BEGINS and not re.match(_BEGINS[ending], body, re.DOTALL):
        return None, [FaceFault(path, 0, f"is not a picture of the kind {ending.upper()}")]
    faults = [FaceFault(path, line, detail) for line, detail in check(body)]
    if faults:
        return None, faults
    if ending in _SIZES:
        width, height = _SIZES[ending](body)
    digest = hashlib.sha256(body).hexdigest()[:12]
    return FaceFile(body, TYPES[ending], digest, width, height), []


def _no_faults(body: bytes) -> Iterator[tuple[int, str]]:  # noqa: ARG001 - as the others
    return iter(())


def _svg_faults(body: bytes) -> Iterator[tuple[int, str]]:
    try:
        root = _svg(body)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 0, f"is no XML: {error.msg}"
        return
    if etree.QName(root).localname != "svg":
        yield 0, "is no SVG"
    if root.getroottree().docinfo.doctype:
        yield 1, "has a DOCTYPE; take it out"
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    for element in (*around, *root.iter()):
        line = element.sourceline or 0
        if not isinstance(element.tag, str):
            if not isinstance(element, etree._Comment):
                yield line, "has a processing instruction; take it out"
            continue
        tag = etree.QName(element).localname
        if tag.lower() in _ACTIVE:
            yield line, f"has <{tag}>, which a picture of this site may not have"
        if tag == "style" and next(_calls(element.text or ""), None) is not None:
            yield line, "has a style that calls for another file"
        yield from ((line, said) for said in _attribute_faults(element))


def _attribute_faults(element: etree._Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        name = etree.QName(key).localname.lower()
        if name.startswith("on"):
            yield f"has the attribute {name}, which is a script"
        elif name in ("href", "src") and not _INSIDE.match(str(value).strip()):
            yield f"has a {name} that leads out of the picture"
        elif name == "attributename" and _changes_a_link(str(value)):
            yield f"changes the attribute {value} as it is shown"
        elif next(_calls(str(value)), None) is not None:
            yield f"has a {name} that calls for another file"


def _css_faults(body: bytes) -> Iterator[tuple[int, str]]:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        yield 0, "is not UTF-8"
        return
    for number in _calls(text):
        yield number, "calls for another file; a style of this site may not"


def _changes_a_link(attribute: str) -> bool:
    """Return whether an animation of this attribute may make a script of a link."""
    name = attribute.strip().rpartition(":")[2].lower()
    return name in ("href", "src") or name.startswith("on")


def _calls(style: str) -> Iterator[int]:
    """Yield the lines on which a style calls for a file, its escapes read as browsers do."""

    def plain(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return chr(code) if 0 < code < sys.maxunicode else found[2] or " "

    read = _ESCAPED.sub(plain, style)
    for found in _CALLS.finditer(read):
        yield read.count("\n", 0, found.start()) + 1


def _svg(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(body, parser)


def _svg_size(body: bytes) -> tuple[int, int]:
    root = _svg(body)
    sides = [_NUMBER.match(str(root.get(side, ""))) for side in ("width", "height")]
    box = str(root.get("viewBox", "")).replace(",", " ").split()
    numbers = [side[1] for side in sides if side] if all(sides) else box[2:4]
    try:
        width, height = (round(float(number)) for number in numbers)
    except ValueError:
        return 0, 0
    return width, height


def _png_size(body: bytes) -> tuple[int, int]:
    # signature, length and name of the first chunk, then width and height (PNG, 11.2.2)
    return struct.unpack(">II", body[16:24]) if len(body) >= 24 else (0, 0)


_CHECKS: dict[str, Callable[[bytes], Iterator[tuple[int, str]]]] = {
    "svg": _svg_faults,
    "css": _css_faults,
}
_SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {"svg": _svg_size, "png": _png_size}
