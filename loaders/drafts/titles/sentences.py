"""The end of a title's first sentence. The rest describes the record and names no party.

"Letter from Roe to Doe, March 2. Transmits a report. Secret. 4 pp. Files, April 1961."
"""

from __future__ import annotations

import re

from loaders.drafts.titles.lexicon import is_a
from loaders.drafts.titles.tidying import hide

_STOP = re.compile(r"(?<=[\w)\]])\.\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_][\w'’-]*$")
_MONTH_DAY = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:[–-]\d{1,2})?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:^|[\s,/–-])(?:1[5-9]|20)\d\d$")
_SHORTENED_WORDS = """
amb asst assoc brig capt cmdr col comdr comr corp dept dir div doc docs encl est etc exec gen gov
govt hon inc incl info intl jan feb mar apr jun jul aug sep sept oct nov dec lieut maj memo messrs
min mme mlle mrs msgr natl nos pres prof pub rep reps rev sec secy sen sgt spec supt tel tels univ
vol vols
"""
_SHORTENED = frozenset(_SHORTENED_WORDS.split())
"""Words that end with a full stop in the middle of a sentence, without it."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, which do not end at initials, abbreviations and numbers."""
    shown = hide(text)
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(shown):
        if _ends(shown[start : stop.start()]):
            found.append(text[start : stop.start() + 1])
            start = stop.end()
    return [*found, text[start:]]


_LONGEST_NAME = 7
"""Words. "Muhammad Abd al-Rahman bin Faisal Al Saud" has seven; what is longer says something."""

_VERBS_OF_SUMMARIES = """
approves asks attaches comments confirms conveys describes discusses encloses expresses forwards
gives had has informs is outlines proposes provides recommends reports requests responds says sends
sent states submits suggests summarizes transmits was were will would writes wrote
"""
_VERBS = frozenset(_VERBS_OF_SUMMARIES.split())


def is_statement(text: str) -> bool:
    """Return whether words are not a person's name: too many, with a verb, or two sentences."""
    words = text.split()
    if len(words) > _LONGEST_NAME or len(sentences(text)) > 1:
        return True
    return any(word.strip(",;.").lower() in _VERBS and word[0].islower() for word in words)


def _ends(before: str) -> bool:
    """Return whether the full stop after these words ends their sentence."""
    if before[-1].isdigit():
        return bool(_MONTH_DAY.search(before) or _YEAR.search(before))
    word = _WORD.search(before)
    if word is None:
        return before[-1] in ")]"
    if len(word[0]) < 3 or word[0].isupper() or word.start() == 0:
        return False
    short = word[0].casefold()
    return short not in _SHORTENED and not is_a("honorifics", f"{short}.")
