"""Columns and keys on access, and objects under such keys as text.

A source may have several columns about access, and keys with objects inside (`{"access": {"status":
"closed", "until": "2050-01-01"}}`). Each is known by its name, as words (`access.toml`), and read
beside the field that takes the first of them (`loaders.drafts.access`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from index_mappings.folding import key
from index_mappings.json_values import Json
from loaders.drafts.access_words import name_words
from loaders.drafts.mark_words import in_words, words
from loaders.drafts.marks import folded
from loaders.drafts.run_together import apart

_NAME_WORDS = 6  # words of such a name: "conditions governing access to the record"
_DEEP = 6  # levels of an object about access that are read


class About(Enum):
    """The kind of statement that a column on access has."""

    ACCESS = "who may see the record"
    OPENS = "from which day on"
    AHEAD = "a day, which says something only where it is ahead"
    ENDS = "until which day the record is public"


@dataclass(frozen=True, slots=True)
class Stated:
    """A source's statement on access outside the fields of a record.

    `name` is the column, key or element. It may close the record but never opens it. `is_value`
    means that the text is a column's value, so that an unknown one may close the record too.
    """

    name: str
    text: str
    about: About
    is_value: bool = False


@lru_cache(maxsize=4096)  # a source's keys are some hundreds at the most
def about_access(name: str) -> About | None:
    """Return the kind of a column or key by its name, or None if it is not about access.

    "Closed until" and "Release date" are days, "Access status" and "Sperrvermerk" are words.
    """
    return _about(folded(name)) or (_about(_whole(name)) if "." in name else None)


def about_access_of(name: str, value: Json) -> About | None:
    """Return the kind of a key, even one that has an object: `{"release": {"date": ...}}`."""
    about = about_access(name)
    if about is None and isinstance(value, dict):
        lists = name_words()
        some = folded(name).split()
        is_opening = any(word in lists["opens"] for word in some)
        if is_opening and all(word in lists["opens"] | lists["beside"] for word in some):
            return About.ACCESS if any(is_day for _, is_day in _said(value, 1)) else None
    return about


def says_how(name: str) -> bool:
    """Return whether a column on access holds sentences rather than values: "Access note"."""
    return not name_words()["prose"].isdisjoint(folded(name).split())


def stated_in_objects(value: Json, depth: int = 1) -> Iterator[Stated]:
    """Yield the statements on access in the objects within a value, by their keys and kinds.

    Notes of ArchivesSpace have their kind inside: `{"type": "accessrestrict", "content": ...}`.
    """
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for item in value:
            yield from stated_in_objects(item, depth + 1)
    if not isinstance(value, dict):
        return
    kinds = [value[name] for name in _KINDS if isinstance(value.get(name), str)]
    if depth > 1 and any(about_access(kind) is About.ACCESS for kind in kinds):
        inner = {name: item for name, item in value.items() if name not in _KINDS}
        yield from (Stated(kinds[0], text, About.ACCESS) for text in _texts(inner, depth))
    for name, item in value.items():
        about = about_access_of(name, item) if depth > 1 else None
        if about is not None and (text := plainly(name, wording(name, item))):
            yield Stated(name, text, about)
        yield from stated_in_objects(item, depth + 1)


_KINDS = ("type", "label", "note_type", "kind")


def _texts(value: Json, depth: int) -> Iterator[str]:
    if isinstance(value, dict | list) and depth <= 2 * _DEEP:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, str) and value.strip():
        yield value


def _whole(name: str) -> str:
    """Return all steps of a path as words: "dc.date.available" is "date available"."""
    return " ".join(step for part in name.split(".") if (step := folded(part)) not in _SPACES)


_SPACES = frozenset({"dc", "dcterms", "metadata", "attributes", "schema"})


def _about(called: str) -> About | None:
    lists = name_words()
    some = called.split()
    if len(some) == 1 and (parted := apart(called, _of_names())):
        some = list(parted)
    if not 0 < len(some) <= _NAME_WORDS:
        return None
    if called in lists["days"]:
        return About.OPENS
    if called in lists["ahead_alone"]:
        return About.AHEAD
    if called in lists["ends_alone"] or _is_an_end(some, lists):
        return About.ENDS
    if any(word in lists["ahead"] for word in some) and any(word in lists["day"] for word in some):
        known = lists["ahead"] | lists["day"] | lists["beside"]
        if all(word in known for word in some):
            return About.AHEAD
    # "Opens on" is a day, and "Restrictions on access" is none
    inner = [word for word in some[:-1] if word in lists["day_at_the_end"]]
    has_day = any(word in lists["day"] for word in some if word not in inner)
    opens = any(word in lists["opens"] for word in some)
    known = lists["opens"] | lists["day"] | lists["beside"]
    if has_day and opens and all(word in known for word in some) and _is_a_day(some, lists):
        return About.OPENS
    known = lists["access"] | lists["beside"]
    if any(word in lists["access"] for word in some) and all(word in known for word in some):
        return About.ACCESS
    return None


def _is_an_end(some: list[str], lists: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a name says how long a record is shown: "Public until", "visible_until"."""
    known = lists["ahead"] | lists["ends"] | lists["day"] | {"to"}
    return (
        1 < len(some) <= _ENDING_WORDS
        and some[0] in lists["ahead"]
        and any(word in lists["ends"] for word in some[1:])
        and all(word in known for word in some)
    )


