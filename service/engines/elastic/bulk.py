"""Bulk writing: in parallel chunks, with retries if the server is too busy.

Every write has an increasing version, so that the later of two writes with the same id counts,
whatever their order of arrival, and a chunk can be sent again safely.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson
from elastic_transport import TransportError
from elasticsearch import ApiError

from index_mappings.bodies import Body
from service.engines.contract import Refusal
from service.engines.elastic.client import FORBIDDEN, Server, reason_of
from service.engines.elastic.partial import REFUSED
from service.errors import LoadError

_CHUNK = 500  # records a request, as the client's own helpers send
_BYTES = 5_000_000  # bytes a request: Elasticsearch advises 5 to 15 MB
_THREADS = 4  # requests at once, as the client's own helpers have; more wait in the server
_PATIENCE = 120  # seconds of trying again: a cluster that lost a node needs half a minute
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 20.0  # seconds; doubled each time
_HELD = "20s"  # that the server may hold a request for a shard that is away, before it refuses
_SECONDS = 120  # for one request
_FULL = "cluster_block_exception"
_IN_FIELD = re.compile(r"field \[([^\]]+)\]|introduction of \[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Write:
    """One write: the id, its version, and the record as JSON, or None to delete it."""

    id: str
    version: int
    body: bytes | None

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of a bulk request."""
        about = {"_id": self.id, "version": self.version, "version_type": "external"}
        yield orjson.dumps({"delete" if self.body is None else "index": about})
        if self.body is not None:
            yield self.body


@dataclass(slots=True)
class Tally:
    """The result of writes: the number of new records, and of uncertain ones.

    A write is uncertain if it was repeated after a broken connection and found itself.
    """

    more: int = 0
    unsure: int = 0

    def add(self, other: Tally) -> None:
        """Add the result of other writes."""
        self.more += other.more
        self.unsure += other.unsure


def write_all(
    server: Server, index: str, writes: Iterable[Write], tally: Tally
) -> Iterator[Refusal]:
    """Send writes to an index and yield refusals; raise LoadError if it cannot continue."""
    waiting: deque[Future[tuple[Tally, list[Refusal]]]] = deque()
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="bulk")
    try:
        for chunk in _chunks(writes):
            waiting.append(pool.submit(_send, server, index, chunk))
            if len(waiting) > _THREADS:  # so many chunks are held, and no more
                yield from _settle(waiting.popleft(), tally)
        while waiting:
            yield from _settle(waiting.popleft(), tally)
    finally:
        pool.shutdown(cancel_futures=True)


def _settle(done: Future[tuple[Tally, list[Refusal]]], tally: Tally) -> list[Refusal]:
    counted, refused = done.result()
    tally.add(counted)
    return refused


def _chunks(writes: Iterable[Write]) -> Iterator[list[Write]]:
    chunk: list[Write] = []
    size = 0
    for write in writes:
        length = len(write.body or b"")
        if chunk and (len(chunk) >= _CHUNK or size + length > _BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(write)
        size += length
    if chunk:
        yield chunk


def _send(server: Server, index: str, chunk: Sequence[Write]) -> tuple[Tally, list[Refusal]]:
    tally, refused = Tally(), list[Refusal]()
    left, wait, why = list(chunk), _FIRST_WAIT, ""
    end = time.monotonic() + _PATIENCE
    while True:
        if why:
            if time.monotonic() + wait > end:
                raise LoadError(f"Elasticsearch did not take {len(left)} records: {why}")
            time.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        try:
            items = _request(server, index, left)
        except ApiError as error:
            kind, reason = reason_of(error)
            why = f"{kind}: {reason}"
            if kind == _FULL:
                raise _full(reason) from error
            if error.status_code in (400, 413):  # one of them spoils it for all
                if len(left) == 1:
                    return tally, [*refused, Refusal(left[0].id, "", why)]
                for part in (left[: len(left) // 2], left[len(left) // 2 :]):
                    counted, more = _send(server, index, part)
                    tally.add(counted)
                    refused += more
                return tally, refused
            if kind == FORBIDDEN or error.status_code == 401:
                raise LoadError(REFUSED) from None  # the server's own words name the user
            if error.status_code != 429 and error.status_code < 500:
                raise LoadError(f"Elasticsearch does not take the records: {why}") from error
            continue
        except TransportError as error:
            why = f"the connection broke ({type(error).__name__})"
            continue
        again = []
        for write, item in zip(left, items, strict=True):
            (outcome,) = item.values()
            kind = outcome.get("error", {}).get("type")
            if kind == _FULL:
                raise _full(outcome["error"]["reason"])  # a 429 too, but waiting does not help
            if kind == FORBIDDEN:
                raise LoadError(REFUSED)
            if outcome["status"] == 429 or outcome["status"] >= 500:
                why = _refusal(write, outcome["error"]).reason
                again.append(write)
            elif not _counted(tally, outcome, write):
                refused.append(_refusal(write, outcome["error"]))
        left = again
        if not left:
            return tally, refused


def _request(server: Server, index: str, writes: Sequence[Write]) -> list[Body]:
    with server.raw() as client:
        # the lines are JSON already, which the client sends as they are, whatever its types say
        lines: list[Any] = [line for write in writes for line in write.lines()]
        answer = client.options(request_timeout=_SECONDS, max_retries=0).bulk(
            index=index,
            operations=lines,
            timeout=_HELD,
            filter_path="items.*.status,items.*.result,items.*.error",
        )
    return list(answer["items"])


def _counted(tally: Tally, outcome: Body, write: Write) -> bool:
    """Count the result of a write; return False if it was refused."""
    error = outcome.get("error")
    if error is None:
        tally.more += {"created": 1, "deleted": -1}.get(outcome["result"], 0)
        return True
    if outcome["status"] == 409:
        # a later write of the same id is there, or this very one, sent before
        tally.unsure += f"current version [{write.version}]" in error["reason"]
        return True
    return bool(outcome["status"] == 404)


def _refusal(write: Write, error: Body) -> Refusal:
    reason = error["reason"]
    cause = (error.get("caused_by") or {}).get("reason")
    found = _IN_FIELD.search(reason)
    field = (found[1] or found[2]) if found else ""
    return Refusal(write.id, field, f"{reason}: {cause}" if cause else reason)


def _full(reason: str) -> LoadError:
    return LoadError(
        f"Elasticsearch has closed the index for writing, most likely because a disk is full: "
        f"{reason}"
    )
