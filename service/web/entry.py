"""One record as a page shows it: every field of the mapping under its label, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from index_mappings.field_kinds.date import Dates
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.links import Links as OutwardLinks
from index_mappings.field_kinds.parties import Parties
from index_mappings.field_kinds.texts import Address, CollectionIds
from index_mappings.json_values import Json, members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Note, Record
from index_mappings.sayings import sentence
from index_mappings.web_addresses import is_web_address
from service.search.ancestors import Above
from service.search.arguments import PLAIN
from service.search.catalogue import Catalogue
from service.search.display_title import UNTITLED
from service.search.links import Links
from service.search.place_in_list import Spans
from service.web.dates import understood, written
from service.web.derived import read_from
from service.web.edited_text import TextView, edited_view, plain_view
from service.web.excerpts import shown
from service.web.facts import Entry, Fact, Value
from service.web.found_words import FoundWords, marked_line
from service.web.office_holders import held
from service.web.people import party_url

UNMARKED: Mapping[str, Spans] = {}
BOOKKEEPING = frozenset({"position", "source", "derived", "former_ids", "first_seen", "changed"})
"""Fields that say how an entry came here; shown apart from what it is about."""


class _Writer:
    """Writes the values of one record, field by field, in the mapping's order."""

    def __init__(
        self, record: Record, mapping: RecordMapping, catalogue: Catalogue, links: Links
    ) -> None:
        self.record, self.mapping, self.catalogue, self.links = record, mapping, catalogue, links
        self.derived = frozenset(str(name) for name in record.many("derived"))
        self.named: set[str] = set()
        self.facet_of = {facet.field: facet for facet in reversed(mapping.facets)}

    def fact(self, field: Field) -> Fact | None:
        """Return a field's label and values, or None if the record has none."""
        values = _WRITERS.get(type(field.kind), _Writer.plain)(self, field)
        return Fact(field.label, values) if values else None

    def plain(self, field: Field) -> tuple[Value, ...]:
        """Return values as they are, each with the search for it."""
        return tuple(
            Value(
                self._in_words(field, field.kind.line(item)),
                self._search(field, item),
                how=self._how(field, field.kind.line(item)),
            )
            for item in self.record.many(field.name)
        )

    def _in_words(self, field: Field, value: str) -> str:
        """Return a value, which knows its other languages where the mapping says them."""
        facet = self.facet_of.get(field.name)
        label = facet.labels.get(value, value) if facet else value
        return label if label == value else value

    def addresses(self, field: Field) -> tuple[Value, ...]:
        """Return addresses of other sites; one that no page may link to is only shown."""
        return tuple(
            Value(address, _outside(address), how=self._how(field, address), outside=True)
            for address in map(str, self.record.many(field.name))
        )

    def links_out(self, field: Field) -> tuple[Value, ...]:
        """Return links by their labels, with their relation added."""
        return tuple(
            Value(
                field.kind.line(item),
                _outside(text(members(item).get("address"))),
                text(members(item).get("relation")),
                outside=True,
            )
            for item in self.record.many(field.name)
        )

    def collections(self, field: Field) -> tuple[Value, ...]:
        """Return the titles of collections, each with its page."""
        ids = map(str, self.record.many(field.name))
        return tuple(
            Value(
                self.catalogue.title(id), self.links.collection(id).html, how=self._how(field, id)
            )
            for id in ids
        )

    def _how(self, field: Field, value: str) -> tuple[str, ...]:
        return (self._read(value),) if field.name in self.derived else ()

    def _read(self, value: str) -> str:
        return read_from(value, self.record.text(self.mapping.title))

    def _search(self, field: Field, value: Json) -> str:
        """Return the search for records with this value, or "" if no facet has it."""
        facet = self.facet_of.get(field.name)
        chosen = facet.kind.of_value(value) if facet else ""
        return self.links.toggle(PLAIN, facet.name, chosen) if facet and chosen else ""

    def way_up(self, above: Above) -> str:
        """Return the page of what a record is part of: a record's, a collection's, or what is
        in it, or "" if there is none."""
        if above.is_here:
            return self.links.record(above.id).html
        collections = self.mapping.collection_facet
        if collections and above.id in self.record.many(collections.field):
            return self.links.collection(above.id).html
        field = next((field for field in self.mapping.fields if field.kind.leads_up), None)
        facet = self.facet_of.get(field.name) if field else None
        return self.links.toggle(PLAIN, facet.name, above.id) if facet else ""

    def date(self, field: Field) -> tuple[Value, ...]:
        """Return a date as written, what it was understood as, and the search for its year."""
        date = self.record.date(field.name)
        if date is None:
            return ()
        meant = understood(date)
        how: list[str] = [sentence("understood as %(days)s", days=meant)] if meant else []
        if field.name in self.derived:
            how.append(self._read(date.display))
        values = (Value(written(date) or meant, how=tuple(how)),)
        facet = self.facet_of.get(field.name)
        year = facet.kind.of_value(date.to_json()) if facet else ""
        if not year:
            return values
        url = self._search(field, date.to_json())
        return (*values, Value(sentence("all of %(year)s", year=year), url))

    def parties(self, field: Field) -> tuple[Value, ...]:
        """Return names; a person named before on the page has no remarks.

        An office is in one line with who held it, where a list of persons says that.
        """
        values = []
        for party in self.record.parties(field.name):
            url = party_url(self.mapping, field.name, party, self.links)
            url = url or self._search(field, party.name)
            if party.name in self.named:
                values.append(Value(party.name, url))
                continue
            self.named.add(party.name)
            if party.why:
                values = [value for value in values if value.text != party.role]
                name = held(party.role, party.name)
                values.append(Value(name, url, how=(party.why,)))
                continue
            how: list[str] = []
            if party.as_written and party.as_written != party.name:
                how.append(sentence("written “%(name)s”", name=party.as_written))
            if party.derived or field.name in self.derived:
                how.append(self._read(f"{party.name} {party.as_written}"))
            values.append(Value(party.name, url, party.role, tuple(how)))
        return tuple(values)


