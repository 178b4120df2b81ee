"""Replacing XML entities that are declared in the file itself or are known characters.

The parser expands no entities, so nothing outside the file is fetched and entity bombs have no
effect. A text that the file declares ("<!ENTITY roe \"Jane Roe\">") is inserted here, within
limits. Entities with markup, in another file or without a declaration stay as written.
"""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

_REFERENCE = re.compile(r"&([\w.:-]+);|&#(\d{1,7});|&#[xX]([0-9a-fA-F]{1,6});")
_DEEPEST = 8  # entities within entities: a name within the name of a collection within a statement
_LONGEST = 20_000  # characters: some pages, which the longest statement of an archive has not
_MARKUP = frozenset({"lt", "gt", "amp", "quot", "apos"})


def entity_text(element: etree._Element) -> str:
    """Return the character of a known reference ("&eacute;"), or the reference itself.

    Comments and processing instructions give "".
    """
    if not isinstance(element, etree._Entity):
        return ""
    written = element.text or ""
    return html5.get(written[1:], written)


def declared(dtd: etree.DTD | None) -> dict[str, str]:
    """Return the texts of the entities declared in a file, by name."""
    return {
        entity.name: entity.content
        for entity in (dtd.iterentities() if dtd is not None else ())
        if entity.name and entity.orig is not None and entity.content is not None
    }


def put_in_place(element: etree._Element, texts: dict[str, str]) -> None:
    """Insert the texts of entities into an element that has closed."""
    for entity in list(element.iter(etree.Entity)):
        found = _expanded((entity.text or "")[1:-1], texts, 0, _LONGEST)
        parent, before = entity.getparent(), entity.getprevious()
        if found is None or parent is None:
            continue
        text = found + (entity.tail or "")
        if before is None:
            parent.text = (parent.text or "") + text
        else:
            before.tail = (before.tail or "") + text
        entity.tail = None
        parent.remove(entity)


def _expanded(name: str, texts: dict[str, str], depth: int, room: int) -> str | None:
    """Return the text of an entity, or None if it has markup, is unknown, too deep or too long."""
    text = html5.get(f"{name};") if name in _MARKUP else texts.get(name, html5.get(f"{name};"))
    if text is None or depth > _DEEPEST:
        return None
    if name in texts and name not in _MARKUP:
        parts: list[str] = []
        end = 0
        for match in _REFERENCE.finditer(text):
            parts.append(text[end : match.start()])
            end = match.end()
            left = room - sum(map(len, parts))
            inner = _of(match, texts, depth, left) if left > 0 else None
            if inner is None:
                return None
            parts.append(inner)
        parts.append(text[end:])
        if any("<" in part for part in parts[::2]):
            return None
        text = "".join(parts)
    return text if len(text) <= room else None


def _of(match: re.Match[str], texts: dict[str, str], depth: int, room: int) -> str | None:
    if match[1]:
        return _expanded(match[1], texts, depth + 1, room)
    number = int(match[2]) if match[2] else int(match[3], 16)
    is_character = 32 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_character else None
