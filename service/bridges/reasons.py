"""The most frequent reasons in the shipped lists, for translation.

A reason is a cell of a table, in its writer's language: any other reason is shown as written.
"""

from __future__ import annotations

from index_mappings.sayings import Saying, sentence

REASONS = (
    sentence("Pinyin and Wade-Giles"),
    sentence("an older spelling"),
    sentence("another spelling"),
    sentence("his original name"),
    sentence("his real name"),
    sentence("his title"),
    sentence("older spellings"),
    sentence("other forms"),
    sentence("other names"),
    sentence("other names of the state"),
    sentence("other names of the war"),
    sentence("other spellings"),
    sentence("other words"),
    sentence("the Dutch name"),
    sentence("the Dutch spelling"),
    sentence("the English form"),
    sentence("the French name"),
    sentence("the French spelling"),
    sentence("the German and the French name"),
    sentence("the German and the Polish name"),
    sentence("the German name"),
    sentence("the Greek name"),
    sentence("the Japanese order"),
    sentence("the abbreviation"),
    sentence("the abbreviation in French"),
    sentence("the abbreviation in German"),
    sentence("the abbreviation in Greek"),
    sentence("the abbreviation in Russian"),
    sentence("the full name"),
    sentence("the name he used in English"),
    sentence("the short form"),
    sentence("with his title"),
    sentence("with its marks"),
    sentence("Searchroom's own list"),
)
_KNOWN: dict[str, Saying] = {str(said): said for said in REASONS}


def said_reason(written: str) -> str:
    """Return a reason, or a list's name, as a translatable text."""
    return _KNOWN.get(written, written)
