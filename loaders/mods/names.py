"""Names and titles of MODS from their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.record import Party
from loaders.drafts import terms
from loaders.drafts.headings import trimmed_name
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import line

_ISBD_END = re.compile(r"\s+[/:;=]$")
"""The mark before the next area of a description, which records made from MARC carry along."""

_PLAIN_PARTS = ("", "termsOfAddress")
_NAME_PARTS = frozenset({"family", "given", "date", *_PLAIN_PARTS})
_ABOUT = frozenset({"affiliation", "alternativeName", "description", "nameIdentifier"})


def title_of(info: Element) -> str:
    """Return a `titleInfo` as one text: "The Guide : Part 2, Maps"."""
    texts = {"nonSort": "", "title": "", "subTitle": "", "partNumber": "", "partName": ""}
    others: list[str] = []
    for part in info:
        name = local(part)
        if name in texts and not texts[name]:
            texts[name] = line(part)
        elif name:
            others.append(line(part))
    article = texts["nonSort"]
    gap = "" if article.endswith(("'", "’", "-")) else " "
    title = f"{article}{gap}{texts['title']}".strip()
    if texts["subTitle"]:
        title = f"{title} : {texts['subTitle']}"
    rest = (title, texts["partNumber"], texts["partName"], *others)
    return _ISBD_END.sub("", ", ".join(filter(None, rest)) or line(info))


def filed_as(info: Element) -> str:
    """Return the title of a `titleInfo` without its article, or "" if that is not marked."""
    article = info.find("{*}nonSort")
    whole = title_of(info)
    words = line(article) if article is not None else ""
    return whole.removeprefix(words).strip() if words and whole.startswith(words) else ""


def party_of(name: Element, role: str = "") -> Party:
    """Return the party of a `name`; a date is the last part of the name, as in headings."""
    is_person = name.get("type") not in ("corporate", "conference", "family")
    family, given, dates = (_parts(name, kind) for kind in ("family", "given", "date"))
    plain = [text for kind in _PLAIN_PARTS for text in _parts(name, kind)]
    if not is_person:  # "Germany. Foreign Office": the parts of a body are its offices
        plain = [". ".join(text.rstrip(".") for text in plain[:-1]), *plain[-1:]]
    comma = ", " if is_person else ". "
    named = comma.join(filter(None, plain))
    whole = ", ".join(filter(None, [" ".join(family), *given, named, *dates]))
    display = [line(part) for part in name if local(part) == "displayForm"]
    roles = [roles_of(part) for part in name if local(part) == "role"]
    relations = [text for group in roles for text in group] or ([role] if role else [])
    known = whole or " ".join(display) or line(name)
    return Party(
        trimmed_name(known),
        " ".join(display) or known,
        "; ".join(dict.fromkeys(terms.role(text) for text in relations)),
        person=is_person,
    )


def beside(name: Element) -> Iterator[str]:
    """Yield the information in a `name` besides the name."""
    for part in name:
        kind = local(part)
        if kind in _ABOUT or (kind == "namePart" and (part.get("type") or "") not in _NAME_PARTS):
            yield line(part)


def _parts(name: Element, kind: str) -> list[str]:
    found = [p for p in name if local(p) == "namePart" and (p.get("type") or "") == kind]
    return [text for part in found if (text := line(part).strip(" ,;"))]


def roles_of(role: Element) -> list[str]:
    """Return the terms of a role: its text, or its code if it has no text."""
    found = [part for part in role if local(part) == "roleTerm" and line(part)]
    words = [line(part) for part in found if part.get("type") != "code"]
    return words or [line(part) for part in found] or ([line(role)] if line(role) else [])
