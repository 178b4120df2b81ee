"""Bridges: forms that mean one thing, where they come from, and which of them are refused."""
