"""The teiHeader of a volume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.drafts.xml.files import Element, local
from loaders.tei.persons import XML_ID
from loaders.tei.text import line

_TITLES = ("complete", "main", None)


@dataclass(frozen=True, slots=True)
class Header:
    """A volume: its id, title, description, licence, and unused parts."""

    id: str
    title: str
    description: str = ""
    rights: str = ""
    left_over: tuple[str, ...] = ()
    has_title: bool = True


def read_header(header: Element, fallback_id: str, read: Sequence[str] = ()) -> Header:
    """Return the contents of a teiHeader; a volume without an id gets `fallback_id`.

    `read` are the elements that are read elsewhere, and so are not unused.
    """
    numbers = [(number.get("type", ""), line(number)) for number in header.iter("{*}idno")]
    numbers = [(kind, text) for kind, text in numbers if text]
    own = [text for kind, text in numbers if kind in ("frus", "volume")]
    root = header.getparent()
    volume_id = (own and own[0]) or (root is not None and root.get(XML_ID)) or fallback_id
    title_statement = header.find("{*}fileDesc/{*}titleStmt")
    publication = header.find("{*}fileDesc/{*}publicationStmt")
    source = header.find("{*}fileDesc/{*}sourceDesc")
    editors = [line(editor) for editor in header.iter("{*}editor")]
    imprint = [line(part) for part in _children(publication, "pubPlace", "publisher", "date")]
    sentences = (
        f"Edited by {_listed(editors)}" if any(editors) else "",
        ", ".join(filter(None, imprint)),
        line(source),
        "; ".join(f"{kind} {text}".strip() for kind, text in numbers if text != volume_id),
    )
    title = _title(title_statement)
    return Header(
        id=volume_id,
        title=title or volume_id,
        description=" ".join(f"{text.rstrip('.')}." for text in sentences if text),
        rights=" ".join(line(part) for part in _children(publication, "availability")),
        left_over=tuple(_left_over(header, read)),
        has_title=bool(title),
    )


def _title(statement: Element | None) -> str:
    titles = [] if statement is None else statement.findall("{*}title")
    for kind in _TITLES:
        for title in titles:
            if title.get("type") == kind and line(title):
                return line(title)
    return ", ".join(filter(None, map(line, titles)))


def _children(element: Element | None, *names: str) -> list[Element]:
    if element is None:
        return []
    found = [child for child in element if local(child) in names]
    return sorted(found, key=lambda child: names.index(local(child)))


def _listed(names: list[str]) -> str:
    named = [name for name in names if name]
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _left_over(header: Element, read: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a header that are in no record or collection, with their text."""
    for part in header:
        if local(part) != "fileDesc":
            text = line(part, without=read)
            if text:
                yield f"{local(part)}: {text}"
            continue
        for inner in part:
            if local(inner) not in ("titleStmt", "publicationStmt", "sourceDesc"):
                text = line(inner, without=())
                if text:
                    yield f"{local(inner)}: {text}"
