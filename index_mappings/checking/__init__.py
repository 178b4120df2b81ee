"""A mapping file held against its format: all faults at once, each with its path."""
