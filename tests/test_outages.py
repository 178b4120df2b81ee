"""An outage of the engine is two lines of the log, its beginning and its end, however it flaps."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pytest

from service.errors import EngineUnavailable
from service.watched import HOLDS, Outage


@dataclass
class Clock:
    """A clock that goes on only when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outage(clock: Clock, caplog: pytest.LogCaptureFixture) -> Outage:
    caplog.set_level(logging.WARNING)
    return Outage(clock)


AWAY = EngineUnavailable("no node answers")


def test_it_has_a_beginning_and_an_end(
    outage: Outage, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    outage.ended()  # nothing was wrong
    assert caplog.messages == []
    outage.began(AWAY)
    outage.began(AWAY)
    assert caplog.messages == [f"searches cannot be answered: {AWAY}"]
    clock.now = 30.0
    outage.ended()
    clock.now = 30.0 + HOLDS - 0.1
    outage.ended()
    assert len(caplog.messages) == 1
    clock.now = 30.0 + HOLDS
    outage.ended()
    outage.ended()
    assert caplog.messages[1:] == ["searches are answered again: within 30 s, 2 were not"]
    outage.began(AWAY)
    assert len(caplog.messages) == 3  # the next is another
    clock.now += 5
    outage.ended()
    clock.now += HOLDS
    outage.ended()
    assert caplog.messages[3:] == ["searches are answered again: within 5 s, 1 were not"]


def test_a_node_that_flaps_is_one_outage(
    outage: Outage, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(100):
        outage.began(AWAY)
        clock.now += 2
        outage.ended()
        clock.now += HOLDS - 1  # which holds for nearly long enough
        outage.ended()
    assert len(caplog.messages) == 1
    clock.now += 1
    outage.ended()
    last = 99 * (HOLDS + 1) + 2
    assert caplog.messages[1:] == [
        f"searches are answered again: within {last:.0f} s, 100 were not"
    ]
