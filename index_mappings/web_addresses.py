"""What is an address of the web."""

from __future__ import annotations


def is_web_address(text: str) -> bool:
    """Tell whether a text begins as an address of the web, in capitals too (RFC 3986, 3.1)."""
    return text[:8].lower().startswith(("http://", "https://"))