_WRITERS: Mapping[type[FieldKind], Callable[[_Writer, Field], tuple[Value, ...]]] = {
    Dates: _Writer.date,
    Parties: _Writer.parties,
    Address: _Writer.addresses,
    CollectionIds: _Writer.collections,
    OutwardLinks: _Writer.links_out,
}
"""The writers for kinds of fields whose values are more than words."""


def _outside(address: str) -> str:
    """Return an address that a page may link to, or "" for any other."""
    return address if is_web_address(address) else ""


def entry(
    record: Record,
    mapping: RecordMapping,
    catalogue: Catalogue,
    links: Links,
    *,
    above: Sequence[Above] = (),
    marks: Mapping[str, Spans] = UNMARKED,
) -> Entry:
    """Return a record as its page shows it, with the words of a search marked."""
    writer = _Writer(record, mapping, catalogue, links)
    apart = {mapping.title, mapping.summary}
    long = [
        field.name for field in mapping.fields if field.kind.is_long and field.name not in apart
    ]
    searched = {name: record.text(name) for name in (mapping.summary, *long)}
    if mapping.editorial_notes:
        searched[mapping.editorial_notes] = "\n\n".join(_note_texts(record, mapping))
    words = FoundWords(searched, marks)
    lead = words.paragraphs(mapping.summary)
    facts: list[Fact] = []
    about: list[Fact] = []
    texts: list[TextView] = []
    for field in mapping.fields:
        kind = field.kind
        if field.name in apart or kind.keeps_rest or kind.leads_up or kind.is_apparatus:
            continue
        if field.kind.is_long:
            if view := _text(record, mapping, field, words):
                texts.append(view)
        elif fact := writer.fact(field):
            (about if field.name in BOOKKEEPING else facts).append(fact)
    summary = mapping.field(mapping.summary)
    return Entry(
        title=marked_line(
            record.text(mapping.title) or shown(UNTITLED), marks.get(mapping.title, ())
        ),
        lead_label=summary.label if summary else "",
        lead=lead,
        texts=tuple(texts),
        facts=tuple(facts),
        notes=tuple(
            Note.from_json(members(note))
            for field in mapping.fields
            if field.kind.keeps_rest
            for note in record.many(field.name)
        ),
        above=tuple(Value(item.title, writer.way_up(item)) for item in above),
        about=(Fact(sentence("Identifier"), (Value(record.id),)), *about),
        places=words.total,
    )


def _text(
    record: Record, mapping: RecordMapping, field: Field, words: FoundWords
) -> TextView | None:
    """Return a text as it was edited, or in paragraphs, or None if the record has none."""
    plain = record.text(field.name)
    is_full = field.name == mapping.full_text
    layout = record.many(mapping.layout) if is_full and mapping.layout else ()
    notes = record.many(mapping.editorial_notes) if is_full and mapping.editorial_notes else ()
    if layout or notes:
        starts = [0]
        for note in _note_texts(record, mapping):
            starts.append(starts[-1] + len(note) + len("\n\n"))

        def shown(place: int) -> tuple[Markup, ...]:
            return words.stretch(mapping.editorial_notes, starts[place], starts[place + 1] - 2)

        return edited_view(
            field.label, plain, layout, notes, words.places(field.name), note_paragraphs=shown
        )
    return plain_view(field.label, words.paragraphs(field.name)) if plain else None


def _note_texts(record: Record, mapping: RecordMapping) -> list[str]:
    """Return the texts of editors' notes; a highlight has them one after an empty line."""
    return [text(members(note).get("text")) for note in record.many(mapping.editorial_notes)]
