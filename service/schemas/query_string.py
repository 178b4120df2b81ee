"""A query string held against a schema: what could be taken, and everything wrong at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any
from urllib.parse import quote

from marshmallow import EXCLUDE, Schema, ValidationError, fields, missing

from index_mappings.checking.nearest import nearest
from index_mappings.folding import clean
from index_mappings.sayings import sentence
from service.errors import MOST_FAULTS, BadRequest, Fault
from service.query.bounds import CHOSEN_BESIDE
from service.schemas.argument_fields import Complaint

MOST_CHOSEN = 50
"""Values that filters may choose in all: a reader ticks a few, and each costs an engine work."""
_WORDS, _LETTERS = 8, 80
"""Words and characters of a question beside which few values can be chosen: each word is looked for
under each choice. A script without blanks has no words."""
_LONGEST_CHOSEN = 8_000
"""Bytes of all chosen values, as they are in an address: each link of an answer repeats them, and
no address that we read has more. In a body there is room for a thousand times as much."""
_MOST_READ = 1_000
"""Values of one argument that are read: more than any may have, so that too many are reported."""
_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_COUNTED = frozenset({"ids"})
"""Lists whose bound counts a value each time it is given; its reader takes it once."""
_COMMAS = frozenset({"numbers", "facets", "histogram", "missing", "fields", "ids"})
"""Lists separated by commas: of our own names, and of ids, in which a comma is written as `~2C`."""
_FREE = frozenset(
    {"facets", "histogram", "fields", "ids"}
)  # lists of what is shown, with bounds of their own


@dataclass(frozen=True, slots=True)
class ReadArguments:
    """The values that could be taken, with the defaults of those not given; and the faults.

    `rejected` are the values as given of the parameters at fault. `unknown` are the faults of
    parameters that do not exist; a page ignores them.
    """

    values: dict[str, Any]
    faults: tuple[Fault, ...] = ()
    unknown: tuple[Fault, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


class ArgumentReader:
    """The arguments of one endpoint, compiled once: a schema, and its fields by their names."""

    def __init__(self, schema: type[Schema]) -> None:
        self.schema = schema(unknown=EXCLUDE)
        self.fields = {item.data_key or key: item for key, item in self.schema.fields.items()}
        self._lists = frozenset(
            name for name, item in self.fields.items() if isinstance(item, fields.List)
        )
        self._strict = frozenset(name for name, item in self.fields.items() if _is_strict(item))

    def take(self, pairs: Iterable[tuple[str, str]]) -> ReadArguments:
        """Read decoded names and values in their order; an empty value is as if absent."""
        given, twice, unknown = self._sorted_out(pairs)
        faults = [
            Fault(name, sentence("is given twice with different values"), "") for name in twice
        ]
        faults += self._bound(given)
        values: dict[str, Any]
        try:
            values = self.schema.load(given)
        except ValidationError as error:
            values = dict(error.valid_data)  # type: ignore[arg-type]
            values.update(self._defaults(values, error.messages_dict))
            for name, messages in error.messages_dict.items():
                faults += [Fault(name, wrong.detail, wrong.suggestion) for wrong in _flat(messages)]
        wrong = {fault.parameter for fault in faults}
        rejected = tuple(
            (name, value)
            for name, held in given.items()
            if name in wrong
            for value in (held if isinstance(held, list) else [held])
        )
        return ReadArguments(values, tuple(faults), self._unknown(unknown), rejected)

    def strictly(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """Return the values; raise BadRequest that names everything wrong at once."""
        read = self.take(pairs)
        if faults := read.unknown + read.faults:
            raise BadRequest(faults)
        return read.values

    def _bound(self, given: dict[str, Any]) -> Iterator[Fault]:
        """Cut the lists to as many values as may be, in place, and yield a fault for each cut."""
        room = MOST_CHOSEN
        detail = sentence("at most %(count)s values can be chosen in all", count=room)
        if _is_long(given.get("q", "")):
            room = CHOSEN_BESIDE
            detail = sentence(
                "at most %(count)s values can be chosen with a question this long", count=room
            )
        left = _LONGEST_CHOSEN
        for name, held in given.items():
            if name not in self._lists or name in _FREE:
                continue
            if len(held) > room:
                yield Fault(name, detail, "")
            given[name] = held[:room]
            room -= len(given[name])
            left -= sum(len(quote(value)) for value in given[name])
            if left < 0:
                yield Fault(name, sentence("too much is chosen: its address would be too long"), "")
                given[name] = []
        for name in [name for name, held in given.items() if held == []]:
            del given[name]

    def _sorted_out(
        self, pairs: Iterable[tuple[str, str]]
    ) -> tuple[dict[str, Any], list[str], list[str]]:
        given: dict[str, Any] = {}
        twice: dict[str, None] = {}
        unknown: dict[str, None] = {}
        for name, raw in pairs:
            if name not in self.fields:
                unknown[name] = None
                continue
            value = _plain(raw)
            if not value and name in self._strict and raw.strip():
                value = _HIDDEN  # nothing but what cannot be seen is no date, no number, no name
            if name in self._lists:
                pieces = value.split(",") if name in _COMMAS else (value,)
                held = given.setdefault(name, [] if name in _COUNTED else {})
                stripped = [piece for part in pieces if (piece := part.strip())]
                if isinstance(held, list):
                    held += stripped
                else:
                    held |= dict.fromkeys(stripped)  # each once, in the order in which they came
            elif value and name not in given:
                given[name] = value
            elif value and given[name] != value:
                twice[name] = None
        for name in self._lists & given.keys():
            given[name] = [*islice(given[name], _MOST_READ)]
        return {name: value for name, value in given.items() if value}, [*twice], [*unknown]

    def _defaults(self, values: dict[str, Any], wrong: dict[str, Any]) -> dict[str, Any]:
        """Return the default of each parameter that could not be taken."""
        usual = {name: self.fields[name].load_default for name in wrong if name not in values}
        return {name: value for name, value in usual.items() if value is not missing}

    def _unknown(self, names: list[str]) -> tuple[Fault, ...]:
        """Return the faults of names; the first, which are reported, with the nearest name."""
        near = [nearest(name, self.fields) for name in names[:MOST_FAULTS]]
        shown = (name if len(name) <= 60 else f"{name[:60]}…" for name in names)
        return tuple(
            Fault(name, "the parameter is unknown", meant)
            for name, meant in zip_longest(shown, near, fillvalue="")
        )


def _plain(raw: str) -> str:
    """Return a value in NFC without control characters and blanks around it."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()
    text = clean(raw).strip()
    if text.isascii() and text.isdecimal() and text != raw.strip():
        return f"{_HIDDEN}{text}"  # what hides between figures makes no number
    return text


def _is_long(text: str) -> bool:
    """Return whether a question is so long that each choice beside it costs an engine much."""
    return len(text.split()) > _WORDS or len(text) > _LETTERS


def _is_strict(item: fields.Field[Any]) -> bool:
    """Return whether an argument cannot be free text."""
    one: fields.Field[Any] = item.inner if isinstance(item, fields.List) else item
    return type(one) is not fields.String or bool(one.validators)


def _flat(messages: Any) -> list[Complaint]:
    """Return the complaints in what marshmallow collected: lists, or dicts of lists by place."""
    if isinstance(messages, dict):
        return [wrong for inner in messages.values() for wrong in _flat(inner)]
    if isinstance(messages, Complaint):
        return [messages]
    if isinstance(messages, list):
        return [wrong for inner in messages for wrong in _flat(inner)]
    return [Complaint(str(messages))]
