"""Words for which readers find nothing, recorded after a minimum number of requests.

SEARCHROOM_MISSED enables it. So that nobody who types a name once can be identified, words are
written to the file (`service.lasting.missed`) only after SEARCHROOM_MISSED_LEAST requests. Until
then they are only counted in memory shared by the server's processes, as a hash under a key that is
lost when the server ends.
"""

from __future__ import annotations

import hashlib
import logging
import mmap
import os
from collections.abc import Callable

from flask import Flask, Response, g

from service.errors import ConfigurationError
from service.lasting.missed import MissedFile
from service.settings import Settings

log = logging.getLogger(__name__)

_SETS, _WAYS = 1 << 13, 8
"""Words that are held: 65,536, each in one of the eight places of a set; the rarest gives way."""
_MOST = 255  # what a place counts to

_shared: mmap.mmap | None = None
# Made before the processes are forked, so that they agree. Nobody has it once the server ends.
_KEY = os.urandom(16)


def share() -> None:
    """Create the table shared by the processes forked from this one."""
    global _shared  # noqa: PLW0603 - what a fork inherits is the state of the process
    _shared = _table()


def _table() -> mmap.mmap:
    return mmap.mmap(-1, _SETS * _WAYS * 8)


class Held:
    """The number of requests of words that are not in the file yet.

    It never counts too many: each place has a hash of 56 bits and a count of 8. It may lose counts.
    """

    def __init__(self) -> None:
        self._places = memoryview(_shared if _shared is not None else _table()).cast("Q")

    def count(self, words: str) -> int:
        """Count words once more, and return the number of times."""
        hashed = hashlib.blake2b(words.encode(errors="replace"), digest_size=9, key=_KEY).digest()
        mark = int.from_bytes(hashed[:7], "big") << 8
        first = int.from_bytes(hashed[7:], "big") % _SETS * _WAYS
        ways = range(first, first + _WAYS)
        place = next((at for at in ways if self._places[at] & ~0xFF == mark), None)
        if place is None:
            place = min(ways, key=lambda at: self._places[at] & 0xFF)
            self._places[place] = mark
        count = min(_MOST, (self._places[place] & 0xFF) + 1)
        self._places[place] = mark | count
        return count


def keep_missed(app: Flask, settings: Settings) -> None:
    """Count the words that find nothing, if the archive has enabled that."""
    if not settings.missed:
        return
    keep = keeper(MissedFile(settings.missed), settings.missed_least)

    def end(response: Response) -> Response:
        if (words := g.get("missed")) and response.status_code == 200:
            keep(words)
        return response

    app.after_request(end)


def keeper(file: MissedFile, least: int) -> Callable[[str], None]:
    """Return the function that counts words, and writes them to a file after a number of requests.

    If the file cannot be written, nothing is counted, and this is logged once.
    """
    held, told = Held(), set[str]()

    def keep(words: str) -> None:
        try:
            if words in file:
                file.add(words, 1)
            elif (count := held.count(words)) >= least:
                file.add(words, count)
        except (OSError, ConfigurationError) as error:
            if str(error) not in told:
                told.add(str(error))
                log.warning("words that found nothing are not counted: %s", error)

    return keep
