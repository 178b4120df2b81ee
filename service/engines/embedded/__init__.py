"""The embedded engine: tantivy, an index in a folder (or in memory), with no server.

To write:
schema      what of a mapping becomes which tantivy field, and what is refused
analyzers   the analyzers of a mapping as tantivy runs them
entries     a record as tantivy is given it, with `written_words` and `joined_names`
build       an index being written; `failed_writes` what goes wrong then; `durable` files
finished_build  a build asked before it is published
folder      builds and lock on disk, with the `pointer`; `memory` the same for tests
seal        sizes and checksums of a build, and what is damage
lasting, changes_file, names_file  withdrawals, the list of changes, the names of a build

To search:
translate   a clause tree as a tantivy query, with `conditions` and `added_scores`
filtering   the filters of a search, and their values; `absent_values` what no record can meet
ordering    which hits are on a page, in which order; `page_hits` them as records
ranks       the order of the ids, for hits that tie
order_places  where each record is in a declared order: a far page in one pass
far_pages   where a far page of a large build begins, found by counting
page_ends   the ends of pages in a declared order, remembered
record_cache  records of lists of hits, the lately shown ones kept

To count:
counting    facets, as one aggregation and what it leaves to do; `halves` them under each other
nearly_met  the records that count in any facet; `filter_text` filters as aggregations take them
by_number   records found again by their numbers, and what nearly all have by those that lack it
whole_counts  facets of most records: those of all, less those of the others
many_values  facets with more values than tantivy counts in one go
span_counts  chosen spans of years, counted in one table
counted_queries  how many records queries find, those for the same costly words in one pass
pairs, numbers, extents  two-way counts, extremes of numbers, values with their dates

To mark:
highlights  where the words are in a text, with `wanted_words`, `word_marks` and `text_parts`
plain_text  texts made plain, so that words are found fast

To stay alive:
open_build  a build that is open: hits, whole records, scans; by `private_links`
live_build  the build that is live, followed and doubted; `background` looks after it
lookups     spellings, frequencies, and which words a record has
recovery    back to the last whole build
failed_reads  what happens when a read fails; `failures` tells whose fault it is
engine      the contract, put together from these; `care` its part that is about damage
"""

from service.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
