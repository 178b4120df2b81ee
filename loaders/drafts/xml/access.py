"""Statements on access in elements and attributes of an XML record, recognised by name."""

from __future__ import annotations

from collections.abc import Container, Iterator

from loaders.drafts.access_names import About, Stated, about_access, plainly
from loaders.drafts.access_wording import is_term
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, attributes, line

_USE = ("use", "reproduction", "copyright", "licen")  # kinds of conditions that are not of access
_RIGHTS = ("rights", "accessrights", "accesscondition", "license")
_NAMING = ("type", "localtype", "displayLabel", "label")


def stated_in(element: Element, kept: Container[str] = ()) -> Iterator[Stated]:
    """Yield the statements on access in an element; elements `kept` are separate records.

    `<available>2030</available>`, `<date type="embargo end">` and `<item access="closed">` are
    examples. Statements that are also in fields of the record are read twice but count once.
    """
    for part in element:
        name = local(part)
        if not name or name in kept:
            continue
        kind = (part.get("type") or "").casefold()
        if not any(word in kind for word in _USE):
            yield from _of(part, name)
        yield from stated_in(part, kept)


def _of(part: Element, name: str) -> Iterator[Stated]:
    called = [name, *(part.get(naming) or "" for naming in _NAMING)]
    found = [(one, about) for one in called if one and (about := about_access(one)) is not None]
    found += [(name, About.OPENS)] if name == "available" else []  # a date, in Dublin Core
    address = attribute(part, "resource", "href")
    if name.casefold() in _RIGHTS and is_term(text := line(part) or address):
        yield Stated(name, text, About.ACCESS)
    if found and (text := line(part) or address):
        one, about = next((item for item in found if item[1] is About.OPENS), found[0])
        yield Stated(one, plainly(one, text), about)
    for called_so, value in attributes(part):
        about = about_access(called_so)
        if about is not None:
            yield Stated(called_so, plainly(called_so, value), about)
        elif found:
            yield Stated(called_so, value, About.ACCESS)
