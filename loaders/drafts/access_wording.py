"""What a wording of an archive's says of access: a kind, and the day on which something opens."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index_mappings.dates import read_date
from index_mappings.days import civil
from index_mappings.folding import key
from index_mappings.record import Date, Json
from loaders.drafts.access_names import About, about_access
from loaders.drafts.access_words import access_words as _words

OPEN, RESTRICTED, CLOSED = "open", "restricted", "closed"
_PLAIN_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")
_FIGURES = re.compile(r"\d{1,3}")  # of years: nothing is closed for a thousand
_STRICT = ("", OPEN, RESTRICTED, CLOSED)
_TERM = re.compile(r"(?:https?|info):\S+")
_SENTENCES = re.compile(r"[;\n]|\.\s+(?=[A-Z])")
_SUBJECT = re.compile(
    r"(?:access(?: to (?:the|this|these) \w+)?\s+(?:is|are)?\s*|"
    r"(?:(?:the|this|these|all)\s+)?(?:records?|files?|items?|series|collections?|fonds|materials?|"
    r"documents?|folders?|volumes?|papers)\s+(?:is|are|remains?)\s+)(?:currently\s+)?",
    re.IGNORECASE,
)
"""Who a sentence speaks of, before it says what of it: "This file is closed"."""
_LAST_YEAR = 9998  # Python's dates end a year later


@dataclass(frozen=True, slots=True)
class Access:
    """What a wording says: a kind, "" where it is not understood, and the day it opens if any."""

    kind: str
    opens: date | None = None


def read_parts(wording: str, dated: Json = None) -> Access:
    """Return the strictest of what a wording says whole and in its parts ("Open; Closed")."""
    found = read_access(wording, dated)
    parts = [part for part in _SENTENCES.split(wording) if part.strip()]
    for part in parts if len(parts) > 1 else ():
        found = stricter(found, read_access(part, dated))
    return found


def read_access(wording: str, dated: Json = None) -> Access:
    """Return what a wording says; `dated` is the record's date as JSON, for spans of years."""
    wording = _last_of_address(wording)
    words = key(wording)
    if not words:
        return Access("")
    for kind in (RESTRICTED, CLOSED, OPEN):
        if words in _words()[kind]:
            return Access(kind)
    begins = _beginning(words)
    if (opens := _day_after(wording, words, "until")) is not None:
        return Access(RESTRICTED if begins == RESTRICTED else CLOSED, opens)
    if (years := _years(words)) is not None and begins != OPEN:
        return Access(begins or CLOSED, _years_after(dated, years))
    if begins == OPEN:
        if (opens := _day_after(wording, words, "from")) is not None:
            return Access(OPEN, opens)
        taken_back = any(word in _words()["but"] for word in words.split())
        return Access(RESTRICTED if taken_back else OPEN)
    return Access(begins)


def read_note(note: Json, dated: Json = None) -> Access:
    """Return what a note on access says of the whole record, the strictest of its sentences.

    A note is prose, so only a sentence that begins with a word for closed or restricted counts:
    "Closed until 2050." does, "Open, except for box 5, which is closed." does not.
    """
    found = Access("")
    if not isinstance(note, str):
        return found
    for sentence in _SENTENCES.split(note):
        said = _SUBJECT.sub("", _without_label(_last_of_address(sentence.strip())), count=1)
        words = key(said)
        is_about_other = any(words.startswith(start) for start in _words()["elsewhere"])
        is_whole = words in _words()["alone"]
        begins_so = words.partition(" ")[0] not in _words()["alone"]
        if words and not is_about_other and (begins_so or is_whole):
            kind = next((k for k in (CLOSED, RESTRICTED) if _begins_with(words, k)), "")
            if kind:
                read = read_access(said, dated)
                found = stricter(found, read if read.kind != OPEN else Access(kind))
    return found


def stricter(one: Access, other: Access) -> Access:
    """Return the one that shows less: of two of a kind the one that never opens, or opens later."""
    if _STRICT.index(one.kind) != _STRICT.index(other.kind):
        return max(one, other, key=lambda access: _STRICT.index(access.kind))
    if one.opens is None or other.opens is None:
        return one if one.opens is None else other
    return max(one, other, key=lambda access: access.opens or date.min)


def says_no_day(text: str) -> bool:
    """Tell whether a value of a day says that there is none ("n/a", "0000-00-00")."""
    return key(text) in _words()["no_day"] or not key(text)


def _last_of_address(text: str) -> str:
    """Return the last step of an address that is a term of a vocabulary, any other text as it is.

    `info:eu-repo/semantics/closedAccess` and COAR's `.../access_right/c_14cb` are such.
    """
    if not _TERM.fullmatch(text.strip()):
        return text
    return re.split(r"[/#]", text.strip().rstrip("/"))[-1]


def _without_label(sentence: str) -> str:
    """Return a sentence without a label before it: "Access status: closed"."""
    label, colon, rest = sentence.partition(":")
    return rest.strip() if colon and about_access(label) is About.ACCESS else sentence


def _begins_with(words: str, kind: str) -> bool:
    return any(f"{words} ".startswith(f"{start} ") for start in _words()[kind])


def _beginning(words: str) -> str:
    """Return the kind of the longest beginning that is known, "" where none is."""
    parts = words.split()
    for count in range(min(len(parts), 4), 0, -1):
        start = " ".join(parts[:count])
        for kind in (RESTRICTED, CLOSED, OPEN):
            if start in _words()[kind] and start not in ("no", "yes", "none"):
                return kind
    return CLOSED if parts[0] in ("not", "nicht", "niet", "non") else ""


def _day_after(wording: str, words: str, list_name: str) -> date | None:
    """Return the day named after a word such as "until", None where there is none to read."""
    for word in _words()[list_name]:
        if f" {word} " not in f" {words} ":
            continue
        pattern = r"\b" + r"\W+".join(map(re.escape, word.split())) + r"\b\W*(.+)"
        found = re.search(pattern, wording, re.IGNORECASE)
        if found and (day := first_day(found[1])) is not None:
            return day
    return None


def first_day(text: str) -> date | None:
    """Return the first day of a date as written, None where it cannot be read."""
    if (day := _as_date(read_date(text.strip().rstrip(".")).start)) is not None:
        return day
    # The dates of records end soon after today; an embargo may end in three hundred years.
    if found := _PLAIN_DAY.search(text):
        with suppress(ValueError):
            return date.fromisoformat(found[0])
    figures = [int(year) for year in _YEAR.findall(text)]
    return date(figures[0], 1, 1) if len(figures) == 1 and figures[0] <= _LAST_YEAR else None


def _years(words: str) -> int | None:
    parts = words.split()
    for number, unit in pairwise(parts):
        if unit in _words()["years"] and _FIGURES.fullmatch(number):
            return int(number)
    return None


def _years_after(dated: Json, years: int) -> date | None:
    """Return the day after so many years from the end of a date, None without a date."""
    end = Date.from_json(dated).end if isinstance(dated, dict) else None
    last = _as_date(end)
    if last is None or last.year + years + 1 > _LAST_YEAR:
        return None
    after = date.fromordinal(last.toordinal() + 1)
    is_leap_day = (after.month, after.day) == (2, 29)
    return date(after.year + years, 3, 1) if is_leap_day else after.replace(year=after.year + years)


def _as_date(day: int | None) -> date | None:
    """Return a day number as a date; days before the year 1 or after 9998 are none."""
    if day is None:
        return None
    year, month, number = civil(day)
    return date(year, month, number) if 1 <= year <= _LAST_YEAR else None
