"""Any text at all is a search: on both engines an answer, the same total, and one plain line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from catalogue import COLLECTIONS, RECORDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.query.language import read
from service.query.request import FacetRequest, Query

PIECES = st.sampled_from(
    ["jets", "Stalin", "port Arthur", "Đặng", "毛泽东", "U.S.", "president's", "3,355.50", '"', "“",
     "(", ")", "[", "]", "{", "}", ":", "type:", "sender:", "year:", "date:", "1950", "1949..1951",
     "..", "-", "–", "NOT ", "OR ", "AND ", "*", "jet*", "~", "pilots~", '"a b"~5', "/", "\\", "^2",
     "+", "&&", "||", "!", "?", "<script>", "\u00a0", "\u200b", "\u00ad", "𝓐", "ﬀ", "e\u0301", " "]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
)  # fmt: skip


pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def both(make_engine: Callable[..., Engine]) -> tuple[Engine, Engine]:
    """Elasticsearch and the embedded engine with the same records."""
    engines = (make_engine("elasticsearch"), make_engine("embedded"))
    for engine in engines:
        build = engine.begin(owner="the tests of any text")
        assert list(build.add(RECORDS)) == []
        build.add_collections(COLLECTIONS)
        build.finish()
        build.publish()
    return engines


@given(text=TEXTS, match=st.sampled_from(["all", "any"]))
@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_is_answered_alike(
    both: tuple[Engine, Engine], mapping: RecordMapping, text: str, match: str
) -> None:
    reading = read(text, mapping, match=match)
    assert reading.understood_as
    asked = Query(reading.clause, facets=(FacetRequest("type", 5),), size=5)
    one, other = (engine.search(asked) for engine in both)
    assert one.total == other.total
    assert one.facets == other.facets
    in_order = [engine.search(replace(asked, sort="date", facets=())) for engine in both]
    one_order, other_order = ([hit.record.id for hit in item.hits] for item in in_order)
    assert one_order == other_order
