"""Labels of the parts of a typed text, and notes on parts that were interpreted differently."""

from __future__ import annotations

from index_mappings.sayings import Saying, sentence

_OFF = {1: sentence("one letter"), 2: sentence("two letters")}
SEVERAL, ONE_LETTER = sentence("several words"), sentence("a single letter")
"""What no * and no ~ can follow."""


def inside(label: Saying, field: str) -> Saying:
    """Return a label with its field, if one ("" for none) is named."""
    return sentence("%(part)s in %(field)s", part=label, field=field) if field else label


def phrase(words: str) -> Saying:
    """Return the label of adjacent words."""
    return sentence("the phrase '%(words)s'", words=words)


def near(words: str, distance: int) -> Saying:
    """Return the label of words near each other."""
    return sentence(
        "the words '%(words)s' each within %(count)s of the next", words=words, count=distance
    )


def beginning(word: str) -> Saying:
    """Return the label of a prefix."""
    return sentence("words that begin with '%(word)s'", word=word)


def like(word: str, edits: int) -> Saying:
    """Return the label of words with one or two edits."""
    return sentence(
        "words like '%(word)s', %(letters)s off at most", word=word, letters=_OFF[edits]
    )


def of_kind(word: str, field: str) -> Saying:
    """Return the label of a word that may be a type of record."""
    return sentence("%(word)s (as a word or the %(field)s)", word=word, field=field)


def as_date(text: str) -> Saying:
    """Return the label of a date typed as words."""
    return sentence("%(date)s (in the text or as the date)", date=text)


def only_first(count: int) -> Saying:
    """Return the note on a text of too many words."""
    return sentence("Only the first %(count)s words and phrases were read.", count=count)


def unfit(reason: str, typed: str) -> Saying:
    """Return the note on a value that its field cannot have."""
    return sentence("%(reason)s, so '%(typed)s' was read as words.", reason=reason, typed=typed)


def no_date(typed: str) -> Saying:
    """Return the note on an invalid date."""
    return sentence("'%(typed)s' is not a date, so it was read as words.", typed=typed)


def swapped(typed: str) -> Saying:
    """Return the note on a span that ends before it begins."""
    return sentence("'%(typed)s' ends before it begins; the two were swapped.", typed=typed)


def star_in_phrase() -> Saying:
    """Return the note on a star between quotation marks."""
    return sentence("A * inside quotation marks is an ordinary character.")


def star_inside(word: str) -> Saying:
    """Return the note on a star within a word."""
    return sentence("A * works only at the end of a word, not in '%(word)s'.", word=word)


def too_far(distance: int, most: int) -> Saying:
    """Return the note on a distance between words that is too large."""
    return sentence(
        "~%(typed)s was read as ~%(most)s, the largest distance.",
        typed=str(distance),
        most=str(most),
    )


def one_word(sign: str) -> Saying:
    """Return the note on a distance after a single word."""
    return sentence("%(sign)s after a phrase of one word was ignored.", sign=sign)


def no_number(sign: str) -> Saying:
    """Return the note on a sign after a phrase that lacks its number."""
    return sentence("%(sign)s after a phrase needs a number, so it was ignored.", sign=sign)


def without(text: str, sign: str, why: Saying) -> Saying:
    """Return the note on a word that was read without the sign after it."""
    return sentence(
        "'%(typed)s' was read without the %(sign)s, which cannot follow %(why)s.",
        typed=text + sign,
        sign=sign,
        why=why,
    )


def too_short(least: int) -> Saying:
    """Return why a word is too short for a ~."""
    return sentence("fewer than %(count)s letters", count=least)


def other(typed: str, read: str) -> Saying:
    """Return the note on a part that was read as something similar."""
    return sentence("'%(typed)s' was read as '%(other)s'.", typed=typed, other=read)


def cut(longest: int) -> Saying:
    """Return the note on a word that is too long."""
    return sentence("A word was cut at %(count)s characters, as in the index.", count=longest)
