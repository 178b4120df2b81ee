"""Bridges: forms with one meaning, their sources, and the forms that are refused."""
