"""Converting a described component, or the whole finding aid, to a record."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line, own_words, paragraphs
from loaders.ead.access_notes import access_sentences, has_dates
from loaders.ead.access_terms import add_terms
from loaders.ead.identification import identify
from loaders.ead.labels import COMPONENTS, label_of
from loaders.ead.links import add_links

_FIELDS = {"accessrestrict": "access_note", "userestrict": "rights"}
_LINKS = frozenset({"dao", "daogrp", "daoset"})
_GROUPS = frozenset({"descgrp"})
_CONTAINERS = frozenset(
    {
        "control", "conventiondeclaration", "eadheader", "editionstmt", "filedesc",
        "languagedeclaration", "maintenanceagency", "maintenancehistory", "notestmt", "profiledesc",
        "publicationstmt", "revisiondesc", "seriesstmt", "titlestmt",
    }
)  # fmt: skip
_CALLED_BY = {
    "editionstmt": "edition",
    "notestmt": "note",
    "publicationstmt": "publication",
    "seriesstmt": "series",
}
"""What a paragraph of the header is about, by what it is in."""

_KNOWN_OTHERWISE = frozenset({"eadid", "recordid", "head"})


def describe(component: Element, record: Gathering) -> list[str]:
    """Add everything in a component to a record, except the components inside it.

    Returns the headings without a value of their own ("Descriptive summary").
    """
    level = attribute(component, "level")
    if level in ("", "otherlevel"):
        level = attribute(component, "otherlevel") or level
    record.add("level", level)
    return [heading for heading in _describe(component, record) if heading]


def _describe(component: Element, record: Gathering) -> Iterator[str]:
    for part in component:
        name = local(part)
        if name == "did":
            scope = component.find("{*}scopecontent")
            scope = scope if scope is not None else component.find("{*}descgrp/{*}scopecontent")
            yield from identify(part, record, abstract_is_summary=scope is None)
    for part in component:
        name = local(part)
        if name == "head":
            yield line(part)
        elif name == "scopecontent":
            yield line(part.find("{*}head"))
            record.add("summary", _text(part), label_of(name))
        elif name in _FIELDS:
            yield line(part.find("{*}head"))
            words = _text(part)
            is_of_access = _FIELDS[name] == "access_note" and has_dates(part)
            sentences = access_sentences(part, words) if is_of_access else words
            record.add(_FIELDS[name], " ".join(sentences.split("\n")))
        elif name == "controlaccess":
            yield from add_terms(part, record)
        elif name in _GROUPS:
            record.note("Description", own_words(part))
            yield from _describe(part, record)
        elif name in _LINKS:
            add_links(part, record)
        elif name == "dsc":
            yield line(part.find("{*}head"))
            record.note(label_of(name), paragraphs(part, ("head", *COMPONENTS)))
        elif name and name not in COMPONENTS and name != "did":
            record.note(_label(part), _text(part))
    record.note("Description", own_words(component))


def describe_header(header: Element, record: Gathering) -> None:
    """Add what the header says of the finding aid to the top record."""
    for part in header:
        name = local(part)
        if name in _CONTAINERS:
            record.note("Finding aid", own_words(part))
            describe_header(part, record)
        elif name and name not in _KNOWN_OTHERWISE:
            text = "; ".join(paragraphs(part).split("\n"))
            if text != record.title():
                about = _CALLED_BY.get(local(header), name) if name == "p" else name
                record.note(_header_label(about), text)


def _header_label(name: str) -> str:
    label = label_of(name)
    return label if "finding aid" in label else f"Finding aid: {label.casefold()}"


def _label(part: Element) -> str:
    return line(part.find("{*}head")) or attribute(part, "label") or label_of(local(part))


def _text(part: Element) -> str:
    """Return the text of a part without its heading; inner headings stay."""
    head = part.find("{*}head")
    if head is None:
        return paragraphs(part)
    whole, heading = paragraphs(part), paragraphs(head)
    return whole.removeprefix(heading).lstrip("\n") if whole.startswith(heading) else whole
