"""`correspDesc` of a header: sender, recipient, date and place in editions of letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from index_mappings.dates import DateConventions
from index_mappings.record import Party
from loaders.drafts.xml.files import Element, local
from loaders.tei.dating import Dating, read_marks
from loaders.tei.persons import natural_name
from loaders.tei.text import line

_SENT = frozenset({"sent", "sender"})
_RECEIVED = frozenset({"received", "recipient", "addressee"})
_NAMES = ("{*}persName", "{*}orgName", "{*}name", "{*}rs")
_UNKNOWN = "unknown"  # what CMIF writes for a sender or a recipient of whom nobody knows
_WEB = ("https://", "http://")
_TAKEN = ("persName", "orgName", "name", "rs", "date", "placeName", "settlement")


@dataclass(slots=True)
class Correspondence:
    """The contents of a `correspDesc`; `via` forwarded it, `rest` has no field."""

    sender: list[Party] = field(default_factory=list)
    recipient: list[Party] = field(default_factory=list)
    via: list[Party] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    dating: Dating | None = None
    rest: list[tuple[str, str]] = field(default_factory=list)


def read_correspondence(described: Element, conventions: DateConventions) -> Correspondence:
    """Return the contents of a `correspDesc`; the date is that of sending, else another one."""
    found = Correspondence()
    received: Dating | None = None
    for part in described:
        if local(part) == "note" and part.get("type") == "place":
            found.places += filter(None, [line(part)])
            continue
        if local(part) != "correspAction":
            found.rest.append(("Correspondence", line(part, without=())))
            continue
        kind = (part.get("type") or "").casefold()
        dating = read_marks(part, conventions)
        if kind in _SENT:
            found.sender += _parties(part)
            found.places += _places(part)
            found.dating = found.dating or dating
        else:
            (found.recipient if kind in _RECEIVED else found.via).extend(_parties(part))
            received = received or dating
            where = "; ".join(_places(part))
            when = dating.date.display if dating and dating.date else ""
            label = (kind or "correspondence").capitalize()
            found.rest.append((label, ", ".join(filter(None, (where, when)))))
        found.rest.append(("Correspondence", line(part, without=_TAKEN)))
    if found.dating is None:
        found.dating = received
    found.rest = [(label, text) for label, text in found.rest if text.strip(" ,.;")]
    return found


def _parties(action: Element) -> Iterator[Party]:
    inner = {part for name in action.iter(*_NAMES) for part in name.iterdescendants()}
    for name in action.iter(*_NAMES):
        written = line(name)
        ref = name.get("ref") or ""
        ref = ref if ref.startswith(_WEB) else ""
        if written.casefold() == _UNKNOWN and not ref:
            continue
        if written and name not in inner:
            is_person = local(name) != "orgName"
            shown = natural_name(written) if is_person else written
            yield Party(shown or written, written, person=is_person, ref=ref)


def _places(action: Element) -> list[str]:
    found = (line(place) for place in action.iter("{*}placeName", "{*}settlement"))
    return list(dict.fromkeys(filter(None, found)))
