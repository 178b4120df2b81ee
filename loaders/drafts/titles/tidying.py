"""Preparing a title for parsing: blanks normalised, quoted and bracketed words hidden."""

from __future__ import annotations

import re
from functools import lru_cache

from index_mappings.folding import clean

HIDDEN = "\u2022"
"""What a quoted or bracketed character is shown as: no letter, no blank, no separator."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANKS_INSIDE = (re.compile(r"([(\[])\s+"), re.compile(r"\s+([)\]])"))
_PAIRS = {"(": ")", "[": "]", "“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_OPENER = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–—]\s*\d{1,2})?"
_YEAR = r"\d{4}(?:\s*[-–—/]\s*\d{2,4})?"
_DATE = (
    rf"(?:{_MONTH}\s+{_DAY},?\s+\[?{_YEAR}\]?|{_DAY}\s+(?:of\s+)?{_MONTH},?\s+\[?{_YEAR}\]?"
    rf"|{_MONTH},?\s+{_YEAR}"
    rf"|{_DAY}\s+{_MONTH}|{_MONTH}\s+{_DAY}|\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|{_YEAR}|(?:early|mid|late|spring|summer|autumn|fall|winter)[-\s]+(?:{_MONTH}\s+)?{_YEAR})"
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?|hours)?|noon|midnight"
_SPAN = rf"{_DATE}(?:\s*(?:[-–—]|to|and)\s*(?:{_DATE}))?"
_DATE_AT_END = re.compile(
    rf"(?:^|[\s,;:(\[]+)(?:dated\s+|on\s+|of\s+|undated|n\.\s?d\.|circa\s+|c\.\s+|ca\.\s+)?"
    rf"(?:(?:{_SPAN})(?:(?:,?\s+(?:at\s+)?|\s*[-–—]\s*)(?:{_CLOCK})(?:\s*[-–—]\s*(?:{_CLOCK}))?)?|undated|n\.\s?d\.)"
    rf"[\s.,)\]]*$",
    re.IGNORECASE,
)
_DATED_INSIDE = re.compile(
    rf"[,\s]+(?:dated|of)\s+{_SPAN}(?=[\s,])|,\s+{_SPAN}(?=,)", re.IGNORECASE
)


def tidy(title: str) -> str:
    """Return a title in NFC, on one line, with single blanks and no blanks just inside brackets."""
    text = " ".join(_INVISIBLE.sub("", clean(title)).split())
    for blanks in _BLANKS_INSIDE:
        text = blanks.sub(r"\1", text)
    return text


@lru_cache(maxsize=1024)  # a title is looked at some thirty times, from its parts to the whole
def hide(text: str) -> str:
    """Return text of the same length with quoted and bracketed characters replaced by HIDDEN.

    An unclosed bracket hides everything after it; an unclosed quotation mark hides nothing, because
    it may be an apostrophe.
    """
    shown: list[str] = []
    here = 0
    while met := _OPENER.search(text, here):
        start = met.start()
        shown.append(text[here : start + 1])
        here = start + 1
        if (end := _closing(text, start)) >= 0:
            shown.append(HIDDEN * (end - here) + text[end : end + 1])
            here = end + 1
    return "".join(shown) + text[here:]


def _closing(text: str, start: int) -> int:
    opener = text[start]
    if opener in "([":
        depth = 0
        for here in range(start, len(text)):
            depth += (text[here] == opener) - (text[here] == _PAIRS[opener])
            if depth == 0:
                return here
        return len(text)
    if opener in "'‘" and start and text[start - 1].isalnum():
        return -1
    for here in range(start + 1, len(text)):
        if text[here] in _PAIRS[opener]:
            inside_word = opener in "'‘" and text[here + 1 : here + 2].isalnum()
            if not inside_word:
                return here
    return -1


def without_quoted(text: str) -> str:
    """Return text without its quoted parts."""
    shown = hide(text)
    kept, here = "", 0
    for found in re.finditer(rf"[“„«\"‘']{HIDDEN}*[”“»\"’']", shown):
        if HIDDEN in found.group():
            kept += text[here : found.start()]
            here = found.end()
    return " ".join((kept + text[here:]).split())


def without_date(text: str) -> tuple[str, bool]:
    """Return text without dates at its end or between commas, and whether one was at its end."""
    shorter = _DATE_AT_END.sub("", text)
    return _DATED_INSIDE.sub("", shorter).strip(" ,;"), shorter != text


def has_case(text: str) -> bool:
    """Return whether capitals are reliable: not if a title is entirely in one case."""
    return any(char.islower() for char in text) and any(char.isupper() for char in text)
