"""Several first withdrawals at once, where no list was ever made: none is lost, none fails."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ENGINES, open_elasticsearch

from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.lasting.withdrawals import Withdrawal

_AT_ONCE = 6
_ROUNDS = 5  # each with a list of its own; every one of them failed before

Open = Callable[[str], Engine]


@pytest.fixture(params=ENGINES)
def open_one(request: pytest.FixtureRequest, mapping: RecordMapping, tmp_path: Path) -> Open:
    """Open an engine on a place by its name, as another process would."""
    if request.param == "embedded":
        return lambda place: EmbeddedEngine.open(tmp_path / place, mapping)
    url = request.getfixturevalue("elasticsearch_url")
    return lambda place: open_elasticsearch(url, mapping, prefix=f"w{os.getpid()}-{place}-")


def test_each_is_on_the_list(open_one: Open) -> None:
    for number in range(_ROUNDS):
        engines = [open_one(f"place{number}") for _ in range(_AT_ONCE)]
        start = threading.Barrier(_AT_ONCE)
        failed: list[BaseException] = []

        def add(
            engine: Engine,
            id: str,
            start: threading.Barrier = start,
            failed: list[BaseException] = failed,
        ) -> None:
            start.wait(30)
            try:
                engine.lasting.change(
                    lambda list: list.ready().adding([Withdrawal(id, "2026-01-01")])
                )
            except Exception as error:  # told by the test's own thread
                failed.append(error)

        threads = [
            threading.Thread(target=add, args=(engine, f"r{place}"))
            for place, engine in enumerate(engines)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failed == []
        found = open_one(f"place{number}")
        known = found.lasting.withdrawals()
        assert set(known.entries) == {f"r{place}" for place in range(_AT_ONCE)}
        assert len(known.secrets) == 1
        for engine in (*engines, found):
            engine.close()
