"""The embedded engine: tantivy, an index in a folder (or in memory), with no server.

schema      what of a mapping becomes which tantivy field, and what is refused
translate   a clause tree as a tantivy query
filtering   the filters of a search, and their values
counting    facets, as one aggregation and what it leaves to mend
nearly_met  the records that count in any facet, `filter_text` filters as aggregations take them
by_number   records found again by their numbers, and what nearly all have by those that lack it
whole_counts  facets of most records: those of all, less those of the others
counted_queries  how many records queries find, those for the same dear words in one pass
ordering    which hits are on a page, in which order
ranks       the order of the ids, for hits that tie
far_pages   where a far page in a declared order begins, found by counting
page_ends   the ends of pages in a declared order, remembered
highlights  where the words stand in a text
plain       texts made plain, so that words are found fast
folder      builds and lock on disk, with the `pointer`; `memory` the same for tests
build       an index being written; `writing` what goes wrong then; `durable` files
open_build  a build that is open: hits, whole records, scans; by `private_links`
seal        sizes and checksums of a build, and what is damage
live        the build that is live, followed and doubted; `background` looks after it
recovery    back to the last whole build
reading     what happens when a read fails; `failures` tells whose fault it is
engine      the contract, put together from these; `care` its part that is about damage
"""

from service.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
