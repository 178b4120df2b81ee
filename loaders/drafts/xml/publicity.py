"""Marks of XML records as not public, by the rule of `loaders.drafts.publicity`.

A mark is an attribute (`audience="internal"`, MODS' `shareable="no"`, TEI's `status="draft"`), a
note with such a type, or an element of the record with the name of a mark.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from index_mappings.folding import key
from loaders.drafts.draft import Held, Where
from loaders.drafts.format import Options
from loaders.drafts.publicity import (
    Verdict,
    held_by,
    is_about_record,
    is_for_staff,
    is_private_kind,
    mark_named,
    says_never,
    verdict,
)
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.removal import remove
from loaders.drafts.xml.ruled import drop_by_rules, held_by_rule
from loaders.drafts.xml.titles import titles_of
from loaders.drafts.xml.words import line

_TYPED = frozenset({"note", "odd"})  # elements whose type may be the name of a mark
_NAMING = (
    "type",
    "localtype",
    "displayLabel",
    "label",
    "subtype",
    "ana",
    "rend",
    "rendition",
    "style",
    "altrender",
    "class",
    "place",
)
"""Attributes that rename an element; "staff note" and "internal" are such names."""


def mark_of(element: Element) -> tuple[str, Verdict] | None:
    """Return the attribute that holds an element back, and its verdict, or None.

    An element with a name for the staff is its own mark.
    """
    own = local(element)
    if not (given := element.items()):  # most elements of most files
        return (own, Verdict.NOT_PUBLIC) if is_for_staff(own) else None
    attributes = {short: value for name, value in given if (short := _telling(name))}
    if not attributes:
        return (own, Verdict.NOT_PUBLIC) if is_for_staff(own) else None
    if found := held_by(attributes):
        return found
    for naming in _NAMING:
        called = attributes.get(naming, "").removeprefix("#")
        if called and is_private_kind(called):
            return naming, Verdict.NOT_PUBLIC
    return (own, Verdict.NOT_PUBLIC) if is_for_staff(own) else None


@lru_cache(maxsize=4096)  # a format has some dozens of attributes, each asked a thousand times
def _telling(attribute: str) -> str:
    """Return the short name of an attribute that may be a mark, or "" for others, such as ids."""
    short = attribute.rpartition("}")[2]
    short = short.lower() if short == "localType" else short  # EAC-CPF writes it so
    return short if short in _NAMING or mark_named(short) is not None else ""


def mark_of_record(record: Element) -> tuple[str, Verdict] | None:
    """Return the mark that holds back a whole record: its own, or one of its children.

    A child is a mark by its name (`<published>no</published>`) or, as in AtoM, by its type (`<odd
    type="publicationStatus">`). So is an element within one about the record (`<recordInfo>`).
    """
    if found := mark_of(record):
        return found
    for child in record:
        if found := _mark_in(child):
            return found
        if is_about_record(local(child)):
            for inner in child.iter():
                if inner is not child and (found := _mark_in(inner, is_about=True)):
                    return found
    return None


def _mark_in(child: Element, *, is_about: bool = False) -> tuple[str, Verdict] | None:
    name = local(child)
    if is_about and name.casefold() in _REMARKS and says_no_record(line(child)):
        return name, Verdict.NOT_PUBLIC
    if name == "note" and (child.get("type") or "").casefold() == "status":
        return ("note", Verdict.NOT_PUBLIC) if says_no_record(line(child)) else None
    for called in (name, (child.get("type") or "") if name in _TYPED else ""):
        mark = mark_named(called) if called else None
        # A note of the type "status" may say anything; an element of that name is the record's.
        is_vague = mark is not None and mark.is_mixed and called != name
        if (
            mark is None
            or (is_vague and not is_about)
            or (called != name and not mark.yes_is_public)
        ):
            continue
        found = verdict(called, line(child))
        if found is not None and found.holds:
            return called, found
    return None


_REMARKS = frozenset({"recordinfonote", "recordinfolink", "note", "recordstatus"})
"""Elements about a record that may say anything, that nobody may see it among others."""


def says_no_record(text: str) -> bool:
    """Return whether a remark on a record says that it is not for the public: "suppressed".

    A word alone that may be of what is described ("Draft") says nothing here.
    """
    plain = key(text)
    return plain in _NO_RECORD or (" " in plain and says_never(text))


_NO_RECORD = frozenset(
    {"suppressed", "suppress", "unpublished", "deleted", "withdrawn", "internal", "embargoed"}
)


def hold_back(
    record: Element, where: Where, options: Options, kept: Container[str] = ()
) -> tuple[bool, list[Held]]:
    """Remove the non-public parts of a record; return whether all of it is held, and the parts.

    Elements with names in `kept` are separate records and are not changed. With
    `options.publish_held` only the archive's own rules remove parts, and the others are reported.
    """
    if rule := held_by_rule(record, options.rules, kept):
        return True, [rule.held(where)]
    dropped = list(drop_by_rules(record, where, options, kept))
    is_held, found = _hold_back_marked(record, where, options, kept)
    return is_held, [*dropped, *found]


def _hold_back_marked(
    record: Element, where: Where, options: Options, kept: Container[str]
) -> tuple[bool, list[Held]]:
    if (whole := mark_of_record(record)) is not None:
        return not options.publish_held, [held(whole, where, options)]
    return False, list(take_out_parts(record, where, options, kept))


def held(
    mark: tuple[str, Verdict], where: Where, options: Options, *, is_part: bool = False
) -> Held:
    """Return the report of a part that is held back by a mark, or published despite it."""
    return Held(
        where,
        mark[0],
        is_part=is_part,
        is_unclear=mark[1] is Verdict.UNCLEAR,
        is_published=options.publish_held,
    )


def known_by(found: Iterable[Held], *names: str, of: Element | None = None) -> Iterator[Held]:
    """Yield held records with their ids and titles, and held parts as they are.

    By its id an update removes a record, and by its titles, too, others name it.
    """
    ids = tuple(filter(None, (*names, *(() if of is None else titles_of(of)))))
    return (item if item.is_part else replace(item, names=(*item.names, *ids)) for item in found)


_HEADED = frozenset(
    {"odd", "processinfo", "acqinfo", "custodhist", "appraisal", "descgrp", "accruals"}
)
"""Elements of a finding aid that its archivists wrote; the head of a letter is a letter's."""


