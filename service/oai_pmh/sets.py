"""Collections as sets of OAI-PMH, whose names may have few characters."""

from __future__ import annotations

from urllib.parse import quote, unquote

SAFE = "-_.!*'()"
"""What may be there beside letters, figures and the tilde."""


def set_name(id: str) -> str:
    """Return a collection's id as the name of a set, which may have few characters."""
    return quote(id.replace("~", "%7E"), safe=f"{SAFE}%").replace("%", "~")


def set_id(name: str) -> str:
    """Return the id of the collection whose name as a set this is."""
    return unquote(name.replace("~", "%"))
