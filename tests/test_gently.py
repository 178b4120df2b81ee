"""Long work rests after each piece, for as long as the piece took and no longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from catalogue import RECORDS
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine
from service.search import gently as module
from service.search.gently import gently
from service.web import sitemaps


class Clock:
    """A processor's time that work adds to, and the rests that were taken."""

    def __init__(self) -> None:
        self.now = 0.0
        self.rests: list[float] = []

    def thread_time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.rests.append(round(seconds, 6))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


def test_it_rests_as_long_as_a_piece_took(clock: Clock) -> None:
    def work() -> Iterator[str]:
        for seconds in (0.01, 0.03, 5.0):
            clock.now += seconds
            yield f"{seconds}"

    assert list(gently(work())) == ["0.01", "0.03", "5.0"]
    assert clock.rests == [0.01, 0.03, 0.25]


def test_a_sitemap_is_read_gently_the_first_time(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping
) -> None:
    monkeypatch.setattr(sitemaps, "_PIECE", 2)
    engine = EmbeddedEngine.open(None, mapping)
    publish(engine, list(RECORDS[:6]))
    client = client_of(engine)
    assert client.get("/sitemap.xml").text.count("/records/") == 6
    assert len(clock.rests) == 3
    assert client.get("/sitemap.xml").text.count("/records/") == 6
    assert len(clock.rests) == 3  # it is kept by now
