"""The titles by which other records may name a record of XML that is held back.

They are never written anywhere: notes such as "Part of" of other records are compared with them.
"""

from __future__ import annotations

from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import line

_WITHIN = frozenset({"did", "titleInfo"})
"""Elements in which a description has its own title; in others there are those of other records."""
_TITLES = frozenset({"title", "unittitle", "head"})


def titles_of(record: Element) -> tuple[str, ...]:
    """Return the titles of a description as written; none if it has none.

    Dublin Core has `title`, MODS `titleInfo/title`, a finding aid `did/unittitle`, TEI `head`, LIDO
    an `appellationValue`.
    """
    parts = [*record]
    parts += [inner for part in record if local(part) in _WITHIN for inner in part]
    titles = [line(part) for part in parts if local(part) in _TITLES]
    titles += map(line, record.iterfind("{*}descriptiveMetadata//{*}titleSet/{*}appellationValue"))
    return tuple(dict.fromkeys(filter(None, titles)))
