"""What only the embedded engine has to get right: its folder, its refusals, its marks."""

from __future__ import annotations

import copy
import json
import multiprocessing
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tantivy
from catalogue import COLLECTIONS, RECORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from index_mappings.mapping import RecordMapping, load, typed
from service.engines.edits import within_edits
from service.engines.embedded import EmbeddedEngine, ranks
from service.engines.embedded.build import SeenIds
from service.engines.embedded.conditions import NOTHING
from service.engines.embedded.highlights import _Marker
from service.engines.embedded.plain_text import plain_text
from service.engines.embedded.record_cache import RecordCache
from service.engines.embedded.schema import make_schema
from service.engines.embedded.translate import translate
from service.engines.embedded.wanted_words import Wanted
from service.engines.embedded.word_marks import Run
from service.engines.fragments import enough, fragments
from service.errors import ConfigurationError, EngineUnavailable, LoadLocked
from service.query.clauses import All, Everything, Lifted, Phrase, Word
from service.query.clauses import Any as AnyOf
from service.query.request import FacetFilter, FacetRequest, Query

MAPPING = load("records")
SCHEMA = make_schema(MAPPING)


def publish(engine: EmbeddedEngine, count: int) -> None:
    build = engine.begin(owner="a test")
    assert list(build.add(RECORDS[:count])) == []
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()


