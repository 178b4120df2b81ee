"""Titles of letters in Russian: «Письмо И. В. Сталина Мао Цзэдуну», «Беседа Рощина с Чжоу Эньлаем».

In Russian the case of a name shows its part: genitive for the sender, dative for the recipient,
instrumental for the other person in a conversation. A party is claimed in the nominative if the
ending determines it: a surname in -ов, -ев, -ин, -ский, -ян or -ко, a woman's in -ова, -ина or
-ская, a name after initials, or one that begins with an East Asian family name. It may follow an
office in the same case («посла СССР в КНР Рощина»), which is the role. Bodies, offices and towns
are lower case or listed.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from index_mappings.record import Party
from loaders.drafts.titles.routes import Route

_KIND = (
    r"(?:(?:секретн|срочн|личн|совершенно секретн)\w+ )?(?:письмо|телеграмма|шифр(?:о)?телеграмма|"
    r"записка|докладная записка|послание|нота|радиограмма|памятная записка)"
)
_LETTER = re.compile(rf"{_KIND} (?:от )?(?P<names>[^,.:«»]*(?:\.[^,:«»]*)*)", re.IGNORECASE)
_TALK = re.compile(
    r"(?:запись |стенограмма )?бесед[аы] (?P<one>.+?) со? (?P<other>.+)", re.IGNORECASE
)
_END = re.compile(r"\s+(?:о|об|от|по|с|со|в связи|относительно|из|через|для|на)\s|[,:«(\[]?$|[,:«]")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?){1,3}")
_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?")
_AFTER = "([бвгджзклмнпрстфхцчшщ])"
_WOMAN = ((r"(ов|ев|ёв|ин|ын)ой$", r"\1а"), (r"(с|ц)кой$", r"\1кая"))  # in each case
_GENITIVE = (
    (r"(с|ц)кого$", r"\1кий"),
    (f"{_AFTER}а$", r"\1"),
    (r"([аеиоуыэюя])я$", r"\1й"),
    *_WOMAN,
)
_DATIVE = (
    (r"(с|ц)кому$", r"\1кий"),
    (f"{_AFTER}у$", r"\1"),
    (r"([аеиоуыэюя])ю$", r"\1й"),
    *_WOMAN,
)
_INSTRUMENTAL = (
    (r"(с|ц)ким$", r"\1кий"),
    (r"(ов|ев|ёв|ин|ын)ым$", r"\1"),
    (f"{_AFTER}[ое]м$", r"\1"),
    (r"([аеиоуыэюя])ем$", r"\1й"),
    *_WOMAN,
)
_SURNAME = re.compile(r"(?:(?:ов|ев|ёв|ин|ын)а?|[сц]к(?:ий|ая)|ян)$")
_SAME = re.compile(r"(?:ко|о|и|е|ы)$")  # of these the ending is that of every case
_Case = tuple[tuple[str, str], ...]


def read_russian(text: str) -> Route:
    """Return the route of a letter or conversation, which is empty if a party is uncertain."""
    talk = _TALK.match(text)
    if talk:
        one, other = _named(talk["one"], _GENITIVE), _named(_until(talk["other"]), _INSTRUMENTAL)
        return Route(others=(one, other)) if one and other else Route()
    letter = _LETTER.match(text)
    if letter is None:
        return Route()
    words = _units(_until(letter["names"]))
    found = [
        (sender, recipient)
        for at in range(1, len(words))
        if (sender := _named(" ".join(words[:at]), _GENITIVE))
        and (recipient := _named(" ".join(words[at:]), _DATIVE))
    ]
    return Route((found[0][0],), (found[0][1],)) if len(found) == 1 else Route()


def _until(text: str) -> str:
    """Return the words before a subject ("о помощи") or a punctuation mark."""
    end = _END.search(text)
    return text[: end.start()] if end else text


def _units(text: str) -> list[str]:
    """Return the words, with separated initials as one word."""
    joined = re.sub(r"(?<=\b[А-ЯЁ]\.)\s+(?=[А-ЯЁ]\.)", "", text)
    return joined.split()


def _named(phrase: str, case: _Case) -> Party | None:
    """Return the party named by a phrase in a case, in its listed form, or None if uncertain."""
    before, bracket, inside = phrase.partition("(")
    if bracket:  # «Филиппова (Сталина)» is Stalin
        meant = _named(inside.rstrip(") "), case)
        if (
            meant is None
            or not inside.rstrip().endswith(")")
            or _name(before.split(), case) is None
        ):
            return None
        return Party(meant.name, as_written=phrase.strip(), derived=True)
    words = _units(phrase)
    office, rest = _office(words, case)
    name = _name(rest, case)
    return Party(name, as_written=phrase.strip(), role=office, derived=True) if name else None


def _office(words: list[str], case: _Case) -> tuple[str, list[str]]:
    """Return the office at the beginning of words in a case, in the nominative, and the rest.

    Return "" and all words if there is none. Its words are in lower case, of bodies, abbreviations,
    or the word after «в» («посла СССР в Китае»).
    """
    form = {_GENITIVE: 1, _DATIVE: 2, _INSTRUMENTAL: 3}[case]
    forms = {some[form]: some[0] for some in _offices()}
    if not words or words[0] not in forms:
        return "", words
    end = 1
    while end < len(words) and (
        words[end].islower()
        or (words[end].isupper() and words[end].isalpha())
        or words[end] in _lists()["bodies"]
        or words[end - 1] in ("в", "во")
    ):
        end += 1
    first, *rest = words[:end]
    if forms[first].endswith("ый") and rest:  # «первого секретаря»: both are of the case
        rest[0] = forms.get(rest[0], rest[0])
    if first in _lists()["comrades"]:  # no office
        return "", words[end:]
    return " ".join((forms[first], *rest)), words[end:]


@cache
def _offices() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in _lists()["offices"])


def _name(words: list[str], case: _Case) -> str | None:
    if not 1 <= len(words) <= 4:
        return None
    initials = [word for word in words if _INITIALS.fullmatch(word)]
    if words[: len(initials)] != initials or len(initials) > 1:
        return None
    rest = words[len(initials) :]
    if not rest or not all(map(_WORD.fullmatch, rest)):
        return None
    last = _own_form(rest[-1], case)
    if last is None or last in _lists()["no_surnames"]:
        return None
    is_eastern = len(rest) > 1 and rest[0] in _lists()["eastern"]
    if len(rest) > 1 and (initials or not is_eastern):
        return None
    is_surname = bool(_SURNAME.search(last)) or last.endswith("ко")
    if not (initials or is_eastern or is_surname):
        return None
    return " ".join([*initials, *rest[:-1], last])


def _own_form(word: str, case: _Case) -> str | None:
    for ending, own in case:
        if re.search(ending, word):
            return re.sub(ending, own, word)
    return word if _SAME.search(word) else None


@cache
def _lists() -> dict[str, frozenset[str]]:
    file = resources.files("loaders.drafts.titles").joinpath("russian_names.toml")
    return {name: frozenset(some) for name, some in tomllib.loads(file.read_text("utf-8")).items()}
