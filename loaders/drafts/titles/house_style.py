"""Titles in which a body comes before the type: "US Embassy Seoul Telegram 1234 to State".

"Department of State Cable, US Embassy Seoul to SecState" names the body that holds the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.drafts.titles.dividing import topic_start
from loaders.drafts.titles.document_types import DocumentType, Vocabulary
from loaders.drafts.titles.lexicon import has_any
from loaders.drafts.titles.parties import Reader
from loaders.drafts.titles.party_lists import read_list
from loaders.drafts.titles.routes import Route
from loaders.drafts.titles.tidying import hide, without_quoted

_KIND = r"(?P<kind>[^\W\d_][\w-]*)"
_NUMBER = r"(?P<number>(?:[A-Z]{1,4}-?)?\d[\w/.-]*)"
_NUMBERED = re.compile(
    rf"^(?P<from>.+?)\s+{_KIND}\s+(?:no\.?\s*|number\s+)?{_NUMBER},?\s+to\s+(?P<to>\S.*)$",
    re.IGNORECASE,
)
_FILED = re.compile(
    rf"^(?P<file>[^,]+?)\s+{_KIND},\s+(?P<from>.+?)\s+to\s+(?P<to>\S.*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sent:
    """The result for such a title."""

    type: DocumentType
    number: str
    route: Route


def read_house_style(text: str, vocabulary: Vocabulary, reader: Reader) -> Sent | None:
    """Return type, number and parties of such a title, or None if any is uncertain."""
    text = without_quoted(text).strip(" ,;")
    shown = hide(text)
    found = _NUMBERED.match(shown)
    number = found["number"].rstrip(".") if found else ""
    if found is None:
        found = _FILED.match(shown)
        if found is None or not has_any("bodies", found["file"].split()):
            return None
    kind = vocabulary.find(text[found.start("kind") : found.end("kind")])
    if kind is None or kind.parties == "body":
        return None
    sides = [text[found.start(name) : found.end(name)] for name in ("from", "to")]
    sides = [side[: topic_start(side)] for side in sides]
    if not all(reader.is_settled(side) for side in sides):
        return None
    sender, recipient = (read_list(side, reader) for side in sides)
    return Sent(kind, number, Route(sender, recipient))
