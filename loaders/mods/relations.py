"""`relatedItem` of MODS: hosts and related items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index_mappings.record import Ancestor
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, href, line, own_words, paragraphs
from loaders.mods.names import title_of

_RELATIONS = {
    "host": "Part of",
    "series": "Series",
    "original": "Original",
    "otherFormat": "Other format",
    "otherVersion": "Other version",
    "constituent": "Contains",
    "preceding": "Preceded by",
    "succeeding": "Succeeded by",
    "isReferencedBy": "Referenced by",
    "references": "References",
    "reviewOf": "Review of",
}


def add_related(part: Element, gathering: Gathering) -> None:
    """Put a record below its host and the host's own hosts; add notes for the rest.

    A record has only one line of ancestors: that of its first host with a title. Other information
    of a host becomes a note.
    """
    line_up = _line_up(part)
    above = [Ancestor(_id_of(host) or _title_of(host), _title_of(host)) for host in line_up]
    _note(part, gathering, line_up if gathering.ancestors(tuple(above)) else ())


def _line_up(part: Element) -> list[Element]:
    """Return a host and its own hosts, top first; none if it has no title."""
    if part.get("type") != "host" or not _title_of(part):
        return []
    lines = (_line_up(inner) for inner in _related(part))
    return [*next(filter(None, lines), []), part]


def _related(part: Element) -> Iterator[Element]:
    return (inner for inner in part if local(inner) == "relatedItem")


def _title_of(host: Element) -> str:
    infos = [info for info in host if local(info) == "titleInfo" and line(info)]
    infos.sort(key=lambda info: bool(info.get("type")))  # an abbreviated one is less of a title
    return title_of(infos[0]) if infos else ""


def _id_of(host: Element) -> str:
    """Return the possible id of the host's record: its identifier first."""
    for path in ("{*}recordInfo/{*}recordIdentifier", "{*}identifier"):
        for part in host.iterfind(path):
            if line(part) and part.get("invalid") != "yes":
                return line(part)
    return ""


def _note(part: Element, gathering: Gathering, shown: Sequence[Element]) -> None:
    """Add notes on related items, except one with only a title that is already `shown`."""
    label = _RELATIONS.get(part.get("type") or "") or attribute(part, "otherType")
    label = attribute(part, "displayLabel") or label or "Related item"
    label = label[:1].upper() + label[1:]
    titles = [title_of(info) for info in part if local(info) == "titleInfo"]
    apart = ("", "titleInfo", "relatedItem")
    rest = [paragraphs(item) for item in part if local(item) not in apart]
    texts = [*titles, *(text for item in rest for text in item.split("\n")), own_words(part)]
    lines = list(dict.fromkeys(filter(None, texts)))
    if not (part in shown and lines == [_title_of(part)]):
        gathering.note(label, "; ".join(lines))
    gathering.note(label, href(part))
    for inner in _related(part):
        _note(inner, gathering, shown)