class TestFolder:
    def test_another_engine_sees_a_switch_at_its_next_request(self, tmp_path: Path) -> None:
        writer = EmbeddedEngine.open(tmp_path, MAPPING)
        reader = EmbeddedEngine.open(tmp_path, MAPPING)
        publish(writer, 3)
        assert reader.search(Query()).total == 3
        publish(writer, 5)
        assert reader.search(Query()).total == 5
        writer.rollback()
        assert reader.search(Query()).total == 3

    def test_a_scan_goes_on_in_the_index_that_it_began_in(self, tmp_path: Path) -> None:
        writer = EmbeddedEngine.open(tmp_path, MAPPING)
        publish(writer, 4)
        reader = EmbeddedEngine.open(tmp_path, MAPPING).scan()
        first = next(reader)
        publish(writer, 2)
        assert writer.prune(0)
        assert [first, *reader] == [MAPPING.ordered(item) for item in RECORDS[:4]]

    def test_what_a_killed_load_left_is_removed_by_the_next(self, tmp_path: Path) -> None:
        engine = EmbeddedEngine.open(tmp_path, MAPPING)
        publish(engine, 2)
        left = tmp_path / "records-20010101T000000000000Z"
        (left / "records").mkdir(parents=True)
        assert [item.live for item in engine.indices()] == [True]
        publish(engine, 3)
        assert not left.exists()

    @pytest.mark.slow
    def test_the_lock_of_a_dead_process_is_free(self, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        child = context.Process(target=_begin_and_die, args=(tmp_path,))
        child.start()
        child.join(60)
        assert child.exitcode == 7
        publish(EmbeddedEngine.open(tmp_path, MAPPING), 1)

    def test_a_held_lock_says_who_and_since_when(self, tmp_path: Path) -> None:
        build = EmbeddedEngine.open(tmp_path, MAPPING).begin(owner="load of Harbours")
        with pytest.raises(LoadLocked, match=r"load of Harbours \(process \d+ .*since 20"):
            EmbeddedEngine.open(tmp_path, MAPPING).begin()
        build.drop()

    def test_a_folder_that_is_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(ConfigurationError, match="is a file"):
            EmbeddedEngine.open(tmp_path / "file", MAPPING)

    def test_a_live_index_that_is_gone_is_said_to_be_unavailable(self, tmp_path: Path) -> None:
        engine = EmbeddedEngine.open(tmp_path, MAPPING)
        publish(engine, 1)
        engine.close()
        engine._folder.remove(engine._folder.pointer().live)  # type: ignore[union-attr]
        with pytest.raises(EngineUnavailable, match="its folder is gone"):
            engine.search(Query())
        assert "its folder is gone" in engine.health()
        publish(engine, 2)
        assert engine.search(Query()).total == 2

    def test_an_index_of_another_mapping_is_searched_as_it_was_built(self, tmp_path: Path) -> None:
        publish(EmbeddedEngine.open(tmp_path, MAPPING), 4)
        engine = EmbeddedEngine.open(tmp_path, _changed(_with_a_field))
        result = engine.search(
            Query(
                Word("Mao"),
                filters=(FacetFilter("shelf", ("A",)),),
                facets=(FacetRequest("shelf", 5), FacetRequest("type", 5)),
            )
        )
        assert result.total == 0
        assert result.index.mapping == MAPPING.digest != engine.mapping.digest
        assert engine.search(Query(Word("Mao"))).total == 2

    @pytest.mark.slow
    def test_many_threads_read_while_indexes_are_switched(self, tmp_path: Path) -> None:
        engine = EmbeddedEngine.open(tmp_path, MAPPING)
        publish(engine, 2)
        totals: set[int] = set()
        failures: list[BaseException] = []
        stop = threading.Event()

        def read() -> None:
            try:
                while not stop.is_set():
                    result = engine.search(Query())
                    assert result.total == result.index.records
                    totals.add(result.total)
            except BaseException as error:
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for count in (3, 4, 5, 6):
            publish(engine, count)
            engine.prune(0)
        stop.set()
        for reader in readers:
            reader.join(30)
        assert not failures
        assert totals <= {2, 3, 4, 5, 6}


def _begin_and_die(folder: Path) -> None:
    EmbeddedEngine.open(folder, MAPPING).begin(owner="one that dies")
    os._exit(7)


def _changed(change: Any) -> RecordMapping:
    body = copy.deepcopy(dict(MAPPING.body))
    change(body)
    return typed("records", json.loads(json.dumps(body)))


def _with_a_field(body: dict[str, Any]) -> None:
    body["mappings"]["properties"]["shelf"] = {"type": "keyword"}
    meta = body["mappings"]["_meta"]
    meta["fields"].append({"name": "shelf", "kind": "keyword", "label": "Shelf", "purpose": "x"})
    meta["facets"].append(
        {"name": "shelf", "field": "shelf", "kind": "terms", "path": "shelf", "label": "Shelf",
         "size": 5}
    )  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "named"),
        [
            (lambda b: b["mappings"]["properties"].update(x={"type": "geo_point"}), "geo_point"),
            (
                lambda b: b["mappings"]["properties"].update(
                    x={"type": "keyword", "normalizer": "n"}
                ),
                "normalizer",
            ),
            (
                lambda b: b["mappings"]["properties"]["title"].update(position_increment_gap=100),
                "position_increment_gap",
            ),
            (
                lambda b: b["settings"]["analysis"]["analyzer"]["stemmed"].update(
                    filter=["lowercase", "shingle"]
                ),
                "shingle",
            ),
            (
                lambda b: b["settings"]["analysis"]["filter"]["stems"].update(language="english"),
                "stems",
            ),
            (
                lambda b: b["settings"]["analysis"]["filter"]["stem_exceptions"]["rules"].append(
                    "cats => dog"
                ),
                "cats => dog",
            ),
            (lambda b: b["settings"].update(similarity={"default": {"type": "BM25", "b": 0}}),
             "similarity"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_honoured_is_refused_by_name(self, change: Any, named: str) -> None:
        with pytest.raises(ConfigurationError, match=named):
            EmbeddedEngine.open(None, _changed(change))


TEXTS = st.lists(
    st.sampled_from(
        ["jets", "Jets", "jet's", "jetty", "naïve", "Đặng", "U.S.", "Port", "Arthur", "port",
         "æther", "毛泽东", "—", "“", "a_b", "Σ", "arthurs", "\u00a0", " ", ",",
         "ports-arthur"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


class TestWordQueries:
    def test_the_query_of_a_word_is_made_once_for_each_way_it_is_asked(self) -> None:
        schema = make_schema(MAPPING)
        first = translate(Word("jets"), schema)
        assert translate(Word("jets"), schema) is first
        assert translate(Word("jets"), schema, scored=False) is not first
        assert translate(Word("jets", "title"), schema) is not first
        assert translate(Phrase("jets"), schema) is not first

    @pytest.mark.parametrize("scored", [True, False])
    def test_the_query_of_a_name_with_other_forms_is_made_once(self, scored: bool) -> None:
        schema = make_schema(MAPPING)

        def name(other: str) -> Lifted:
            return Lifted(AnyOf((Word("jets"), Phrase(other))), Word("jets"), 100.0, alone=True)

        first = translate(name("jet planes"), schema, scored=scored)
        assert translate(name("jet planes"), schema, scored=scored) is first
        assert translate(name("jet airplanes"), schema, scored=scored) is not first
        assert translate(name("jet planes"), schema, scored=not scored) is not first
        in_front = Lifted(Word("jets"), Everything(), 100.0)
        first = translate(in_front, schema, scored=scored)
        assert translate(in_front, schema, scored=scored) is first

    def test_a_word_is_looked_up_only_in_the_paths_where_a_record_has_it(self) -> None:
        engine = EmbeddedEngine.open(None, MAPPING)
        publish(engine, 4)
        schema = engine._live().schema
        anywhere = translate(Word("Cable"), replace(schema, frequency=None))
        somewhere = translate(Word("Cable"), schema)
        # no record has notes: left are the text with what adds to its score
        assert repr(anywhere).count("TermQuery(") == 5
        assert repr(somewhere).count("TermQuery(") == 3
        assert translate(Word("zeppelins"), schema) is NOTHING
        assert translate(Phrase("Cable zeppelins"), schema) is NOTHING
        found = engine.search(Query(Word("Cable"))).total
        assert found
        assert engine.search(Query(AnyOf((Word("zeppelins"), Word("Cable"))))).total == found

    def test_the_query_of_a_long_name_is_not_kept(self) -> None:
        schema = make_schema(MAPPING)
        long = Word("x" * 41)
        translate(Lifted(AnyOf((long, Word("jets"))), long, 100.0, alone=True), schema)
        assert [clause for clause, _ in schema.word_queries if clause != Word("jets")] == []

    def test_no_more_are_kept_than_there_is_room_for(self) -> None:
        schema = make_schema(MAPPING)
        for number in range(2_100):
            translate(All((Word(f"jets{number}"), Word("x" * 41))), schema)
        kept = [clause.text for clause, _ in schema.word_queries]
        assert len(kept) <= 1_000
        assert max(map(len, kept)) <= 40


class TestTotals:
    @pytest.mark.parametrize("facet", [(), *((one.name,) for one in MAPPING.facets)])
    def test_a_name_with_other_forms_finds_as_many_whatever_is_counted(
        self, facet: tuple[str, ...]
    ) -> None:
        engine = EmbeddedEngine.open(None, MAPPING)
        publish(engine, len(RECORDS))
        name = Lifted(AnyOf((Word("Mao"), Everything())), Word("Mao"), 100.0, alone=True)
        facets = tuple(FacetRequest(one, 50) for one in facet)
        found = engine.search(Query(name, facets=facets, size=1))
        assert found.total == len(RECORDS)


class TestMarks:
    @given(TEXTS)
    @settings(max_examples=300, deadline=None)
    def test_the_quick_way_marks_what_the_whole_analysis_marks(self, text: str) -> None:
        wanted = Wanted({"jet", "naiv", "dang"}, {"arth"}, set(), [(("port", "arthur"), None)])
        marker = _Marker(wanted, SCHEMA, "summary")
        assert marker.spans(text, plain_text(text)) == marker._whole(text)

    @given(TEXTS, st.booleans())
    @settings(max_examples=300, deadline=None)
    def test_word_by_word_marks_what_the_whole_analysis_marks(self, text: str, many: bool) -> None:
        runs = [(("port", "arthur"), None), (("arthur", "port", "jet"), 3), (("jet", "jet"), 2)]
        edits = set() if many else {("jetts", 1), ("arthurian", 2)}
        others = {f"q{number}" for number in range(50)} if many else set()
        marker = _Marker(Wanted({"jet", *others}, {"na"}, edits, runs), SCHEMA, "summary")
        assert marker.spans(text, plain_text(text)) == marker._whole(text)

    @pytest.mark.parametrize("every", [1, 2, 60])
    def test_the_fragments_of_a_long_text_are_those_of_all_its_marks(self, every: int) -> None:
        words = [f"jet{at % 7}" if at % every == 0 else f"port{at}" for at in range(12_000)]
        text = " ".join(words)
        fragmented = next(one for one in MAPPING.highlights if one.fragments)
        marker = _Marker(Wanted(set(), {"jet"}), SCHEMA, fragmented.field)
        every_one = marker.spans(text, plain_text(text))
        first = marker.first_spans(text, plain_text(text), enough(fragmented))
        assert (len(first) < len(every_one)) is (every < 60)
        assert list(fragments(text, first, fragmented)) == list(
            fragments(text, every_one, fragmented)
        )

    @pytest.mark.parametrize("count", [1, 40, 399, 2_000])
    @pytest.mark.parametrize("rare", [3, 50, 5_000])
    def test_the_first_marks_of_several_words_are_the_first_of_all(
        self, count: int, rare: int
    ) -> None:
        words = [f"port{at}" for at in range(6_000)]
        words[::6] = ["jets"] * 1_000
        words[1::rare] = ["arthurs"] * len(words[1::rare])
        text = " ".join(words)
        marker = _Marker(Wanted({"arthur", "jet"}, {"je"}), SCHEMA, "summary")
        every_one = marker.spans(text, plain_text(text))
        first = marker.first_spans(text, plain_text(text), count)
        assert len(first) >= min(count, len(every_one))
        assert first == every_one[: len(first)]

    @pytest.mark.parametrize("between", [" ", "-", ", ", "  \n"])
    @pytest.mark.parametrize("shift", range(0, 26, 2))
    @pytest.mark.parametrize(
        "run",
        [
            (("port", "arthur", "port"), None),
            (("arthur", "x"), 2),
            (("jet", "arthur"), 3),
            (("jet", "jet"), 4),
        ],
    )
    def test_a_run_is_marked_that_begins_in_one_part_of_a_text_and_ends_in_the_next(
        self, run: Run, between: str, shift: int
    ) -> None:
        text = "x" * shift + " " + between.join(["port", "arthur", "pört", "jet", "毛"] * 700)
        wanted = Wanted({"jet"}, set(), set(), [run])
        marker = _Marker(wanted, SCHEMA, "summary")
        every_one = marker.spans(text, plain_text(text))
        assert marker.first_spans(text, plain_text(text), len(text)) == every_one
        first = marker.first_spans(text, plain_text(text), 150)
        assert 150 <= len(first) < len(every_one)
        assert first == every_one[: len(first)]

    @pytest.mark.parametrize("apart", range(640, 800, 4))
    def test_a_pair_of_near_words_is_marked_where_a_part_of_a_text_ends_between_them(
        self, apart: int
    ) -> None:
        words = ["salt"] * 900
        words[apart], words[apart + 100] = "port", "arthur"
        text = " ".join([*words, *["x"] * 5_000, "port"])  # the last is near nothing
        marker = _Marker(Wanted(runs=[(("port", "arthur"), 99)]), SCHEMA, "summary")
        every_one = marker.spans(text, plain_text(text))
        assert [text[start:end] for start, end in every_one] == ["port", "arthur"]
        assert marker.first_spans(text, plain_text(text), 40) == every_one

    @given(TEXTS)
    @settings(max_examples=100, deadline=None)
    def test_not_a_character_is_lost(self, text: str) -> None:
        marker = _Marker(Wanted({"jet", "port"}), SCHEMA, "title")
        (whole,) = fragments(text, marker.spans(text, plain_text(text)), MAPPING.highlights[0])
        assert whole.replace("<mark>", "").replace("</mark>", "") == text

    @pytest.mark.parametrize(
        ("word", "other", "edits", "near"),
        [
            ("pilots", "piltos", 1, True),
            ("pilots", "pilot", 1, True),
            ("pilots", "plots", 1, True),
            ("pilots", "polits", 1, False),
            ("pilots", "polits", 2, True),
            ("pilots", "jets", 2, False),
        ],
    )
    def test_edits(self, word: str, other: str, edits: int, near: bool) -> None:
        assert within_edits(word, other, edits) is near


def test_an_empty_search_of_an_empty_facet_costs_nothing_and_finds_nothing() -> None:
    engine = EmbeddedEngine.open(None, MAPPING)
    publish(engine, 0)
    result = engine.search(Query(Everything(), facets=(FacetRequest("nothing", 5),)))
    assert result.total == 0
    assert result.facets[0].buckets == ()


def test_pages_of_a_sorted_list_are_the_same_in_whichever_order_they_are_asked_for() -> None:
    engine = EmbeddedEngine.open(None, MAPPING)
    publish(engine, len(RECORDS))
    for clause in (Everything(), Word("cable")):
        for sort in ("date", "-date", "title"):
            whole = engine.search(Query(clause, sort=sort, size=100))
            ids = [hit.record.id for hit in whole.hits]
            for page in (1, 2, 3, 5, 4, 2, 9, 3, 40):
                found = engine.search(Query(clause, sort=sort, size=3, page=page))
                assert [hit.record.id for hit in found.hits] == ids[3 * page - 3 : 3 * page]
                assert found.total == whole.total
            odd = engine.search(Query(clause, sort=sort, size=5, page=2))
            assert [hit.record.id for hit in odd.hits] == ids[5:10]


class _Read:
    """Stands for a searcher: remembers which records were read."""

    def __init__(self, bytes_each: int) -> None:
        self.read: list[int] = []
        self._brief = b'{"id": "a"}'.ljust(bytes_each)

    def doc(self, address: Any) -> Any:
        self.read.append(address.doc)
        stored = tantivy.Document()
        stored.add_bytes("stored.brief", self._brief)
        return stored


def test_records_lately_shown_are_not_read_again_as_long_as_there_is_room() -> None:
    shelf, searcher = RecordCache(room=320), _Read(100)

    def shown(*numbers: int) -> list[int]:
        searcher.read.clear()
        for number in numbers:
            shelf.read(searcher, tantivy.DocAddress(0, number))  # type: ignore[arg-type]
        return searcher.read

    assert shown(1, 2, 3, 1) == [1, 2, 3]
    assert shown(4) == [4]  # pushes out 2, the one that was shown longest ago
    assert shown(1, 3, 4) == []
    assert shown(2) == [2]


def test_a_record_too_large_for_the_shelf_is_read_each_time() -> None:
    shelf, searcher = RecordCache(), _Read(200_000)
    for _ in range(2):
        shelf.read(searcher, tantivy.DocAddress(0, 1))  # type: ignore[arg-type]
    assert searcher.read == [1, 1]


@pytest.mark.parametrize("run", [1, 3, 7, 100])
def test_ranks_are_the_same_in_however_many_runs_ids_are_sorted(
    run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranks, "_RUN", run)
    ids = ["b", "a/1", "a", "ä", "a/10", "a/1", "z"]
    lines = [id.encode().hex().encode() for id in ids]
    found = ranks.ranks_of(iter(lines))
    assert [ids[found.index(rank)] for rank in range(7)] == sorted(ids)


def test_an_id_that_was_written_is_known_and_few_others_are() -> None:
    written = SeenIds()
    ids = [f"volume/d{number}" for number in range(2000)]
    new = [id for id in ids if not written.has(id)]
    assert len(new) > 1990
    assert all(written.has(id) for id in ids)


def test_the_indexes_of_a_folderless_engine_say_which_is_live_and_which_was_before() -> None:
    engine = EmbeddedEngine.open(None, load("records"))
    for _ in range(3):
        build = engine.begin(owner="the tests")
        build.finish()
        build.publish()
    assert [item.live for item in engine.indices()] == [True, False, False]
    assert [item.previous for item in engine.indices()] == [False, True, False]
