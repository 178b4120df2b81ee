"""Values of a field made from plain JSON: a string where the mapping wants a date, and so on.

What is in our own form already (`Date.to_json()` and the like) comes out as it went in, so
that a dump of an index loads into the same records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from index_mappings.dates import DEFAULT, DateConventions, read_date, read_edtf
from index_mappings.dates.spans import edtf_span
from index_mappings.days import day_number
from index_mappings.mapping import Field
from index_mappings.record import Date, Json, Note, Party

_ISO_DAY = re.compile(r"(-?\d{4,6})-(\d\d)-(\d\d)", re.ASCII)
_FAR = 10**9  # days: beyond any year that a date can be meant to have


class Unfit(ValueError):
    """A value that the field cannot take; the message says why."""


def value_for(field: Field, value: Json, dates: DateConventions = DEFAULT) -> Json:
    """Return a value as a field of that kind holds it; Unfit where it cannot be made one.

    None, "" and empty lists and objects give None: the field is absent.
    """
    if value in (None, "", [], {}):
        return None
    return _date(value, dates) if field.kind == "date" else _MAKERS[field.kind](value)


def plain_text(value: Json) -> str:
    """Return any JSON value as words a person can read."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(text for item in value if (text := plain_text(item)))
    if isinstance(value, dict):
        pairs = ((name, plain_text(item)) for name, item in value.items())
        return "; ".join(f"{name}: {text}" for name, text in pairs if text)
    return "" if value is None else str(value)


def _text(value: Json) -> Json:
    if isinstance(value, str):
        return value if value.strip() else None  # a dump's text comes back to the letter
    if isinstance(value, list):
        return "\n\n".join(text for item in value if (text := plain_text(item))) or None
    if isinstance(value, dict):
        raise Unfit("an object where text was expected")
    return plain_text(value) or None


def _keyword(value: Json) -> Json:
    if isinstance(value, dict):
        raise Unfit("an object where a word or phrase was expected")
    return plain_text(value) or None


def _keywords(value: Json) -> Json:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, dict | list) for item in items):
        raise Unfit("a list of words or phrases was expected")
    return list(dict.fromkeys(text for item in items if (text := plain_text(item)))) or None


def _date(value: Json, conventions: DateConventions) -> Json:
    if isinstance(value, dict):
        ends = [value.get(name) for name in ("from", "to")]
        names = {"display", "edtf", "from", "to", "precision", "time"}
        if not set(value) <= names or ends.count(None) == 1:
            raise Unfit("a date has display, edtf, from, to (both or neither), precision, time")
        texts = {name: value[name] for name in names - {"from", "to"} if name in value}
        if not all(isinstance(text, str) for text in texts.values()):
            raise Unfit("display, edtf, precision and time of a date are text")
        if ends[0] is None:
            return Date.from_json(texts).to_json()
        first, last = map(_day, ends)
        if first > last:
            raise Unfit("the date ends before it begins")
        given = Date.from_json({**texts, "from": first, "to": last})
        return (given if given.precision else _named(given)).to_json()
    if isinstance(value, list):
        if len(value) != 1:
            raise Unfit("several dates where one was expected")
        return _date(value[0], conventions)
    text = plain_text(value)
    return read_date(text, conventions).to_json() if text else None


def _day(value: Json) -> int:
    """Return a day as a number, which it is as an index keeps it; the API says YYYY-MM-DD."""
    if type(value) is int and abs(value) < _FAR:
        return value
    if match := _ISO_DAY.fullmatch(value) if isinstance(value, str) else None:
        with suppress(ValueError):
            return day_number(*map(int, match.groups()))
    raise Unfit("from and to of a date are days as YYYY-MM-DD, or counted from 1970-01-01")


def _named(date: Date) -> Date:
    """Return a span of days with precision, EDTF and wording, where only its days were given."""
    assert date.start is not None
    assert date.end is not None
    read = read_edtf(edtf_span(date.start, date.end))
    edtf = date.edtf or read.edtf
    return replace(
        date, display=date.display or edtf, edtf=edtf, precision=read.precision or "range"
    )


def _parties(value: Json) -> Json:
    items = value if isinstance(value, list) else [value]
    return [_party(item).to_json() for item in items if plain_text(item)] or None


def _party(value: Json) -> Party:
    if not isinstance(value, dict):
        return Party(plain_text(value))
    texts = [value.get(name, "") for name in ("name", "as_written", "role")]
    if not all(isinstance(text, str) for text in texts) or not texts[0].strip():
        raise Unfit("a party has a name, and may have as_written and role, all of them text")
    return Party.from_json(value)


def _ancestors(value: Json) -> Json:
    items = value if isinstance(value, list) else [value]
    made = []
    for item in items:
        above = item if isinstance(item, dict) else {"id": item, "title": item}
        id, title = plain_text(above.get("id", "")), plain_text(above.get("title", ""))
        if not id and not title:
            raise Unfit("what is above a record has an id and a title")
        made.append({"id": id or title, "title": title or id})
    return made


def _notes(value: Json) -> Json:
    if isinstance(value, dict) and set(value) != {"label", "text"}:
        return [Note(label, text).to_json() for label, item in value.items()
                if (text := plain_text(item))] or None  # fmt: skip
    made = []
    for item in value if isinstance(value, list) else [value]:
        note = _note(item) if isinstance(item, dict) else Note("Note", plain_text(item))
        if note.text:
            made.append(note.to_json())
    return made or None


def _note(item: Mapping[str, Json]) -> Note:
    """Return a note; one in another program's form has all that it says, under its kind."""
    if item.keys() <= {"label", "text"}:
        return Note(plain_text(item.get("label", "Note")), plain_text(item.get("text", "")))
    called = next((name for name in ("label", "type") if plain_text(item.get(name))), "")
    rest = {name: value for name, value in item.items() if name != called}
    return Note(plain_text(item.get(called)) or "Note", plain_text(rest))


def _integer(value: Json) -> Json:
    text = plain_text(value)
    if not text.lstrip("-").isdecimal() or not -(2**63) <= int(text) < 2**63:
        raise Unfit("a whole number was expected")
    return int(text)


_MAKERS: Mapping[str, Callable[[Json], Json]] = {
    "text": _text,
    "keyword": _keyword,
    "keywords": _keywords,
    "collections": _keywords,
    "parties": _parties,
    "ancestors": _ancestors,
    "integer": _integer,
    "url": _keyword,
    "notes": _notes,
}
