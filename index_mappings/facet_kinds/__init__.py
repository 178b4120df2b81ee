"""The kinds of facets: one file for each, and the list of them in `registry`."""
