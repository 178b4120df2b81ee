"""The columns of a source, each with the field for its values, as given or as proposed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from index_mappings.dates import read_date
from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from loaders.drafts.field_maps.dates_in_columns import WHY, dates_in_columns
from loaders.drafts.field_maps.field_map import FieldMap, Target
from loaders.drafts.field_maps.headers import (
    family_of,
    header_key,
    proposal,
    synonyms,
    title_in_language,
)
from loaders.drafts.field_maps.likely import likely
from service.errors import LoadError

ID = Target("id")

DROPPED = Target("-")
"""The target of a column that is left out because the archivist said so."""

_SPANS = {"sender": "start", "recipient": "end"}
"""What columns "From" and "To" are where they hold dates."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a source: its header, the target of its values, and the reason (for `inspect`).

    `label` is the label of a note made from it. `commas` means that commas separate its values,
    `is_id` that it has the source's own ids, whatever its target. `likely` is a likely target of a
    note that the archivist has not accepted, or "".
    """

    header: str
    target: Target
    label: str
    why: str = ""
    commas: bool = False
    is_id: bool = False
    likely: str = ""


def assign(
    headers: Sequence[str],
    field_map: FieldMap,
    mapping: RecordMapping,
    sample: Sequence[Sequence[str]] = (),
    names: Sequence[str] = (),
) -> tuple[Column, ...]:
    """Return the columns with their targets: as given, else as proposed by their headers.

    `names` are compared with the names of fields if they differ from the headers: "title" for
    "sourceResource.title". The first rows, `sample`, decide if a header is ambiguous: ids must
    differ, and "from" and "to" are days or people. Raises LoadError if the field map names a
    missing column.
    """
    found_as = _named(headers, field_map)
    columns = [_as_said(header, place, found_as, field_map) for place, header in enumerate(headers)]
    names = names or headers
    family = family_of(names)
    has_date = family or any(target.field == mapping.date for target in field_map.targets.values())
    in_units = {} if has_date else dates_in_columns(names)
    proposals: list[tuple[int, int, Target, str]] = []
    entered = _entered_by_users({header_key(name) for name in names})
    for place, column in enumerate(columns):
        if not column.why and header_key(names[place]) in entered:
            columns[place] = replace(column, why="when the entry was made, not the item")
            continue
        if not column.why and place in in_units:
            columns[place] = replace(column, target=in_units[place], why=WHY)
            continue
        found = None if column.why else proposal(header_key(names[place]), family, mapping)
        if found:
            values = [row[place] for row in sample if place < len(row)]
            target, rank, why = _settled(*found, values)
            if target.field and not (target == ID and field_map.id):
                proposals.append((rank, place, target, why))
    taken: dict[Target, str] = dict.fromkeys(field_map.targets.values(), "")
    for _, place, first, reason in sorted(proposals, key=lambda item: item[:2]):
        name, target, why = header_key(names[place]), first, reason
        # "accession_number_1" to "_4" are one number; "date_2" is a second date.
        is_next = target.field == "reference" and taken.get(target) == name
        if target in taken and (other := title_in_language(names[place], target, mapping)):
            target, why = other, "a title in another language"
        if target in taken and not (is_next or _takes_several(target, mapping)):
            columns[place] = replace(columns[place], why=f"{target} is taken by another column")
            continue
        taken.setdefault(target, name)
        columns[place] = replace(columns[place], target=target, why=why, is_id=target == ID)
    _name_by_one_language(columns, mapping)
    if not family:  # of the headers of a program all are known
        _add_likely(columns, names, sample, field_map, mapping)
    return tuple(columns)


def _entered_by_users(headers: Collection[str]) -> frozenset[str]:
    """Return the headers about the database entry if others name the user who made or changed it.

    In a database "Date Created" beside "Created By" is the day on which somebody entered the row.
    """
    return frozenset() if _BY_A_USER.isdisjoint(headers) else _OF_THE_ENTRY


_BY_A_USER = frozenset({"modified by", "last modified by", "updated by", "record created by"})
_OF_THE_ENTRY = frozenset({"date created", "created", "creation date", "created on"})


def _name_by_one_language(columns: list[Column], mapping: RecordMapping) -> None:
    """Make the first title column the title if all title columns name a language."""
    if any(column.target.field == mapping.title for column in columns):
        return
    for place, column in enumerate(columns):
        field = mapping.field(column.target.field)
        if field is not None and field.kind.by_language and column.why != "as you asked":
            why = "the first title of several languages"
            columns[place] = replace(column, target=Target(mapping.title), why=why)
            return


def _add_likely(
    columns: list[Column],
    names: Sequence[str],
    sample: Sequence[Sequence[str]],
    said: FieldMap,
    mapping: RecordMapping,
) -> None:
    """Propose likely targets for the columns without a field, or use them if accepted."""
    taken = {column.target for column in columns}
    for place, column in enumerate(columns):
        if column.why or column.target != Target():
            continue
        values = [row[place] for row in sample if place < len(row)]
        found = likely(names[place], values, mapping)
        if found is None or not _is_free(found[0], taken, mapping):
            continue
        target, why = found
        taken.add(target)
        if said.accepts:
            columns[place] = replace(column, target=target, why=f"{why}, as you accepted")
        else:
            columns[place] = replace(column, why=f"perhaps {target}: {why}", likely=str(target))


def _is_free(target: Target, targets: set[Target], mapping: RecordMapping) -> bool:
    """Return whether a field can still take a column; a field with a date also has its parts."""
    if _takes_several(target, mapping):
        return True
    return all(other.field != target.field for other in targets)


def is_comment(column: Column) -> bool:
    """Return whether a row with a value in this column is a comment on the columns."""
    return header_key(column.header) in synonyms().comments


def _as_said(header: str, place: int, names: Mapping[str, str], field_map: FieldMap) -> Column:
    """Return a column as in the field map, or else as a note with `why` ""."""
    name = names.get(header, "")
    label = field_map.labels.get(name, header.strip()) or f"column {place + 1}"
    commas = header_key(header) in synonyms().commas
    if name in field_map.drop:
        return Column(header, DROPPED, label, "left out, as you asked")
    target = field_map.targets.get(name)
    is_id = bool(name) and name == field_map.id
    if target is None and not is_id:
        return Column(header, Target(), label, commas=commas)
    commas = commas or str(target) in field_map.commas
    return Column(header, ID if target is None else target, label, "as you asked", commas, is_id)


def _settled(target: Target, rank: int, why: str, values: Sequence[str]) -> tuple[Target, int, str]:
    """Return a proposal if the values of the column confirm it."""
    some = [value.strip() for value in values if value.strip()]
    if target.field == "id" and len(set(some)) < len(some):
        return Target(), rank, ""
    if target.field in _SPANS and some and why != "the name that such programs give it":
        dated = sum(read_date(value).is_dated for value in some)
        if dated * 5 >= len(some) * 4:  # a few unreadable ones do not make names of the others
            return Target("date", _SPANS[target.field]), rank + 1000, "its values are dates"
    return target, rank, why


def _takes_several(target: Target, mapping: RecordMapping) -> bool:
    field = mapping.field(target.field)
    return field is not None and field.kind.many and not field.kind.leads_up


def _named(headers: Sequence[str], field_map: FieldMap) -> dict[str, str]:
    """Return, by header, its name in the field map."""
    found: dict[str, str] = {}
    exact = {header.strip() for header in headers}
    for name in field_map.columns:
        same = [
            header
            for header in headers
            if header.strip() == name or (name not in exact and key(header) == key(name))
        ]
        if not same:
            near = get_close_matches(name, headers, 1, 0.6)  # one word of two may differ
            known = f"the columns are {', '.join(headers[:30])}"
            hint = f"did you mean {near[0]!r}?" if near else known
            raise LoadError(f"there is no column {name!r}; {hint}")
        for header in same:
            found[header] = name
    return found
