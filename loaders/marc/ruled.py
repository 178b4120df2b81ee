"""Applying the archive's rules to MARC: a place is a field, a range of fields, or subfields."""

from __future__ import annotations

from pymarc import Field, Record

from loaders.drafts.archive_rules import ArchiveRules, Rule
from loaders.marc.publicity import meant


def held_by_rule(record: Record, rules: ArchiveRules) -> Rule | None:
    """Return the rule that holds a record back, or None if there is none."""
    for rule in rules.hold:
        for field in record.fields:
            if _is_at(rule, field) and any(rule.wants(text) for text in _texts(rule, field)):
                return rule
    return None


def without_dropped(record: Record, rules: ArchiveRules) -> tuple[Record, list[Rule]]:
    """Return a record without the fields and subfields that rules leave out, and these rules.

    A field in another script (880) is left out with the field it is linked to.
    """
    kept_record = Record()
    kept_record.leader = record.leader
    dropped: list[Rule] = []
    for field in record.fields:
        left: Field | None = field
        for rule in rules.drop:
            if left is not None and _is_at(rule, left):
                left = _without(left, rule, dropped)
        if left is not None:
            kept_record.fields.append(left)
    return kept_record, dropped


def _without(field: Field, rule: Rule, dropped: list[Rule]) -> Field | None:
    if not any(rule.wants(text) for text in _texts(rule, field)):
        return field
    dropped.append(rule)
    codes = rule.tags.codes if rule.tags else ""
    if not codes or field.control_field:
        return None
    kept = [sub for sub in field.subfields if sub.code not in codes or not rule.wants(sub.value)]
    return Field(field.tag, indicators=field.indicators, subfields=kept) if kept else None


def _is_at(rule: Rule, field: Field) -> bool:
    return rule.tags is not None and rule.tags.has(meant(field))


def _texts(rule: Rule, field: Field) -> list[str]:
    if field.control_field:
        return [str(field.data or "")]
    codes = rule.tags.codes if rule.tags else ""
    some = [sub.value for sub in field.subfields if not codes or sub.code in codes]
    return some if codes else [*some, " ".join(some)]
