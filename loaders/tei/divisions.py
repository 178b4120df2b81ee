"""The divisions of a TEI file: documents of a volume, letters or entries, or one text."""

from __future__ import annotations

from contextlib import suppress

from loaders.drafts.xml.files import Element, XmlFault, XmlParts

DOCUMENTS = frozenset({"document"})
LETTERS = frozenset(
    {"charter", "diary-entry", "diaryentry", "entry", "letter", "postcard", "telegram"}
)
_TAGS = ("{*}TEI", "{*}TEI.2", "{*}div")


def is_of(element: Element, kinds: frozenset[str]) -> bool:
    """Return whether a `div` has one of the types."""
    return (element.get("type") or "").strip().casefold() in kinds


def kinds_in(path: str) -> frozenset[str]:
    """Return the types of divisions that are records; none if the file itself is one.

    Documents take precedence over letters, which may be quoted in them; a single letter is its
    file. Raises LoadError if the file cannot be opened.
    """
    letters = 0
    parts = XmlParts(path, _TAGS)
    with suppress(XmlFault):  # reading the file meets the fault again and reports it
        for event, element in parts:
            if event == "end":
                parts.drop(element)
            elif is_of(element, DOCUMENTS):
                return DOCUMENTS
            else:
                letters += is_of(element, LETTERS)
    return LETTERS if letters > 1 else frozenset()
