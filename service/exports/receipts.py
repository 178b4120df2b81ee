"""A search as it was on a day, to be cited: how many records, in which order, of which index.

All of it is in the receipt, which is a part of an address: nothing is stored. It is

    <day>T<time>Z-<count>-<digest>      20261129T211601Z-82-3f9c6e2ab81d44c07a

the moment at which the index was built (UTC), the number of records, and a digest of their ids
in their order, of the first `MOST` where there are more. The search itself is the query string
behind it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.engines.contract import Engine
from service.errors import IndexMoved, NotFound
from service.exports.recent import CHANGED, FIRST_SEEN
from service.query.request import Query
from service.results import IndexInfo
from service.search.arguments import Arguments
from service.search.fallback import search
from service.search.question import query_of, question_of
from service.search.records import TRIES
from service.search.site import Site

MOST = 10_000
"""Records whose order a receipt vouches for: to read their ids takes about a second."""
_SECOND = 19  # characters of a moment in ISO 8601, to the second
_STEP = 500  # records read in one go; only their ids and moments are asked for
_RECEIPT = re.compile(r"(\d{8}T\d{6})(\d*)Z-(\d{1,12})-([0-9a-f]{18})", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a search found: `built` is the moment of its index, "2026-11-29T21:16:01Z"."""

    built: str
    count: int
    digest: str

    def write(self) -> str:
        """Return the receipt as it is in an address."""
        found = _MOMENT.match(self.built)
        moment = "".join((*found.groups()[:3], "T", *found.groups()[3:6])) if found else ""
        part = (found[7] or "") if found else ""
        return f"{moment or '00000000T000000'}{part}Z-{self.count}-{self.digest}"


def read_receipt(text: str) -> Receipt:
    """Return the receipt that an address has. Raises NotFound where it is not one."""
    found = _RECEIPT.fullmatch(text)
    if found is None:
        raise NotFound(
            sentence(
                "this is not the receipt of a search; copy the whole address that you were given"
            )
        )
    day, part = found[1], f".{found[2]}" if found[2] else ""
    built = f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[9:11]}:{day[11:13]}:{day[13:15]}{part}Z"
    return Receipt(built, int(found[3]), found[4])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search finds now: its receipt, its first records in their order, and its index.

    The records have their ids and moments alone.
    """

    receipt: Receipt
    records: tuple[Record, ...]
    index: IndexInfo
    partial: bool

    def new(self, since: str) -> list[Record]:
        """Return the records that were first seen after a moment."""
        return [record for record in self.records if _is_after(record.text(FIRST_SEEN), since)]

    def changed(self, since: str) -> list[Record]:
        """Return the records that were there at a moment and have changed since."""
        return [
            record
            for record in self.records
            if _is_after(record.text(CHANGED), since)
            and not _is_after(record.text(FIRST_SEEN), since)
        ]


def _is_after(moment: str, since: str) -> bool:
    """Return whether a moment is after another, by the second: not all have parts of one."""
    return moment[:_SECOND] > since[:_SECOND]


def answer_now(site: Site, arguments: Arguments) -> Answer:
    """Return what a search finds, in the order that its arguments ask for.

    Where another index is published while it is read, all is read again; raises IndexMoved where
    that happens time and again.
    """
    for _ in range(TRIES - 1):
        try:
            return _answer(site, arguments)
        except IndexMoved:
            continue
    return _answer(site, arguments)


def _answer(site: Site, arguments: Arguments) -> Answer:
    question = question_of(arguments.changed(), site.mapping, site.names.rings, site.bridges)
    step = question.arguments.with_(facets=(), highlight=False, size=_STEP, page=1, cursor="")
    query = query_of(step, site.mapping, question.reading, rings=question.rings)
    kept = [name for name in (FIRST_SEEN, CHANGED) if site.mapping.field(name)]
    query = replace(query, fields=tuple(kept))
    answered = search(site, question.arguments, query, question.reading)
    first = answered.result
    records = list(_read(site.engine, answered.query, first.index.version))
    receipt = Receipt(first.index.built, first.total, _digest(record.id for record in records))
    return Answer(receipt, tuple(records), first.index, first.partial)


def _read(engine: Engine, query: Query, version: str) -> Iterator[Record]:
    after, left = None, MOST
    while left > 0:
        page = engine.search(replace(query, after=after, size=min(_STEP, left)))
        if page.index.version != version:
            raise IndexMoved(
                sentence("the catalogue was published again while it was being read; start again")
            )
        yield from (hit.record for hit in page.hits)
        left -= len(page.hits)
        if not page.hits or len(page.hits) < _STEP:
            return
        after = page.hits[-1].key


def _digest(ids: Iterable[str]) -> str:
    """Return 72 bits of a digest: chance never meets twice, and it can still be read aloud."""
    digest = hashlib.blake2b(digest_size=9)
    for id in ids:
        digest.update(id.encode() + b"\n")
    return digest.hexdigest()
