"""Validation of a mapping file: all faults at once, each with its path."""
