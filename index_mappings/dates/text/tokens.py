"""The text of a date split into tokens, each with its offsets.

`languages.level` keeps the length of a text, so a token's offsets are also offsets of the original
text: the search box shows which words it read as a date.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point, Signs
from index_mappings.dates.text.figures import (
    FIGURES,
    LAST_YEAR,
    STARTS,
    TIME,
    full_year,
    point_of,
    time_of,
)
from index_mappings.dates.text.languages import Meaning, vocabulary
from index_mappings.dates.text.words import (
    FRACTION,
    FRACTION_COUNTS,
    FRACTION_ORDINALS,
    KINDS,
    MONTHS,
    ORDINALS,
    PHRASES,
    SEASONS,
)


class Token(NamedTuple):
    """A piece of a text: its kind (`index_mappings.dates.text.words`), value and offsets.

    `value` is the number for Y, N, O, H, M and S, the date for P, D and C, the pair for F, the time
    for T, and the word or mark for all others.
    """

    kind: str
    value: int | str | Point | tuple[int, int]
    start: int
    end: int


_DECADE_ENDINGS = (
    r"年代|년대|-?(?:е|х|те|ті|их|ыя|er|es|tych|te)\b|['-]?(?:talets?|tallets?|tals?|tall|luku|luvun|luvulla|luvulta|luvut)\b"
    r"|['-](?:erne|arene|tal|ler|lar|lerde|larda|li|lu|as|ych)\b"
)
"""How the ten years of a figure end: "1950-е", "1950-talet", "1950'erne", "1950年代"."""

_ORDINAL_ENDINGS = (
    r"ere|er|й|я|е|го|ого|ая|ое|му|ма|ти|та|ви|ри|га|те|οσ|ου|η|ησ|o|a|ste|de|re|ra|an|en|jen|i|ei|te|ta"
    r"|as|lea|nd|inci|uncu"
)

_DIGITS = re.compile(
    rf"""(?P<decade>\d{{3}}0)(?:'?\ ?s\b|{_DECADE_ENDINGS})
      | (?P<short_decade>\d0)(?:'?s\b|{_DECADE_ENDINGS})
      | (?P<open_decade>\d{{3}})[-x?_u](?![\dx_u-])
      | (?P<open_century>\d\d)(?:--|xx|\?\?|__|uu)(?!\d)
      | (?P<year>\d{{4}})(?!\d)(?:-?(?:го|й|м|г|р|ben|ban|tol|ig|lea)\b)?
      | (?P<three>\d{{3}})(?!\d)
      | (?P<month>\d{{1,2}})\ ?[月월]
      | (?P<ordinal>\d{{1,2}})(?:st|nd|rd|th|d|er|eme|e|o|º|ª|[-:]?(?:{_ORDINAL_ENDINGS}))\b
      | (?P<number>\d{{1,2}})(?!\d)
      | (?P<long>\d{{5}})(?!\d)
      | (?P<unknown>\d+)""",
    re.VERBOSE,
)
_SHORT_YEAR = re.compile(r"'(\d\d)(?![\d's])")
_SIGNS = "".join(
    chr(code) for code in range(0x900, 0x1800) if unicodedata.category(chr(code)).startswith("M")
)
"""Vowels and other signs of the scripts of India and its neighbours, which are no letters."""
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_SIGNS}])*")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(\.?) ?$")
_YEAR_AFTER = re.compile(r" ?\d{4}(\.?)(?!\d)")
_PREFIXES = frozenset("בוو")
"""Letters grown onto the word after them: "in" and "and" of Hebrew, "and" of Arabic."""

ENGLISH: dict[str, Meaning] = {
    **{word: (kind, word) for word, kind in KINDS.items()},
    **{word: ("O", number) for word, number in ORDINALS.items()},
    **{word: ("S", number) for word, number in SEASONS.items()},
    **{word: ("M", number) for word, number in MONTHS.items()},
}
"""What the words of `index_mappings.dates.text.words` are: kind and value of a token."""
_PHRASES = [(kind, re.compile(rf"(?:{pattern})(?!\w)")) for kind, pattern in PHRASES]
_PHRASE_STARTS = frozenset("bcdefilmnoprsuwa&")
_FRACTION = re.compile(FRACTION)
_FRACTION_STARTS = frozenset("1234fstl")
_DASHES = re.compile(r"-+|\.\.+")
_MARKS = frozenset("/,;&?%")
_OTHER_MARKS = {"~": "q", "±": "q", "+": "]"}
_SILENT = frozenset(" \t\r\n\v\f\xa0\u2002\u2003\u2009\u202f\u3000.:\\[](){}<>\"“”„«»*'|")


def tokens(text: str, conventions: DateConventions, signs: Signs | None = None) -> list[Token]:
    """Return the tokens of a levelled text: unknown words are "u", meaningless ones are dropped.

    `signs` are the dates of other calendars that are replaced by signs in the text.
    """
    found: list[Token] = []
    position, end = 0, len(text)
    while position < end:
        char = text[position]
        token: Token | None
        if "0" <= char <= "9":
            token = _figure(text, position, conventions)
        elif char in _SILENT:
            token = _silent(text, position, conventions)
        elif char == "-":
            token = _dash(text, position)
        elif char in _MARKS:
            token = _phrase(text, position) if char == "&" else None
            token = token or Token(char, char, position, position + 1)
        elif char in _OTHER_MARKS:
            token = Token(_OTHER_MARKS[char], char, position, position + 1)
        elif signs and (point := signs.point(char)):
            token = Token("P", point, position, position + 1)
        else:
            token = _word(text, position)
        if token is None:
            position += 1
        else:
            position = token.end
            found.append(token)
    return found


def _dash(text: str, position: int) -> Token:
    match = _DASHES.match(text, position)
    return Token("-", "-", position, match.end() if match else position + 1)


def _silent(text: str, position: int, conventions: DateConventions) -> Token | None:
    """Return the token of a mark that is usually meaningless, as in "..", or the year "'50"."""
    if text.startswith("..", position) and not text.startswith("...", position):
        return _dash(text, position)
    if text[position] == "'":
        match = _SHORT_YEAR.match(text, position)
        if match:
            return Token("Y", full_year(match[1], conventions), position, match.end())
    return None


def _figure(text: str, position: int, conventions: DateConventions) -> Token:
    """Return the token that begins with a figure."""
    match = TIME.match(text, position)
    if match and (time := time_of(match)):
        return Token("T", time, position, match.end())
    match = FIGURES.match(text, position)
    if match and (point := point_of(match, conventions)):
        return Token("P", point, position, match.end())
    fraction = _fraction(text, position)
    if fraction:
        return fraction
    match = _DIGITS.match(text, position)
    if match is None:  # a figure of another script that folding left alone
        return Token("u", text[position], position, position + 1)
    kind, figures = str(match.lastgroup), match[str(match.lastgroup)]
    number = int(figures[:9])
    if kind == "year":
        known = 0 < number <= LAST_YEAR
        return Token("Y" if known else "G", number, position, match.end())
    if kind == "month":
        return Token("M" if 1 <= number <= 12 else "u", number, position, match.end())
    if kind == "number":
        return Token("N", number, position, match.end())
    if kind == "ordinal":
        return Token("O", number, position, match.end())
    if kind == "decade" and number <= LAST_YEAR:
        return Token("D", _decade_or_hundred(number), position, match.end())
    if kind == "short_decade":
        return Token("D", Point("decade", number=number), position, match.end())
    if kind == "open_decade" and 100 <= number <= LAST_YEAR // 10:
        doubt = text[match.end() - 1] == "?"
        point = Point("decade", 10 * number, last_year=10 * number + 9, doubt=doubt)
        return Token("D", point, position, match.end())
    if kind == "open_century" and 0 < number <= LAST_YEAR // 100:
        doubt = text[match.end() - 1] == "?"
        point = Point("century", 100 * number, last_year=100 * number + 99, doubt=doubt)
        return Token("C", point, position, match.end())
    if kind == "long":
        return Token("G", number, position, match.end())
    if kind in ("three", "open_decade"):
        return Token("H", number, position, position + 3)
    return Token("u", figures, position, match.end())


def _decade_or_hundred(year: int) -> Point:
    """Return the decade of "1950s"; "1800s" is usually the century, the wider sense."""
    if year % 100:
        return Point("decade", year, last_year=year + 9)
    return Point("century", year, last_year=year + 99)


def _word(text: str, position: int) -> Token:
    """Return the token that begins with a letter, or a token of one unknown character."""
    for find in (_phrase, _fraction, _time_word):
        token = find(text, position)
        if token:
            return token
    match = _WORD.match(text, position)
    if match is None:
        return Token("u", text[position], position, position + 1)
    word, end = match[0], match.end()
    if word in ENGLISH:
        return Token(*ENGLISH[word], position, end)
    if word == "q" and text[end : end + 1] in ("1", "2", "3", "4"):
        return Token("S", 32 + int(text[end]), position, end + 1)
    return _foreign(text, position, word)


def _foreign(text: str, position: int, word: str) -> Token:
    """Return the token that begins with a word of another language, "u" for an unknown word."""
    known = vocabulary()
    for pattern, kind, value in known.phrases.get(word, ()):
        match = pattern.match(text, position)
        if match:
            return Token(kind, value, position, match.end())
    if word in known.kinds:
        return Token(*known.kinds[word], position, position + len(word))
    match = known.east.match(text, position)
    if match:
        return Token(*known.kinds[match[0]], position, match.end())
    if word in known.ambiguous:
        number = _month_by_its_dots(text, position, position + len(word))
        if number in known.ambiguous[word]:
            return Token("M", number, position, position + len(word))
    if text[position] in _PREFIXES and word[1:] in known.kinds:
        return Token(*known.kinds[word[1:]], position, position + len(word))
    return Token("u", word, position, position + len(word))


def _month_by_its_dots(text: str, start: int, end: int) -> int:
    """Return 10 for the Croatian "13. listopada 1950.", 11 for "13 listopada 1950", else 0.

    In Polish the word means November and there is no full stop after the day or the year.
    """
    before = _DAY_BEFORE.search(text, max(0, start - 5), start)
    if before is None:
        return 0
    after = _YEAR_AFTER.match(text, end)
    if before[1]:
        return 10 if text[end - 1] == "a" else 0
    return 11 if after is None or not after[1] else 0


def _phrase(text: str, position: int) -> Token | None:
    if text[position] not in _PHRASE_STARTS:
        return None
    for kind, pattern in _PHRASES:
        match = pattern.match(text, position)
        if match:
            return Token(kind, match[0], position, match.end())
    return None


def _fraction(text: str, position: int) -> Token | None:
    match = _FRACTION.match(text, position) if text[position] in _FRACTION_STARTS else None
    if match is None:
        return None
    count = FRACTION_COUNTS[match[2]]
    number = FRACTION_ORDINALS.get(match[1], count)  # "last" is as many as there are
    if number > count:
        return None
    return Token("F", (number, count), position, match.end())


def _time_word(text: str, position: int) -> Token | None:
    match = TIME.match(text, position) if text[position] in STARTS else None
    time = time_of(match) if match else ""
    return Token("T", time, position, match.end()) if match and time else None
