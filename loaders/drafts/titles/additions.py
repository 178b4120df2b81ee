"""Additions around a title's own words: numbers, dates, "(excerpt)", "(via X)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.drafts.titles.dividing import dividing_to, topic_start
from loaders.drafts.titles.lexicon import has_any, is_place
from loaders.drafts.titles.tidying import has_case, hide, tidy, without_date

_EXCERPT = re.compile(
    r"[\s,]*[\[(]\s*(?:an?\s+)?(?:excerpts?|extracts?|fragments?|abridged|partial)\s*[\])]|,\s*(?:excerpts?|extracts?)\s*$",
    re.IGNORECASE,
)
_EXCERPT_BEFORE = re.compile(
    r"^(?:excerpts?|extracts?|fragments?)(?:\s+(?:of|from)|\s*[,:])\s+(?:(?:an?|the)\s+)?",
    re.IGNORECASE,
)
_SUPPLIED = re.compile(r"^\[([^\[\]]+)\](?=,)")  # "[Cable], A to B": the cataloguer's own type
VOLUME_NUMBER = re.compile(
    r"^(?:(?:no|doc(?:ument)?|item)\.?\s*)?(?:no\.?\s*)?(?:\d{1,5}[.:)]|\[\d{1,5}\])\s+(?=\S)"
    r"|^(?:no\.|document(?:\s+no\.?)?)\s*\d{1,5}[.:]?\s+(?=\S)",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"[\s,]*[\[(]\s*(?:via|through)\s+(?P<in>[^\[\]()]*(?:[\[(][^\[\]()]*[\])])?[^\[\]()]*)[\])]",
    re.IGNORECASE,
)
_VIA_PLAIN = re.compile(r",?\s+via\s+(?:the\s+)?(?P<in>\S.*)$", re.IGNORECASE)
_NUMBER_AT_END = re.compile(
    r"[\s,(\[]+(?:nos?\.|nr\.?|number|№|n°|#)\s*"
    r"(?P<number>(?:[A-Za-z]{1,8}[-/. ])?\d[\w./–-]*)[\s)\]]*$",
    re.IGNORECASE,
)


_PARTIES = re.compile(r"\b(?:to|and|or|between|from|by)\b|[()\[\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bare:
    """A title's own words and its additions; `via` is a phrase, or "" without one."""

    text: str
    number: str = ""
    via: str = ""
    excerpt: bool = False


def bare(title: str) -> Bare:
    """Remove the additions around a title's own words, in any order."""
    text = _SUPPLIED.sub(r"\1", VOLUME_NUMBER.sub("", tidy(title)))
    found = Bare(_EXCERPT_BEFORE.sub("", text))
    found = replace(found, excerpt=found.text != text)
    while True:
        shorter = _without_one(found)
        if shorter == found:
            return found
        found = shorter


def _without_one(found: Bare) -> Bare:
    text = _EXCERPT.sub("", found.text)
    if text != found.text:
        return replace(found, text=text, excerpt=True)
    text, ends_dated = without_date(found.text)
    if text and text != found.text:
        return replace(found, text=_without_place(text) if ends_dated else text)
    text, via = _without_via(found.text)
    if via and not found.via:
        return replace(found, text=text, via=via)
    text, number = _without_number(found.text)
    if number and not found.number:
        return replace(found, text=text, number=number)
    return found


def _without_place(text: str) -> str:
    """Remove the place before a date, and a body there ("Department of State, Paris")."""
    parts = text.split(", ")
    count = len(parts)
    while len(parts) > 1 and is_place(parts[-1]):
        parts.pop()
    if len(parts) in range(2, count) and not _PARTIES.search(parts[-1]):
        words = parts[-1].split()
        if has_any("bodies", words) and not has_any("offices", words):
            parts.pop()
    return ", ".join(parts)


def _without_via(text: str) -> tuple[str, str]:
    found = _VIA.search(text)
    if found:
        return text[: found.start()] + text[found.end() :], found["in"]
    shown = hide(text)
    plain = _VIA_PLAIN.search(shown)
    if plain and dividing_to(text[: plain.start()], cased=has_case(text)):
        phrase = text[plain.start("in") :]
        return text[: plain.start()], without_date(phrase[: topic_start(phrase)])[0]
    return text, ""


def _without_number(text: str) -> tuple[str, str]:
    found = _NUMBER_AT_END.search(text)
    if not found or not text[: found.start()].strip():
        return text, ""
    # "Cable No. 12" has its number after the type, where it is read with it.
    if len(text[: found.start()].split()) < 4:
        return text, ""
    return text[: found.start()], found["number"].rstrip(".-–")
