"""The kinds of fields: one file for each, and the list of them in `registry`."""
