"""Texts of LIDO: choosing one of several by preference and language.

Source: LIDO 1.1: `term` and `appellationValue` repeat for each language, with `pref` for the
preferred form and `addedSearchTerm="yes"` for terms used only for searching.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index_mappings.web_addresses import is_web_address
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def language_of(element: Element) -> str:
    """Return the language of an element, its own or that of an ancestor."""
    at: Element | None = element
    while at is not None:
        if code := (at.get(_LANG) or "").strip():
            return code
        at = at.getparent()
    return ""


def best(elements: Sequence[Element], language: str) -> Element | None:
    """Return the element in a language, the preferred one first, or None if there is none."""
    some = [part for part in elements if line(part) and not _is_added(part)]
    some.sort(key=lambda part: (not _is_in(part, language), not is_preferred(part)))
    return some[0] if some else None


def said(element: Element | None, path: str, language: str) -> str:
    """Return the text of a path's elements, in a language if one has it."""
    found = [] if element is None else element.findall(path)
    one = best(found, language)
    return "" if one is None else line(one)


def each(element: Element, path: str, inner: str, language: str) -> Iterator[str]:
    """Yield the text of the elements inside each element of a path."""
    for part in element.iterfind(path):
        if text := said(part, inner, language) or ("" if len(part) else line(part)):
            yield text


def is_preferred(element: Element) -> bool:
    """Return whether a form is the preferred one."""
    return attribute(element, "pref").rpartition("/")[2].casefold() in ("preferred", "prefer")


def address_in(element: Element, *names: str) -> str:
    """Return the first identifier inside an element that is an address, or ""."""
    for part in element:
        text = line(part)
        if local(part) in names and is_web_address(text):
            return text
    return ""


def _is_in(element: Element, language: str) -> bool:
    own = language_of(element)
    return not language or not own or own.split("-")[0] == language.split("-", maxsplit=1)[0]


def _is_added(element: Element) -> bool:
    return attribute(element, "addedSearchTerm").casefold() == "yes"
