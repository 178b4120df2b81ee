"""Marks that hold back a whole finding aid or a list of its components."""

from __future__ import annotations

from loaders.drafts.publicity import Verdict, held_by
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.publicity import mark_of, mark_of_record

_GONE = ("deleted", "cancelled")
"""What EAD3's `maintenancestatus` says of a finding aid that is no longer one."""


def mark_of_whole(header: Element | None, top: Element) -> tuple[str, Verdict] | None:
    """Return the mark that holds back a whole finding aid, or None if there is none.

    It is on its description, on the root, or in the header as its status; an internal header does
    not apply to the whole.
    """
    if (mark := mark_of_record(top)) is not None:
        return mark
    root = top.getparent()
    if root is not None and (mark := mark_of(root)) is not None:
        return mark
    if header is None:
        return None
    if (found := held_by({"findaidstatus": header.get("findaidstatus", "")})) is not None:
        return found
    for stated in header.iter("{*}maintenancestatus"):
        if (stated.get("value") or "").casefold().startswith(_GONE):
            return "maintenancestatus", Verdict.NOT_PUBLIC
    for stated in header.iter("{*}publicationstatus"):
        if (stated.get("value") or "").casefold() == "inprocess":
            return "publicationstatus", Verdict.NOT_PUBLIC
    return None


def is_in_hidden_list(component: Element) -> bool:
    """Return whether the list of components (`dsc`) around this one is marked as not public."""
    above = component.getparent()
    return above is not None and local(above) == "dsc" and mark_of(above) is not None
