"""Date and place of a document: from its dateline, or the date in its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index_mappings.dates import DEFAULT, DateConventions, read_date, read_edtf, without_place
from index_mappings.dates.text.figures import TIME, time_of
from index_mappings.record import Date
from loaders.drafts.titles.sentences import sentences
from loaders.drafts.titles.tidying import without_date
from loaders.drafts.xml.files import Element, local
from loaders.tei.days_without_year import in_span
from loaders.tei.editorial_notes import days_named
from loaders.tei.text import line, squeeze

_DAY = 10  # characters of "1957-09-02", before a time
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?)"
    r"(?:\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?"
)
_NUMBER_BEFORE = re.compile(r"^\s*\[?\d{1,5}\]?[.:)]?\s+")
_UNDATED = re.compile(r"undated|n\.\s?d\.|no date|date unknown|not dated", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_EARLIEST, _LATEST = "doc-dateTime-min", "doc-dateTime-max"


@dataclass(frozen=True, slots=True)
class Dating:
    """The date of a document; `problem` is the fault of the date, or "".

    `from_title` means that the date was found in the words of the head, `from_text` that it is the
    span of the days in a note of the editors.
    """

    date: Date | None = None
    places: tuple[str, ...] = ()
    problem: str = ""
    from_title: bool = False
    from_text: bool = False


def read_dating(
    document: Element, head: Element | None, conventions: DateConventions = DEFAULT
) -> Dating:
    """Return the date of a document, ignoring its enclosures."""
    dateline = _dateline(document)
    places: tuple[str, ...] = ()
    if dateline is not None:
        named = (line(place).strip(" ,.;[]()") for place in dateline.iter("{*}placeName"))
        places = tuple(filter(None, named))
        marks = _marks(dateline)
        if marks:
            return replace(_marked(marks, conventions), places=places)
        written = _closed_again(line(dateline, ("note", "placeName")).strip(" ,.;[]()"))
        if written:
            return replace(_written(written, conventions), places=places)
    marks = [] if head is None else _marks(head)
    if any(local(mark) == "date" for mark in marks):
        return replace(_marked(marks, conventions), places=places)
    estimated = _estimated(document)
    found = _of_head(line(head), conventions) or estimated
    if found.date and not found.date.is_dated and estimated.date and estimated.date.is_dated:
        # The head has the day, and the editors know its year.
        found = replace(estimated, date=replace(estimated.date, display=found.date.display))
    if found.date is None and (days := days_named(document, line(head), conventions)):
        found = Dating(days, from_text=True)
    return replace(found, places=places)


def _of_head(title: str, conventions: DateConventions) -> Dating | None:
    """Return the date in a head, or None if it has none.

    A head of several sentences has the record's date in its first ("Letter from Roe to Doe, March
    2, 1961. Transmits..."); one further on is that of a file or of an enclosure.
    """
    first, *more = sentences(_NUMBER_BEFORE.sub("", title))
    date = _at_end(first, conventions)
    if date is not None:
        return Dating(date, from_title=True)
    before, is_dated = without_date(first)
    if more and is_dated:
        date = Date(display=first[len(before) :].strip(" ,.;:()[]"))
        if found := in_span(date.display, _of_folder(more[-1], conventions), conventions):
            return Dating(found, from_title=True)
        problem = f"the head names the day {date.display!r} without its year"
        return Dating(date, problem=problem, from_title=True)
    if len(more) == 1 and (date := _at_end(title, conventions)):
        return Dating(date, from_title=True)  # "Minutes of a Meeting. Paris, October 1, 1948"
    return None


def _of_folder(title: str, conventions: DateConventions) -> Date | None:
    """Return the span at the end of a folder's title: "Timber, General, April-May 1961"."""
    last = read_date(title.rpartition(",")[2].strip(" .;:()[]"), conventions)
    return last if last.is_dated else _at_end(title, conventions)


def read_marks(element: Element, conventions: DateConventions) -> Dating | None:
    """Return the date of the dates and times in an element, or None if there are none."""
    marks = _marks(element)
    return _marked(marks, conventions) if marks else None


def _dateline(document: Element) -> Element | None:
    """Return the document's own first dateline, at its top rather than its end."""
    for path in ("{*}dateline", "{*}opener/{*}dateline", "{*}closer/{*}dateline"):
        found = document.find(path)
        if found is not None:
            return found
    return None


def _marks(element: Element) -> list[Element]:
    """Return the dates and times of an element, except those in notes or in one another."""
    inner = {
        part
        for outer in element.iter("{*}note", "{*}date", "{*}time")
        for part in outer.iterdescendants()
    }
    found = element.iter("{*}date", "{*}time", "{*}origDate")
    return [mark for mark in found if mark not in inner]


def _marked(marks: Sequence[Element], conventions: DateConventions) -> Dating:
    written = _wording(marks)
    read = read_date(written, conventions)
    days = [mark for mark in marks if local(mark) != "time"]
    clock = next((mark for mark in marks if local(mark) == "time"), None)
    stated = _said(days, conventions)
    if stated is None or not stated.is_dated:
        found = _written(written, conventions)
        if stated is not None and not found.problem:
            found = replace(found, problem=f"the date's mark {stated.display!r} could not be read")
        return found
    date = replace(stated, display=written or stated.display)
    if (read.start, read.end) == (stated.start, stated.end) and stated.precision == "range":
        date = replace(read, display=written)  # a month that is marked by its first and last day
    if read.time == "24:00" and date.time == "00:00":
        date = replace(date, time=read.time)  # a telegram's midnight ends its day
    if not date.time:
        date = replace(date, time=_clock(clock) or _short(read.time))
    problem = ""
    if read.is_dated and (read.end < stated.start or read.start > stated.end):  # type: ignore[operator]
        problem = f"the date is written {written!r} and marked {stated.display}; the mark was used"
    return Dating(date, problem=problem)


