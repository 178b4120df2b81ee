"""How an engine cares for its live index: what is gone, what is wrong, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from service.engines.contract import Recovery
from service.engines.elastic.answering_index import AnsweringIndex
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.indexes import Names, standing
from service.engines.elastic.lock import Lock
from service.engines.elastic.recovery import absence, recover, shortages, trouble
from service.errors import IndexDamaged, NoIndex, SearchroomError


class Care:
    """The part of the Elasticsearch engine that has to do with damage."""

    def __init__(self, server: Server, names: Names) -> None:
        self._server = server
        self._names = names
        self._live = AnsweringIndex(names)

    def moves(self) -> int:
        """Return how often an index became the live one, or 0 if none ever has."""
        with self._server.asking() as client:
            return max((item.last_move for item in standing(client, self._names)), default=0)

    def health(self) -> str:
        """Return "" where a search can be answered, else why not."""
        try:
            with self._reading() as client:
                self._live.info(client)
                client.count(index=self._names.live)  # a closed index cannot be read
        except SearchroomError as error:
            return error.detail
        return ""

    def verify(self) -> None:
        """Raise IndexDamaged if a part of the live index is not there, NoIndex for no index."""
        with self._server.asking() as client:
            if wrong := trouble(client, self._names):
                raise IndexDamaged(wrong)

    def recover(self, fits: Callable[[str], bool]) -> Recovery:
        """Make the last index that is wholly there the live one, where the live one is not."""
        lock = Lock.take(self._server, self._names, "a recovery")
        try:
            with self._server.asking(PATIENCE) as client:
                recovery = recover(client, self._names, fits)
        finally:
            lock.release()
        self._live.forget()
        return recovery

    def notices(self) -> Iterator[str]:
        """Yield what the cluster lacks: copies of the live index, room on the disks of nodes."""
        with self._server.asking() as client:
            yield from shortages(client, self._names)

    def watch(self) -> None:
        """Do nothing: the nodes look after their files themselves."""

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    @contextmanager
    def _reading(self) -> Iterator[Elasticsearch]:
        """Give the client; what was published and is gone is no index that never was."""
        try:
            with self._server.asking() as client:
                yield client
        except NoIndex as error:
            with self._server.asking() as client:
                raise absence(client, self._names) from error
