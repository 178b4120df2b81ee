"""Marks of a TEI file as not public: in its header, or in attributes of its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index_mappings.access import CLOSED
from index_mappings.folding import key
from loaders.drafts.access import DEFAULT_TERMS, AccessTerms, is_closed
from loaders.drafts.access_names import About, about_access
from loaders.drafts.draft import Held, Where
from loaders.drafts.format import Options
from loaders.drafts.publicity import Verdict, verdict
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.publicity import held, hold_back, mark_of, said_in
from loaders.drafts.xml.removal import remove
from loaders.drafts.xml.ruled import rule_on
from loaders.drafts.xml.words import paragraphs


def mark_of_header(
    header: Element | None, terms: AccessTerms = DEFAULT_TERMS
) -> tuple[str, Verdict] | None:
    """Return the mark in a header that holds back the whole text, or None if there is none.

    `revisionDesc/@status` is the state of the work on the text. `availability/@status` of
    "restricted" holds it back unless a licence beside it gives the terms of publication.
    """
    if header is None:
        return None
    for change in header.iterfind("{*}revisionDesc//{*}change[@status]"):
        if verdict("status", change.get("status")) is Verdict.NOT_PUBLIC:
            return "change status", Verdict.NOT_PUBLIC
        break  # the last change comes first
    for revision in header.iter("{*}revisionDesc"):
        if verdict("status", revision.get("status")) is Verdict.NOT_PUBLIC:
            return "revisionDesc status", Verdict.NOT_PUBLIC
    for part in header.iterfind("{*}fileDesc/{*}publicationStmt/{*}availability"):
        is_licensed = part.find(".//{*}licence") is not None
        if (part.get("status") or "").strip().casefold() == "restricted" and not is_licensed:
            return "availability status", Verdict.NOT_PUBLIC
        if is_closed(paragraphs(part), date.today(), terms):
            return "availability", Verdict.NOT_PUBLIC
    for part in header.iterfind(".//{*}adminInfo/{*}availability"):
        if is_closed(paragraphs(part), date.today(), terms):
            return "adminInfo availability", Verdict.NOT_PUBLIC
    return None


def _mark_of_part(part: Element, terms: AccessTerms) -> tuple[str, Verdict] | None:
    """Return what closes a part: `subtype="closed"`, or a note on access in it; or None."""
    closed = terms.words[CLOSED]
    for name in ("subtype", "ana"):
        if any(key(word) in closed for word in (part.get(name) or "").split()):
            return name, Verdict.NOT_PUBLIC
    for note in part.iterfind("{*}note"):
        is_of_access = about_access(note.get("type") or "") is About.ACCESS
        if is_of_access and is_closed(paragraphs(note), date.today(), terms):
            return "note", Verdict.NOT_PUBLIC
    return None


def hold_back_text(tei: Element, where: Where, options: Options) -> tuple[bool, list[Held]]:
    """Remove the non-public parts of a TEI element; tell whether all of it is held back."""
    mark = mark_of_header(tei.find("{*}teiHeader"), options.access)
    return _hold_back(tei, [] if mark is None else [mark], where, options)


def hold_back_part(part: Element, where: Where, options: Options) -> tuple[bool, list[Held]]:
    """Remove the non-public parts of a part of a volume, by its own marks and those above it."""
    for above in part.iterancestors():
        if rule := rule_on(above, options.rules):
            return True, [rule.held(where)]
    for place in (part, *part.iterancestors()):
        mark = None if place is part else mark_of(place)
        if (mark := mark or _mark_of_part(place, options.access)) is not None:
            return _hold_back(part, [mark], where, options)
    return _hold_back(part, [], where, options)


def _hold_back(
    element: Element, marks: list[tuple[str, Verdict]], where: Where, options: Options
) -> tuple[bool, list[Held]]:
    """Hold an element back by marks elsewhere, or else by its own."""
    around = [held(mark, where, options) for mark in marks]
    if around and not options.publish_held:
        return True, around
    is_held, found = hold_back(element, where, options)
    closed = [] if is_held else _closed_divisions(element, where, options)
    return is_held, [*around, *found, *closed]


def _closed_divisions(element: Element, where: Where, options: Options) -> list[Held]:
    """Remove the divisions within an element that are closed, and return each."""
    found: list[Held] = []
    for part in list(element.iter(*_DIVISIONS)):
        if part is element or (mark := _mark_of_part(part, options.access)) is None:
            continue
        found.append(replace(held(mark, where, options, is_part=True), said=said_in(part)))
        if not options.publish_held:
            remove(part)
    return found


_DIVISIONS = ("{*}text", "{*}front", "{*}body", "{*}back", "{*}div", "{*}div1", "{*}div2")
"""Elements that `subtype="closed"` closes; of words, "closed" may be said for other reasons."""
