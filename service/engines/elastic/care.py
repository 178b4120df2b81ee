"""Health of the live index: missing parts, damage, and recovery."""

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
    """The part of the Elasticsearch engine for damage."""

    def __init__(self, server: Server, names: Names) -> None:
        self._server = server
        self._names = names
        self._live = AnsweringIndex(names)

    def moves(self) -> int:
        """Return how often an index became the live one, or 0 if none ever has."""
        with self._server.asking() as client:
            return max((item.last_move for item in standing(client, self._names)), default=0)

    def health(self) -> str:
        """Return "" if a search can be answered, else the reason."""
        try:
            with self._reading() as client:
                self._live.info(client)
                client.count(index=self._names.live)  # a closed index cannot be read
        except SearchroomError as error:
            return error.detail
        return ""

    def verify(self) -> None:
        """Raise IndexDamaged if a part of the live index is missing, NoIndex if there is none."""
        with self._server.asking() as client:
            if wrong := trouble(client, self._names):
                raise IndexDamaged(wrong)

    def recover(self, fits: Callable[[str], bool]) -> Recovery:
        """If the live index is incomplete, make the last complete one the live one."""
        lock = Lock.take(self._server, self._names, "a recovery")
        try:
            with self._server.asking(PATIENCE) as client:
                recovery = recover(client, self._names, fits)
        finally:
            lock.release()
        self._live.forget()
        return recovery

    def notices(self) -> Iterator[str]:
        """Yield shortages of the cluster: copies of the live index, disk space of nodes."""
        with self._server.asking() as client:
            yield from shortages(client, self._names)

    def watch(self) -> None:
        """Do nothing: the nodes check their own files."""

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    @contextmanager
    def _reading(self) -> Iterator[Elasticsearch]:
        """Provide the client, distinguishing a missing published index from none at all."""
        try:
            with self._server.asking() as client:
                yield client
        except NoIndex as error:
            with self._server.asking() as client:
                raise absence(client, self._names) from error
