"""The FRUS volumes as records for measuring: the metadata and text of each document.

The summary is the first 600 characters of the text, because the volumes have no summaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bench.plan import Missing
from index_mappings.dates import read_date
from index_mappings.json_values import Json
from index_mappings.record import Party

VOLUMES = Path(__file__).resolve().parents[2] / "shared" / "data" / "frus"

SUMMARY_CHARS = 600
_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TYPES = re.compile(
    r"\b(?:Circular )?(Memorandum of (?:a )?(?:Telephone )?(?:Conversation|Discussion)"
    r"|Editorial Note|Memorandum|Telegram|Airgram|Despatch|Instruction|Letter|Message|Note|Report"
    r"|Minutes|Paper|Statement|Circular|National Intelligence Estimate|Record)\b",
    re.IGNORECASE,
)


def records(volumes: Path = VOLUMES) -> Iterator[dict[str, Json]]:
    """Yield every document of every volume as a record in JSON, in the order of the files.

    Raises Missing if there is no volume.
    """
    if not any(volumes.glob("*.xml")):
        raise Missing("the volumes are not here: they belong into ../shared/data/frus")
    position = 0
    for path in sorted(volumes.glob("*.xml")):
        tree = etree.parse(path, etree.XMLParser(collect_ids=False))
        for part in tree.iter(f"{_TEI}div"):
            if part.get("type") == "document":
                position += 1
                yield _record(part, path.stem, position)


def _record(part: etree._Element, volume: str, position: int) -> dict[str, Json]:
    head = part.find(f"{_TEI}head")
    title = re.sub(r"^[\[\d.\]]+\s*", "", _words(head)) or f"Document {part.get(_ID)}"
    text = " ".join(filter(None, (_words(one) for one in part.iter(f"{_TEI}p"))))
    kind = _TYPES.search(title)
    sender, recipient = _parties(head, "from"), _parties(head, "to")
    when = next((date.get("when", "") for date in part.iter(f"{_TEI}date") if date.get("when")), "")
    names = dict.fromkeys(_words(name).title() for name in part.iter(f"{_TEI}persName"))
    record = {
        "id": f"{volume}/{part.get(_ID)}",
        "title": title,
        "summary": text[:SUMMARY_CHARS],
        "text": text,
        "type": kind.group(1).title() if kind else "",
        "date": read_date(when[:10]).to_json() if when else None,
        "sender": sender,
        "recipient": recipient,
        "people": [Party(name).to_json() for name in names if name],
        "places": list(dict.fromkeys(map(_words, part.iter(f"{_TEI}placeName"))))[:5],
        "collections": [volume],
        "position": position,
        "source": "frus",
    }
    return {name: value for name, value in record.items() if value}


def _parties(head: etree._Element | None, role: str) -> list[Json]:
    found = () if head is None else (part for part in head.iter() if part.get("type") == role)
    return [Party(name).to_json() for name in dict.fromkeys(map(_words, found)) if name]


def _words(element: etree._Element | None) -> str:
    """Return the text of an element without its notes, its white space made single blanks."""
    return "" if element is None else " ".join("".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != f"{_TEI}note" and isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""
