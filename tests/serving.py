"""A whole site in memory for tests of the web rooms: engine, application, client."""

from __future__ import annotations

from typing import Any

from catalogue import COLLECTIONS, RECORDS, day, people, record
from flask.testing import FlaskClient

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.app import create_app
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings

STRANGE_IDS = (
    "a/b", "/leading", "trailing/", "//", "a//b", ".", "..", "../up", "a/../b", ".hidden", "%2F",
    "100%", "~2F", "~", "a~b", "back\\slash", "with blank", "a?b=c#d;e", "Đặng/毛泽东", "'\"<&>",
    "+", "a" * 500,
)  # fmt: skip
"""Ids that some server, proxy or browser would change on their way."""

MOVED = record("new-id", "A record whose id was mended", former_ids=["old-id", "old/id"])


def more_records() -> list[Record]:
    """Return records for what the API must carry and the engine contract does not ask."""
    strange = [record(id, f"Strange {number}") for number, id in enumerate(STRANGE_IDS)]
    marked_up = record(
        "markup", '<script>alert("x")</script> & more', date=day(1962, 3, 4),
        summary="Text with <b>tags</b> & signs, <script>alert(1)</script> and jets.",
        sender=people("O'Neill & Sons"), url="https://example.org/?a=b&c=d",
        notes=[{"label": "Copy", "text": "Carbon."}], type="Memo", language=["English"],
    )  # fmt: skip
    return [*strange, MOVED, marked_up]


def filled_engine(mapping: RecordMapping, records: list[Record] | None = None) -> EmbeddedEngine:
    """Return an engine in memory with records, by default those of the tests."""
    engine = EmbeddedEngine.open(None, mapping)
    publish(engine, [*RECORDS, *more_records()] if records is None else records)
    return engine


def publish(engine: Engine, records: list[Record]) -> None:
    """Make these the records of the live index."""
    build = engine.begin(owner="the tests")
    assert list(build.add(records)) == []
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()


def client_of(engine: Engine, **settings: Any) -> FlaskClient:
    """Return a client of the site of an engine; `settings` are as those of a site.

    A request may take an hour: on a busy machine a large one takes more than a site's time.
    """
    return create_app(Settings(**{"time": 3600, **settings}), engine).test_client()
