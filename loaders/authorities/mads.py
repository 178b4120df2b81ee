"""Converting a description of MADS to an entry of the index of names.

Source of the format: Metadata Authority Description Schema 2.1, Library of Congress.
"""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.name_kinds import BODY, FAMILY, PERSON, PLACE, TERM, NameKind
from index_mappings.names import NameEntry, NameForm
from index_mappings.web_addresses import is_web_address
from loaders.authorities.files import Described
from loaders.drafts.format import Options
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line

_OF_NAMES = {"personal": PERSON, "corporate": BODY, "conference": BODY, "family": FAMILY}
_KINDS = {
    "geographic": PLACE, "hierarchicalGeographic": PLACE, "topic": TERM, "genre": TERM,
    "temporal": TERM, "occupation": TERM, "titleInfo": TERM,
}  # fmt: skip
_LIFE = frozenset({"history", "biographical", "biographical/historical"})
_SHOWN = frozenset({"authority", "variant", "identifier", "recordInfo", "url"})


def read_mads(record: Element, _: Options) -> Described:
    """Return the entry of a description, or the reason why it has none."""
    heading = record.find("{*}authority")
    found = _named(heading) if heading is not None else None
    if found is None:
        return Described(None, "the description has no authority with a name")
    kind, form = found
    forms = [form]
    for variant in record.iterfind("{*}variant"):
        other = _named(variant, is_variant=True)
        if other is not None and all(other[1].text != known.text for known in forms):
            forms.append(other[1])
    entry = NameEntry(
        id=_id(record, form.text),
        kind=kind.name,
        forms=tuple(forms),
        history="\n\n".join(_lives(record)),
        ref=_address(record),
    )
    return Described(entry, left_out=tuple(_left_out(record)))


def _named(element: Element, *, is_variant: bool = False) -> tuple[NameKind, NameForm] | None:
    """Return the kind and the form of a heading or a variant, or None if it has none."""
    for part in element:
        name = local(part)
        is_name = name == "name"
        kind = _OF_NAMES.get(attribute(part, "type"), PERSON) if is_name else _KINDS.get(name)
        text = _text(part)
        if kind is not None and text:
            language, script = (_said(element, part, key) for key in ("lang", "script"))
            return kind, NameForm(text, language, script, is_variant)
    return None


def _said(element: Element, part: Element, key: str) -> str:
    return attribute(part, key) or attribute(element, key)


def _text(part: Element) -> str:
    """Return a name in the order of its parts, without years; the parts of a title on one line."""
    pieces = [line(item) for item in part if attribute(item, "type") != "date"]
    return ", ".join(piece.rstrip(",") for piece in pieces if piece) or line(part)


def _id(record: Element, heading: str) -> str:
    info = record.find("{*}recordInfo/{*}recordIdentifier")
    own = info if info is not None else record.find("{*}identifier")
    return line(own) or attribute(record, "ID") or heading


def _address(record: Element) -> str:
    for tag in ("identifier", "url"):
        for part in record.iterfind(f"{{*}}{tag}"):
            if is_web_address(address := line(part)):
                return address
    heading = record.find("{*}authority")
    return "" if heading is None else attribute(heading, "valueURI")


def _lives(record: Element) -> Iterator[str]:
    """Yield the years of a life, then its notes."""
    years = record.find("{*}authority/{*}name/{*}namePart[@type='date']")
    if years is not None and line(years):
        yield line(years)
    for note in record.iterfind("{*}note"):
        if attribute(note, "type").casefold() in _LIFE and line(note):
            yield line(note)


def _left_out(record: Element) -> Iterator[str]:
    for part in record:
        is_life = local(part) == "note" and attribute(part, "type").casefold() in _LIFE
        if local(part) not in _SHOWN and not is_life and line(part):
            yield local(part)
