"""Proposals of names for one person from a loaded catalogue, for a curator to decide."""
