"""Merging rows of AtoM with the same description in several languages into one record.

Source: AtoM, user manual, CSV import: a row with the legacyId of the one before it and another
culture is a translation of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from loaders.drafts.access_names import About, Stated
from loaders.drafts.draft import Draft, Held, Item, Remark
from loaders.tables.atom_rows import Row

_ACCESS = {"access": About.ACCESS, "access_note": About.ACCESS, "opens": About.OPENS}
_ONE_LINE = frozenset({"ancestors", "level", "position"})  # the same in every language


def as_one(
    items: Iterable[Item], row_at: Callable[[int], Row | None], mapping: RecordMapping
) -> Iterator[Item]:
    """Yield the items of a table, merging the drafts of one description in several languages.

    If one of its rows is held back, all of them are.
    """
    group: list[tuple[Item, str]] = []
    now = ("", frozenset[str]())
    for item in items:
        where = getattr(item, "where", None)
        row = row_at(where.line) if where is not None else None
        culture = row.culture if row else ""
        is_next = row is None or (row.id == now[0] and bool(row.id))
        is_whole = isinstance(item, Draft) or (isinstance(item, Held) and not item.is_part)
        if not is_next or (row is not None and is_whole and culture in now[1]):
            yield from _joined(group, mapping)
            group, now = [], ("", frozenset())
        if row is not None:
            now = (row.id, now[1] | {culture} if is_whole else now[1])
        group.append((item, culture))
    yield from _joined(group, mapping)


def _joined(group: Sequence[tuple[Item, str]], mapping: RecordMapping) -> Iterator[Item]:
    drafts = [(item, culture) for item, culture in group if isinstance(item, Draft)]
    held = [item for item, _ in group if isinstance(item, Held) and not item.is_part]
    if any(not item.is_published for item in held):
        # what a hidden description says of itself in another language is as hidden
        names = tuple(dict.fromkeys(name for draft, _ in drafts for name in _names(draft)))
        first = next(item for item in held if not item.is_published)
        yield replace(first, names=tuple(dict.fromkeys((*first.names, *names))))
        return
    others = [item for item, _ in group if not isinstance(item, Draft)]
    if not drafts:
        yield from others
        return
    joined, _ = drafts[0]
    for item in others:
        # what is said of any of its rows waits for the record, which may be held back yet
        yield replace(item, where=joined.where) if isinstance(item, Remark) else item
    for other, culture in drafts[1:]:
        joined = _with(joined, other, culture, mapping)
    yield joined


def _names(draft: Draft) -> Iterator[str]:
    yield from filter(None, (draft.own_id,))


def _with(draft: Draft, other: Draft, culture: str, mapping: RecordMapping) -> Draft:
    """Return a description with additional texts of a translation."""
    values: dict[str, Json] = dict(draft.values)
    notes = next((item.name for item in mapping.fields if item.kind.keeps_rest), "")
    titles = next((item.name for item in mapping.fields if item.kind.by_language), "")
    said: list[Json] = []
    for name, value in other.values.items():
        if value == values.get(name) or name in _ONE_LINE or name == "derived":
            continue
        field = mapping.field(name)
        label = field.label if field else name
        if name == mapping.title and titles:
            item: Json = {"text": value, **({"language": culture} if culture else {})}
            values[titles] = [*elements(values.get(titles)), item]
        elif name == notes:
            said += [_in(members(note), culture) for note in elements(value)]
        elif isinstance(value, list):
            there = elements(values.get(name))
            values[name] = [*there, *(one for one in value if one not in there)]
        elif name not in values:
            values[name] = value
        elif isinstance(value, str):
            said.append(_in({"label": label, "text": value}, culture))
    if notes and said:
        kept = elements(values.get(notes))
        known = {members(note).get("text") for note in map(members, kept)}
        new = [note for note in said if members(note).get("text") not in known]
        values[notes] = [*kept, *new]
    stated = [
        Stated(name, str(other.values[name]), about)
        for name, about in _ACCESS.items()
        if other.values.get(name)
    ]
    return replace(draft, values=values, stated=(*draft.stated, *other.stated, *stated))


def _in(note: Mapping[str, Json], culture: str) -> Json:
    return {
        **note,
        "label": f"{note.get('label', '')} ({culture})" if culture else note.get("label", ""),
    }
