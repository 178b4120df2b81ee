"""The Elasticsearch engine: one node or a cluster, over the official client.

translate   a clause tree as Elasticsearch's query language
filtering   the filters of a search
counting    facets: the aggregations asked for, and the counts read from them
marking     what is marked in which field, and the marks as HTML
request     the whole body of a search, and the answer read; pure, like the four above
pairs, numbers  two-way counts, and the extremes of numbers
partial     whether all of an index answered
options     what an operator may set
client      connecting, and the client's exceptions made ours
indexes     names and aliases: what is live, what was before, moving from one to another
answering_index  which index answered a search, and what is known of it
made_once   an index of ours that two may need first at once
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
