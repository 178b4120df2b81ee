"""Converting a description of EAC-CPF, 2010 or 2.0, to an entry of the index of names.

Source of the format: Encoded Archival Context, tag libraries of 2010 and of EAC-CPF 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.dates import read_date
from index_mappings.name_kinds import BODY, FAMILY, PERSON
from index_mappings.names import NameEntry, NameForm
from index_mappings.offices import Span, Term
from index_mappings.record import Date
from index_mappings.web_addresses import is_web_address
from loaders.authorities.files import Described
from loaders.drafts.format import Options
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute, line, paragraphs

_KINDS = {"person": PERSON, "corporatebody": BODY, "family": FAMILY}
_SHOWN = frozenset({"existDates", "biogHist", "descriptiveNote"})
_DATES = frozenset({"date", "dates", "lifedates"})
_YEARS = re.compile(r",\s*(?:b\.|d\.|ca\.|fl\.|active)?\s*\d{3,4}\??\s*-?\s*(?:\d{3,4}\??)?\.?$")
"""A life behind a name, "1742-1802": what people write in a letter has it not."""
_HEADING = frozenset({"authorizedForm", "preferredForm"})


def read_eac(record: Element, options: Options) -> Described:
    """Return the entry of a description, or the reason why it has none."""
    control, identity = _first(record, "control"), _first(record, "identity")
    if identity is None:
        return Described(None, "the description has no identity")
    forms = tuple(_forms(identity, options))
    if not forms:
        return Described(None, "the description has no name")
    kind = _first(identity, "entityType")
    entity = (line(kind) or attribute(kind, "value")) if kind is not None else ""
    description = _first(record, "description")
    entry = NameEntry(
        id=_id(control, forms),
        kind=_KINDS.get(entity.casefold(), BODY if entity else PERSON).name,
        forms=forms,
        history=_history(description),
        ref=_address(control, identity),
        offices=tuple(terms_in(description, options)),
    )
    return Described(entry, left_out=tuple(_left_out(record, description)))


def _forms(identity: Element, options: Options) -> Iterator[NameForm]:
    """Yield the forms, beginning with the heading: the authorised form, else the first."""
    found: dict[str, NameForm] = {}
    headings: list[str] = []
    for entry in identity.iterfind(".//{*}nameEntry"):
        text = _joined(entry)
        if not text:
            continue
        if any(local(part) in _HEADING for part in entry):
            headings.append(text)
        form = NameForm(
            text,
            attribute(entry, "lang", "languageOfElement"),
            attribute(entry, "scriptCode", "scriptOfElement"),
            dates=_dates(_first(entry, "useDates"), options),
        )
        found.setdefault(text, form)
    heading = next(iter([*headings, *found]), "")
    for text in sorted(found, key=lambda text: text != heading):
        form = found[text]
        yield NameForm(form.text, form.language, form.script, text != heading, form.dates)


def _joined(entry: Element) -> str:
    """Return the parts of a name in order, without years."""
    parts = [
        line(part)
        for part in entry.iterfind("{*}part")
        if attribute(part, "localType").rpartition("#")[2].casefold() not in _DATES
    ]
    return _YEARS.sub("", ", ".join(part.rstrip(",") for part in parts if part))


def _dates(element: Element | None, options: Options) -> Date | None:
    if element is None or not (text := _span(element)):
        return None
    date = read_date(text, options.conventions)
    return date if date.is_dated else None


def _span(element: Element) -> str:
    """Return dates as written, a range with a dash."""
    spans = []
    for part in element.iter():
        if local(part) == "dateRange":
            first, last = (line(_first(part, name)) for name in ("fromDate", "toDate"))
            spans.append(f"{first}-{last}" if first or last else "")
        elif local(part) == "date":
            spans.append(line(part))
    return "; ".join(filter(None, spans)) or ("" if len(element) else line(element))


def _history(description: Element | None) -> str:
    if description is None:
        return ""
    lived = _first(description, "existDates")
    parts = [_span(lived) if lived is not None else ""]
    parts += [paragraphs(part) for part in description.iterfind(".//{*}biogHist")]
    return "\n\n".join(filter(None, parts))


def _id(control: Element | None, forms: tuple[NameForm, ...]) -> str:
    own = _first(control, "recordId") if control is not None else None
    return line(own) or forms[0].text


def _address(control: Element | None, identity: Element) -> str:
    """Return the first identifier that is an address, of the entity or else of the description."""
    tags = ("entityId", "otherEntityId", "identityId", "recordId", "otherRecordId")
    for tag in tags:
        for place in (identity, control):
            for part in place.iter(f"{{*}}{tag}") if place is not None else ():
                if is_web_address(address := line(part)):
                    return address
    return ""


def _left_out(record: Element, description: Element | None) -> Iterator[str]:
    """Yield the names of the non-empty parts that an entry cannot have."""
    described = [] if description is None else list(description)
    for part in (*described, *record.iterfind(".//{*}relations/*")):
        if local(part) not in _SHOWN and line(part):
            yield local(part)


def _first(element: Element, tag: str) -> Element | None:
    return element.find(f".//{{*}}{tag}")


# offices that somebody held: each has a `dateRange` beside its `term`
_HELD = ("{*}occupation", "{*}function")


def terms_in(description: Element | None, options: Options) -> Iterator[Term]:
    """Yield the offices of a description; an office without an end claims nothing."""
    for held in () if description is None else description.iter(*_HELD):
        office, days = held.find("{*}term"), held.find(".//{*}dateRange")
        if office is None or days is None or not line(office):
            continue
        first, last = (days.find(f"{{*}}{name}") for name in ("fromDate", "toDate"))
        began, ended = _days_of(first, options), _days_of(last, options)
        if began and ended:
            when = f"{line(first)}–{line(last)}"
            yield Term(line(office), began, ended, f"{line(office)}, {when}")


def _days_of(day: Element | None, options: Options) -> Span | None:
    if day is None:
        return None
    wording = attribute(day, "standardDate") or line(day)
    date = read_date(wording, options.conventions) if wording else None
    if date is None or date.start is None or date.end is None:
        return None
    return date.start, date.end
