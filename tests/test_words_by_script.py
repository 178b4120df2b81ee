"""Words of other scripts are found in each of their forms, and marked as they are written."""

from __future__ import annotations

import pytest
from conftest import ENGINES, MakeEngine, filled
from foreign_texts import RECORDS, vocabulary

from index_mappings.folding import fold, folded
from index_mappings.mapping import load
from service.engines.contract import Engine
from service.engines.embedded.schema import make_schema
from service.query.clauses import Clause, Fuzzy, Near, Phrase, Prefix, Word
from service.query.request import FacetRequest, Query

MAPPING = load("records")
SCHEMA = make_schema(MAPPING)

MET = [
    ("переговоры", {"ru1"}), ("ПЕРЕГОВОРАМИ", {"ru1"}), ("Федоров", {"ru1"}), ("Фёдорову", {"ru1"}),
    ("архив", {"ru2"}), ("еще", {"ru2"}), ("хлеба", {"ru2"}), ("дорога", {"ru3"}),
    ("замок", {"ru3"}), ("министрами", {"ru1"}),
    ("διαπραγμάτευση", {"el1"}), ("ΔΙΑΠΡΑΓΜΑΤΕΥΣΕΙΣ", {"el1"}), ("υπουργού", {"el1"}),
    ("κυβερνήσεις", {"el1"}), ("Κύπρος", {"el2"}), ("λογος", {"el2"}), ("ΛΌΓΟΣ", {"el2"}),
    ("مفاوضات", {"ar1"}), ("حكومة", {"ar1"}), ("كتاب", {"ar1"}), ("محمد", {"ar1"}),
    ("احمد", {"ar1"}),
    ("1948", {"ar1"}), ("مستشفي", {"ar2"}), ("شكر", {"ar2"}), ("وزارات", {"ar2"}),
    ("שלום", {"he1"}), ("השר", {"he1"}), ("שָׁלוֹם", {"he1"}),
    ("沈从文", {"zh1"}), ("沈從文", {"zh1"}), ("书信", {"zh1"}), ("联合国", {"zh3", "zh4"}),
    ("聯合國", {"zh3", "zh4"}), ("蘇聯", {"zh3", "zh4"}), ("谈判", {"zh3"}),
    ("전쟁", {"ko1"}), ("한국", {"ko1", "ko2"}), ("서울", {"ko1"}), ("휴전", {"ko2"}),
    ("walesy", {"pl1"}), ("zazolc", {"pl1"}), ("łódź", set()),
    ("Fedorov", {"en1"}), ("negotiating", {"en1"}),
]  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def foreign(request: pytest.FixtureRequest, make_engine: MakeEngine) -> Engine:
    return filled(make_engine(request.param), RECORDS)


def found(engine: Engine, clause: Clause) -> set[str]:
    return {hit.record.id for hit in engine.search(Query(clause, size=100)).hits}


@pytest.mark.parametrize(("word", "wanted"), MET)
def test_a_word_is_found_in_its_forms(foreign: Engine, word: str, wanted: set[str]) -> None:
    assert found(foreign, Word(word)) == wanted


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        (Phrase("доклад Федорова"), {"ru1"}),
        (Phrase("联合国会议"), {"zh3", "zh4"}),
        (Near("мира война", 3), set()),
        (Near("хлеба рабочий", 2), {"ru2"}),
        (Prefix("перегов"), {"ru1"}),
        (Prefix("федор"), {"ru1"}),
        (Prefix("فاو"), set()),
        (Prefix("مُحَم"), {"ar1"}),
        (Fuzzy("перегаворах", 1), {"ru1"}),
        (Word("沈從文", "sender"), {"zh1"}),
        (Word("Федоров", "sender"), {"ru1"}),
        (Word("\u064b"), set()),  # a lone vowel sign
    ],
)
def test_phrases_and_beginnings(foreign: Engine, clause: Clause, wanted: set[str]) -> None:
    assert found(foreign, clause) == wanted


@pytest.mark.parametrize(
    ("clause", "id", "field", "wanted"),
    [
        (Word("沈从文"), "zh1", "summary",
         "<mark>沈</mark><mark>從</mark><mark>文</mark>致友人的信，談北京的冬天。"),
        (Word("министрами"), "ru1", "summary", "<mark>Министр</mark> сообщил послу о границе."),
        (Word("дороги"), "ru3", "summary", "Слово с ударением: <mark>доро́га</mark>."),
        (Word("ειρηνης"), "el2", "summary", "ΚΥΠΡΟΣ και <mark>ειρήνη</mark>."),
        (Word("كتاب"), "ar1", "summary",
         "<mark>كِتَابٌ</mark> من مُحَمَّد إلى أحمد عن السلام ١٩٤٨"),
        (Phrase("محمد الى احمد"), "ar1", "summary",
         "كِتَابٌ من <mark>مُحَمَّد</mark> <mark>إلى</mark> <mark>أحمد</mark> عن السلام ١٩٤٨"),
        (Near("احمد 1948", 4), "ar1", "summary",
         "كِتَابٌ من مُحَمَّد إلى <mark>أحمد</mark> عن السلام <mark>١٩٤٨</mark>"),
        (Prefix("שלו"), "he1", "summary", "<mark>שָׁלוֹם</mark> מִירוּשָׁלַיִם"),
        (Word("전쟁"), "ko1", "title", "한국<mark>전</mark><mark>쟁</mark> 보고"),
    ],
)  # fmt: skip
def test_marks_stand_on_what_is_written(
    foreign: Engine, clause: Clause, id: str, field: str, wanted: str
) -> None:
    hits = foreign.search(Query(clause, size=100, highlight=True)).hits
    (hit,) = (hit for hit in hits if hit.record.id == id)
    assert list(hit.highlight[field]) == [wanted]


def test_facets_have_the_names_as_written(foreign: Engine) -> None:
    result = foreign.search(Query(Word("沈从文"), facets=(FacetRequest("sender", 5),)))
    assert [(one.value, one.count) for one in result.facets[0].buckets] == [("沈從文", 1)]


def test_frequencies_and_spellings_are_those_of_the_words_as_read(foreign: Engine) -> None:
    assert foreign.frequencies("title", ["Фёдоров", "Федорова", "архивом"]) == (1, 1, 1)
    assert dict(foreign.spellings(folded("title"), "перегаворах", 1, 5)) == {"переговорах": 1}


@pytest.mark.parametrize("language", vocabulary())
def test_folding_makes_what_the_index_makes(language: str) -> None:
    analyzer = SCHEMA.analyzers["folded"]
    apart = {
        word: (fold(word), made)
        for word in vocabulary()[language]
        if "".join(made := analyzer.analyze(word)) != fold(word)
    }
    assert apart == {}


def test_both_engines_make_the_same_words(make_engine: MakeEngine, elasticsearch_url: str) -> None:
    from elasticsearch import Elasticsearch  # noqa: PLC0415  # where there is no server, not needed

    engine = filled(make_engine("elasticsearch"), RECORDS)
    index = engine.info().name
    words = [word for group in vocabulary().values() for word in group]
    assert len(words) > 500
    with Elasticsearch(elasticsearch_url) as client:
        for name, analyzer in SCHEMA.analyzers.items():
            text = " | ".join(words)
            answer = client.indices.analyze(index=index, analyzer=name, text=text)
            made = [token["token"] for token in answer["tokens"]]
            assert analyzer.analyze(text) == made, name
