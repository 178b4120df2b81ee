"""The lock of loads: a document that one process creates and renews, and that expires.

The document's expiry is by the clock of its holder, so the clocks of machines that load must agree
to within the lifetime of a lock; a process that lost its lock notices before it publishes.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from datetime import UTC, datetime
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from index_mappings.bodies import Body
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.indexes import Names
from service.engines.elastic.made_once import make_once
from service.errors import LoadError, LoadLocked, SearchroomError

_BODY: Body = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "holder": {"type": "keyword", "index": False},
            "since": {"type": "keyword", "index": False},
            "expires": {"type": "double", "index": False},
        },
    },
}


class Lock:
    """The lock of a catalogue, held from `take` to `release` and renewed by a thread."""

    def __init__(self, server: Server, names: Names, owner: str) -> None:
        self._server = server
        self._names = names
        self._seconds = server.options.lock
        self._value = {
            "holder": f"{owner or 'a load'} (process {os.getpid()} on {socket.gethostname()})",
            "since": datetime.now(UTC).isoformat(),  # to the microsecond: no two loads share it
        }
        self._place: tuple[int, int] | None = None
        self._guard = threading.Lock()
        self._ended = threading.Event()

    @classmethod
    def take(cls, server: Server, names: Names, owner: str) -> Lock:
        """Take the lock; raise LoadLocked with its holder and time."""
        lock = cls(server, names, owner)
        with server.asking(PATIENCE) as client:
            make_once(client, names.locks, _BODY)
            lock._take(client)
        threading.Thread(target=lock._keep, name="load lock", daemon=True).start()
        return lock

    def check(self) -> None:
        """Raise LoadError if the lock has passed to another load."""
        if not self._renew():
            raise LoadError(
                "the lock of this load expired and another load has it; nothing was published"
            )

    def release(self) -> None:
        """Free the lock; can be called twice."""
        self._ended.set()
        with self._guard, contextlib.suppress(SearchroomError), self._server.asking() as client:
            # where the server is away the lock expires by itself
            if self._place is not None:
                seq_no, term = self._place
                self._place = None
                with contextlib.suppress(ConflictError, NotFoundError):
                    client.delete(
                        index=self._names.locks, id=self._names.catalogue,
                        if_seq_no=seq_no, if_primary_term=term,
                    )  # fmt: skip

    def _take(self, client: Elasticsearch) -> None:
        index, id = self._names.locks, self._names.catalogue
        try:
            answer = client.create(index=index, id=id, document=self._document())
        except ConflictError:
            held = client.get(index=index, id=id)
            answer = held if self._is_ours(held) else self._take_over(client, held)
        self._place = (answer["_seq_no"], answer["_primary_term"])

    def _take_over(self, client: Elasticsearch, held: Any) -> Any:
        value = held["_source"]
        since = datetime.fromisoformat(value["since"]).isoformat(timespec="seconds")
        locked = LoadLocked(
            f"another load of {self._names.catalogue!r} is under way: {value['holder']} since "
            f"{since}. Wait until it ends, or end that process; its lock then expires "
            f"within {self._seconds} s."
        )
        if value["expires"] > time.time():
            raise locked
        try:
            return client.index(
                index=self._names.locks, id=self._names.catalogue, document=self._document(),
                if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"],
            )  # fmt: skip
        except ConflictError:
            raise locked from None

    def _keep(self) -> None:
        while not self._ended.wait(self._seconds / 3):
            with contextlib.suppress(SearchroomError):  # tried again before the lock expires
                if not self._renew():
                    return

    def _renew(self) -> bool:
        with self._guard, self._server.asking() as client:
            if self._place is None:
                return False
            try:
                self._place = self._written(client, self._place)
            except ConflictError:
                self._place = self._unheard(client)
            except NotFoundError:
                self._place = None
            return self._place is not None

    def _written(self, client: Elasticsearch, place: tuple[int, int]) -> tuple[int, int]:
        seq_no, term = place
        answer = client.index(
            index=self._names.locks, id=self._names.catalogue, document=self._document(),
            if_seq_no=seq_no, if_primary_term=term,
        )  # fmt: skip
        return answer["_seq_no"], answer["_primary_term"]

    def _unheard(self, client: Elasticsearch) -> tuple[int, int] | None:
        """Return the lock's position after a renewal without an answer, or None if it is lost.

        The client repeats a request that a slow server has executed but not answered in time.
        """
        try:
            held = client.get(index=self._names.locks, id=self._names.catalogue)
            if self._is_ours(held):
                return self._written(client, (held["_seq_no"], held["_primary_term"]))
        except (ConflictError, NotFoundError):
            pass
        return None

    def _is_ours(self, held: Any) -> bool:
        return {**self._value, "expires": 0} == {**held["_source"], "expires": 0}

    def _document(self) -> Body:
        return {**self._value, "expires": time.time() + self._seconds}
