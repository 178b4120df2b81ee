"""Where a title divides: which "to" stands between two parties, and where their phrase ends."""

from __future__ import annotations

import re

from loaders.titles.lexicon import has_any, is_a, is_place, leading
from loaders.titles.wording import HIDDEN, hide

_TO = re.compile(r"\bto\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\b(?:regarding|concerning|about|re|relating|with|transmitting|forwarding|enclosing|containing"
    r"|proposing|informing|requesting|asking|reporting|recommending|conveying|summarizing|describing"
    r"|discussing|against|during|following|after|before|under|on|via|through|subject|entitled|titled|between|among"
    r"|in\s+(?:response|reply|connection|regard|relation|reference|preparation|answer|light|case)"
    r"|for\s+(?:the\s+)?(?:information|consideration|discussion|use|submission|meeting|period)|as\s+of|if|when"
    r"|that|because|while)\b"
    r"|:\s|\s[–—-]{1,2}\s|(?<=[a-z]{5})\.\s",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$", re.IGNORECASE)
_BODY_OBJECT = re.compile(
    r"(?:the\s+)?(?:u\.?n\.?\b|united nations|general assembly|security council|nato|north atlantic"
    r"|conference|talks|meeting|congress|assembly|session|league)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:the\s+)?(?:[\w.’']+\s+){0,3}(?:ministry|department|minister|secretary|foreign office|politburo"
    r"|central committee|comrades?|cde\.?|marshal|generalissimus|chairman)\b",
    re.IGNORECASE,
)
_ENVOY = re.compile(r"(?:ambassadors?|envoys?|chargé)$", re.IGNORECASE)
_FUNCTION = frozenset({"the", "all", "certain", "various", "a", "an", "both", "either"})


def dividing_to(text: str, *, cased: bool) -> tuple[int, int] | None:
    """Return start and end of the "to" that parts sender and recipient, None where none does."""
    shown = hide(text)
    weak: list[tuple[int, int]] = []
    for found in _TO.finditer(shown):
        before, after = shown[: found.start()].rstrip(), shown[found.end() :].lstrip()
        if not before or not after or not _may_divide(before, after, cased=cased):
            continue
        if _belongs_to_office(before, after):
            weak.append(found.span())
            continue
        return found.span()
    for start, end in weak[:1]:
        last = shown[:start].split()[-1]
        if _ENVOY.match(last) and _ADDRESSED.match(shown[end:].lstrip()) and len(weak) == 1:
            return start, end
    return None


def _may_divide(before: str, after: str, *, cased: bool) -> bool:
    last, following = before.split()[-1], after.split()[0]
    if HIDDEN in last:
        last = ""
    if is_a("not_dividing", last) or last[-1:].isdigit() or following[0].isdigit():
        return False
    if _MONTH.match(last.strip(",")) and _MONTH.match(following.strip(",")):
        return False
    if not cased or not following[0].islower():
        return True
    known = any(is_a(kind, following) for kind in ("offices", "bodies", "honorifics", "particles"))
    return following in _FUNCTION or known


def _belongs_to_office(before: str, after: str) -> bool:
    words = before.split()
    if is_a("to_offices", words[-1]) and HIDDEN not in words[-1] and not _names_holder(words):
        return True
    # "Ambassador of the USSR to the DPRK": unless it is already said where the office is.
    located = re.search(r"\s(?:in|at)\s", before, re.IGNORECASE)
    held = (
        HIDDEN in before
        or not has_any("to_offices", words)
        or not re.search(r"\sof\s", before, re.I)
    )
    if located or held:
        return False
    target = re.match(r"(?:the\s+)?(.*)", after)
    rest = target[1].split() if target else []
    return bool(_BODY_OBJECT.match(after)) or bool(leading("places", rest))


def _names_holder(words: list[str]) -> bool:
    """Tell whether the word before "to" ends a name ("Ambassador Legation"), which it never does yet."""
    return words[-1].endswith((")", "]"))


def topic_start(text: str, start: int = 0) -> int:
    """Return where a phrase turns to its subject ("on ...", "with ...", a colon), else its length."""
    shown = hide(text)
    for found in _TOPIC.finditer(shown, start):
        words = shown[: found.start()].split()
        word = found.group().casefold()
        if word in ("on", "for", "with", "under") and words and _office_goes_on(words[-1], word):
            continue
        if word == "under" and re.match(
            r"under[\s-]+secretar", shown[found.start() :], re.IGNORECASE
        ):
            continue
        return found.start()
    return len(text)


def _office_goes_on(last: str, word: str) -> bool:
    """Tell whether "on" goes on from an office or body: "Committee on Foreign Relations"."""
    if word == "with":
        return last.casefold() == "liaison"
    return (
        HIDDEN not in last
        and not is_place(last)
        and (is_a("bodies", last) or is_a("offices", last))
        and word == "on"
        and last[0].isupper()
        and last.casefold()
        not in (
            "minister",
            "ambassador",
            "premier",
            "president",
            "chairman",
            "government",
            "ministry",
            "embassy",
            "department",
            "politburo",
            "secretary",
        )
    )
