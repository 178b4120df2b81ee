"""The list of what was withdrawn, in an index of ours, so that every process of a site obeys it."""

from __future__ import annotations

import time

from elasticsearch import ConflictError, NotFoundError

from index_mappings.bodies import Body, ReadBody
from service.engines.elastic.changes_index import ChangesIndex
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.indexes import Names
from service.engines.elastic.made_once import make_once
from service.errors import EngineUnavailable, NoIndex
from service.lasting.storing import Revise
from service.lasting.withdrawals import NONE, Withdrawals

_ID = "list"
_SECONDS = 1.0  # between two looks at the list: a withdrawal is obeyed within two seconds
_TRIES = 20  # changes at once that wait for each other: there are as many as people who type
_BODY: Body = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {
        "dynamic": "strict",
        "properties": {"list": {"type": "object", "enabled": False}},
    },
}

_Place = tuple[int, int]


class LastingIndex(ChangesIndex):
    """What is kept of a catalogue in indexes beside its builds."""

    def __init__(self, server: Server, names: Names) -> None:
        super().__init__(server, names)
        self._place: _Place | None = None
        self._list = NONE
        self._looked = -_SECONDS

    def prepare(self) -> None:
        """Make the index where there is none: while it is being made nothing can be shown."""
        with self._server.asking(PATIENCE) as client:
            make_once(client, self._names.withdrawn, _BODY)

    def problem(self) -> str:
        """Return "": the cluster keeps checksums, and what it cannot read it says."""
        return ""

    def begin_anew(self) -> tuple[str, ...]:
        """Take the lists that are gone for empty, and return the names of their indexes."""
        return ()

    def withdrawals(self) -> Withdrawals:
        """Return the list; looked at once a second, and read where it has changed."""
        if time.monotonic() - self._looked >= _SECONDS:
            begun = time.monotonic()
            place = self._look()
            if place != self._place:
                self._list, self._place = self._read()
            self._looked = begun
        return self._list

    def change(self, revise: Revise) -> Withdrawals:
        """Change the list as it is in the index; what another changed meanwhile is read anew."""
        self.prepare()
        for _ in range(_TRIES):
            found, place = self._read()
            made = revise(found)
            if self._put(made, place):
                self._looked = -_SECONDS
                return made
        raise EngineUnavailable("the list of withdrawn records is being changed again and again")

    def _put(self, made: Withdrawals, place: _Place | None) -> bool:
        """Write the list where it is still as it was read; tell whether it was."""
        index, document = self._names.withdrawn, {"list": made.to_json()}
        with self._server.asking(PATIENCE) as client:
            try:
                if place is None:
                    client.create(index=index, id=_ID, document=document, refresh=True)
                else:
                    client.index(
                        index=index, id=_ID, document=document, refresh=True,
                        if_seq_no=place[0], if_primary_term=place[1],
                    )  # fmt: skip
            except ConflictError:
                return False
        return True

    def _look(self) -> _Place | None:
        return _place(self._get(source=False))

    def _read(self) -> tuple[Withdrawals, _Place | None]:
        answer = self._get(source=True)
        if answer is None:
            return NONE, None
        return Withdrawals.from_json(answer["_source"]["list"]), _place(answer)

    def _get(self, *, source: bool) -> ReadBody | None:
        """Return the document of the list, None where there is none."""
        try:
            with self._server.asking() as client:
                try:
                    answer = client.get(index=self._names.withdrawn, id=_ID, source=source)
                except NotFoundError:
                    return None
                found: ReadBody = answer.body
                return found
        except NoIndex:
            return None


def _place(answer: ReadBody | None) -> _Place | None:
    return None if answer is None else (answer["_seq_no"], answer["_primary_term"])
