"""Volumes of Foreign Relations in TEI, by paths from a document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, days, squeezed, without_empty

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def records(path: Path) -> list[Seen]:
    """Return the documents of a volume, with their fields where heads are tagged throughout."""
    tree = etree.parse(path, etree.XMLParser(collect_ids=False))  # some are there twice
    volume = path.stem
    return [_seen(div, volume) for div in tree.iterfind(".//{*}div[@type='document']")]


def _seen(div: Any, volume: str) -> Seen:
    texts = [text for part in div.iter(etree.Element) for text in (part.text,) if squeezed(text)]
    return Seen(
        tuple(texts), without_empty({"id": f"{volume}/{div.get(_ID)}", **_fields(div, volume)})
    )


def _fields(div: Any, volume: str) -> dict[str, Any]:
    head = div.find("{*}head")
    title = _words(head)
    source = next(filter(None, map(_source, div.iter("{*}note"))), "")
    # "Department of State, Central Files, 611.93/8-1155. Secret." or "851G.01/3-1649: Telegram"
    citation, _, kind = source.partition(". ")[0].rstrip(".").partition(": ")
    keeper, comma, _ = citation.partition(", ")
    named = re.match(r"(?:\d+\. )?(\w+) [Ff]rom ", title)
    line = next(div.iter("{*}dateline"), None)
    sections = [above for above in div.iterancestors("{*}div") if above.get("type") != "document"]
    parties = {
        end: [_party(part, title) for part in head.iter() if part.get("type") == end]
        for end in ("from", "to")
    }
    return {
        "title": title,
        "type": named[1] if named else kind,
        "date": _date(line) if line is not None else None,
        "sender": parties["from"],
        "recipient": parties["to"],
        "people": parties["from"] + parties["to"],
        "places": [] if line is None else [_words(p) for p in line.iter("{*}placeName")],
        "number": _number(div) if kind == "Telegram" or named else "",
        "collections": [volume],
        "repository": keeper if comma else "",
        "reference": citation.rpartition(", ")[2],
        "ancestors": [_volume_title(div)]
        + [_words(section.find("{*}head")).rstrip(":") for section in reversed(sections)],
        "notes": [("Source", source)],
    }


def _volume_title(div: Any) -> str:
    titles = {
        title.get("type"): _words(title)
        for title in div.getroottree().iterfind(".//{*}titleStmt/{*}title")
    }
    return titles.get("complete", "")


def _number(div: Any) -> str:
    """Return the number that the text of a telegram begins with."""
    starts = [re.match(r"(\d{1,5})\. ", _words(part)) for part in div.iterfind("{*}p")]
    return next((found[1] for found in starts[:2] if found), "")


def _source(note: Any) -> str:
    text = _words(note, notes=True)
    is_source = note.get("type") == "source" or text.startswith("Source: ")
    return text.removeprefix("Source: ") if is_source else ""


def _party(part: Any, title: str) -> tuple[str, str]:
    """Return who is tagged in a head, and the office before a name: "The Consul (Abbott)"."""
    name = _words(part).removeprefix("the ")
    office = re.search(rf"(?:^The|[Ff]rom the| to the) ([^()]*?) \({re.escape(name)}", title)
    return name, office[1] if office else ""


def _date(line: Any) -> tuple[str, str, str] | None:
    date = next(line.iter("{*}date"), None)
    when = "" if date is None else date.get("when", "")
    return (_words(date), *days(when)) if when else None


def _words(part: Any, *, notes: bool = False) -> str:
    text = "" if part is None else squeezed(_raw(part, notes=notes))
    return text.replace("( ", "(").replace(" )", ")")


def _raw(part: Any, *, notes: bool) -> str:
    texts = [part.text or ""]
    for child in part:
        is_left_out = not isinstance(child.tag, str) or (
            not notes and etree.QName(child).localname == "note"
        )
        texts += ["" if is_left_out else _raw(child, notes=notes), child.tail or ""]
    return "".join(texts)