_ENDING_WORDS = 3  # "Public until date"


@cache
def _of_names() -> frozenset[str]:
    """Return the words that may be run together in a name about access."""
    lists = name_words()
    words_of = (lists[name] for name in ("access", "opens", "day", "beside", "ahead"))
    return frozenset(word for some in words_of for word in some if len(word) > 1)


def _is_a_day(some: list[str], lists: Mapping[str, frozenset[str]]) -> bool:
    """Return whether one word of a name says that something opens, and another that it is a day.

    "Date closed" says when a file was closed, and "Access date" when a page was looked at.
    """
    if some in (["date", "closed"], ["closed", "date"], ["access", "date"], ["date", "access"]):
        return False
    return any(
        one in lists["day"] and other in lists["opens"]
        for place, one in enumerate(some)
        for at, other in enumerate(some)
        if at != place
    )


def wording(name: str, value: Json, depth: int = 1) -> str:
    """Return the text of a value under a key about access: "closed until 2050-01-01"."""
    if isinstance(value, bool):
        if about_access(name) is About.ACCESS:
            return plainly(name, "yes" if value else "no")
        return folded(name) if value else f"not {folded(name)}"
    if isinstance(value, list):
        return "; ".join(filter(None, (wording(name, item, depth + 1) for item in value)))
    if not isinstance(value, dict):
        return "" if value is None else str(value).strip()
    if depth > _DEEP:
        return ""
    kinds, days = [], []
    for text, is_day in _said(value, depth):
        if is_day:
            days.append(text)
        elif text not in kinds:
            kinds.append(text)
    if "embargo" in folded(name) and (days or kinds):
        kinds.insert(0, "embargo")
    until = "; ".join(f"until {day}" for day in days)
    whole = "; ".join(kinds)
    return f"{whole} {until}".strip() if len(kinds) < 2 else "; ".join(filter(None, (whole, until)))


def plainly(name: str, text: str) -> str:
    """Return the meaning of a plain yes, no or number: "Restricted: yes", "Closure years: 75"."""
    called = set(folded(name).split())
    text = in_words(text)
    if text.strip().isdecimal() and not called.isdisjoint(name_words()["spans"]):
        return f"closed for {text.strip()} years"
    word = key(text)
    is_yes, lists = word in words()["plain_yes"], name_words()
    if not is_yes and word not in words()["plain_no"]:
        return text
    if called & lists["closing"]:
        return "closed" if is_yes else "open"
    if called & lists["restricting"]:
        return "restricted" if is_yes else "open"
    return "open" if is_yes else "closed"


def _said(value: Mapping[str, Json], depth: int) -> Iterator[tuple[str, bool]]:
    """Yield the words of each value in an object about access, and whether they are a day."""
    for name, item in value.items():
        text = wording(name, item, depth + 1)
        some = folded(name).split()
        if text.isdecimal() and not name_words()["spans"].isdisjoint(some):
            text = f"{text} years"
        is_day = about_access(name) is About.OPENS or (
            0 < len(some) <= 2 and all(word in name_words()["day"] for word in some)
        )
        if text:
            yield text, is_day and not isinstance(item, bool | dict | list)
