"""Benchmarks: how fast it is compared with the alternatives."""