def _mark_of_head(element: Element) -> tuple[str, Verdict] | None:
    """Return the heading by which an element is for the staff: "Internal note"."""
    if local(element) not in _HEADED:
        return None
    head = element.find("{*}head")
    is_private = head is not None and is_private_kind(line(head))
    return ("head", Verdict.NOT_PUBLIC) if is_private else None


def said_in(element: Element) -> str:
    """Return the words of an element and its references ("#p_12") to listed people."""
    texts = [*element.itertext()]
    for part in element.iter():
        texts += [text for name, text in part.attrib.items() if name in _POINTING]
    return " ".join(texts)


_POINTING = frozenset({"corresp", "ref", "key", "target", "sameAs"})


def take_out_parts(
    element: Element, where: Where, options: Options, kept: Container[str] = ()
) -> Iterator[Held]:
    """Remove the non-public parts of a public element, and yield each."""
    parts = element.iter("*")
    next(parts)  # is the element itself
    if any(mark_of(part) or _mark_of_head(part) for part in parts):  # in most there is none
        yield from _taken_out(element, where, options, kept)


def _taken_out(
    element: Element, where: Where, options: Options, kept: Container[str]
) -> Iterator[Held]:
    for child in list(element):
        name = local(child)
        if not name or name in kept:
            continue
        if (mark := mark_of(child) or _mark_of_head(child)) is None:
            yield from _taken_out(child, where, options, kept)
            continue
        yield replace(held(mark, where, options, is_part=True), said=said_in(child))
        if not options.publish_held:
            remove(child)
