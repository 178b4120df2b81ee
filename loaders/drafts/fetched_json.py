"""JSON answers of a server, page after page, with limits on the total."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson

from index_mappings.json_values import Json
from loaders.drafts.fetching import Fetcher, Limits
from loaders.drafts.json_values.bounds import BRACKETS, Marks
from loaders.drafts.progress import show_line
from service.errors import LoadError

ANSWER_BYTES = 50_000_000
"""Bytes of one answer: a page of a hundred long records has a tenth of it."""

_RECORDS = 20  # as many as the largest records may be in one answer
_ANSWERS = 200_000  # asked of one server in a load: a million records have twenty thousand pages


class Answers:
    """The answers of one server to a load; `wait` and `tell` are those of a `Fetcher`."""

    def __init__(
        self,
        address: str,
        limits: Limits | None = None,
        wait: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] = show_line,
    ) -> None:
        """Raise LoadError if the address is not valid."""
        self._limits = limits or replace(Limits(), bytes=ANSWER_BYTES)
        accept = "application/ld+json, application/json"
        self._fetcher = Fetcher(address, self._limits, wait, tell, accept)
        self._wait = wait
        self._asked = 0

    def get(self, url: str) -> Json:
        """Return the JSON at an address.

        Raises LoadError if it does not answer in time, the answer is too large or not JSON, or the
        load has made more requests than any catalogue has pages.
        """
        self._asked += 1
        if self._asked > _ANSWERS:
            raise LoadError(f"{url}: the server still has more after {_ANSWERS:,} answers")
        if self._asked > 1:
            self._wait(self._limits.pause)
        with tempfile.TemporaryDirectory(prefix="searchroom-") as folder:
            path = Path(folder) / "answer.json"
            self._fetcher.fetch(url, path)
            return decoded(path.read_bytes(), url)


def decoded(data: bytes, shown: str, *, records: int = _RECORDS) -> Json:
    """Return the value of JSON; raise LoadError with its origin, `shown`, if it is not JSON.

    `records` is the number of records of the maximal size that it may contain.
    """
    if Marks.of(data).brackets > BRACKETS * records:
        raise LoadError(f"{shown}: the JSON has more lists and objects than records have")
    try:
        value: Json = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise LoadError(f"{shown}: the answer is not JSON: {error}") from error
    return value
