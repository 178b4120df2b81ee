"""The embedded engine: tantivy, an index in a folder (or in memory), with no server.

schema      what of a mapping becomes which tantivy field, and what is refused
translate   a clause tree as a tantivy query
filtering   the filters of a search, and their values
counting    facets, as one aggregation and what it leaves to mend
ordering    which hits are on a page, in which order
ranks       the order of the ids, for hits that tie
page_ends   the ends of pages in a declared order, remembered
highlights  where the words stand in a text
plain       texts made plain, so that words are found fast
folder      builds, pointer and lock on disk; `memory` the same for tests
build       an index being written
reading     a build that is open: hits, whole records, scans
engine      the contract, put together from these
"""

from service.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
