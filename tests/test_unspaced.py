"""Texts without blanks: a name is looked for as it is, a longer run by its neighbours."""

from __future__ import annotations

import pytest
from catalogue import record
from conftest import ENGINES, MakeEngine, filled

from index_mappings.mapping import load
from service.engines.contract import Engine
from service.query.clauses import Any, Clause, Phrase, Word
from service.query.language import read
from service.query.request import Query

MAPPING = load("records")

RECORDS = (
    record("whole", "关于停战谈判的报告", summary="代表团出发。"),
    record("apart", "谈判代表的日记", summary="停战以后他回到北京。"),
    record("half", "停战纪念碑", summary="石匠的账簿。"),
    record("parts", "北方的京剧", summary="演员的信。"),
    record("korean", "한국전쟁 보고", summary="휴전회담은 계속된다."),
    record("none", "气象记录", summary="雨量与风向。"),
)


@pytest.fixture(scope="module", params=ENGINES)
def unspaced(request: pytest.FixtureRequest, make_engine: MakeEngine) -> Engine:
    return filled(make_engine(request.param), RECORDS)


def pairs(*found: str) -> tuple[Clause, ...]:
    return tuple(map(Phrase, found))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("沈從文", Word("沈從文")),
        ("전쟁", Word("전쟁")),
        ("전쟁은", Any((Word("전쟁은"), Word("전쟁")))),
        ("停战谈判", Any(pairs("停战", "战谈", "谈判"), 2)),
        ("谈了什么", Word("谈了什么")),
        ("漢字の文書", Any(pairs("漢字", "文書"), 2)),
        ("한국전쟁에서", Any(pairs("한국", "국전", "전쟁"), 2)),
        ("停战,谈判", Any(pairs("停战", "谈判"), 2)),
        ('"停战谈判"', Phrase("停战谈判")),
        ("東京都庁タワー1号", Any((*pairs("東京", "京都", "都庁"), Word("タワー1")), 2)),
    ],
)
def test_what_a_run_asks_for(text: str, clause: Clause) -> None:
    assert read(text, MAPPING).clause == clause


def test_a_run_is_said_as_it_was_typed_and_reads_the_same_again() -> None:
    reading = read("停战谈判的结果", MAPPING)
    assert "停战谈判的结果" in reading.understood_as
    assert read(reading.text, MAPPING) == reading


def test_a_page_without_blanks_is_read_within_bounds() -> None:
    page = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    clause = read(page, MAPPING).clause
    assert isinstance(clause, Any)
    assert 2 <= len(clause.clauses) <= 24
    assert clause.least == (len(clause.clauses) + 1) // 2


@pytest.mark.parametrize(
    ("text", "first", "found"),
    [
        ("停战谈判", "whole", {"whole", "apart"}),
        ("停戰談判", "whole", {"whole", "apart"}),
        ('"停战谈判"', "whole", {"whole"}),
        ("北京", "apart", {"apart"}),
        ("전쟁은", "korean", {"korean"}),
        ("휴전회담에서", "korean", {"korean"}),
        ("关于停战谈判的报告是什么？", "whole", {"whole"}),
    ],
)
def test_neighbours_find_and_the_run_itself_is_first(
    unspaced: Engine, text: str, first: str, found: set[str]
) -> None:
    hits = unspaced.search(Query(read(text, MAPPING).clause, size=10)).hits
    assert {hit.record.id for hit in hits} == found
    assert hits[0].record.id == first


def test_both_words_of_a_run_are_marked(unspaced: Engine) -> None:
    hits = unspaced.search(Query(read("停战谈判", MAPPING).clause, size=10, highlight=True)).hits
    (hit,) = (hit for hit in hits if hit.record.id == "apart")
    marked = "".join(text for texts in hit.highlight.values() for text in texts)
    assert "<mark>谈</mark><mark>判</mark>代表" in marked
    assert "<mark>停</mark><mark>战</mark>以后" in marked
