"""The Elasticsearch engine: one node or a cluster, over the official client.

translate   a clause tree as Elasticsearch's query language
filtering   the filters of a search
counting    facets: the requested aggregations, and the counts read from them
marking     highlighting: the words in each field, and the marks as HTML
request     the whole body of a search, and the answer read; pure, like the four above
pairs, numbers  two-way counts, and the extremes of numbers
partial     whether the whole index answered
options     the operator's settings
client      the connection, and the conversion of its exceptions
indexes     names and aliases: what is live, what was before, moving from one to another
answering_index  the index that answered a search
made_once   creating an index that two processes may need at once
lock        one load at a time, on a document that expires
bulk        records into an index, with back-off
build       an index being written
lasting, changes_index  what outlives every index: withdrawals, the list of changes
terms       the indexed terms of a path
lookups     spellings, frequencies, extents, and which words a record has
stems       words as the server stems them, remembered
name_counts  the names of one person counted as one value
every_value  facets with more values than one answer holds
scanning, by_ids  every record of an index at one point in time, or those of some ids
engine      the contract, put together from these; `care` and `recovery` its part about damage
"""

from service.engines.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine"]
