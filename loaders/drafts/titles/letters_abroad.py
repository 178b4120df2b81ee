"""Titles of letters in other languages: "Brief von Johann Roe an Peter Doe", "Lettre de A à B".

Only full names that begin with a listed given name are used, and if there are two parties both must
be such names: a genitive ("Brief des Ministers Roe") changes the name, an office alone is in
another language than the other names, and a town may have two words ("Carta de San José a Nueva
York").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index_mappings.record import Party
from loaders.drafts.titles.families import family_of
from loaders.drafts.titles.lexicon import has_any, is_a, is_name, is_place
from loaders.drafts.titles.routes import Route

_PART = r"[^\W\d_a-z][\w.’'-]*"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The contents of `letters_abroad.toml`: patterns by language and for joining two names."""

    forms: tuple[re.Pattern[str], ...]
    joins: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    file = resources.files("loaders.drafts.titles").joinpath("letters_abroad.toml")
    read = tomllib.loads(file.read_text("utf-8"))
    ends, particles = ("|".join(read["names"][name]) for name in ("ends", "particles"))
    end = rf"(?=$|[,;:.(\[]|\s+(?:{ends})\b)"
    name = rf"{_PART}(?:\s+(?:{_PART}|{particles}))*"
    forms = [{key: "|".join(parts) for key, parts in form.items()} for form in read["forms"]]
    joins = "|".join(form["and"] for form in forms)
    return _Patterns(
        tuple(_pattern(form, name, end) for form in forms), re.compile(rf"\s+(?:{joins})\s+")
    )


def _pattern(form: Mapping[str, str], name: str, end: str) -> re.Pattern[str]:
    names = rf"(?-i:{name}(?:\s+(?:{form['and']})\s+{name})?)"
    return re.compile(
        rf"^(?:{form['kinds']})\s+(?:(?:{form['from']})\s*(?P<from>{names})\s+)?"
        rf"(?:{form['to']})\s+(?P<to>{names}){end}",
        re.IGNORECASE,
    )


def read_abroad(text: str) -> Route:
    """Return the route in such a title, which is empty if any name is uncertain."""
    for pattern in _patterns().forms:
        found = pattern.match(text)
        if found is None:
            continue
        sender = _named(found["from"]) if found["from"] else ()
        recipient = _named(found["to"])
        if recipient and (sender or not found["from"]):
            return Route(sender, recipient)
    return Route()


def _named(phrase: str) -> tuple[Party, ...]:
    """Return the one or two persons in a phrase, or none if one is uncertain."""
    names = _patterns().joins.split(phrase.strip())
    if len(names) > 1 and (whole := family_of(names[0], names[1])):
        names[0] = whole
    if not all(map(_is_person, names)):
        return ()
    return tuple(Party(name, as_written=name, derived=True) for name in names)


def _is_person(name: str) -> bool:
    words = name.split()
    known = has_any("offices", words) or has_any("bodies", words) or is_place(name)
    return len(words) > 1 and is_a("given", words[0]) and not known and is_name(words, cased=True)
