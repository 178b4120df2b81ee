"""Finding aids in EAD 2002, by paths from a component and from those above it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, days, language, once, role, squeezed, without_empty

_COMPONENTS = ("c", *(f"c{depth:02}" for depth in range(1, 13)))
_NOTES = {
    "arrangement": "Arrangement",
    "bioghist": "Biography or history",
    "custodhist": "Custodial history",
    "prefercite": "Preferred citation",
    "processinfo": "Processing",
    "relatedmaterial": "Related material",
}


def records(path: Path) -> list[Seen]:
    """Return the whole and its components, in the order of the file."""
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
    return [
        seen(part)
        for part in tree.iter(etree.Element)
        if _name(part) == "archdesc" or _name(part) in _COMPONENTS
    ]


def seen(part: Any) -> Seen:
    """Return one component, without those inside it."""
    return Seen(tuple(_texts(part)), _fields(part))


def _texts(part: Any) -> list[str]:
    texts = [text for text in (part.text, *(child.tail for child in part)) if squeezed(text)]
    for child in part:
        if isinstance(child.tag, str) and _name(child) not in _COMPONENTS:
            texts += _texts(child)
    return texts


def _fields(part: Any) -> dict[str, Any]:
    def of(*names: str) -> list[str]:
        found = [item for item in part.iterfind("{*}controlaccess/*") if _name(item) in names]
        return [_all(item) for item in found]

    above = [item for item in part.iterancestors() if item.find("{*}did") is not None]
    nearest = [part, *above]
    closed = [text for item in nearest if (text := _paragraphs(item, "accessrestrict"))]
    aid = part.getroottree().find(".//{*}eadid")
    keepers = [_all(name) for item in nearest for name in item.iterfind("{*}did/{*}repository")]
    links = [item for item in part.iterfind(".//{*}dao") if _owner(item) is part]
    addresses = [v for link in links for k, v in link.attrib.items() if k.endswith("href")]
    extents = list(part.iterfind("{*}did/{*}physdesc/{*}extent"))
    genres = of("genreform")
    names = ("corpname", "persname", "famname", "name")
    creators = [
        (_all(name), role(name.get("role") or origin.get("label") or "Creator"))
        for origin in part.iterfind("{*}did/{*}origination")
        for name in origin
    ]
    named = [item for item in part.iterfind("{*}controlaccess/*") if _name(item) in names]
    summary = _paragraphs(part, "scopecontent") or " ".join(
        _all(item) for item in part.iterfind("{*}did/{*}abstract")
    )
    return without_empty(
        {
            "id": _id(part, _all(aid)),
            "title": _title(part),
            "date": _date(part),
            "level": (part.get("otherlevel") if part.get("level") == "otherlevel" else "")
            or part.get("level")
            or "",
            "reference": "; ".join(_all(item) for item in part.iterfind("{*}did/{*}unitid")),
            "extent": "; ".join(map(_all, extents)),
            "language": once(
                language(item.get("langcode") or _all(item))
                for item in part.iterfind("{*}did/{*}langmaterial/{*}language")
            ),
            "repository": keepers[0] if keepers else "",
            "people": once([*creators, *((_all(n), role(n.get("role") or "")) for n in named)]),
            "subjects": once([*of("subject", "function", "occupation", "title"), *genres[1:]]),
            "places": once(of("geogname")),
            "type": genres[0] if genres else "",
            "summary": summary,
            "access_note": closed[0] if closed else "",
            "rights": _paragraphs(part, "userestrict"),
            "url": next((text for text in addresses if text.startswith("http")), ""),
            "collections": [_all(aid)],
            "ancestors": [_title(item) for item in reversed(above)],
            "notes": [
                (_all(item.find("{*}head")) or label, text)
                for name, label in _NOTES.items()
                for item in part.iterfind(f"{{*}}{name}")
                if (text := " ".join(map(_all, item.iterfind("{*}p"))))
                and all(_name(inner) in ("head", "p") for inner in item)
            ],
        }
    )


def _name(part: Any) -> str:
    return str(etree.QName(part).localname) if isinstance(part.tag, str) else ""


def _all(part: Any) -> str:
    return "" if part is None else squeezed(_raw(part))


def _raw(part: Any) -> str:
    """Return the words of an element, and after those of a link its address in brackets."""
    texts = [part.text or ""]
    for child in part:
        link = next((v for k, v in child.attrib.items() if k.endswith("href")), "")
        texts += [_raw(child), f" ({link})" if link else "", child.tail or ""]
    return "".join(texts)


def _paragraphs(part: Any, name: str) -> str:
    found = [_all(item) for item in part.iterfind(f"{{*}}{name}/{{*}}p")]
    return " ".join(text for text in found if text)


def _id(part: Any, aid: str) -> str:
    """Return an id; one that is made of what a component says is nothing to compare."""
    if _name(part) == "archdesc":
        return aid
    return f"{aid}/{part.get('id')}" if part.get("id") else ""


def _title(part: Any) -> str:
    title = part.find("{*}did/{*}unittitle")
    texts = [title.text, *(t for c in title if _name(c) != "unitdate" for t in (_all(c), c.tail))]
    return squeezed("".join(filter(None, texts))).rstrip(" ,;:")


def _date(part: Any) -> tuple[str, str, str] | None:
    found = [item for item in part.iterfind("{*}did//{*}unitdate") if item.get("type") != "bulk"]
    if not found:
        return None
    first, _, last = (found[0].get("normal") or _all(found[0])).partition("/")
    return (_all(found[0]), *days(first, last))


def _owner(link: Any) -> Any:
    return next(a for a in link.iterancestors() if _name(a) in ("archdesc", *_COMPONENTS))
