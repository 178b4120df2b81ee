"""MODS, by paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from other_way import Seen, days, language, once, role, squeezed, without_empty

_WORLDWIDE = ("uuid", "urn", "oclc", "doi", "uri", "hdl")


def records(path: Path) -> list[Seen]:
    """Return the records of a file, whatever stands around them."""
    tree = etree.parse(path)
    return [seen(mods) for mods in tree.iter("{http://www.loc.gov/mods/v3}mods")]


def seen(mods: Any) -> Seen:
    """Return one record."""
    parts = mods.iter(etree.Element)
    texts = [text for part in parts for text in (part.text, part.tail) if squeezed(text)]
    return Seen(tuple(texts), fields(mods))


def fields(mods: Any) -> dict[str, Any]:
    """Return the fields of a record; names are those of its own, not of what it is related to."""

    def of(path: str) -> list[str]:
        found = mods.iterfind("/".join(f"{{*}}{name}" for name in path.split("/")))
        return [text for part in found if (text := squeezed("".join(part.itertext())))]

    def marked(path: str, attribute: str, *values: str) -> list[str]:
        found = mods.iterfind("/".join(f"{{*}}{name}" for name in path.split("/")))
        return [squeezed("".join(p.itertext())) for p in found if p.get(attribute) in values]

    titles = [
        info
        for info in (*mods.iterfind("{*}titleInfo"), *mods.iterfind("{*}titleinfo"))
        if not info.get("type")
    ]
    genres = of("genre")
    kinds = [text[:1].upper() + text[1:] for text in of("typeOfResource")]
    identifiers = [part for part in mods.iterfind("{*}identifier") if squeezed(part.text)]
    urls = [squeezed(p.text) for p in identifiers if squeezed(p.text).startswith("http")]
    pages = [
        squeezed(part.text)
        for part in mods.iterfind("{*}location/{*}url")
        if part.get("access") not in ("preview", "raw object")
    ]
    places = [
        part
        for part in mods.iterfind("{*}location/{*}physicalLocation")
        if part.get("authority") != "marcorg" and part.get("type") not in ("container", "code")
    ]
    host = "relatedItem/location/physicalLocation"
    keepers = [squeezed(part.text) for part in places] or of(host)
    rights = [
        text if not (link := _link(part)) or link in text else f"{text} ({link})"
        for part in mods.iterfind("{*}accessCondition")
        if "estriction" not in (part.get("type") or "")
        and (text := squeezed("".join(part.itertext())))
    ]
    closed = ("restriction on access", "restrictions on access", "restrictionOnAccess")
    return without_empty(
        {
            "title": _title(titles[0]),
            "date": _date(mods),
            "people": _people(mods),
            "type": (genres or kinds or [""])[0],
            "subjects": once(_subjects(mods))[bool(genres) :],
            "places": once(
                squeezed("".join(part.itertext()))
                for part in mods.iterfind("{*}subject/{*}geographic")
            ),
            "language": once(map(language, of("language/languageTerm"))),
            "summary": " ".join(of("abstract")),
            "ancestors": _hosts(mods)[::-1],
            "extent": "; ".join(once(of("physicalDescription/extent"))),
            "repository": (keepers or [""])[0],
            "reference": "; ".join(
                squeezed(part.text)
                for part in identifiers
                if part.get("type") not in _WORLDWIDE and squeezed(part.text) not in urls
            ),
            "url": (urls or pages or [""])[0],
            "rights": "; ".join(rights),
            "access_note": "; ".join(marked("accessCondition", "type", *closed)),
            "notes": [
                *(("Form", text) for text in of("physicalDescription/form")),
                *(("Publisher", text.rstrip(" ,:")) for text in of("originInfo/publisher")),
                *(("Identifier (doi)", text) for text in marked("identifier", "type", "doi")),
            ],
        }
    )


def _hosts(part: Any) -> list[str]:
    """Return what a record is part of, the nearest first."""
    for host in part.iterfind("{*}relatedItem[@type='host']"):
        if (info := host.find("{*}titleInfo")) is not None:
            return [_title(info), *_hosts(host)]
    return []


def _title(info: Any) -> str:
    return squeezed(" ".join(part.text or "" for part in info)).removesuffix(" /")


def _date(mods: Any) -> tuple[str, str, str] | None:
    found = [
        part
        for kind in ("dateCreated", "dateIssued", "dateOther")
        for part in mods.iterfind(f"{{*}}originInfo/{{*}}{kind}")
        if not part.get("point")
    ]
    found.sort(key=lambda part: part.get("keyDate") != "yes")
    if not found:
        return None
    text = squeezed(found[0].text)
    if text.count("-") == 1 and "/" not in text:  # two years
        return (text, *days(*text.split("-")))
    first, _, last = text.partition("/")
    return (text, *days(first, last))


def _people(mods: Any) -> list[tuple[str, str]]:
    """Return names in the order of the file, those of subjects among them."""
    found: dict[str, list[str]] = {}
    for name in mods.iter("{*}name"):
        above = etree.QName(name.getparent()).localname
        if above not in ("mods", "subject"):
            continue
        parts = [p for p in name.iterfind("{*}namePart") if p.get("type") in (None, "date")]
        parts.sort(key=lambda part: part.get("type") == "date")
        texts = [squeezed(part.text).strip(" ,") for part in parts] or [squeezed(name.text)]
        terms = [t for t in name.iterfind("{*}role/{*}roleTerm") if t.get("type") != "code"]
        said = [role(squeezed(term.text)) for term in terms]
        found.setdefault(", ".join(texts), []).extend(said or ["Subject"] * (above == "subject"))
    return [(name, "; ".join(once(said))) for name, said in found.items()]


def _subjects(mods: Any) -> list[str]:
    """Return genres and subjects in the order of the file; the first genre is the type."""
    found = []
    for subject in mods.iterfind("*"):
        if etree.QName(subject).localname == "genre":
            found.append(squeezed(subject.text))
        if etree.QName(subject).localname != "subject":
            continue
        parts = [squeezed("".join(part.itertext())) for part in subject] or [squeezed(subject.text)]
        kinds = {etree.QName(part).localname for part in subject}
        if len([part for part in subject if part.get("valueURI")]) > 1:
            found += [
                text
                for part, text in zip(subject, parts, strict=True)
                if etree.QName(part).localname != "geographic"
            ]
        elif not kinds <= {"geographic", "cartographics"} or not kinds:
            found.append(" -- ".join(parts))
    return found


def _link(part: Any) -> str:
    return part.get("{http://www.w3.org/1999/xlink}href") or ""
