"""The forms in which a search is followed: a registry; adding one is a module and a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.exports.following import Followed


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """One form: the ending of its address (/feed.atom), its label, its media type, its writer."""

    ending: str
    label: str
    media_type: str
    write: Callable[[Followed], bytes]


def _atom(followed: Followed) -> bytes:
    from service.exports.atom import atom  # noqa: PLC0415 - with lxml, which no search needs

    return atom(followed)


FEEDS = (FeedFormat("atom", "Atom", "application/atom+xml", _atom),)
BY_ENDING = {item.ending: item for item in FEEDS}
