"""A record and those like it are of one index, whatever is published while they are read."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from serving import client_of

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine

NUMBER = 6  # records, each like the others


def publish(engine: EmbeddedEngine, edition: str) -> None:
    build = engine.begin(owner="a test")
    rows = [
        Record(f"r{n}", {"title": f"Harbour ledger {edition}", "summary": "Tolls of the harbour.",
                         "source": "t"})
        for n in range(NUMBER)
    ]  # fmt: skip
    rows += [Record(f"o{n}", {"title": f"Something else {n}", "source": "t"}) for n in range(9)]
    assert list(build.add(rows)) == []
    build.finish()
    build.publish()


@pytest.fixture
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    engine = EmbeddedEngine.open(None, mapping)
    publish(engine, "first")
    return engine


@pytest.mark.parametrize("path", ["/records/r1", "/api/v1/records/r1?similar=3"])
def test_a_publish_between_two_reads_is_in_all_or_in_none_of_it(
    engine: EmbeddedEngine, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: FlaskClient = client_of(engine)
    search, left = EmbeddedEngine.search, ["second"]

    def after_a_publish(self: EmbeddedEngine, *asked: object, **named: object) -> object:
        if left:
            publish(engine, left.pop())
        return search(self, *asked, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedEngine, "search", after_a_publish)
    said = client.get(path).get_data(as_text=True)
    assert "Harbour ledger second" in said
    assert "Harbour ledger first" not in said
