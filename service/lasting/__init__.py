"""What outlives every index: which records were withdrawn, and what changed with each publish.

withdrawals  the list of what was withdrawn, without its content
marks        keyed hashes by which a copy of a withdrawn record is known; `derived_ids` its ids
gate         what of a record may be written into an index
bearers      listed names that are known only from records that may not be shown
held         digests of what sources hold back; `openings` the days on which embargoes end
changes      the numbered list of changes; `comparing` one index with the next makes it
storing      where the list and the changes are kept: beside the pointer, or in an index of ours
missed       words that readers looked for and did not find; `folder_lock` one writer at a time
"""
