"""Applying the archive's rules to drafts: to notes by their labels, and to fields of the mapping.

The names of columns, keys, elements and fields in a source are checked by its format beforehand. A
note has the label from its source in every format.
"""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from index_mappings.record import Note
from loaders.drafts.access import leave_out
from loaders.drafts.archive_rules import ArchiveRules, Rule


def ruled(
    values: dict[str, Json], rules: ArchiveRules, mapping: RecordMapping
) -> tuple[Rule | None, list[Rule]]:
    """Remove what rules leave out from a draft's values, in place.

    Returns the rule that holds the draft back, or None, and the rules that left a value out.
    """
    if not rules:
        return None, []
    holding = next((rule for rule in rules.hold if _holds(rule, values, mapping)), None)
    dropped: list[Rule] = []
    for rule in rules.drop:
        dropped += _drop(rule, values, mapping)
    return holding, dropped


def _holds(rule: Rule, values: dict[str, Json], mapping: RecordMapping) -> bool:
    if rule.field:
        return any(rule.wants(values.get(name)) for name in _fields(rule, mapping))
    return any(
        _is_meant(note, rule) for name in _notes(mapping) for note in elements(values.get(name))
    )


def _is_meant(note: Json, rule: Rule) -> bool:
    kept = Note.from_json(members(note))
    return rule.is_label(kept.label) and rule.wants(kept.text)


def _drop(rule: Rule, values: dict[str, Json], mapping: RecordMapping) -> Iterator[Rule]:
    for name in _fields(rule, mapping) if rule.field else ():
        if rule.wants(values.get(name)):
            leave_out(name, values)
            if name == mapping.full_text:  # what belongs to it goes with it
                values.pop(mapping.layout, None)
                values.pop(mapping.editorial_notes, None)
            yield rule
    for name in () if rule.field else _notes(mapping):
        before = elements(values.get(name))
        left = [note for note in before if not _is_meant(note, rule)]
        if len(left) < len(before):
            values[name] = left
            yield from [rule] * (len(before) - len(left))


def _fields(rule: Rule, mapping: RecordMapping) -> Iterator[str]:
    """Yield the fields with the rule's name or label; editors' notes are checked as their text."""
    wanted = key(rule.field.replace("_", " "))
    for field in mapping.fields:
        if wanted in (key(field.name.replace("_", " ")), key(field.label)):
            yield field.name
            if field.name == mapping.full_text and mapping.editorial_notes:
                yield mapping.editorial_notes


def _notes(mapping: RecordMapping) -> list[str]:
    return [field.name for field in mapping.fields if field.kind.keeps_rest]
