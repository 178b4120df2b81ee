from __future__ import annotations

import pytest

from index_mappings.mapping import load
from service.query.language import read
from service.query.syntax import RULES, Rule

RECORDS = load("records")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_example_is_understood_as_the_help_says(rule: Rule) -> None:
    reading = read(rule.example, RECORDS)
    assert reading.understood_as == rule.understood_as
    assert [note for note in reading.notes if not rule.note or not note.startswith(rule.note)] == []
    assert len(reading.notes) == bool(rule.note)


def test_no_two_rules_bear_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