def _written(text: str, conventions: DateConventions) -> Dating:
    date = read_date(without_place(text, conventions), conventions)
    if date.is_dated or _UNDATED.search(text):
        return Dating(date)
    if at_end := _at_end(text, conventions):  # "Aldermouth, 3 May 1852", with no mark in it
        return Dating(at_end)
    return Dating(date, problem=f"the date {text!r} could not be read")


def _said(days: Sequence[Element], conventions: DateConventions) -> Date | None:
    """Return the date of the marks' attributes; of several marks, from the first to the last."""
    lows: list[str] = []
    highs: list[str] = []
    for day in days:
        when = day.get("when") or day.get("when-iso") or ""
        low = when or day.get("from") or day.get("notBefore") or ""
        high = when or day.get("to") or day.get("notAfter") or ""
        lows.extend([low] if low else [])
        highs.extend([high] if high else [])
    if not lows and not highs:
        return None
    if len(days) == 1 and lows == highs:
        return _moment(lows[0])
    low = min(lows)[:_DAY] if lows else ".."
    high = max(highs)[:_DAY] if highs else ".."
    if not highs or not lows:
        # An end that is left open in the file is mostly a day that the text says in full.
        wording = _wording(days)
        read = read_date(wording, conventions)
        if read.is_dated:
            return read
        low, high = _closed(low, high, wording)
    found = read_edtf(f"{low}/{high}")
    times = {_moment(mark.get("when", "")).time for mark in days}
    return replace(found, time=times.pop()) if len(times) == 1 else found


def _closed(low: str, high: str, wording: str) -> tuple[str, str]:
    """Return the ends of a span; an open end gets a year from the wording.

    It is the last year for an open end and the first for an open beginning, if that fits the other
    end: the span of a letter is not a hundred years.
    """
    years = _YEAR.findall(wording)
    if not years:
        return low, high
    ends = (low, max(years)) if high == ".." else (min(years), high)
    return ends if read_edtf("/".join(ends)).is_dated else (low, high)


def _moment(text: str) -> Date:
    """Return a day with its time if that is present and readable."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        date = read_edtf(text)
        return date if date.is_dated else replace(read_edtf(text[:_DAY]), display=text)
    date = read_edtf(found["day"])
    if not date.is_dated:
        return replace(date, display=text)
    whole = found["time"] if found["time"].count(":") == 2 else f"{found['time']}:00"
    edtf = f"{found['day']}T{whole}{found['zone'] or ''}"
    return replace(date, display=text, edtf=edtf, time=_short(whole))


def _wording(marks: Sequence[Element]) -> str:
    """Return the words of adjacent marks, with the words between them."""
    parts: list[str] = []
    for mark in marks:
        parts.extend((line(mark), mark.tail or " "))
    text = squeeze("".join(parts[:-1])).strip(" ,;")
    if text.endswith("m") and (marks[-1].tail or "").startswith("."):
        return f"{text}."  # "8 p.m." whose last stop is after the mark
    return text[:-1] if re.search(r"\d\.$", text) else text


def _clock(mark: Element | None) -> str:
    if mark is None:
        return ""
    found = TIME.match(line(mark))
    # "10:10 a.m.-12:10 p.m." says when it began better than many a mark does; of "4:57-6:32
    # p.m." the first says neither morning nor afternoon, and the mark does.
    if found and (found["half"] or found["word"]):
        return time_of(found)
    return _short(mark.get("when") or mark.get("from") or "")


def _short(time: str) -> str:
    """Return a time without seconds if they are zero."""
    return time[:5] if time.endswith(":00") and time.count(":") == 2 else time


def _at_end(title: str, conventions: DateConventions) -> Date | None:
    """Return the date at the end of a head ("Minutes of a Meeting, Paris, October 1, 1948")."""
    before, is_dated = without_date(title)
    if not is_dated or not title.startswith(before):
        return None
    date = read_date(_closed_again(title[len(before) :].strip(" ,.;:()[]")), conventions)
    return date if date.is_dated else None


def _closed_again(text: str) -> str:
    """Return a date's words, closing "May 3 [1951" and adding the full stop of "10 p.m"."""
    if text.count("[") > text.count("]"):
        text += "]"
    return f"{text}." if text.endswith((".m", ". m")) else text


def _estimated(document: Element) -> Dating:
    """Return the span that the volume's editors give for an undated document."""
    ends = {
        name.rpartition("}")[2]: value[:_DAY]
        for name, value in document.attrib.items()
        if isinstance(name, str) and isinstance(value, str)
    }
    low, high = ends.get(_EARLIEST, ""), ends.get(_LATEST, "")
    if not low or not high:
        return Dating()
    found = read_edtf(low if low == high else f"{low}/{high}")
    return Dating(found) if found.is_dated else Dating(found, problem="the date cannot be read")
