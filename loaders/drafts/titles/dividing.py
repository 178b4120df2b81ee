"""Dividing a title: which "to" is between two parties, and where their phrase ends."""

from __future__ import annotations

import re

from loaders.drafts.titles.lexicon import has_any, is_a, leading
from loaders.drafts.titles.tidying import HIDDEN, hide

_TO = re.compile(r"\bto\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\b(?:regarding|concerning|about|re|relating|with|transmitting|forwarding|enclosing|containing"
    r"|proposing|informing|requesting|asking|reporting|recommending|conveying|summarizing|describing"
    r"|discussing|against|during|following|after|before|under|on|via|through|subject|entitled|titled|between|among"
    r"|in\s+(?:response|reply|connection|regard|relation|reference|preparation|answer|light|case)"
    r"|cop(?:y|ies|ied)(?:\s+sent)?\s+to|repeated\s+to|cc(?=:)"
    r"|for\s+(?:the\s+)?(?:information|consideration|discussion|use|submission|meeting|period)|as\s+of"
    r")\b"
    r"|:\s|\s[–—-]{1,2}\s|(?<=[a-z]{5})\.\s",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$", re.IGNORECASE)
_BODY_OBJECT = re.compile(
    r"(?:the\s+)?(?:u\.?n\.?|united nations|general assembly|security council|nato|north atlantic"
    r"|conference|talks|meeting|congress|assembly|session|league)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:the\s+)?(?:[\w.’']+\s+){0,3}(?:ministry|department|minister|secretary|foreign office"
    r"|politburo|central committee|comrades?|cde\.?|marshal|generalissimus|chairman)\b",
    re.IGNORECASE,
)
_SENT = re.compile(r"\b(?:embassy|legation|consulate)$", re.IGNORECASE)
_ASSISTING = re.compile(r"\b(?:assistant|deputy|adviser|advisor|aide|representative)s?\b", re.I)
_POLITICAL = re.compile(
    r"\b[A-Z][\w.’']*\s+Party$"
)  # "the Workers' Party", not "a party to" a treaty
_ENVOY = re.compile(r"(?:ambassadors?|envoys?|chargé)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_GOES_ON = re.compile(r"[,(\[]|(?:to|in|at|on|and|or|from|for|with)\b", re.IGNORECASE)
_FUNCTION = frozenset({"the", "all", "certain", "various", "a", "an", "both", "either"})


def dividing_to(text: str, *, cased: bool) -> tuple[int, int] | None:
    """Return start and end of the "to" between sender and recipient, or None."""
    shown = hide(text)
    weak: list[tuple[int, int]] = []
    strong: list[tuple[int, int]] = []
    for found in _TO.finditer(shown):
        before, after = shown[: found.start()].rstrip(), shown[found.end() :].lstrip()
        if before and after and _may_divide(before, after, cased=cased):
            (weak if _belongs_to_office(before, after) else strong).append(found.span())
    if strong:
        # "the Deputy for X to the Secretary (Lansdale) to B": the first "to" is the office's own.
        first, *others = strong
        before = shown[: first[0]]
        if others and HIDDEN not in before and has_any("to_offices", before.split()):
            between = shown[first[1] : others[0][0]].rstrip()
            if between.endswith(")") and _ASSISTING.search(before):
                return others[0]
        return first
    if len(weak) == 1:
        start, end = weak[0]
        if _ENVOY.search(shown[:start].rstrip()) and _ADDRESSED.match(shown[end:].lstrip()):
            return start, end
    return None


def office_alone(text: str) -> bool:
    """Return whether each "to" of a phrase belongs to an office ("the Ambassador to Korea")."""
    shown = hide(text)
    for found in _TO.finditer(shown):
        before, after = shown[: found.start()].split(), shown[found.end() :].lstrip()
        own = before and is_a("to_offices", before[-1])
        if not own and not _SENT.search(" ".join(before)):
            return False
        if not (_is_seat(after) or _BODY_OBJECT.match(after)):
            return False
    return True


def _may_divide(before: str, after: str, *, cased: bool) -> bool:
    last, following = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
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
    if _POLITICAL.search(before):
        return False
    if is_a("to_offices", words[-1]) and not words[-1].endswith((")", "]", ",")):
        return True
    if _SENT.search(before) and _is_seat(after):
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
    return bool(_BODY_OBJECT.match(after)) or _is_seat(after)


def _is_seat(after: str) -> bool:
    """Return whether what follows "to" is a place, alone or before something else."""
    words = _ARTICLE.sub("", after).split()
    count = leading("places", words)
    rest = " ".join(words[count:])
    return count > 0 and (words[count - 1].endswith(",") or not rest or bool(_GOES_ON.match(rest)))


def topic_start(text: str, start: int = 0) -> int:
    """Return the offset of a phrase's subject ("on ...", a colon), or else its length."""
    shown = hide(text)
    for found in _TOPIC.finditer(shown, start):
        words = shown[: found.start()].split()
        word = found.group().casefold()
        if words and _office_goes_on(words, word, shown[found.end() :]):
            continue
        if word == "under" and re.match(
            r"under[\s-]+secretar", shown[found.start() :], re.IGNORECASE
        ):
            continue
        return found.start()
    return len(text)


def _office_goes_on(words: list[str], word: str, after: str) -> bool:
    """Return whether a word continues an office or body: "Committee on Foreign Relations"."""
    last = words[-1]
    if word == "with":
        return last.casefold() == "liaison"
    if word != "on" or not (is_a("with_subject", last) or is_a("with_subject", last.rstrip("s"))):
        return False
    # "the Central Committee on the Korean question" has a subject, not a field.
    named = re.match(r"\s*(?:the\s+)?[^\W\d_]", after)
    ruling = " ".join(words[-2:]).casefold() in ("central committee", "state council")
    return bool(named and named.group()[-1].isupper() and not ruling)
