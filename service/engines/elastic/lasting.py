"""The list of withdrawals in its own index, so that every process of a site obeys it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from index_mappings.bodies import Body, ReadBody
from service.engines.elastic.changes_index import CHANGES_BODY, ChangesIndex
from service.engines.elastic.client import PATIENCE, Server
from service.engines.elastic.indexes import Names, standing
from service.engines.elastic.made_once import make_once
from service.errors import EngineUnavailable, NoIndex
from service.lasting.changes import Change
from service.lasting.lost import ANEW
from service.lasting.storing import Revise
from service.lasting.withdrawals import NONE, Withdrawals

_ID = "list"
_CHANGES = "changes"  # the id of an empty document: a list of changes was written
_FOUND = 200
_WITHDRAWN_GONE = "the list of withdrawn records, the index {!r}, is gone, so nothing is shown"
_RESTORED = ", and `searchroom restore` takes over that of a dump"
_CHANGES_GONE = "the list of changes, the index {!r}, is gone; searches still work"
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
    """The indexes of a catalogue besides its builds."""

    def __init__(self, server: Server, names: Names) -> None:
        super().__init__(server, names)
        self._place: _Place | None = None
        self._list = NONE
        self._looked = -_SECONDS

    def prepare(self) -> None:
        """Create the index if there never was one: nothing can be shown while it is created.

        Raises EngineUnavailable if it is missing: each publish begins with it.
        """
        with self._server.asking(PATIENCE) as client:
            if not client.indices.exists(index=self._names.withdrawn):
                self._refuse_lost(client)
            make_once(client, self._names.withdrawn, _BODY)

    def append(self, changes: Iterable[Change], *, move: int) -> None:
        """Append and number changes for the publish that will be the n-th move.

        Raises EngineUnavailable if the list is gone.
        """
        with self._server.asking(PATIENCE) as client:
            if not client.indices.exists(index=self._names.changes) and self._had_changes(client):
                raise _gone(self._names.changes, _CHANGES_GONE)
        super().append(changes, move=move)
        with self._server.asking(PATIENCE) as client:
            client.index(index=self._names.withdrawn, id=_CHANGES, document={"list": {}})

    def changes(self, after: int, *, move: int) -> Iterator[Change]:
        """Yield the changes with a number beyond `after`, of the moves up to `move`.

        Raises EngineUnavailable if the list is gone.
        """
        is_empty = True
        for change in super().changes(after, move=move):
            is_empty = False
            yield change
        if is_empty and (problem := self.problem()):
            raise EngineUnavailable(problem)

    def problem(self) -> str:
        """Return the reason why the list of changes cannot be used (it is missing), or ""."""
        with self._server.asking() as client:
            if not client.indices.exists(index=self._names.changes) and self._had_changes(client):
                return str(_gone(self._names.changes, _CHANGES_GONE))
        return ""

    def begin_anew(self) -> tuple[str, ...]:
        """Begin missing lists as empty ones, and return the names of their indexes."""
        begun: list[str] = []
        with self._server.asking(PATIENCE) as client:
            had_changes = self._had_changes(client)
            for index, was_there, body in (
                (self._names.withdrawn, self._was_published(client), _BODY),
                (self._names.changes, had_changes, CHANGES_BODY),
            ):
                if was_there and not client.indices.exists(index=index):
                    make_once(client, index, body)
                    begun.append(index)
        return tuple(begun)

    def _had_changes(self, client: Elasticsearch) -> bool:
        """Return whether a list of changes was ever written: a document with its name says so."""
        answer = client.options(ignore_status=404)
        return answer.exists(index=self._names.withdrawn, id=_CHANGES).meta.status == _FOUND

    def _was_published(self, client: Elasticsearch) -> bool:
        return any(item.moves for item in standing(client, self._names))

    def _refuse_lost(self, client: Elasticsearch) -> None:
        if self._was_published(client):
            raise _gone(self._names.withdrawn, _WITHDRAWN_GONE, _RESTORED)

    def withdrawals(self) -> Withdrawals:
        """Return the list, checked once a second and read again if it has changed."""
        if time.monotonic() - self._looked >= _SECONDS:
            begun = time.monotonic()
            place = self._look()
            if place != self._place:
                self._list, self._place = self._read()
            self._looked = begun
        return self._list

    def change(self, revise: Revise) -> Withdrawals:
        """Change the list in the index, reading it again if another process has changed it."""
        self.prepare()
        for _ in range(_TRIES):
            found, place = self._read()
            revised = revise(found)
            if self._put(revised, place):
                self._looked = -_SECONDS
                return revised
        raise EngineUnavailable("the list of withdrawn records is being changed again and again")

    def _put(self, withdrawals: Withdrawals, place: _Place | None) -> bool:
        """Write the list if it is unchanged since it was read; tell whether it was."""
        index, document = self._names.withdrawn, {"list": withdrawals.to_json()}
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
        """Return the document of the list, or None if there is none."""
        try:
            with self._server.asking() as client:
                try:
                    answer = client.get(index=self._names.withdrawn, id=_ID, source=source)
                except NotFoundError as error:
                    if "found" not in error.body:  # not the document alone, but its index
                        self._refuse_lost(client)
                    return None
                found: ReadBody = answer.body
                return found
        except NoIndex:
            return None


def _gone(index: str, what: str, more: str = "") -> EngineUnavailable:
    return EngineUnavailable(
        f"{what.format(index)}; put it back from a snapshot. Where there is none, `{ANEW}` begins "
        f"a new one{more}"
    )


def _place(answer: ReadBody | None) -> _Place | None:
    return None if answer is None else (answer["_seq_no"], answer["_primary_term"])
