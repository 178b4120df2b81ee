"""Measuring relevance: judged collections, known items, and a historian's questions.

`make bench-relevance` loads everything through `searchroom load`, asks the API of both engines,
and prints the tables of docs/relevance.md.
"""
