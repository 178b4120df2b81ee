"""The archive's own rules: what is held back or left out, whatever the source says.

    hold = ["Access = Closed", "911$a ~ staff"]
    drop = ["Donor", "9XX", "notes: Location of originals"]

A rule names a place and may require a value there. `hold` holds back the matching records, `drop`
leaves the place out of all records. A place has its name in the source: a column, a key of JSON, an
XML element, a field of MARC, the label of a note. `docs/loading.md` has the full grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from index_mappings.checking.nearest import nearest
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.folding import key
from index_mappings.json_values import Json
from loaders.drafts.draft import Held, Where
from loaders.drafts.marks import folded
from service.errors import LoadError

HOLD, DROP = "hold", "drop"
RULE_OPTIONS = (HOLD, DROP)
"""The options of a load, and of a source in `sources.toml`, that have rules: one a line."""

_WITH_VALUE = re.compile(r"([^=~]+?)\s*([=~])\s*(.*)", re.DOTALL)
_TAG = re.compile(r"(\d[\dX]{2})(?:-(\d{3}))?(?:\$([a-z0-9]+))?", re.IGNORECASE)
_LIKE_A_TAG = re.compile(r"\d[\dXx]{2}\s*[-$]")


@dataclass(frozen=True, slots=True)
class Tags:
    """Fields of MARC from `first` to `last`, or of a pattern such as 9XX, with subfields `codes`.

    Without codes, the whole field is meant.
    """

    first: str
    last: str = ""
    codes: str = ""

    def has(self, tag: str) -> bool:
        """Return whether a field is one of these."""
        if self.last:
            return tag.isdigit() and self.first <= tag <= self.last
        return len(tag) == len(self.first) and all(
            own in ("X", char) for own, char in zip(self.first, tag.upper(), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `text` is its wording by the archivist, which reports quote.

    `name` is the folded place, step by step for a path; `note` or `field` are set instead if the
    rule is about a note by its label or about a field of the mapping. `sign` is "=", "~" or "".
    """

    verb: str
    text: str
    name: tuple[str, ...] = ()
    attribute: str = ""
    note: str = ""
    field: str = ""
    tags: Tags | None = None
    sign: str = ""
    value: str = ""

    @property
    def mark(self) -> str:
        """The rule as quoted in reports."""
        return f"{self.verb} {self.text!r}"

    def wants(self, value: Json) -> bool:
        """Return whether a value at the place meets the rule; an empty one never does."""
        return any(self._wants(text) for text in _texts(value))

    def _wants(self, text: str) -> bool:
        words = key(text)
        if not self.sign:
            return bool(text.strip())
        if self.sign == "=":
            return words == self.value
        return f" {self.value} " in f" {words} "

    def is_named(self, *path: str) -> bool:
        """Return whether a path, from the outermost step, is the rule's place."""
        steps = tuple(folded(step) for step in path)
        return bool(self.name) and not self.attribute and steps[-len(self.name) :] == self.name

    def is_label(self, label: str) -> bool:
        """Return whether the rule is about notes of that label."""
        called = key(label)
        return called == self.note if self.note else self.is_named(label)

    def held(self, where: Where, *names: str) -> Held:
        """Return the report of a held record; `names` are those by which others refer to it."""
        return Held(where, self.mark, is_by_rule=True, names=tuple(filter(None, names)))

    def left_out(self, where: Where) -> Held:
        """Return the report of a value that the rule leaves out."""
        return Held(where, self.mark, is_part=True, is_by_rule=True)


