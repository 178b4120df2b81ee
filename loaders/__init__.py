"""Getting records in: one module per source format, and the publishing of an index."""
