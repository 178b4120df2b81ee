"""Wordings on access in scripts without blanks between words.

In Chinese, Japanese and Korean a word for closed may be anywhere in a run of letters
("2050年まで非公開"), so the run is searched for it, not the words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.drafts.access_words import AccessWords

_RUN_ON = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff]"
)
_LEAST = 2  # letters of a word that is looked for in a run: one alone is part of many others


def in_a_run(wording: str, words: AccessWords) -> str:
    """Return "closed" or "restricted" if a folded wording has a word for it within a run.

    Words for open are not searched: the word for "public" is part of that for "not public".
    """
    if not _RUN_ON.search(wording):
        return ""
    rest = wording
    for word in _words(words, "restricted"):  # "partly not public" has a word for closed in it
        rest = rest.replace(word, " ")
    if any(word in rest for word in _words(words, "closed")):
        return "closed"
    return "restricted" if rest != wording else ""


@lru_cache(maxsize=16)  # two kinds of the shipped words, and of a site's own
def _words(words: AccessWords, kind: str) -> tuple[str, ...]:
    some = (word for word in words[kind] if len(word) >= _LEAST and _RUN_ON.match(word))
    return tuple(sorted(some, key=len, reverse=True))
