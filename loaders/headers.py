"""Headers matched to fields: by the mapping's own names and labels, then by common synonyms.

The synonyms are data (`headers.toml`): those of any catalogue, and those of programs and
archives whose headers mean something of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources

from index_mappings.dates import read_date
from index_mappings.folding import key
from index_mappings.mapping import Mapping as RecordMapping
from loaders.field_map import FieldMap, Target
from service.errors import LoadError

DROPPED = Target("-")
"""The target of a column that is left out because the archivist said so."""

_SEVERAL = frozenset({"keywords", "parties", "collections", "notes"})
_SPANS = {"sender": "start", "recipient": "end"}
"""What columns "From" and "To" are where they hold dates."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*[^*]+\*")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a source: its header, where its values go, and why (for `inspect`).

    `label` is what a note made of it is called. `commas` tells that commas separate its values.
    """

    header: str
    target: Target
    label: str
    why: str = ""
    commas: bool = False


@dataclass(frozen=True, slots=True)
class _Synonyms:
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    commas: frozenset[str]
    comments: frozenset[str]
    targets: Mapping[str, tuple[Target, int]]
    families: tuple[tuple[str, frozenset[str], Mapping[str, tuple[Target, int]]], ...]
    refused: tuple[tuple[frozenset[str], str], ...]
    access: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def synonyms() -> _Synonyms:
    """Return what headers.toml says."""
    text = resources.files("loaders").joinpath("headers.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Synonyms(
        tuple(data["prefixes"]),
        tuple(data["suffixes"]),
        frozenset(data["commas"]),
        frozenset(data["comments"]),
        _by_header(data["targets"]),
        tuple(
            (item["name"], frozenset(item["marks"]), _by_header(item["targets"]))
            for item in data["families"]
        ),
        tuple((frozenset(item["marks"]), item["reason"]) for item in data["refused"]),
        {name: frozenset(words) for name, words in data["access"].items()},
    )


def _by_header(targets: Mapping[str, Sequence[str]]) -> dict[str, tuple[Target, int]]:
    made: dict[str, tuple[Target, int]] = {}
    for name, headers in targets.items():
        field, _, part = name.partition(".")
        for place, header in enumerate(headers):
            made.setdefault(header, (Target(field, part), place))
    return made


@lru_cache(maxsize=4096)  # a catalogue's headers are some hundreds at the most
def header_key(header: str) -> str:
    """Return a header as it is compared: "dcterms:dateCreated (W3CDTF)" is "date created"."""
    bare = _BRACKETS.sub(" ", header) if _BRACKETS.sub("", header).strip() else header
    words = [word for word in key(_CAMEL.sub(" ", bare)).split() if not word.isdecimal()]
    name = " ".join(words) or key(header)
    known = synonyms()
    for prefix in known.prefixes:
        if name.startswith(f"{prefix} "):
            name = name.removeprefix(f"{prefix} ")
            break
    if name not in known.targets:
        for suffix in known.suffixes:
            name = name.removesuffix(f" {suffix}")
    return name


def refusal(headers: Iterable[str]) -> str:
    """Return why a table with these headers is no catalogue, "" where it may be one."""
    keys = {header_key(header) for header in headers if header.strip()}
    return next((reason for marks, reason in synonyms().refused if marks <= keys), "")


def recognised(headers: Iterable[str], mapping: RecordMapping) -> int:
    """Return how many of the cells of a row are headers that a field is known for."""
    families = _family(headers)
    known = synonyms()
    return sum(
        1
        for header in {header_key(cell) for cell in headers if cell.strip()}
        if header in families
        or header in known.comments
        or header in known.targets
        or _own(header, mapping)
    )


def assign(
    headers: Sequence[str],
    said: FieldMap,
    mapping: RecordMapping,
    sample: Sequence[Sequence[str]] = (),
) -> tuple[Column, ...]:
    """Return the columns with their targets: as said, else as their headers propose.

    The first rows, `sample`, decide where a header may mean two things: ids must differ, and
    "from" and "to" are days or people. Raises LoadError where the field map names a column that
    is not there.
    """
    names = _named(headers, said)
    family = _family(headers)
    explicit = {target.field for target in said.targets.values()}
    proposals: list[tuple[int, int, Target, str]] = []
    columns: dict[int, Column] = {}
    for place, header in enumerate(headers):
        label = names.label(header, said) or f"column {place + 1}"
        commas = header_key(header) in synonyms().commas
        if (target := names.target(header, said)) is not None:
            commas = commas or str(target) in said.commas
            why = "left out, as you say" if target == DROPPED else "as you say"
            columns[place] = Column(header, target, label, why, commas)
            continue
        columns[place] = Column(header, Target(), label, "no field takes it", commas)
        if found := _proposal(header_key(header), family, mapping):
            values = [row[place] for row in sample if place < len(row)]
            target, rank, why = _settled(*found, values)
            if target.field and target.field not in explicit:
                proposals.append((rank, place, target, why))
            elif target.field:
                why = f"{target} is taken by the column you say"
                columns[place] = Column(header, Target(), label, why, commas)
    taken: dict[Target, str] = {}
    for _, place, target, why in sorted(proposals, key=lambda item: item[:2]):
        old = columns[place]
        name = header_key(old.header)
        # "accession_number_1" to "_4" are one number; "date_2" is a second date.
        is_next = target.field == "reference" and taken.get(target) == name
        if target in taken and not (is_next or _takes_several(target, mapping)):
            other = f"{target} is taken by another column"
            columns[place] = Column(old.header, Target(), old.label, other, old.commas)
            continue
        taken.setdefault(target, name)
        columns[place] = Column(old.header, target, old.label, why, old.commas)
    return tuple(columns[place] for place in range(len(headers)))


def propose(header: str, mapping: RecordMapping) -> Target:
    """Return the target that one header alone proposes; Target() where no field takes it."""
    found = _proposal(header_key(header), {}, mapping)
    return found[0] if found else Target()


def is_comment(column: Column) -> bool:
    """Tell whether a row with a value in this column is a remark on the columns."""
    return header_key(column.header) in synonyms().comments


def _settled(target: Target, rank: int, why: str, values: Sequence[str]) -> tuple[Target, int, str]:
    """Return a proposal as the values of the column bear it out."""
    some = [value.strip() for value in values if value.strip()]
    if target.field == "id" and len(set(some)) < len(some):
        return Target(), rank, ""
    if target.field in _SPANS and some and why != "as programs of its kind call it":
        dated = sum(read_date(value).is_dated for value in some)
        if dated * 5 >= len(some) * 4:  # a few unreadable ones do not make names of the others
            return Target("date", _SPANS[target.field]), rank + 1000, "its values are dates"
    return target, rank, why


def _takes_several(target: Target, mapping: RecordMapping) -> bool:
    field = mapping.field(target.field)
    return field is not None and field.kind in _SEVERAL


def _family(headers: Iterable[str]) -> Mapping[str, tuple[Target, int]]:
    keys = {header_key(header) for header in headers if header.strip()}
    for _, marks, targets in synonyms().families:
        if marks & keys:
            return targets
    return {}


def _proposal(
    header: str, family: Mapping[str, tuple[Target, int]], mapping: RecordMapping
) -> tuple[Target, int, str] | None:
    """Return target, rank (the lower takes the field) and why."""
    if header in family:
        target, place = family[header]
        if not target.field:
            return target, 0, ""
        if target.field == "id" or mapping.field(target.field):
            return target, place - 1000, "as programs of its kind call it"
    if own := _own(header, mapping):
        return Target(own), -1, "the field's own name"
    if header in synonyms().targets:
        target, place = synonyms().targets[header]
        if target.field == "id" or mapping.field(target.field):
            return target, place, "a common name for it"
    return None


def _own(header: str, mapping: RecordMapping) -> str:
    """Return the field of that name or label, "" where there is none."""
    if header in ("source", "position", "derived", "former ids"):
        return ""
    for field in mapping.fields:
        if header in (key(field.name.replace("_", " ")), key(field.label)):
            return field.name
    return ""


class _Named:
    """The columns a field map names, found among the headers."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self._found = found  # by header, the name it is given in the field map

    def target(self, header: str, said: FieldMap) -> Target | None:
        name = self._found.get(header)
        if name is None:
            return None
        return DROPPED if name in said.drop else said.targets.get(name)

    def label(self, header: str, said: FieldMap) -> str:
        return said.labels.get(self._found.get(header, ""), header.strip())


def _named(headers: Sequence[str], said: FieldMap) -> _Named:
    found: dict[str, str] = {}
    exact = {header.strip() for header in headers}
    for name in said.columns:
        same = [
            header
            for header in headers
            if header.strip() == name or (name not in exact and key(header) == key(name))
        ]
        if not same:
            near = get_close_matches(name, headers, 1, 0.6)  # one word of two may differ
            hint = f"; is {near[0]!r} meant?" if near else f"; there are {', '.join(headers[:30])}"
            raise LoadError(f"there is no column {name!r}{hint}")
        for header in same:
            found[header] = name
    return _Named(found)
