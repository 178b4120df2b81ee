"""A date as a person wrote it, read into a span of days."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from index_mappings.dates.calendars.both import by_both
from index_mappings.dates.calendars.buddhist import in_thai_figures
from index_mappings.dates.calendars.julian import CALENDAR as JULIAN
from index_mappings.dates.calendars.julian import is_both, moved_span, without_marks, without_style
from index_mappings.dates.calendars.persian_figures import (
    beside_persian,
    has_solar_day,
    in_persian_figures,
    is_persian,
)
from index_mappings.dates.calendars.rumi import CALENDAR as RUMI
from index_mappings.dates.calendars.rumi import is_rumi
from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.extended import looks_extended, read_edtf
from index_mappings.dates.spans.several import read_span
from index_mappings.dates.spans.span import Span, span_of
from index_mappings.dates.text.figures import agreed_order, plain_point
from index_mappings.dates.text.languages import UNSEEN, level
from index_mappings.dates.text.mending import mended, with_second
from index_mappings.dates.text.tidying import tidy
from index_mappings.dates.text.tokens import tokens
from index_mappings.folding import clean
from index_mappings.record import Date

_LONGEST = 400
"""Characters. A longer text is prose about dates, however many doubts a date has."""

_CACHED = 16_384
"""Texts remembered: a catalogue of a million records has some ten thousand different dates."""


def read_date(text: str, conventions: DateConventions = DEFAULT) -> Date:
    """Return the date of a text, or an undated Date(display=text) if it cannot be parsed.

    `display` is the text without control characters, otherwise as written.
    """
    display = clean(text)
    wording = display.strip()
    if ":" in wording and (midnight := _MIDNIGHT.fullmatch(wording)):
        wording = midnight["day"]
    found = _read(wording, conventions)
    return found if found.display == display else replace(found, display=display)


# Programs that keep a day as an instant write the first of its hours, which nobody has recorded.
_MIDNIGHT = re.compile(
    r"(?P<day>\d{1,4}(?P<sign>[-/.])\d{1,2}(?P=sign)\d{1,4})(?:T|,? )"
    r"(?:0?0:00(?::00(?:\.0+)?)?(?: ?AM)?|12:00(?::00)? ?AM)(?: ?(?:Z|UTC|[-+]\d\d:?\d\d))?",
    re.IGNORECASE,
)


def without_place(text: str, conventions: DateConventions = DEFAULT) -> str:
    """Return a day without the place before it: "Aldermouth, 3 May 1852"."""
    placed = _PLACED.match(text)
    # "Tuesday, 3 May 1852" is a date without its comma too
    if placed is None or read_date(text.replace(",", "", 1), conventions).is_dated:
        return text
    return placed["day"] if read_date(text, conventions).is_dated else text


_IMPOSSIBLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # "1901-02-30" has no day, and is no span to 1930
_NO_YEAR = re.compile(r"0000\??")  # what a database has for none; the year 1 BC is never written so


@lru_cache(maxsize=_CACHED)
def _read(text: str, conventions: DateConventions) -> Date:
    if not text or len(text) > _LONGEST or _NO_YEAR.fullmatch(text):
        return Date(display=text)
    if text.startswith("-0"):  # "-0043" is a year before our era, "-1950" is "until 1950"
        return read_edtf(text, conventions)
    levelled = level(text if text.isascii() else text.translate(UNSEEN))
    plain = plain_point(levelled)
    if not text.isascii() and (found := in_persian_figures(text, levelled)) is not None:
        span, calendar = _by_calendars(found, conventions)
        return date_of(span, text, calendar) if span else Date(display=text)
    if (of_rumi := is_rumi(levelled)) is not False:
        span, calendar = _by_calendars(levelled, conventions) if of_rumi else (None, "")
        return date_of(span, text, calendar) if span and calendar == RUMI else Date(display=text)
    if has_solar_day(levelled) and (conventions.solar_hijri or is_persian(text)):
        plain, levelled = None, beside_persian(levelled)
    if not text.isascii():
        levelled = in_thai_figures(text, levelled)
        if _EASTERN_FIGURES.search(text):  # such dates have the day first
            conventions = replace(conventions, day_first=True)
    if plain is not None:
        span, calendar = span_of(plain, conventions), ""
    else:
        levelled = mended(levelled)
        agreed = agreed_order(levelled, conventions)
        span, calendar = read_span(tidy(tokens(levelled, agreed)), agreed), ""
        if span is None and (
            not (levelled.isascii() and looks_extended(text)) or _HUNDREDS.fullmatch(levelled)
        ):
            span, calendar = _read_otherwise(levelled, agreed)
    if span is not None and not calendar and _may_be_of_another_era(text, levelled, span):
        return Date(display=text)
    if span is not None and span.precision == "range" and _IMPOSSIBLE_DAY.fullmatch(levelled):
        return Date(display=text)
    if span is not None and "Y" in span.edtf:
        span = _of_five_figures(span)
    if span is not None:
        return date_of(span, text, calendar)
    if looks_extended(text):
        return read_edtf(text, conventions)
    if (placed := _PLACED.match(text)) is not None:
        there = _read(placed["day"], conventions)
        if there.precision == "day":
            return replace(there, display=text)
    return Date(display=text)


_PLACED = re.compile(  # a day behind the place where it was written: "Paris, le 5 mai 1950"
    r"[^\W\d_a-z][^\d,;:()\[\].]{3,40}, (?:den |le |am |the )?(?P<day>[^,]*\d.*)"
)
_HUNDREDS = re.compile(r"(?:c(?:a|irca)?\.? ?)?\d{3} ?- ?\d{3,4}(?: (?:a\. ?d\.|ad|c\. ?e\.|ce))?")
_THREE = re.compile(r"(?<!\d)(\d{3})(?!\d)")


def _read_otherwise(levelled: str, conventions: DateConventions) -> tuple[Span | None, str]:
    """Return the span of a text that is a date only in another calendar, and that calendar."""
    if _HUNDREDS.fullmatch(levelled):
        padded = _THREE.sub(r"0\1", levelled)
        return read_span(tidy(tokens(padded, conventions)), conventions), ""
    rest, style = without_style(levelled)
    if style:
        span = read_span(tidy(tokens(rest, conventions)), conventions)
        if span is not None and "/" in rest:
            # "25 October / 7 November 1917 (N.S.)" is one day
            both = by_both(rest, lambda text: _by_calendars(text, conventions), conventions)
            if both is not None and both[0] is not None:
                return both
        if span is not None and not is_both(levelled):
            return (moved_span(span), JULIAN) if style == "old" else (span, "")
        levelled = without_marks(levelled)
    found = by_both(levelled, lambda text: _by_calendars(text, conventions), conventions)
    if found is not None:
        return found
    if second := with_second(levelled):
        span = read_span(tidy(tokens(second, conventions)), conventions)
        if span is not None:
            return span, ""
    return _by_calendars(levelled, conventions)


def _by_calendars(levelled: str, conventions: DateConventions) -> tuple[Span | None, str]:
    """Return the span of a text whose dates may be of other calendars, and their name."""
    # Their patterns take longer to build than all else here, and few catalogues need them.
    from index_mappings.dates.calendars.all_calendars import put_in_place  # noqa: PLC0415

    placed, signs = put_in_place(levelled)
    span = read_span(tidy(tokens(placed, conventions, signs)), conventions)
    return span, signs.calendar if span else ""


_FIVE_FIGURES = re.compile(r"(Y-\d+)[~?%]?")


def _of_five_figures(span: Span) -> Span | None:
    """Return a year before -9999 with its EDTF; EDTF has no form for several such years."""
    found = _FIVE_FIGURES.fullmatch(span.edtf)
    return replace(span, edtf=found[1]) if found else None


_EASTERN_FIGURES = re.compile("[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]")
_ARABIC = re.compile("[\u0620-\u064a]")
_THEIR_SIGNS = re.compile("[\u0980-\u09ff\u0660-\u0669]")
_IN_FIGURES = re.compile(r"\d{1,4}([./-])\d\d?\1\d{1,4}")
_OURS = re.compile("م(?!\\w)|ميلادي|ق\\.? ?م|القرن|খ্রি|খৃ|শত")


def _may_be_of_another_era(text: str, levelled: str, span: Span) -> bool:
    """Return whether a year before 1500 in such figures may be of the Hijra or of the Bengali era.

    A day with the name of a Gregorian month is Gregorian.
    """
    if text.isascii() or span.edtf > "15":
        return False
    if span.precision != "year" and not _IN_FIGURES.search(levelled):
        return False
    is_theirs = _ARABIC.search(levelled) or _THEIR_SIGNS.search(text)
    return bool(is_theirs) and not _OURS.search(levelled)


def says_undated(text: str) -> bool:
    """Return whether a text says, in any language, that there is no date: "n.d.", "o. J."."""
    if len(text) > _LONGEST:
        return False
    found = tidy(tokens(level(text), DEFAULT))
    return bool(found) and all(token.kind == "n" for token in found)


def date_of(span: Span, display: str, calendar: str = "") -> Date:
    """Return a span as the date of a record."""
    return Date(display, span.edtf, span.start, span.end, span.precision, span.time, calendar)
