"""The use case: one question from its arguments to its answer, and every link between answers."""
