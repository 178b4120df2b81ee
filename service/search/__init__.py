"""The use case: a search from its arguments to its answer, and all links between answers."""
