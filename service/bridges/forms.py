"""Written and typed forms: abbreviations, hyphens, apostrophes, years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.folding import clean
from service.query.bridge import BridgeForm

_ABBREVIATION = re.compile(
    r"(?=.*[^\W\d_].*[^\W\d_])[^\W_a-zß-öø-ÿ][^\W_a-z]*(?:[-/&.][^\W_a-z]+)*\.?"
)
_YEARS = re.compile(r"\s*\((?:(\d{3,4}))?\s*[-–]\s*(?:(\d{3,4}))?\)$")
_LONGEST = 12  # characters of an abbreviation: what is longer is a word in capitals
_DOTTED = 5  # letters of an abbreviation that people write with dots
_APOSTROPHES = re.compile("['’‘ʻʼ`]")


def is_abbreviation(text: str) -> bool:
    """Return whether a form is an abbreviation: one word of capitals ("KMT", "COCOM", "U.N.")."""
    return (
        len(text) <= _LONGEST
        and text.upper() == text
        and text.lower() != text
        and _ABBREVIATION.fullmatch(text) is not None
    )


def read_form(text: str) -> BridgeForm:
    """Return a form from its text in a file, with its years after it in parentheses."""
    text = " ".join(clean(text).split())
    years = _YEARS.search(text)
    start = end = None
    if years and years.start():
        start, end = (int(year) if year else None for year in years.groups())
        text = text[: years.start()]
    return BridgeForm(text, start, end, is_abbreviation(text))


def spelled(text: str) -> Iterator[str]:
    """Yield a form and its other spellings: an abbreviation with dots, a name joined.

    Hyphens and apostrophes separate words like blanks, so only joining the words makes another
    form.
    """
    yield text
    if is_abbreviation(text):
        if text.isalpha() and len(text) <= _DOTTED:
            yield ".".join(text) + "."
        return
    bare = _APOSTROPHES.sub("", text)
    if bare != text:
        yield bare
    if "-" in text:
        yield text.replace("-", "")
        if bare != text:
            yield bare.replace("-", "")
