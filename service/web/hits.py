"""The records of a list as a page shows them, whatever fields the mapping has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from markupsafe import Markup

from index_mappings.json_values import text
from index_mappings.made_often import made_often
from index_mappings.mapping import RecordMapping
from index_mappings.offices import WHY
from index_mappings.record import Record
from index_mappings.sayings import plural, row, sentence, within
from service.engines.fragments import MOST_PLACES
from service.schemas.answer_parts import Result
from service.search.display_title import UNTITLED, without_number
from service.search.links import Links
from service.search.paths import write_listed
from service.web.dates import written
from service.web.excerpts import marked, plain
from service.web.hit_fields import HitFields
from service.web.levels import level_said
from service.web.office_holders import held
from service.web.whereabouts import COLLECTION, LEVEL, container, shortened, titles_above, way_down

_NAMES = 3  # of a field in a list: the sender and the recipient fit one line with them
_SNIPPET = 190  # characters: two lines on a desk
_PASSAGES = 2  # of a text that has no summary: a line each
_TITLE = 300  # characters of a title in a list: four lines; it is whole on its own page


@made_often
@dataclass(frozen=True, slots=True)
class Snippet:
    """The piece of a record that a list shows.

    `label` says which field it is from, or "" for the summary, and in how many places of it the
    words are; `more` in how many places of another, or "" if there are none.
    """

    label: str
    text: Markup
    more: str = ""


@made_often
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
    fields: HitFields = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", HitFields.of(self.mapping))

    def hit(self, result: Result) -> HitView:
        """Return one of an answer's results as it is shown."""
        record, fields = result.record, self.fields
        url = self.links.record(record.id).html
        number, title = _title(record, fields, result.highlight)
        matched = result.matched
        is_marked = any(result.highlight.values())
        collections = self._collections(record)
        above = titles_above(record, fields)
        snippet = _snippet(result, fields)
        # a chapter of an edition says less than the words that were found, and takes a line
        is_edited = bool(fields.level and collections and snippet and not record.text(fields.level))
        return HitView(
            url=f"{url}?{self.opened_from}" if self.opened_from else url,
            title=title,
            brow=(
                *_brow(record, fields, above),
                *number,
                *container(record, fields),
                *collections,
            ),
            way=() if is_edited else way_down(above, collections),
            snippet=snippet,
            parties=tuple(_parties(record, fields)),
            also=() if is_marked or not matched else tuple(_labels(matched.fields, fields)),
            without=matched.without if matched else (),
            id=write_listed(record.id),
            is_marked=record.id in self.marked,
        )

    def hits(self, results: Sequence[Result]) -> list[HitView]:
        """Return a list's results; those that look the same say how they differ."""
        views = [self.hit(result) for result in results]
        alike = Counter((view.title, view.brow) for view in views)
        return [
            replace(view, brow=(*view.brow, apart(result.record, self.mapping)))
            if alike[view.title, view.brow] > 1
            else view
            for view, result in zip(views, results, strict=True)
        ]

    def _collections(self, record: Record) -> tuple[str, ...]:
        facet = self.mapping.collection_facet
        if self.collection is None or facet is None:
            return ()
        ids = [text(id) for id in record.many(facet.field)]
        return tuple(shortened(self.collection(id), COLLECTION) for id in ids[:1])


def apart(record: Record, mapping: RecordMapping) -> str:
    """Return what tells a record from another of its title and date: its reference, its extent,
    what it is in; its id where the source says none of these."""
    fields = HitFields.of(mapping)
    texts = [record.text(name) for name in fields.telling]
    texts += way_down(titles_above(record, fields))[-1:]
    return shortened(next(filter(None, texts), record.id), LEVEL)


def hit(result: Result, mapping: RecordMapping, links: Links) -> HitView:
    """Return a result of a list that has no search of its own."""
    return HitWriter(mapping, links).hit(result)


