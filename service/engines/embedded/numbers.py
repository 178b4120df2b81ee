"""The extremes of numbers on tantivy: one aggregation over what a query finds."""

from __future__ import annotations

from collections.abc import Sequence

from service.engines.embedded.absent_values import unmet
from service.engines.embedded.failed_reads import reads
from service.engines.embedded.filtering import matching
from service.engines.embedded.lookups import known
from service.engines.embedded.ordering import count
from service.engines.embedded.pairs import CountsPairs
from service.engines.number_sums import read_numbers
from service.query.request import Query as Asked
from service.results import NumbersFound


class SumsUpNumbers(CountsPairs):
    """The part of the embedded engine for number fields."""

    @reads
    def numbers(self, query: Asked, fields: Sequence[str]) -> NumbersFound:
        """Return the extremes of number fields, and the number of records with a value."""
        live = self._live()
        query = known(query, live)
        if unmet(query, live):
            return read_numbers({}, fields, live.schema.mapping, 0, live.info)
        found = matching(query, live.schema)
        total = count(live.searcher, found)
        aggregations = {field: {"stats": {"field": field}} for field in fields}
        answer = live.searcher.aggregate(found, aggregations) if fields and total else {}
        return read_numbers(answer, fields, live.schema.mapping, total, live.info)
