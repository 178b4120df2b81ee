"""The sections of a volume: its compilations and chapters, which are the levels above a document.

They are not part of the document's own text, like the series of a file in a finding aid.
"""

from __future__ import annotations

from index_mappings.record import Ancestor
from loaders.drafts.xml.files import Element, local
from loaders.tei.header import Header
from loaders.tei.persons import XML_ID
from loaders.tei.text import line
from service.lasting.derived_ids import cut_bytes

_ID_BYTES = 512  # the most an id of a record has, which a level may be


def section_of(section: Element) -> tuple[str, str]:
    """Return a section's kind and title ("Chapter", "I. Elections")."""
    kind = (section.get("type") or local(section)).capitalize()
    return kind, line(section.find("{*}head")).rstrip(":")


def levels_above(document: Element, volume: Header) -> tuple[Ancestor, ...]:
    """Return the volume and the sections that a document is in, top first.

    A section without a title is not a level. A section without an id gets one made of the titles
    above it.
    """
    levels = [Ancestor(volume.id, volume.title)]
    for section in reversed(list(document.iterancestors("{*}div"))):
        title = section_of(section)[1]
        if title:
            own = section.get(XML_ID) or ""
            id = f"{volume.id}/{own}" if own else f"{levels[-1].id}/{title}"
            levels.append(Ancestor(cut_bytes(id, _ID_BYTES), title))
    return tuple(levels)
