"""The records of a list as a page shows them, whatever fields the mapping has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from index_mappings.json_values import members, text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Ancestor, Record
from service.engines.fragments import MOST_PLACES
from service.schemas.answer_parts import Result
from service.search.links import Links
from service.search.paths import write_listed
from service.search.shown_title import UNTITLED, without_number
from service.web.excerpts import marked, plain

_NAMES = 3  # of a field in a list: the sender and the recipient fit one line with them
_SNIPPET = 190  # characters: two lines on a desk
_PASSAGES = 2  # of a text that has no summary: a line each
_TITLE = 300  # characters of a title in a list: four lines; it is whole on its own page
_COLLECTION = 100  # characters of a collection's title, of which a desk shows what has room
_LEVEL = 60  # characters of the title of a level, of which two have room in a line on a desk
_ABOVE = 3  # titles of what a component is in: the top and the two just above it

TELLING = ("reference", "extent")
"""Fields that tell records of one title apart, where the mapping has them."""
LEVEL, NUMBER = "level", "number"
"""Fields shown above a title where the mapping has them: how far down a component of a finding
aid stands, and the item's own number."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The piece of a record that a list shows.

    `label` says which field it is from, "" for the summary, and in how many places of it the
    words are; `more` in how many places of another, "" where there are none.
    """

    label: str
    text: Markup
    more: str = ""


@dataclass(frozen=True, slots=True)
class HitView:
    """One record of a list.

    `brow` are the short facts above the title (its kind, its date), `way` the titles of what it
    is in, top first, `parties` labels with names, `also` the labels of the fields in which the
    words are where nothing that is shown has them. `without` are the words that a record has
    not, where it need not have all. `id` is the record's, as a list in an address has it, and
    `is_marked` tells whether the reader has marked it.
    """

    url: str
    title: Markup
    brow: tuple[str, ...]
    way: tuple[str, ...]
    snippet: Snippet | None
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    id: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class HitWriter:
    """Writes the results of one list.

    `opened_from` is the query string of the list, which the link of each result carries along;
    `collection` gives a collection's title by its id, where the list has records of several.
    `marked` are the ids of records that the reader has marked.
    """

    mapping: RecordMapping
    links: Links
    opened_from: str = ""
    collection: Callable[[str], str] | None = None
    marked: Container[str] = ()

    def hit(self, result: Result) -> HitView:
        """Return one of an answer's results as it is shown."""
        record, mapping = result.record, self.mapping
        url = self.links.record(record.id).html
        number, title = _title(record, mapping, result.highlight)
        matched = result.matched
        is_marked = any(result.highlight.values())
        collections = self._collections(record)
        return HitView(
            url=f"{url}?{self.opened_from}" if self.opened_from else url,
            title=title,
            brow=(*brow(record, mapping), *number, *collections),
            way=_way(record, mapping, collections),
            snippet=_snippet(result, mapping),
            parties=tuple(_parties(record, mapping)),
            also=() if is_marked or not matched else tuple(_labels(matched.fields, mapping)),
            without=matched.without if matched else (),
            id=write_listed(record.id),
            is_marked=record.id in self.marked,
        )

    def hits(self, results: Sequence[Result]) -> list[HitView]:
        """Return a list's results; those that look alike say what tells them apart."""
        made = [self.hit(result) for result in results]
        alike = Counter((view.title, view.brow) for view in made)
        return [
            replace(view, brow=(*view.brow, apart(result.record, self.mapping)))
            if alike[view.title, view.brow] > 1
            else view
            for view, result in zip(made, results, strict=True)
        ]

    def _collections(self, record: Record) -> tuple[str, ...]:
        facet = self.mapping.collection_facet
        if self.collection is None or facet is None:
            return ()
        ids = [text(id) for id in record.many(facet.field)]
        return tuple(_short(self.collection(id), _COLLECTION) for id in ids[:1])


def apart(record: Record, mapping: RecordMapping) -> str:
    """Return what tells a record from another of its title and date: its reference, its extent,
    what it is in; its id where the source says none of these."""
    said = [record.text(name) for name in TELLING if mapping.field(name)]
    said += list(_way(record, mapping))[-1:]
    return _short(next(filter(None, said), record.id), _LEVEL)


def hit(result: Result, mapping: RecordMapping, links: Links) -> HitView:
    """Return a result of a list that has no search of its own."""
    return HitWriter(mapping, links).hit(result)


