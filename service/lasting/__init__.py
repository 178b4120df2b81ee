"""What outlives every index: which records were withdrawn, and what changed with each publish.

withdrawals  the list of what was withdrawn, without its content
marks        keyed hashes by which a copy of a withdrawn record is known
gate         what of a record may be written into an index
storing      where the list and the changes are kept: beside the pointer, or in an index of ours
"""