def _title(
    record: Record, fields: HitFields, highlight: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], Markup]:
    """Return the number before a title, as it is shown above it, and the title without it."""
    marks = highlight.get(fields.title)
    title = marks[0] if marks else str(plain(record.text(fields.title) or UNTITLED, _TITLE))
    own = record.text(fields.number) if fields.number else ""
    number, rest = without_number(title, marked=True)
    shown = marked(rest, _TITLE)
    numbers: list[str] = [sentence("Document %(number)s", number=number)] if number else []
    if own and own not in record.text(fields.title):
        numbers.append(sentence("No. %(number)s", number=own) if own.isdecimal() else own)
    return tuple(numbers), shown


def _snippet(result: Result, fields: HitFields) -> Snippet | None:
    """Return the summary where it has the words, else the best piece of a text that has them."""
    summary = fields.summary
    marks = result.highlight.get(summary)
    if marks:
        return Snippet("", marked(marks[0], _SNIPPET), _elsewhere(result, fields))
    for name, pieces in result.highlight.items():
        if name != fields.title and pieces:
            label = fields.labels.get(name, name)
            count = (result.word_places or {}).get(name, 0)
            if result.record.text(summary) or len(pieces) < _PASSAGES:
                where = row(", ", (label, _places(count))) if count > 1 else label
                return Snippet(where, _inside(marked(pieces[0], _SNIPPET)))
            best = [_inside(marked(piece, _SNIPPET // _PASSAGES)) for piece in pieces[:_PASSAGES]]
            where = sentence(
                "%(label)s, the best passages of %(places)s", label=label, places=_places(count)
            )
            return Snippet(where, Markup(" ").join(best).replace("… …", "…"))
    if result.record.text(summary):
        return Snippet("", plain(result.record.text(summary), _SNIPPET))
    return None


def _inside(piece: Markup) -> Markup:
    """Return a piece of a text with an ellipsis at either end."""
    return Markup("").join(
        ("" if piece.startswith("…") else "… ", piece, "" if piece.endswith("…") else " …")
    )


def _elsewhere(result: Result, fields: HitFields) -> str:
    """Return in how many places of texts that are not shown the words are."""
    found = (result.word_places or {}).items()
    labels = [(within(fields.labels.get(name, name)), count) for name, count in found]
    places = [
        sentence("%(places)s in the %(field)s", places=_places(count), field=label)
        for label, count in labels
    ]
    return row(", ", places) if places else ""


@lru_cache(maxsize=MOST_PLACES + 1)
def _places(count: int) -> str:
    if count >= MOST_PLACES:
        return sentence("over %(count)s places", count=MOST_PLACES - 1)
    return plural("%(count)s place", "%(count)s places", count)


def _labels(names: Iterable[str], fields: HitFields) -> Iterator[str]:
    return (fields.labels[name] for name in names if name in fields.labels)


def brow(record: Record, mapping: RecordMapping) -> tuple[str, ...]:
    """Return the record's kind (its first value that is a facet of its own) and its date.

    A component of a finding aid has its level beside its kind.
    """
    fields = HitFields.of(mapping)
    return _brow(record, fields, titles_above(record, fields))


def _brow(record: Record, fields: HitFields, above: Sequence[str]) -> tuple[str, ...]:
    kind = next(filter(None, map(record.text, fields.kinds)), "")
    date = record.date(fields.date)
    level = record.text(fields.level) if fields.level and above else ""
    parts = (
        fields.values.get(kind, kind),
        level_said(level) if level != kind else "",
        written(date) if date else "",
    )
    return tuple(filter(None, parts))


def _parties(record: Record, fields: HitFields) -> list[tuple[str, tuple[str, ...]]]:
    """Return who is named and not already in the title, nobody twice."""
    title = record.text(fields.title)
    seen: set[str] = set()
    found = []
    for field_name, label in fields.people:
        named = []
        for value in record.many(field_name):
            # a `Party` of each name would take longer than all the rest of this list
            if not isinstance(value, dict):
                continue
            name = text(value.get("name"))
            if name in seen:
                continue
            seen.add(name)
            written = text(value.get("as_written"))
            if name in title or (written and written in title):
                continue
            named.append(held(text(value.get("role")), name) if value.get(WHY) else name)
        if len(named) > _NAMES:
            named[_NAMES:] = [sentence("and %(count)s more", count=len(named) - _NAMES)]
        if named:
            found.append((label, tuple(named)))
    return found
