"""The extremes of numbers on Elasticsearch: `stats` over what a query finds."""

from __future__ import annotations

from collections.abc import Sequence

from service import clock
from service.engines.elastic.pairs import LEAST, CountsPairs
from service.engines.elastic.partial import AWAY, is_partial
from service.engines.elastic.request import count_body
from service.engines.number_sums import read_numbers
from service.errors import EngineUnavailable
from service.query.request import Query
from service.results import NumbersFound


class SumsUpNumbers(CountsPairs):
    """The part of the Elasticsearch engine for number fields."""

    def numbers(self, query: Query, fields: Sequence[str]) -> NumbersFound:
        """Return the extremes of number fields, and the number of records with a value."""
        with self._reading() as client:
            info = self._live.info(client)
            allowed = min(float(self._server.options.timeout), max(clock.left(), LEAST))
            answer = client.search(
                index=info.name,
                query=count_body(query, self.mapping)["query"],
                size=0,
                track_total_hits=True,
                aggs={field: {"stats": {"field": field}} for field in fields},
                timeout=f"{int(allowed * 1000)}ms",
                allow_partial_search_results=False,
            ).body
            if is_partial(answer):
                raise EngineUnavailable(AWAY)
            total = answer["hits"]["total"]["value"]
            found = answer.get("aggregations", {})
            return read_numbers(found, fields, self.mapping, total, info)
