"""Applying the archive's rules to JSON objects, whose keys are the places."""

from __future__ import annotations

from index_mappings.json_values import Json
from loaders.drafts.archive_rules import ArchiveRules, Rule

_DEEP = 12  # levels looked at, as deep as marks are; below, a record with rules is left out


def ruled_object(value: Json, rules: ArchiveRules) -> tuple[Json, Rule | None, list[Rule]]:
    """Return an object after the rules, the rule that holds it back, and the rules that were met.

    A key is recognised by its name or its path; objects in lists have the path of the list.
    """
    dropped: list[Rule] = []
    holding: list[Rule] = []
    left = _ruled(value, rules, (), holding, dropped)
    return left, holding[0] if holding else None, dropped


def _ruled(
    value: Json,
    rules: ArchiveRules,
    path: tuple[str, ...],
    holding: list[Rule],
    dropped: list[Rule],
) -> Json:
    if len(path) > _DEEP:
        return None
    if isinstance(value, list):
        return [_ruled(item, rules, path, holding, dropped) for item in value]
    if not isinstance(value, dict):
        return value
    left: dict[str, Json] = {}
    for name, item in value.items():
        here = (*path, *_steps(name))
        if rule := rules.holding(item, *here):
            holding.append(rule)
        if rule := rules.dropping(item, *here):
            dropped.append(rule)
            continue
        left[name] = _ruled(item, rules, here, holding, dropped)
    return left


def _steps(name: str) -> list[str]:
    """Return the steps of a key that is itself a path ("attributes.donor")."""
    return [step for step in name.split(".") if step.strip()] or [name]
