"""Recognising web addresses."""

from __future__ import annotations


def is_web_address(text: str) -> bool:
    """Return whether a text begins like a web address, in either case (RFC 3986, 3.1)."""
    return text[:8].lower().startswith(("http://", "https://"))
