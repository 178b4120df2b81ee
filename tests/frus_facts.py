"""What a volume of Foreign Relations says of one of its documents, read from its TEI.

Only for checking the samples against the volumes they describe.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class Facts:
    """One document: heading, day of writing ("" where undated), parties as marked, full text."""

    head: str
    day: str
    senders: str
    recipients: str
    source_note: str
    text: str


def _text(element: ET.Element, *, notes: bool = False) -> str:
    parts = [element.text or ""]
    for child in element:
        if notes or child.tag != f"{TEI}note":
            parts.append(_text(child, notes=notes))
        parts.append(child.tail or "")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _marked(document: ET.Element, kind: str) -> str:
    return " | ".join(_text(part) for part in document.iter() if part.get("type") == kind)


def _facts(document: ET.Element) -> Facts:
    head = document.find(f"{TEI}head")
    line = document.find(f".//{TEI}dateline")
    # Where there is no line of place and date, the heading ends with the day.
    dated = head if line is None else line
    dates = [] if dated is None else list(dated.iter(f"{TEI}date"))
    signed = " | ".join(_text(part) for part in document.iter(f"{TEI}signed"))
    notes = [part for part in document.iter(f"{TEI}note") if part.get("type") == "source"]
    return Facts(
        head="" if head is None else _text(head),
        day=next((date.get("when", "")[:10] for date in dates), ""),
        senders=f"{_marked(document, 'from')} | {signed}",
        recipients=_marked(document, "to"),
        source_note=" ".join(_text(part, notes=True) for part in notes),
        text=_text(document),
    )


@cache
def volume(path: Path) -> dict[str, Facts]:
    """Return every document of the volume at `path` by its id ("d12")."""
    root = ET.parse(path).getroot()
    return {
        part.attrib[XML_ID]: _facts(part)
        for part in root.iter(f"{TEI}div")
        if part.get("type") == "document"
    }
