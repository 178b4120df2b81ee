"""The budget for additional counts of one answer: other spellings, and ways to find more.

Of a question that takes an engine long, each of these takes as long again. All of an answer shares
one purse, so that no question is answered much later than others, whatever it asks for.
"""

from __future__ import annotations

from functools import cached_property

from service.engines.contract import Engine
from service.query import work
from service.query.clauses import Any, Clause, Everything, Word
from service.query.request import Query

ROOM, FOR_SPELLINGS = 16.0, 13.0
"""Room for an answer and the ways to find more beside it, and for other spellings, in the unit of
`service.query.work`: five times as long as a usual answer takes. Of 1,500 questions that readers
ask six lack room."""
_PARTS = 3.5
"""The longest that it may take to find a question, any of whose words is enough, where each record
says which of them it has. That takes twice as long."""
_MANY = 40  # words of a question that are each counted: in longer ones few of them decide
_FACETS = 9.0
"""Room for an answer with its facets. No question of these takes more than 8."""


class Purse:
    """The remaining budget for counts beside an answer; nothing is looked up before use."""

    def __init__(self, engine: Engine, query: Query, room: float = ROOM) -> None:
        self.engine = engine
        self._query = query
        self._whole = room
        self._known: dict[Word, float] = {}
        self._paid = 0.0
        self._last: tuple[Clause, tuple[float, float]] = Any(()), (0.0, 0.0)

    def beside(self, query: Query) -> Purse:
        """Return what is left of it beside the answer to another query of much the same words."""
        left = Purse(self.engine, query, self._whole)
        left._known, left._paid = self._known, self._paid
        return left

    @property
    def leaves_no_facets(self) -> bool:
        """Tell whether what is chosen beside costly words makes facets take too long to count."""
        query = self._query
        if work.is_plain(query.clause):
            return False
        taken = work.answering(query, self._counting(query))
        most = _FACETS if query.filters else ROOM
        return taken > most or taken + self._paid > ROOM

    def finds_quickly(self, clause: Clause) -> bool:
        """Tell whether each record can be asked for the parts of a clause, and take the room."""
        if work.is_plain(clause):
            return True
        return self._finding(clause)[0] <= _PARTS and self.pay(Query(clause), 2)

    def pay(self, query: Query, times: int = 1) -> bool:
        """Tell whether there is room to count so many queries like this one, and take it."""
        cost = times * self._counting(query)
        if cost > self._room - self._paid:
            return False
        self._paid += cost
        return True

    def owe(self, query: Query) -> None:
        """Take what it took to count a query that was counted anyway."""
        self._paid += self._counting(query)

    def holds(self, times: int) -> bool:
        """Tell whether there is room to count the query itself so many times."""
        return times * self._counting(self._query) <= self._room - self._paid

    @cached_property
    def _room(self) -> float:
        return max(0.0, self._whole - work.answering(self._query, self._counting(self._query)))

    def _counting(self, query: Query) -> float:
        finding, most = self._finding(query.clause)
        return finding + work.narrowing(query, self.engine.mapping) * most

    def _finding(self, clause: Clause) -> tuple[float, float]:
        """Return how long it takes to find a clause, and the share of all records that it finds."""
        if clause is not self._last[0]:  # that of a way out is mostly that of the answer
            self._learn(clause)
            found = work.finding(clause, self._share), work.most_found(clause, self._share)
            self._last = clause, found
        return self._last[1]

    def _share(self, word: Word) -> float:
        return self._known.get(word, 1.0)

    def _learn(self, clause: Clause) -> None:
        """Count in one go the words that are not known yet, of many those of phrases alone.

        What is not counted is taken for as common as any.
        """
        words = work.words_of(clause)
        if len(words) > _MANY:
            words = work.words_of(clause, of_phrases=True)[:_MANY]
        new = [one for one in words if one not in self._known]
        if not new:
            return
        clauses: tuple[Clause, ...] = (Everything(), *new)
        queries = [Query(one, size=1, highlight=False) for one in clauses]
        records, *counts = self.engine.count(queries)
        self._known |= {
            one: count / max(1, records) for one, count in zip(new, counts, strict=True)
        }
