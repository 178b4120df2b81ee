"""Words with two readings: deleted and added, misspelt and corrected, or variant.

Whole words are kept side by side, so that both can be found. For a change within a word
("rec<del>ei</del><add>ie</add>ve") the final word, or the editor's, is written, and a note has the
changed letters, which are not a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from loaders.drafts.xml.files import Element, local
from loaders.tei.renditions import BLOCKS

_OF_THE_SOURCE = ("sic", "orig", "abbr", "am", "lem")
_READINGS = frozenset({"lem", "rdg", "rdgGrp"})
_CHANGED = frozenset({"add", "del"})
_ENDS_A_WORD = frozenset({"note", "pb", "gap", "space", "cell", "ptr", "ref"})


def readings(element: Element) -> Iterator[tuple[str, Element, str]]:
    """Yield the readings of a choice or an apparatus, each with its brackets.

    The source's reading, or the one an apparatus prefers, comes first; those of the editors and
    others are in brackets. Within a word only the last reading is used.
    """
    found = _in_order(element)
    if len(found) > 1 and _is_within_word(element):
        yield "", found[-1], ""
        return
    yield from (("", one, "") for one in found[:1])
    yield from ((" [", one, "]") for one in found[1:])


def _in_order(element: Element) -> list[Element]:
    is_apparatus = local(element) == "app"
    found = [
        child
        for child in element
        if local(child) and (not is_apparatus or local(child) in _READINGS)
    ]
    return sorted(found, key=lambda child: local(child) not in _OF_THE_SOURCE)


def notes_in(apparatus: Element, without: Collection[Element]) -> list[Element]:
    """Return the notes among the readings of an apparatus, except those `without`."""
    return [note for note in apparatus.iterchildren("{*}note") if note not in without]


def left_for_notes(element: Element) -> list[str]:
    """Return the texts of notes on a change within a word; none for a change of whole words."""
    if not _is_within_word(element):
        return []
    if local(element) == "del":
        return list(filter(None, [note_on("Deleted", element)]))
    return [note for one in _in_order(element)[:-1] if (note := note_on("In the source", one))]


def is_deleted(element: Element) -> bool:
    """Return whether an element is a deletion that was not taken back."""
    above = element.getparent()
    return local(element) == "del" and (above is None or local(above) != "restore")


def touches(element: Element, *, after: bool) -> bool:
    """Return whether words are directly before a deletion, or after it with `after`."""
    other = element.getnext() if after else element.getprevious()
    if other is not None and local(other) in _CHANGED:
        between = element.tail if after else other.tail
        if not between:
            return True
    return _beside(element, after=after).isalnum()


def marks_of_doubt(element: Element) -> tuple[str, str]:
    """Return what is put around words that an editor supplied or cannot read well.

    "[supplied]", "unclear[?]", "[…]" for a gap. Letters within a word are left as they are, or
    the word could not be found.
    """
    if local(element) == "gap":
        return " […] ", ""
    words = "".join(map(str, element.itertext())).strip()
    if not words or "[" in words or _is_within_word(element):
        return "", ""
    return ("[", "]") if local(element) == "supplied" else ("", "[?]")


def note_on(what: str, element: Element) -> str:
    """Return the text of a note on words that are not in the text: "Deleted: ei"; or ""."""
    words = " ".join("".join(map(str, element.itertext())).split())
    return f"{what}: {words}" if words else ""


def _is_within_word(element: Element) -> bool:
    """Return whether letters of the same word are before or after a change and those beside it."""
    if any(local(part) == "note" for part in element.iter()):
        return False
    return _beside(element, after=False).isalnum() or _beside(element, after=True).isalnum()


def _beside(element: Element, *, after: bool) -> str:
    """Return the character beside an element and its adjacent changes, or ""."""
    at = element
    while True:
        above = at.getparent()
        if above is None:
            return ""
        other = at.getnext() if after else at.getprevious()
        between = at.tail if after else above.text if other is None else other.tail
        if between:
            return between[0 if after else -1]
        if other is None:
            if local(above) in BLOCKS or local(above) in _ENDS_A_WORD:
                return ""
            at = above
        elif not local(other) or local(other) in _CHANGED or other.get("break") == "no":
            at = other
        elif local(other) in BLOCKS or local(other) in _ENDS_A_WORD or local(other) == "lb":
            return ""
        else:
            words = "".join(map(str, other.itertext()))
            return words[:1] if after else words[-1:]
