"""Names and titles of MODS, which have parts."""

from __future__ import annotations

from index_mappings.record import Party
from loaders.xml import terms
from loaders.xml.files import Element, local
from loaders.xml.words import line


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
    return ", ".join(filter(None, rest)) or line(info)


def party_of(name: Element, role: str = "") -> Party:
    """Return whom a `name` names; a date is a part of the name, as in headings."""
    parts = [part for part in name if local(part) == "namePart" and line(part)]
    family = [line(part) for part in parts if part.get("type") == "family"]
    given = [line(part) for part in parts if part.get("type") == "given"]
    plain = [line(part) for part in parts if part.get("type") not in ("family", "given")]
    whole = ", ".join([*([" ".join(family)] if family else []), *given, *plain])
    display = [line(part) for part in name if local(part) == "displayForm"]
    roles = [roles_of(part) for part in name if local(part) == "role"]
    said = [text for group in roles for text in group] or ([role] if role else [])
    known = whole or " ".join(display) or line(name)
    is_person = name.get("type") not in ("corporate", "conference", "family")
    return Party(
        known,
        " ".join(display) or known,
        "; ".join(dict.fromkeys(terms.role(text) for text in said)),
        person=is_person,
    )


def roles_of(role: Element) -> list[str]:
    """Return the terms of a role: its words, or its code where it has none."""
    found = [part for part in role if local(part) == "roleTerm" and line(part)]
    words = [line(part) for part in found if part.get("type") != "code"]
    return words or [line(part) for part in found] or ([line(role)] if line(role) else [])
