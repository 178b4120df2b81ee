"""What is asked: the clauses of a text, the whole question, and the reading of a typed text."""
