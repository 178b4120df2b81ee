"""What is counted beside one answer, bounded: other spellings, facets, and ways to find more.

Of a question that takes an engine long, each of these takes as long again. So the estimated time of
each (`service.query.work`) is paid out of a purse, and what it has no room for is left out. No
question is answered much later than others then, whatever it asks for. All that concerns the words
of an answer shares one purse; the ways to find more have another.
"""

from __future__ import annotations

from functools import cached_property

from service.engines.contract import Engine
from service.errors import PartAway
from service.query import work
from service.query.bounds import costly
from service.query.clauses import Any, Clause, Everything, Word
from service.query.request import Query

ROOM = 13.0
"""Room of a purse for ways to find more, and of one for the words of an answer, the answer itself
included; in the unit of `service.query.work`. It is four times as long as a usual answer takes: of
1,500 questions that readers ask 30 have a count left out, mostly of spellings of known words."""
_PARTS = 2.5
"""The longest that it may take to find a question, any of whose words is enough, where each record
says which of them it has, and in which fields. That takes four times as long."""
_MANY = 40  # words of a question that are each counted: in longer ones few of them decide
_SLOW = 1.5  # the longest that the words take to find of a question that is searched for at once
_VERY_SLOW = 3.0  # and of one whose words are marked in the long texts of all records of a page
_FACETS = 9.0
"""Room for an answer with facets of which some have a choice, so that each is counted by itself. Of
these questions none takes more than 8."""


class Purse:
    """The time left for counts beside an answer; how common words are is looked up when needed."""

    def __init__(self, engine: Engine, query: Query) -> None:
        self.engine = engine
        self._query = query
        self._known: dict[Word, float] = {}
        self._paid = 0.0
        self._last: tuple[Clause, tuple[float, float]] = Any(()), (0.0, 0.0)

    def another(self, query: Query) -> Purse:
        """Return a purse for another query, from which nothing is paid yet.

        How common words are need not be looked up again.
        """
        other = Purse(self.engine, query)
        other._known = self._known
        return other

    def beside(self, query: Query) -> Purse:
        """Return a purse for the answer to another query, from which as much is paid already."""
        other = self.another(query)
        other._paid = self._paid
        return other

    @property
    def is_slow(self) -> bool:
        """Whether the words take so long to find that few searches can be made for them."""
        return self._takes(_SLOW)

    @property
    def is_very_slow(self) -> bool:
        """Whether the words take so long to find that few long texts can be marked too."""
        return self._takes(_VERY_SLOW)

    def _takes(self, more: float) -> bool:
        return costly(self._query.clause) > 1 and self._counting(self._query) > more

    def has_room(self, times: int) -> bool:
        """Return whether there is room to count the query of the answer that many times."""
        return times * self._counting(self._query) <= self._room - self._paid

    def pay(self, *queries: Query, times: int = 1) -> bool:
        """Return whether there is room to count all these queries that many times, and take it."""
        cost = times * sum(map(self._counting, queries))
        if cost > self._room - self._paid:
            return False
        self._paid += cost
        return True

    def charge(self, query: Query) -> None:
        """Take what it took to count a query, whether there was room for it or not."""
        self._paid += self._counting(query)

    def pay_for_parts(self, clause: Clause) -> bool:
        """Return whether there is room to ask which parts of a clause each record has, and take it.

        Of single words it takes almost no time.
        """
        if work.is_plain(clause, self.engine.mapping):
            return True
        return self._finding(clause)[0] <= _PARTS and self.pay(Query(clause), times=4)

    def has_room_for_facets(self, times: int = 1) -> bool:
        """Return whether there is time to count facets that often, as with single words."""
        query = self._query
        if work.is_plain(query.clause, self.engine.mapping):
            return True
        left = min(_FACETS if query.filters else ROOM, ROOM - self._paid) / times
        if work.answering(query, self._at_most(query)) + work.facets(query, 1.0) <= left:
            return True  # however common its words are: none need be counted
        found = self._finding(query.clause)[1]
        return work.answering(query, self._counting(query)) + work.facets(query, found) <= left

    @cached_property
    def _room(self) -> float:
        return max(0.0, ROOM - work.answering(self._query, self._counting(self._query)))

    def _at_most(self, query: Query) -> float:
        """Return how long it takes to count a query, were each of its words in every record."""
        mapping = self.engine.mapping
        found = work.finding(query.clause, lambda _: 1.0, mapping)
        return found + work.narrowing(query, mapping)

    def _counting(self, query: Query) -> float:
        finding, most = self._finding(query.clause)
        return finding + work.narrowing(query, self.engine.mapping) * most

    def _finding(self, clause: Clause) -> tuple[float, float]:
        """Return how long it takes to find a clause, and the share of all records that it finds."""
        if clause is not self._last[0]:  # that of a way out is mostly that of the answer
            self._learn(clause)
            mapping = self.engine.mapping
            finding = work.finding(clause, self._share, mapping)
            self._last = clause, (finding, work.most_found(clause, self._share, mapping))
        return self._last[1]

    def _share(self, word: Word) -> float:
        return self._known.get(word, 1.0)

    def _learn(self, clause: Clause) -> None:
        """Count in one go the words that are not known yet, of many those of phrases alone.

        What is not counted is taken for as common as any. Where a part of the index is away, all
        are taken for rare: the answer says that it is partial, and little is counted beside it.
        """
        mapping = self.engine.mapping
        words = work.words_of(clause, mapping)
        if len(words) > _MANY:
            words = work.words_of(clause, mapping, of_phrases=True)[:_MANY]
        new = [one for one in words if one not in self._known]
        if not new:
            return
        clauses: tuple[Clause, ...] = (Everything(), *new)
        try:
            queries = [Query(one, size=1, highlight=False) for one in clauses]
            records, *counts = self.engine.count(queries)
        except PartAway:
            records, counts = 0, [0] * len(new)
        of = max(work.RECORDS, records)
        self._known |= {one: count / of for one, count in zip(new, counts, strict=True)}
