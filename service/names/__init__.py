"""Name rings: the names of one person, kept by a curator, applied when a search is made."""
