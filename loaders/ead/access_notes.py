"""What a finding aid says of access in lists of events and in attributes of dates.

EAD3 has `chronlist` for it: "Closed" from 1999 to 2080, "Opened" in 2001.
"""

from __future__ import annotations

from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line, paragraphs

_DATES = frozenset({"date", "datesingle", "daterange", "dateset", "fromdate", "todate"})
_NORMAL = ("normal", "standarddate")


def has_dates(part: Element) -> bool:
    """Return whether an `accessrestrict` has a list of events, or a date without words."""
    if part.find(".//{*}chronitem") is not None:
        return True
    return any(_normal(date) and not line(date) for date in part.iter(*_TAGS))


def access_sentences(part: Element, words: str) -> str:
    """Return the words of an `accessrestrict` with each event of its lists as a sentence.

    `words` are those without its heading. A date that is in an attribute alone is added.
    """
    events = [sentence for item in part.iter("{*}chronitem") if (sentence := _event(item))]
    for item in part.iter("{*}chronlist"):
        words = words.replace(paragraphs(item), "")
    dates = [] if events else [_normal(date) for date in part.iter(*_TAGS) if not line(date)]
    return "; ".join(filter(None, (*words.strip().split("\n"), *events, *dates)))


_TAGS = tuple(f"{{*}}{name}" for name in sorted(_DATES))


def _event(item: Element) -> str:
    """Return an event and its day: "Closed until 2080"; of a span the end, where one closes."""
    words = " ".join(line(event) for event in item.iter("{*}event") if line(event))
    dates = [part for part in item if local(part) in _DATES]
    spans = [part for part in dates if part.find("{*}todate") is not None or "/" in _normal(part)]
    if not words or not dates:
        return line(item)
    if not spans:
        return f"{words} {_day(dates[0])}"
    end = spans[-1].find("{*}todate")
    last = _normal(spans[-1]).partition("/")[2] if end is None else _day(end)
    return f"{words} until {last}" if last else f"{words} {line(spans[-1])}"


def _day(date: Element) -> str:
    return _normal(date) or line(date)


def _normal(date: Element) -> str:
    return attribute(date, *_NORMAL)