def _title(
    record: Record, mapping: RecordMapping, highlight: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], Markup]:
    """Return the number before a title, as it is shown above it, and the title without it."""
    marks = highlight.get(mapping.title)
    title = marks[0] if marks else str(plain(record.text(mapping.title) or UNTITLED, _TITLE))
    own = record.text(NUMBER) if mapping.field(NUMBER) else ""
    number, rest = without_number(title, marked=True)
    shown = marked(rest, _TITLE)
    said = [f"Document {number}"] if number else []
    if own and own not in record.text(mapping.title):
        said.append(f"No. {own}" if own.isdecimal() else own)
    return tuple(said), shown


def _snippet(result: Result, mapping: RecordMapping) -> Snippet | None:
    """Return the summary where it has the words, else the best piece of a text that has them."""
    summary = mapping.summary
    marks = result.highlight.get(summary)
    if marks:
        return Snippet("", marked(marks[0], _SNIPPET), _elsewhere(result, mapping))
    for name, pieces in result.highlight.items():
        if name != mapping.title and pieces:
            label = next(_labels((name,), mapping), name)
            count = (result.word_places or {}).get(name, 0)
            if result.record.text(summary) or len(pieces) < _PASSAGES:
                said = f"{label}, {_places(count)}" if count > 1 else label
                return Snippet(said, _inside(marked(pieces[0], _SNIPPET)))
            best = [_inside(marked(piece, _SNIPPET // _PASSAGES)) for piece in pieces[:_PASSAGES]]
            said = f"{label}, the best passages of {_places(count)}"
            return Snippet(said, Markup(" ").join(best).replace("… …", "…"))
    if result.record.text(summary):
        return Snippet("", plain(result.record.text(summary), _SNIPPET))
    return None


def _inside(piece: Markup) -> Markup:
    """Return a piece of a text with an ellipsis at either end."""
    return Markup("").join(
        ("" if piece.startswith("…") else "… ", piece, "" if piece.endswith("…") else " …")
    )


def _elsewhere(result: Result, mapping: RecordMapping) -> str:
    """Return in how many places of texts that are not shown the words are."""
    found = (result.word_places or {}).items()
    labels = [(next(_labels((name,), mapping), name).lower(), count) for name, count in found]
    return ", ".join(f"{_places(count)} in the {label}" for label, count in labels)


def _places(count: int) -> str:
    if count >= MOST_PLACES:
        return f"over {MOST_PLACES - 1} places"
    return f"{count} place{'' if count == 1 else 's'}"


def _labels(names: Iterable[str], mapping: RecordMapping) -> Iterator[str]:
    return (field.label for name in names if (field := mapping.field(name)))


def brow(record: Record, mapping: RecordMapping) -> tuple[str, ...]:
    """Return the record's kind (its first value that is a facet of its own) and its date.

    Of a component of a finding aid its level is told beside its kind.
    """
    counted = [facet.field for facet in mapping.facets if facet.kind.of_words]
    names = (field.name for field in mapping.fields if field.kind.is_term)
    kinds = (record.text(name) for name in names if name in counted)
    date = record.date(mapping.date)
    kind = next(filter(None, kinds), "")
    level = record.text(LEVEL) if mapping.field(LEVEL) and _way(record, mapping) else ""
    said = (kind, level if level != kind else "", date.display if date else "")
    return tuple(filter(None, said))


def _way(record: Record, mapping: RecordMapping, told: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the titles of what a record is in, top first; of very many the first and the last.

    `told` are the titles of collections that the list shows already.
    """
    above = [
        Ancestor.from_json(members(item)).title
        for field in mapping.fields
        if field.kind.leads_up
        for item in record.many(field.name)
    ]
    titles = [_short(title, _LEVEL) for title in above if _short(title, _COLLECTION) not in told]
    return tuple(titles if len(titles) <= _ABOVE else (titles[0], "…", *titles[1 - _ABOVE :]))


def _short(text: str, longest: int) -> str:
    """Return a text in at most so many characters, cut between words where it has blanks."""
    if len(text) <= longest:
        return text
    kept = text[:longest]
    return f"{kept.rpartition(' ')[0] or kept}…"


def _parties(record: Record, mapping: RecordMapping) -> list[tuple[str, tuple[str, ...]]]:
    """Return who is named and not already in the title, nobody twice."""
    title = record.text(mapping.title)
    seen: set[str] = set()
    found = []
    for field in mapping.fields:
        if not field.kind.names_people:
            continue
        named = []
        for party in record.parties(field.name):
            said = party.name in title or (party.as_written and party.as_written in title)
            if party.name not in seen and not said:
                named.append(party.name)
            seen.add(party.name)
        if len(named) > _NAMES:
            named[_NAMES:] = [f"and {len(named) - _NAMES} more"]
        if named:
            found.append((field.label, tuple(named)))
    return found
