"""How long a connection may take for each part of a request, in seconds."""

from __future__ import annotations

from dataclasses import dataclass

HEADER, BODY, ANSWER = "header", "body", "answer"
"""The parts of an exchange that a connection may be late in."""
IDLE = "idle"
"""A connection between two requests: to close it is no fault of the client's."""
CROWDED = "crowded"
"""A connection that waited, closed to make room for others."""


LATE = (HEADER, BODY, ANSWER, CROWDED)
"""All reasons for which a connection is closed and counted."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds for each part; `steady` is in bytes a second, measured over `window` seconds.

    An answer that is still being read after `answer` seconds goes on while its reader takes
    `steady` bytes a second: a long export over a slow line does, and a reader that takes a byte
    now and then does not.
    """

    header: float = 10
    body: float = 30
    answer: float = 120
    idle: float = 5  # between requests of one connection; a browser's pages follow within
    steady: int = 8_192  # a modem of 64 kbit/s
    window: float = 30