@dataclass(frozen=True, slots=True)
class ArchiveRules:
    """The rules of one source in the order given."""

    hold: tuple[Rule, ...] = ()
    drop: tuple[Rule, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any rule."""
        return bool(self.hold or self.drop)

    def __iter__(self) -> Iterator[Rule]:
        """Yield all rules."""
        yield from self.hold
        yield from self.drop

    def holding(self, value: Json, *path: str) -> Rule | None:
        """Return the first rule that holds back a record with that value there, None if there "
        "is none."""
        return next((r for r in self.hold if r.is_named(*path) and r.wants(value)), None)

    def dropping(self, value: Json, *path: str) -> Rule | None:
        """Return the first rule that leaves that value out, or None if there is none."""
        return next((r for r in self.drop if r.is_named(*path) and r.wants(value)), None)

    def dropped_columns(self, headers: Iterable[str]) -> frozenset[str]:
        """Return the columns that are left out entirely; raise LoadError if a rule names none."""
        some = [header for header in headers if header.strip()]
        whole: set[str] = set()
        for rule in self:
            found = [header for header in some if rule.is_named(header)]
            if not found and rule.name and rule.tags is None:
                raise LoadError(f"{rule.mark}: there is no such column{_hint(rule, some)}")
            if rule.verb == DROP and not rule.sign:
                whole.update(found)
        return frozenset(whole)


NO_RULES = ArchiveRules()


def _hint(rule: Rule, headers: list[str]) -> str:
    near = nearest(" ".join(rule.name), [folded(header) for header in headers])
    meant = next((header for header in headers if folded(header) == near), "") if near else ""
    return f"; is {meant!r} meant?" if meant else f"; there are {', '.join(headers[:30])}"


def rules_of(options: Mapping[str, str]) -> ArchiveRules:
    """Return the rules in the options of a load; raise LoadError if one is not a rule."""
    hold, drop = (_rules(verb, options.get(verb, "")) for verb in RULE_OPTIONS)
    return ArchiveRules(hold, drop) if hold or drop else NO_RULES


@lru_cache(maxsize=64)
def _rules(verb: str, lines: str) -> tuple[Rule, ...]:
    return tuple(parse(verb, line.strip()) for line in lines.split("\n") if line.strip())


def parse(verb: str, text: str) -> Rule:
    """Return the rule of a text; raise LoadError if it is not one."""
    place, sign, value = text, "", ""
    if any(char in text for char in "=~"):
        found = _WITH_VALUE.fullmatch(text)
        if found is None:
            raise _fault(verb, text, "it names no place before its = or ~")
        place, sign, value = found[1], found[2], found[3].strip().strip("\"'")
        if place.endswith("!") or value[:1] in ("=", "~"):
            raise _fault(
                verb, text, "a place and its value have = (is) or ~ (has the words) between"
            )
        if not key(value):
            raise _fault(verb, text, f"it names no value after its {sign}")
    return replace(_place(verb, text, place.strip()), sign=sign, value=key(value))


def _place(verb: str, text: str, place: str) -> Rule:
    prefix, colon, rest = place.partition(":")
    if colon and prefix.strip().casefold() in ("notes", "note", "field"):
        if not key(rest):
            raise _fault(verb, text, f"it names nothing after {prefix}:")
        if prefix.strip().casefold() == "field":
            return Rule(verb, text, field=rest.strip())
        return Rule(verb, text, note=key(rest))
    if found := _TAG.fullmatch(place):
        first, last, codes = found[1].upper(), found[2] or "", (found[3] or "").lower()
        if last and ("X" in first or last < first):
            raise _fault(verb, text, "a range of MARC fields goes from the lower to the higher")
        return Rule(verb, text, name=(key(place),), tags=Tags(first, last, codes))
    if _LIKE_A_TAG.match(place):
        raise _fault(verb, text, "fields of MARC are written 911, 9XX, 900-949 or 911$a")
    inside, at, attribute = place.partition("@")
    steps = tuple(folded(step) for step in re.split(r"[/.]", inside) if step.strip())
    if (at and not attribute.strip()) or not (steps or attribute.strip()) or "" in steps:
        raise _fault(verb, text, "it names no place")
    return Rule(verb, text, name=steps, attribute=folded(attribute))


def _fault(verb: str, text: str, why: str) -> LoadError:
    return LoadError(
        f"{verb} {text!r}: {why}; write a place, as in 'Donor' or '9XX', or a place with a value, "
        "as in 'Access = Closed' or '911$a ~ staff'"
    )


def _texts(value: Json) -> Iterator[str]:
    """Yield the texts in a value: itself, or each text in a list or an object."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is not None:
        yield plain_text(value)
