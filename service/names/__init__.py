"""Name rings: the names of one person, maintained by a curator and applied in searches."""
