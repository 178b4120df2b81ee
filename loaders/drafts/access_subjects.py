"""The subjects of sentences about access: "This file" in "This file is closed"."""

from __future__ import annotations

import re

from loaders.drafts.access_words import sentence_pattern

_NOUNS = sentence_pattern("nouns")
_SUBJECT = re.compile(
    r"\A(?:access(?: to (?:the|this|these) \w+)?\s+(?:is|are)?\s*|"
    rf"(?:(?:the|this|these|all)\s+)?(?:(?:entire|whole)\s+)?(?:{_NOUNS})\s+"
    r"(?:in this \w+\s+)?(?:is|are|remains?)\s+)(?:currently\s+)?",
    re.IGNORECASE,
)
_SUBJECT_ELSEWHERE = re.compile(
    rf"\A(?:{sentence_pattern('before_nouns')})?\s*\b(?:{sentence_pattern('nouns_elsewhere')})"
    rf"(?:\s+(?:{sentence_pattern('verbs_elsewhere')}))?\s+",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"\A(?:(?:the|this|these|all)\s+)?(?:(?:entire|whole)\s+)?(?:{_NOUNS})\s+(?=\w)",
    re.IGNORECASE,
)


def without_noun(sentence: str) -> str:
    """Return a sentence that has no verb without its subject: "Material closed"."""
    return _NOUN.sub("", sentence.strip(), count=1)


def without_subject(sentence: str) -> str:
    """Return a sentence without its subject: "open" of "The collection is open"."""
    return _SUBJECT_ELSEWHERE.sub("", _SUBJECT.sub("", sentence.strip(), count=1), count=1)
