"""Queries: the clauses of a text, the whole query, and the parsing of typed text."""
