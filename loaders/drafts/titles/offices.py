"""The words of an office before a name: forms of address, rank, field and seat."""

from __future__ import annotations

import re

from loaders.drafts.titles.lexicon import is_a, leading

_FIELDS = re.compile(
    r"(?:of|for) (?:the )?(?:state|defen[sc]e|foreign affairs|foreign relations|war|treasury"
    r"|interior|navy|army|air force|central intelligence|staff|trade|foreign trade|finance"
    r"|agriculture|commerce|council of ministers|presidium|state council|joint chiefs of staff"
    r"|national defense|public security)"
    r"(?:-elect|-designate)?(?= |$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:for|of) (?:[\w.]+ (?:and )?){0,5}?"
    r"(?:Affairs|Security|Policy|Planning|Operations|Matters|Intelligence)"
    r"(?= |$)"
)
_SEAT = re.compile(r"(?:to|in|at|of) (?:the )?", re.IGNORECASE)


def leading_office(words: list[str]) -> tuple[int, bool]:
    """Return the number of first words that are titles or offices, and if any is an office."""
    used = here = 0
    office = False
    while here < len(words):
        count = leading("honorifics", words[here:])
        if count:
            here += count
            used = here
            continue
        if is_a("offices", words[here]):
            here += 1
            while count := field(words[here:]):
                here += count
            used, office = here, True
            continue
        count = leading("modifiers", words[here:]) or leading("nations", words[here:])
        if not count:
            break
        here += count
    return used, office


def field(words: list[str]) -> int:
    """Return the number of words after an office for its area ("of State", "to Korea")."""
    text = " ".join(words)
    known = _FIELDS.match(text)
    if known:
        return len(known.group().split())
    seat = _SEAT.match(text)
    if seat:
        before = len(seat.group().split())
        count = leading("places", words[before:])
        return before + count if count else 0
    return 0


def subject(words: list[str]) -> int:
    """Return the number of words for an office's subject ("for Far Eastern Affairs")."""
    found = _SUBJECT.match(" ".join(words))
    return len(found.group().split()) if found else 0
