"""The `did` of a component, which identifies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from index_mappings.dates import DateConventions, read_date, read_unitdate_normal
from index_mappings.record import Date
from loaders.drafts import terms
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line, own_words, paragraphs
from loaders.ead.access_terms import NAMES, party_of
from loaders.ead.joined_dates import BULK, joined
from loaders.ead.labels import label_of
from loaders.ead.links import add_links

_DATES = ("unitdate", "unitdatestructured")
_BLOCKS = frozenset({"head", "list", "p", "physdescstructured"})
_BEFORE_MARK = re.compile(r" (?=[)\],.;:])")
_AFTER_BRACKET = re.compile(r"(?<=[(\[]) ")
_COUNTED = frozenset({"genreform", "physfacet"})
_LINKS = frozenset({"dao", "daogrp", "daoset"})


def identify(did: Element, record: Gathering, *, abstract_is_summary: bool) -> Iterator[str]:
    """Add the contents of a `did` to a record, and yield its headings, which are not values."""
    _dates(did, record)
    _containers(did, record)
    for part in did:
        name = local(part)
        if name == "head":
            yield line(part)
        elif name == "unittitle":
            record.add("title", _title(part), "Title")
        elif name == "unitid":
            record.add("reference", line(part))
        elif name in ("physdesc", "physdescset", "physdescstructured"):
            record.add("extent", _extent(part))
        elif name == "origination":
            _origination(part, record)
        elif name == "repository":
            _repository(part, record)
        elif name == "langmaterial":
            _languages(part, record)
        elif name == "abstract" and abstract_is_summary:
            record.add("summary", paragraphs(part, ("head",)))
        elif name in _LINKS:
            add_links(part, record)
        elif name and name not in (*_DATES, "container"):
            head = line(part.find("{*}head"))
            label = head or attribute(part, "label") or label_of(name)
            record.note(label, paragraphs(part, ("head",)))


def _title(title: Element) -> str:
    """Return a title without the dates at its end, and the comma before a following date."""
    copy = deepcopy(title)
    while len(copy) and local(copy[-1]) in _DATES and not (copy[-1].tail or "").strip(" ,.;:\n\t"):
        copy.remove(copy[-1])
    return line(copy).rstrip(" ,;:")


def _dates(did: Element, record: Gathering) -> None:
    found = [
        (part, _date(part, record.conventions)) for part in did.iter() if local(part) in _DATES
    ]
    # "bulk" is where most of it falls; a search for a year must find the whole span, where there
    # is one that is read.
    found.sort(key=lambda item: (not item[1].is_dated, _is_bulk(item[0])))
    for kind, date in joined([(_kind(part), date) for part, date in found]):
        record.date(date, f"Date ({kind})" if kind else "Date")


def _kind(part: Element) -> str:
    return attribute(part, "datechar") or (BULK if _is_bulk(part) else "")


def _is_bulk(part: Element) -> bool:
    return attribute(part, "type", "unitdatetype").casefold() == BULK


def _date(part: Element, conventions: DateConventions) -> Date:
    written = line(part)
    normal = attribute(part, "normal")
    if local(part) == "unitdatestructured":
        written, normal = _structured(part)
    first, _, last = normal.partition("/")
    if first == last:  # as some programs write every date: "1930/1930"
        normal = first
    if normal:
        return read_unitdate_normal(normal, conventions, display=written)
    return _by_calendar(written, attribute(part, "calendar").casefold(), conventions)


_MARKS = {
    "julian": "(O.S.)", "old style": "(O.S.)", "islamic": "AH", "hijri": "AH", "muslim": "AH",
    "hebrew": "AM", "jewish": "AM", "coptic": "(Coptic)", "ethiopian": "(Ethiopian)",
    "persian": "SH", "solar hijri": "SH",
}  # fmt: skip
"""How a date says by itself that it is of a calendar that a finding aid names beside it."""


def _by_calendar(written: str, calendar: str, conventions: DateConventions) -> Date:
    """Return a date in the calendar of its attribute; the Gregorian one is the default.

    If it cannot be read in that calendar, nothing is claimed.
    """
    plain = read_date(written, conventions)
    mark = _MARKS.get(calendar, "")
    if not mark or plain.calendar:
        return plain
    return replace(read_date(f"{written} {mark}", conventions), display=plain.display)


def _structured(part: Element) -> tuple[str, str]:
    """Return the wording of an EAD3 date and its machine form: its first to its last day.

    A range without a beginning or an end makes the whole date open.
    """
    texts: list[str] = []
    ends: list[tuple[list[str], list[str]]] = []
    for span in part.iter("{*}datesingle", "{*}daterange"):
        parts = {local(end): end for end in span}
        single = local(span) == "datesingle"
        first, last = (span, span) if single else (parts.get("fromdate"), parts.get("todate"))
        shown = [_shown(end) for end in ([span] if single else (first, last))]
        texts.append("-".join(shown) if any(shown) else "")
        ends.append((_days(first), _days(last)))
    written = ", ".join(filter(None, texts))
    known = [(low, high) for low, high in ends if low or high]
    if not known:
        return written, ""
    lows, highs = zip(*known, strict=True)
    low = min(map(min, lows), key=_year) if all(lows) else ".."
    high = max(map(max, highs), key=_year) if all(highs) else ".."
    return written, low if low == high else f"{low}/{high}"


def _shown(end: Element | None) -> str:
    return "" if end is None else line(end) or attribute(end, "standarddate")


def _days(end: Element | None) -> list[str]:
    """Return the possible days of an end of a date: its own, or the bounds given for it."""
    if end is None:
        return []
    own = attribute(end, "standarddate")
    bounds = [attribute(end, name) for name in ("notbefore", "notafter")]
    return [own] if own else [day for day in bounds if day]


def _year(day: str) -> tuple[int, str]:
    """Return the sort key of a date as a number: years before our era are negative."""
    found = re.match(r"-?\d+", day)
    return (int(found.group()[:5]) if found else 0), day


def _containers(did: Element, record: Gathering) -> None:
    parts: list[str] = []
    for container in did.iterfind("{*}container"):
        kind = attribute(container, "type", "localtype").capitalize()
        label_given = attribute(container, "label")
        label = (
            f" ({label_given})" if label_given and label_given.casefold() != kind.casefold() else ""
        )
        text = f"{kind} {line(container)}{label}".strip()
        parent = attribute(container, "parent")
        parts.extend((", " if parent else "; ", text) if parts else (text,))
    record.note("Container", "".join(parts))


def _extent(part: Element) -> str:
    for structured in part.iter("{*}physdescstructured"):
        quantity, unit = structured.find("{*}quantity"), structured.find("{*}unittype")
        if quantity is not None and unit is not None:
            quantity.text = f"{line(quantity)} {line(unit)}"
            structured.remove(unit)
    for extent in part.iter("{*}extent"):
        what = extent.getnext()
        unit_name = attribute(extent, "unit")
        is_number = line(extent).isdecimal() and not (len(extent) or unit_name)
        is_alone = is_number and not (extent.tail or "").strip()
        if is_alone and what is not None and local(what) in _COUNTED:  # "3" beside "photographs"
            extent.text = f"{line(extent)} {line(what)}"
            extent.tail = what.tail
            extent.getparent().remove(what)  # type: ignore[union-attr]
        if unit_name and unit_name.casefold() not in line(extent).casefold():
            extent.text = f"{extent.text or ''} {unit_name}"
    if own_words(part) and all(local(child) not in _BLOCKS for child in part):
        return _in_order(part)
    return "; ".join(paragraphs(part).split("\n"))


def _in_order(part: Element) -> str:
    """Return texts and parts in order, as in "3 boxes and 2 reels", separated where needed."""
    words = " ".join((part.text or "").split())
    for child in part:
        before = child.getprevious()
        is_apart = before is not None and not (before.tail or "").strip() and words
        tail = " ".join((child.tail or "").split())
        words += f"{'; ' if is_apart else ' '}{line(child)} {tail}"
    words = _BEFORE_MARK.sub("", _AFTER_BRACKET.sub("", " ".join(words.split())))
    return words.replace(" ; ", "; ").strip(" ;,")


def _origination(part: Element, record: Gathering) -> None:
    label = attribute(part, "label").rstrip(" :")
    names = [name for name in part if local(name) in NAMES]
    for name in names:
        record.party("people", party_of(name, label or "Creator"))
    rest = own_words(part) if names else line(part)
    if rest.strip(" ,;.") and not names:
        record.add("people", rest, "Creator")
    elif rest.strip(" ,;."):
        record.note(label or "Creator", rest)


def _repository(part: Element, record: Gathering) -> None:
    names = [name for name in part if local(name) in NAMES]
    if names:
        for name in names:
            record.add("repository", line(name), "Repository")
        rest = "\n".join(filter(None, (paragraphs(part, ("corpname", "name")),)))
        record.note("Repository", rest)
    else:
        record.add("repository", own_words(part) or line(part), "Repository")
        if own_words(part):
            for other in part:
                record.note("Repository", paragraphs(other))


def _languages(part: Element, record: Gathering) -> None:
    names: list[str] = []
    for language in part.iter("{*}language"):
        code, text = attribute(language, "langcode"), line(language)
        name = terms.language(code) or terms.language_or_text(text or code)
        record.add("language", name)
        names.append(name.casefold())
    whole = line(part)
    known = "" if names else terms.language(whole)
    if known:
        record.add("language", known)
    elif whole.strip(" .").casefold() not in names:
        record.note("Language", whole)
    for script in part.iter():
        code = attribute(script, "scriptcode")
        if code:
            record.note("Script", code)
