"""Loading records: one package for each source format, and the publishing of an index."""
