"""Terms of office in a volume's list of persons.

"Under Secretary of State until April 1959; thereafter Secretary of State" gives two terms. An open
end extends to the end of the years that the volume covers, because the list says no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from index_mappings.dates import read_date
from index_mappings.days import day_number
from index_mappings.folding import key
from index_mappings.name_kinds import PLACE
from index_mappings.offices import Span, Term
from service.bridges.file import shipped

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:{_MONTH},?\s+(?:\d{{1,2}},\s+)?)?\d{{4}}"
_UNTIL = r"(?:until|till|to|through)"
_FROM = re.compile(
    rf",?\s+(?:from|since|after)\s+(?P<first>{_DAY})(?:\s+{_UNTIL}\s+(?P<last>{_DAY}))?$"
)
_TO = re.compile(rf",?\s+{_UNTIL}\s+(?P<last>{_DAY})$")
_SPAN = re.compile(
    rf",?\s+(?P<first>{_DAY}|{_MONTH}(?:\s+\d{{1,2}})?)\s*[-–—]\s*(?P<last>{_DAY}|\d\d)$"
)
_PARTS = re.compile(r";\s*|,\s+(?=thereafter\b)")
_THEN = re.compile(r"^(?:thereafter|then)\b,?\s*")
_BESIDE = re.compile(r"^(?:also|later|again)\s+")
_SAYS_WHEN = re.compile(
    rf"\d{{4}}|\b(?:and )?again\b|\b{_UNTIL}\s+{_MONTH}\b|\b(?:from|since)\s+{_MONTH}\b"
)
_YEARS = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b(?:\s*[-–]\s*(\d{4}|\d\d)\b)?")
_OF_A_PEOPLE = re.compile(
    r"\b(?!Europ|Asian|Afri|Ameri|Carib|Civil|Libr|Histor|Guard|Custod)"
    r"(?:[A-Z]\w+(?:ish|ese|ian|ean|ench|utch|iet|eek|wiss|zech|aeli|raqi|istani|erman|exican)|Thai|"
    r"Afghan|Cuban|Filipino|Philippine)\b(?!(?:(?:,| and|, and)(?: [A-Z]\w+){1,2})* [Aa]ffairs)"
)
"""A people's name, but for that of a desk at home ("Officer in Charge of Japanese Affairs")."""
_OF_A_STATE = re.compile(
    r"(?<!to the )(?<!in the )(?<!to )(?<!in )\b(?:\w+[’']s )?(?:\w+ )?(?:Republic|Kingdom)\b"
)
_COUNTRY = re.compile(r" of ((?:the )?[A-Z][\w ]*)$")
_OF_A_PLACE = re.compile(r"\bof (?:the )?(?:State of )?([A-Z][\w-]+(?: [A-Z][\w-]+)*)")


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition of a list of persons: its series and the first and last day that it covers."""

    series: str
    days: Span | None


def edition_of(title: str) -> Edition:
    """Return the edition in a title such as "Foreign Relations of the United States, 1955-1957"."""
    found = _YEARS.search(title)
    series = title[: found.start()] if found else title
    days = None
    if found:
        first, last = found[1], found[2] or found[1]
        whole = int(last if len(last) == 4 else first[: 4 - len(last)] + last)
        days = (day_number(int(first)), day_number(max(whole, int(first)), 12, 31))
    return Edition(series.strip(" ,.:;"), days)


def terms_of(description: str, edition: Edition) -> tuple[Term, ...]:
    """Return the offices of a person in a list of persons.

    If a part cannot be read, its office has no days, so that nobody is claimed to have held it.
    Offices of another country are used only if they name it.
    """
    parts = [part.strip(" .") for part in _PARTS.split(description) if part.strip(" .")]
    home = _home(edition)
    is_foreign = any(_is_foreign(part, home) for part in parts)
    found = list(_read(parts, edition))
    if is_foreign:
        named = (term for term in found if _is_foreign(term.office, home))
        return tuple(term for term in named if not _is_envoy(term.office, home))
    ending = f" of {home}" if home else ""
    return tuple(found) + tuple(
        replace(term, office=term.office.removesuffix(ending))
        for term in found
        if ending and term.office.endswith(ending)
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One office of a list and its days; `until` is the wording of the last day."""

    office: str
    first: Span | None = None
    last: Span | None = None
    until: str = ""


def _read(parts: list[str], edition: Edition) -> Iterator[Term]:
    before = _Part("")
    is_dated = any(_SAYS_WHEN.search(part) for part in parts)
    for said in parts:
        then = _THEN.match(said)
        text = _BESIDE.sub("", said[then.end() :] if then else said)
        part = _part(text)
        is_whole = part.office == text and is_dated and not then  # when, nobody says
        found = _SAYS_WHEN.search(part.office)
        if is_whole or text[:1].islower() or found:
            office = part.office[: found.start()] if found else part.office
            yield Term(office.strip(" ,"), None, None, said, edition.series)
        else:
            yield _term(part, before if then else None, said, text, edition)
        before = part


def _term(part: _Part, before: _Part | None, said: str, text: str, edition: Edition) -> Term:
    """Return a term whose open ends are those of the years that a volume covers.

    `before` is the previous office, or None if a list does not say so.
    """
    first, last, days = part.first, part.last, edition.days
    if before is not None and first is None:
        first = before.last
        said = f"{text} from {before.until}" if before.until and last is None else said
        if first is None:
            return Term(part.office, None, None, said, edition.series)
    if days is None and (first is None or last is None):
        return Term(part.office, None, None, said, edition.series)
    if days is not None:
        first, last = first or (days[0], days[0]), last or (days[1], days[1])
    return Term(part.office, first, last, said, edition.series)


def _part(text: str) -> _Part:
    """Return the part for one office, without the days at its end."""
    for pattern in (_FROM, _TO, _SPAN):
        if found := pattern.search(text):
            named = found.groupdict()
            first, last = named.get("first") or "", named.get("last") or ""
            if first and len(last) == 2:  # 1955-57
                last = first[-4:-2] + last
            if first and not re.search(r"\d{4}", first):  # April-December 1955
                between = ", " if first[-1:].isdigit() else " "
                first = f"{first}{between}{last[-4:]}"
            return _Part(text[: found.start()].strip(" ,"), _span(first), _span(last), last)
    return _Part(text)


def _span(text: str) -> Span | None:
    date = read_date(text) if text else None
    if date is None or date.start is None or date.end is None:
        return None
    return date.start, date.end


def _home(edition: Edition) -> str:
    """Return the country that published the papers, "the United States", or "" if unknown."""
    found = _COUNTRY.search(edition.series)
    return found[1] if found else ""


def _is_foreign(text: str, home: str) -> bool:
    """Return whether a text names a people or a country, and so is one of its offices."""
    if _OF_A_PEOPLE.search(text) or _OF_A_STATE.search(text) or _is_envoy(text, home):
        return True
    return any(key(place) in _places() for place in _OF_A_PLACE.findall(text))


def _is_envoy(text: str, home: str) -> bool:
    """Return whether a text is the office of an envoy to the country of the papers."""
    return bool(home) and re.search(rf"\b(?:to|in) {re.escape(home)}\b", text) is not None


@cache
def _places() -> frozenset[str]:
    return frozenset(key(form.text) for one in shipped() if one.kind is PLACE for form in one.forms)
