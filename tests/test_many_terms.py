"""Spellings by an alike first letter, where more terms begin with it than are looked through."""

from __future__ import annotations

import pytest
from serving import filled_engine

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.embedded import lookups, open_build


@pytest.mark.parametrize("most", [2, 3, 20_000])
def test_a_rare_word_is_found_among_more_terms_than_are_looked_through(
    mapping: RecordMapping, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (lookups, open_build):
        monkeypatch.setattr(module, "MOST_BEGUN", most)
    titles = ["kilo kettle"] * 3 + ["karpov"]
    engine = filled_engine(mapping, [Record(str(n), {"title": t}) for n, t in enumerate(titles)])
    assert engine.spellings("everything.folded", "carpov", 2, 5) == (("karpov", 1),)
    assert engine.spellings("everything.folded", "cattle", 2, 5) == (("kettle", 3),)
