"""Several parties in one phrase: where a comma and an "and" divide, and where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index_mappings.record import Party
from loaders.drafts.titles.families import family_of
from loaders.drafts.titles.lexicon import has_any, is_a, is_place
from loaders.drafts.titles.parties import Reader
from loaders.drafts.titles.tidying import hide

_FIRM = r"(?!(?:sons?|bro(?:ther)?s|co|company|partners|cie|associates)\b)"  # "Roe & Sons" is one
_JOIN = re.compile(
    rf"\s+(?:and/or|and|or|&)\s+{_FIRM}|^(?:and/or|and|or|&)\s+{_FIRM}", re.IGNORECASE
)
_ARTICLED = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s(?:in|at|of|for|to)\s", re.IGNORECASE)
_SELECTED = re.compile(r"^(?:all|certain|various|selected)\s", re.IGNORECASE)
_HELD_AND = re.compile(r"\)\s+(?:and|or)\s", re.IGNORECASE)  # "(A) and B" is never one party
_OTHERS = re.compile(r",?\s+(?:(?:and|or|&)\s+(?:\w+\s+)?others?|et\s+al\.?)$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:both|either)\s+", re.IGNORECASE)


def read_list(phrase: str, reader: Reader) -> tuple[Party, ...]:
    """Return the parties of a phrase in order, or none if uncertain."""
    whole = _LABEL.sub("", phrase.strip(" ,;"))
    phrase = _OTHERS.sub("", whole)
    if not phrase:
        return ()
    if phrase != whole:  # "A, B and others": the comma parts two of several
        named = [part.strip() for part in _cut(phrase, ",") if part.strip()]
        if several := _divide(named, reader):
            return several
    parts = _cut(phrase, ";")
    if len(parts) > 1:
        return tuple(party for part in parts for party in read_list(part, reader))
    segments = [part.strip() for part in _cut(phrase, ",")]
    closing = max((at for at, part in enumerate(segments) if _JOIN.search(hide(part))), default=-1)
    if closing >= 0:
        last = [part.strip() for part in _joined(segments[closing]) if part.strip()]
        tail = [part for part in segments[closing + 1 :] if part]
        items = [*segments[:closing], *last]
        if not (closing and _is_post(segments[0]) and not _ARTICLED.match(items[1])):
            for choice in _choices(segments[:closing], last, tail):
                divided = _divide(choice, reader)
                if divided:
                    return divided
        holders = _holders(phrase, reader)
        if holders:
            return holders
        if any(_ARTICLED.match(piece) for piece in last[1:]):
            return ()  # "A and the B" are two, whoever B is
    return _with_leader(phrase, reader)


LED = re.compile(r",?\s+(?:headed|led|chaired)\s+by\s+", re.IGNORECASE)


def _with_leader(phrase: str, reader: Reader) -> tuple[Party, ...]:
    """Return one party, or for "a Delegation headed by A" the body and its head."""
    led = LED.search(hide(phrase))
    if led is None:
        single = reader.party(phrase)
        return (single,) if single else ()
    body, leader = reader.party(phrase[: led.start()]), reader.party(phrase[led.end() :])
    if body and " " not in body.name and leader:
        return (leader,)  # "a Delegation" alone names none
    return tuple(party for party in (body, leader) if party)


def _choices(before: list[str], joined: list[str], tail: list[str]) -> Iterator[list[str]]:
    """Yield the ways to divide: at every "and", then at each single one in order."""
    whole = ", ".join([joined[-1], *tail])
    yield [item for item in (*before, *joined[:-1], whole) if item]
    for at in range(1, len(joined)):
        right = " and ".join([*joined[at:-1], whole])
        yield [item for item in (*before, " and ".join(joined[:at]), right) if item]


def _holders(phrase: str, reader: Reader) -> tuple[Party, ...]:
    """Read an office that two hold: "the Assistant Secretaries for X (A) and Y (B)"."""
    pieces = [piece.strip(" ,") for piece in _joined(phrase)]
    if len(pieces) < 2 or not all(piece.endswith(")") for piece in pieces):
        return ()
    first = reader.party(pieces[0])
    if first is None or not first.role or not _is_plural_office(first.role):
        return ()
    others = [reader.holder(piece) for piece in pieces[1:]]
    return (first, *(party for party in others if party)) if all(others) else ()


def _cut(text: str, separator: str) -> list[str]:
    shown = hide(text)
    parts, here = [], 0
    for found in re.finditer(re.escape(separator), shown):
        parts.append(text[here : found.start()])
        here = found.end()
    return [*parts, text[here:]]


def _joined(segment: str) -> list[str]:
    shown = hide(segment)
    parts, here = [], 0
    for found in _JOIN.finditer(shown):
        parts.append(segment[here : found.start()])
        here = found.end()
    return [*parts, segment[here:]]


def _divide(items: list[str], reader: Reader) -> tuple[Party, ...]:
    """Return a party for each item if each can be a party alone, else none."""
    found: list[Party] = []
    previous = ""
    for item in items:
        leader: Party | None = None
        if led := LED.search(hide(item)):
            leader, item = reader.party(item[led.end() :]), item[: led.start()]  # noqa: PLW2901
        party = None if _HELD_AND.search(hide(item)) else reader.party(item)
        if party is None:
            return ()
        if found and _is_apposition(item, party, found[-1]):
            last = found[-1]
            role = ", ".join(filter(None, [last.role, party.name]))
            found[-1] = replace(last, role=role, as_written=f"{last.as_written}, {item}")
            continue
        if found and not _apart(previous, found[-1], item, party):
            return ()
        if leader is None or " " in party.name:
            found.append(party)
        if leader:
            found.append(leader)
        previous = item
    found = _with_family(found)
    return _with_shared_title(found) if len(found) > 1 else ()


def _with_family(parties: list[Party]) -> list[Party]:
    """Return "John Roe" for the "John" of "John and Jane Roe"."""
    named = list(parties)
    for place in range(len(named) - 2, -1, -1):
        one, other = named[place : place + 2]
        if one.person and not one.role and (name := family_of(one.name, other.name)):
            named[place] = replace(one, name=name)
    return named


def _is_apposition(item: str, party: Party, before: Party) -> bool:
    """Return whether an item is the office of the person before it, not another party."""
    return (
        before.person
        and not party.person
        and not _ARTICLED.match(item)
        and has_any("offices", item.split())
        and not is_place(item)
    )


def _apart(left: str, first: Party, right: str, second: Party) -> bool:
    """Return whether two neighbours in a list are separate parties."""
    if is_place(right):
        return is_place(left) or is_place(left.rpartition(",")[2])
    if first.person:
        return True
    if right.rstrip().endswith(")") and not _ARTICLED.match(right):
        return (
            False  # "Director of Intelligence and Research (Cumming)": the bracket is for the whole
        )
    if _SELECTED.match(left):
        return False
    words = left.split()
    at = 1 if _ARTICLED.match(left) else 0
    several = any(_is_plural(word) for word in words[at : at + 3]) and _PREPOSITION.search(
        f" {left} "
    )
    if second.person:
        if second.role or "[" in right or "(" in right:
            return True
        if several:
            return False
        return " " in second.name or not _PREPOSITION.search(f" {left} ")
    if _ARTICLED.match(right):
        return True
    both_bodies = has_any("bodies", words) and has_any("bodies", right.split())
    return both_bodies and not several


def _is_post(item: str) -> bool:
    """Return whether an item continues after its comma ("the Chief, Far East Division")."""
    words = _ARTICLED.sub("", item).split()
    return len(words) <= 2 and all(
        is_a("offices", word) or is_a("modifiers", word) for word in words
    )


def _is_plural_office(role: str) -> bool:
    return any(_is_plural(word) for word in role.split())


def _is_plural(word: str) -> bool:
    short = word.strip(",.").casefold()
    known = is_a("offices", short) or is_a("bodies", short)
    return known and short.endswith("s") and short not in ("headquarters", "congress", "services")


def _with_shared_title(parties: list[Party]) -> tuple[Party, ...]:
    """Add the title of "Comrades A and B" to both."""
    title = parties[0].role
    one = _SINGULAR.get(title.casefold().rstrip("."))
    if not one:
        return tuple(parties)
    return tuple(
        replace(party, role=one) if party.person and party.role in ("", title) else party
        for party in parties
    )


_SINGULAR = {
    "comrades": "Comrade", "cdes": "Cde.", "messrs": "Mr.", "ambassadors": "Ambassador",
    "generals": "General", "marshals": "Marshal", "presidents": "President",
    "ministers": "Minister", "senators": "Senator", "premiers": "Premier", "colonels": "Colonel",
}  # fmt: skip
