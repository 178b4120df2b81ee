"""A real Elasticsearch for the tests: the minimal distribution and a small plugin, no Docker."""
