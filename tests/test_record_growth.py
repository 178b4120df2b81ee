"""What a record may hold beside its plain fields: titles by language, layout, notes of editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MakeEngine

from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from index_mappings.unfit import Unfit
from service.cli import main
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.lasting.changes import record_digest as digest
from service.query.clauses import Clause, Near, Phrase, Word
from service.query.request import Query

FULL: dict[str, Json] = {
    "title": "Letter on the harbour",
    "text": "Port Almar\nThe mole is sound.",
    "filed_as": "on the harbour",
    "titles": [{"text": "港からの手紙", "language": "jpn", "script": "Jpan"}],
    "layout": [
        {"at": 0, "to": 10, "kind": "heading", "value": "1"},
        {"at": 28, "to": 28, "kind": "anchor", "value": "1"},
    ],
    "editorial_notes": [
        {"text": "It fell the year after.", "anchor": "1", "whose": "editor"},
    ],
    "web_links": [{"address": "https://x.example/1", "label": "Scan", "relation": "image"}],
    "authorities": [{"field": "places", "name": "Almar", "ref": "https://place.example/7"}],
    "places": ["Almar"],
    "sender": [{"name": "Anna Roe", "as_written": "A. Roe", "ref": "https://name.example/3"}],
    "source": "tests",
    "first_seen": "2026-01-02T03:04:05Z",
    "changed": "2026-01-02T03:04:05Z",
}  # fmt: skip


def filled(engine: Engine) -> Engine:
    build = engine.begin(owner="a test")
    assert (
        list(build.add([Record("r1", FULL), Record("r2", {"title": "Mole", "source": "t"})])) == []
    )
    build.finish()
    build.publish()
    return engine


class TestOnEveryEngine:
    @pytest.fixture
    def engine(self, empty_engine: Engine) -> Engine:
        return filled(empty_engine)

    def test_it_comes_back_whole(self, engine: Engine) -> None:
        found = engine.get("r1")
        assert found is not None
        assert {name: found.values[name] for name in FULL} == FULL

    @pytest.mark.parametrize(
        ("clause", "ids"),
        [
            (Word("手紙"), {"r1"}),
            (Phrase("fell the year"), {"r1"}),
            (Word("fell", "editorial_notes"), {"r1"}),
            (Word("fell", "text"), set()),
            (Word("heading"), set()),
        ],
    )
    def test_other_titles_and_notes_are_found_and_layout_is_not(
        self, engine: Engine, clause: Clause, ids: set[str]
    ) -> None:
        assert {hit.record.id for hit in engine.search(Query(clause)).hits} == ids

    def test_what_editors_say_ranks_after_the_text_and_is_told_apart(
        self, empty_engine: Engine
    ) -> None:
        notes: list[Json] = [
            {"text": "Fell, fell, fell.", "whose": "editor"},
            {"text": "Not printed."},
            {"text": "The mole fell again; see below."},
        ]
        build = empty_engine.begin(owner="a test")
        noted = Record("noted", {"title": "Mole", "source": "t", "editorial_notes": notes})
        said = Record("said", {"title": "Pier", "source": "t", "text": f"It fell. {'so ' * 3000}"})
        assert list(build.add([noted, said])) == []
        build.finish()
        build.publish()
        first, second = empty_engine.search(Query(Word("fell"))).hits
        assert (first.record.id, second.record.id) == ("said", "noted")
        assert set(first.highlight) == {"text"}
        assert second.highlight == {
            "editorial_notes": (
                "<mark>Fell</mark>, <mark>fell</mark>, <mark>fell</mark>.\n\n"
                "The mole <mark>fell</mark> again; see below.",
            )
        }
        (only,) = empty_engine.search(Query(Word("fell", "text"))).hits
        assert only.record.id == "said"
        (near,) = empty_engine.search(Query(Near("mole again", 3, "editorial_notes"))).hits
        assert near.highlight["editorial_notes"] == (
            "The <mark>mole</mark> fell <mark>again</mark>; see below.",
        )

    def test_a_list_of_hits_does_not_carry_what_belongs_to_the_text(self, engine: Engine) -> None:
        (hit,) = engine.search(Query(Phrase("fell the year"))).hits
        assert not {"text", "layout", "editorial_notes"} & hit.record.values.keys()
        assert hit.record.values["titles"] == FULL["titles"]


@pytest.mark.parametrize(
    ("kind", "given", "made"),
    [
        ("titles", "Brief", [{"text": "Brief"}]),
        (
            "titles",
            [{"text": " Brief ", "language": "deu"}, ""],
            [{"text": "Brief", "language": "deu"}],
        ),
        ("links", "https://x.example", [{"address": "https://x.example"}]),
        ("editorial-notes", ["One", {"text": "Two"}], [{"text": "One"}, {"text": "Two"}]),
        ("layout", {"at": 1, "to": 2, "kind": "cell"}, [{"at": 1, "to": 2, "kind": "cell"}]),
    ],
)
def test_plain_values_are_read(mapping: RecordMapping, kind: str, given: Json, made: Json) -> None:
    assert FIELD_KINDS[kind].value(given, mapping.fields[0]) == made


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("titles", {"language": "deu"}),
        ("titles", {"text": "Brief", "size": 3}),
        ("links", {"label": "Scan"}),
        ("layout", "heading"),
        ("layout", {"at": 3, "to": 2, "kind": "cell"}),
        ("layout", {"at": True, "to": 2, "kind": "cell"}),
        ("layout", {"at": 1, "to": 2, "kind": "blink"}),
        ("authorities", "https://place.example/7"),
    ],
)
def test_what_is_no_such_value_is_unfit(mapping: RecordMapping, kind: str, given: Json) -> None:
    with pytest.raises(Unfit):
        FIELD_KINDS[kind].value(given, mapping.fields[0])


def test_moments_are_no_part_of_what_a_record_says() -> None:
    later = {**FULL, "changed": "2027-01-01T00:00:00Z", "first_seen": "", "position": 7}
    assert digest(Record("r1", FULL)) == digest(Record("r1", later))
    assert digest(Record("r1", FULL)) != digest(Record("r1", {**FULL, "title": "Other"}))


def test_a_load_notes_when_a_record_was_first_seen_and_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping, make_engine: MakeEngine
) -> None:
    del make_engine
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))

    def load(moment: str, *titles: str) -> dict[str, tuple[Json, Json]]:
        monkeypatch.setattr("loaders.publishing.writing.moment", lambda: moment)
        rows = [{"id": f"r{n}", "title": title} for n, title in enumerate(titles)]
        Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        with pytest.raises(SystemExit) as ended:
            main(["load", "jsonl", "rows.jsonl"])
        assert ended.value.code == 0
        engine = EmbeddedEngine.open(tmp_path / "var" / "index", mapping)
        found = {
            record.id: (record.values["first_seen"], record.values["changed"])
            for record in engine.scan()
        }
        engine.close()
        return found

    one, two, three = (f"2026-01-0{day}T00:00:00Z" for day in (1, 2, 3))
    assert load(one, "A", "B") == {"r0": (one, one), "r1": (one, one)}
    assert load(two, "A", "Mended") == {"r0": (one, one), "r1": (one, two)}
    assert load(three, "A", "Mended", "New") == {
        "r0": (one, one), "r1": (one, two), "r2": (three, three),
    }  # fmt: skip
