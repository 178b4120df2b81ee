"""Names in Han characters and in Latin letters find each other, where the index has both."""

from __future__ import annotations

import pytest
from catalogue import record
from conftest import filled
from flask.testing import FlaskClient

from index_mappings.mapping import RecordMapping
from service.app import create_app
from service.bridges.han import people, places
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.errors import EngineUnavailable
from service.search.bridges import Bridges
from service.settings import Settings


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("沈从文", "Shen Congwen"),
        ("沈從文", "Shen Ts'ung-wen"),  # Traditional
        ("曾国藩", "Zeng Guofan"),  # the reading of a surname
        ("欧阳修", "Ouyang Xiu"),  # two characters
        ("吕正操", "Lü Zhengcao"),
    ],
)
def test_people(han: str, latin: str) -> None:
    assert latin in people(han)
    assert len(list(people(han))) < 12


def test_what_is_no_name() -> None:
    for text in ("Beijing", "文", "我们", "中华人民共和国", "", "毛a东"):
        assert list(people(text)) == []
    assert list(places("文")) == []
    assert list(places("西安")) == ["Xi'an"]


@pytest.fixture
def client(empty_engine: Engine) -> FlaskClient:
    han = [{"name": "沈从文", "as_written": "沈从文"}]
    records = [
        record("latin", "Letter of Shen Congwen"),
        record("wade", "Letter of Shen Ts'ung-wen"),
        record("han", "一封信", people=han),
        record("peking", "Cable from Peking"),
        record("women", "Women of the harbour"),
        record("us", "我们的信"),
        record("town", "地图", places=["芜湖"]),
        record("map", "A map of Wuhu"),
    ]
    return create_app(Settings(), filled(empty_engine, records)).test_client()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("沈从文", {"han", "latin", "wade"}),
        ("沈從文", {"han", "latin", "wade"}),
        ("Shen Congwen", {"han", "latin", "wade"}),
        ("Shen Ts'ung-wen", {"han", "latin", "wade"}),
        ("北京", {"peking"}),  # by what the bridge of Beijing says
        ("Wuhu", {"town", "map"}),
        ("芜湖", {"town", "map"}),
        ("Women", {"women"}),
        ("我们", {"us"}),  # a word is no place, whatever it sounds like
        ('"沈从文"', {"han"}),
    ],
)
def test_each_finds_the_others(client: FlaskClient, typed: str, found: set[str]) -> None:
    body = client.get("/api/v1/search", query_string={"q": typed}).get_json()
    assert {hit["id"] for hit in body["results"]} == found


class Away(EmbeddedEngine):
    """An engine that cannot list the values of a field while a part of it is away."""

    away = True

    def terms(self, path: str, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        if self.away:
            raise EngineUnavailable("a part of the index is away")
        return super().terms(path, prefix, limit)


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_names_that_a_part_kept_back_are_read_again(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr("service.search.bridges._PATIENCE", patience)
    engine = Away.open(None, mapping)
    filled(engine, [record("town", "地图", places=["芜湖"]), record("map", "A map of Wuhu")])
    bridges = Bridges(engine)
    version = engine.info().version

    def is_known() -> bool:
        forms = (form.text for bridge in bridges.table.of("Wuhu") for form in bridge.forms)
        return "芜湖" in forms

    assert bridges.learn(version) and not is_known()
    engine.away = False
    assert bridges.learn(version) is is_known() is (patience == 0.0)
    assert not bridges.learn(version)
