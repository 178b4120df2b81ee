"""Titles of letters in other languages: "Brief von Johann Roe an Peter Doe", "Lettre de A à B".

Only whole names that begin with a given name of the list are taken, on both sides or on the one
there is: a genitive ("Brief des Ministers Roe", «Письмо Сталина») changes the name, an office alone
is in another language than the rest of the names, and a town may have two words ("Carta de San José
a Nueva York").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index_mappings.record import Party
from loaders.drafts.titles.families import family_of
from loaders.drafts.titles.lexicon import has_any, is_a, is_name, is_place
from loaders.drafts.titles.routes import Route


@dataclass(frozen=True, slots=True)
class _Form:
    """How one language says it; all are patterns."""

    kinds: str
    from_: str
    to: str
    and_: str


_FORMS = (
    _Form(
        r"(?:privat)?briefe?|schreiben|postkarten?|ansichtskarten?|telegramme?|feldpostbriefe?",
        "von|der", "an", "und",
    ),
    _Form(r"lettres?(?: autographes?)?(?: signées?)?|télégrammes?|cartes? postales?|billets?",
          "de|d[’']", "à", "et"),
    _Form(r"cartas?|telegramas?|tarjetas? postal(?:es)?|postales?", "de", "a|para", "y|e"),
    _Form(r"letter[ae]|telegramm[ai]|cartolin[ae](?: postal[ei])?", "di", "ad?", "ed?"),
    _Form(r"brief(?:je|kaart)?|brieven|ansichtkaart(?:en)?|telegram(?:men)?", "van", "aan", "en"),
)  # fmt: skip
_END = (
    r"(?=$|[,;:.(\[]|\s+(?:vom|über|wegen|betr|du|le|au sujet|concernant|sur|del|sobre|su|over|d\.d"
    r"|betreffende|datée?|fechada|datata|gedateerd)\b)"
)
_PART = r"[^\W\d_a-z][\w.’'-]*"
_NAME = rf"{_PART}(?:\s+(?:{_PART}|v[oa]n|zu|de[rnl]?|d[aeiou]|la|le|ten|ter))*"
_PATTERNS = [
    re.compile(
        rf"^(?:{form.kinds})\s+(?:(?:{form.from_})\s*(?P<from>{names})\s+)?(?:{form.to})\s+"
        rf"(?P<to>{names}){_END}",
        re.IGNORECASE,
    )
    for form in _FORMS
    for names in (rf"(?-i:{_NAME}(?:\s+(?:{form.and_})\s+{_NAME})?)",)
]
_AND = re.compile(r"\s+(?:und|et|y|e|ed|en)\s+")


def read_abroad(text: str) -> Route:
    """Return who wrote to whom by such a title; an empty route where any name is not sure."""
    for pattern in _PATTERNS:
        found = pattern.match(text)
        if found is None:
            continue
        sender = _named(found["from"]) if found["from"] else ()
        recipient = _named(found["to"])
        if recipient and (sender or not found["from"]):
            return Route(sender, recipient)
    return Route()


def _named(phrase: str) -> tuple[Party, ...]:
    """Return the one or two persons of a phrase, none where one is not sure."""
    names = _AND.split(phrase.strip())
    if len(names) > 1 and (whole := family_of(names[0], names[1])):
        names[0] = whole
    if not all(map(_is_person, names)):
        return ()
    return tuple(Party(name, as_written=name, derived=True) for name in names)


def _is_person(name: str) -> bool:
    words = name.split()
    known = has_any("offices", words) or has_any("bodies", words) or is_place(name)
    return len(words) > 1 and is_a("given", words[0]) and not known and is_name(words, cased=True)
