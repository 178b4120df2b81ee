"""Tokens made dates, and dates made spans of days."""
