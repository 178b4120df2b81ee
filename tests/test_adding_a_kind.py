"""A kind is one class and one line: here one of field and one of facet that no layer knows of."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from catalogue import record
from conftest import filled

from index_mappings.conditions import Condition, Held
from index_mappings.dates import DateConventions
from index_mappings.facet_kinds.kind import Arranged, Bucket, Counting, Facet, FacetKind, Line
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.field_kinds.texts import Keyword
from index_mappings.mapping import load
from index_mappings.record import Json
from index_mappings.unfit import Unfit
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings


class ShelfMark(Keyword):
    """A letter and a number: "b12" is "B 12"."""

    name = "shelf-mark"

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        text = str(given).replace(" ", "").upper()
        if not text[:1].isalpha() or not text[1:].isdecimal():
            raise Unfit(f"{given!r} is no shelf mark")
        return f"{text[0]} {text[1:]}"


class Initial(FacetKind):
    """The first letter of a word, in order of the alphabet."""

    name = "initial"
    needed = {"letter": "keyword"}  # noqa: RUF012
    whole = True
    takes = "a letter"

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        return {"letter": str(value)[0]} if value else {}

    def read(self, text: str) -> str:
        if len(text) != 1:
            raise Unfit(f"{text!r} is no letter", text[:1])
        return text.upper()

    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        return (Held(facet.computed("letter"), tuple(values)),)

    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        return Counting(facet.computed("letter"))

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        known = dict.fromkeys(selected, 0) | dict(counts)
        return Arranged(tuple(Bucket(one, known[one]) for one in sorted(known)))


@pytest.fixture
def own_mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(FIELD_KINDS, ShelfMark.name, ShelfMark())  # type: ignore[call-overload]
    monkeypatch.setitem(FACET_KINDS, Initial.name, Initial())  # type: ignore[call-overload]
    body = copy.deepcopy(dict(load("artworks").body))
    meta, properties = body["mappings"]["_meta"], body["mappings"]["properties"]
    meta["fields"].append(
        {"name": "shelf", "kind": "shelf-mark", "label": "Shelf", "purpose": "where it stands"}
    )
    meta["facets"].append(
        {"name": "aisle", "field": "shelf", "kind": "initial", "label": "Aisle", "size": 5}
    )
    properties["shelf"] = {"type": "keyword"}
    properties["computed"]["properties"]["aisle"] = {"properties": {"letter": {"type": "keyword"}}}
    path = tmp_path / "shelved.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


def test_a_kind_of_field_and_of_facet_work_everywhere(own_mapping: Path, tmp_path: Path) -> None:
    mapping = load(str(own_mapping))
    shelf = mapping.field("shelf")
    assert shelf is not None
    marks = [shelf.kind.value(text, shelf) for text in ("b12", "A 7", "B3")]
    assert marks == ["B 12", "A 7", "B 3"]
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    works = [record(f"w{at}", f"Work {at}", shelf=mark) for at, mark in enumerate(marks)]
    filled(engine, [*works, record("none", "No shelf")]).close()
    settings = Settings(engine=f"embedded:{tmp_path / 'index'}", mapping=str(own_mapping))
    client = create_app(settings).test_client()
    answer = client.get("/api/v1/search?aisle=b").get_json()
    assert {hit["id"] for hit in answer["results"]} == {"w0", "w2"}
    counted = answer["facets"]["aisle"]
    assert [(one["value"], one["count"]) for one in counted["values"]] == [("A", 1), ("B", 2)]
    assert counted["missing"] == 1
    typed = client.get("/api/v1/search?q=aisle:A").get_json()
    assert [hit["id"] for hit in typed["results"]] == ["w1"]
    wrong = client.get("/api/v1/search?aisle=xyz").get_json()["errors"]
    assert (wrong[0]["parameter"], wrong[0]["suggestion"]) == ("aisle", "x")
    page = client.get("/search?aisle=b").get_data(as_text=True)
    assert "Aisle" in page
    assert '<a class="chip" href="/search" rel="nofollow">' in page
    assert "a letter" in client.get("/api/openapi.json").get_data(as_text=True)
    assert "B 12" in client.get("/records/w0").get_data(as_text=True)


def test_the_two_are_kinds() -> None:
    assert issubclass(ShelfMark, FieldKind)
    assert issubclass(Initial, FacetKind)
