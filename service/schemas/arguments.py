"""The arguments of every endpoint as schemas; those of the search come from the mapping.

The same schemas check requests (`service.schemas.query_string`) and are written out as OpenAPI
parameters (`service.api.description`), so neither can say what the other does not do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from marshmallow import Schema, fields

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.query.request import CHANGED
from service.query.typed import LONGEST
from service.schemas.argument_fields import Flag, Known, KnownLater, Span, Whole, id_list
from service.schemas.counting_arguments import (
    NONE,
    facets_argument,
    histogram_argument,
    numbers_argument,
)
from service.schemas.moments import PATTERN, moment_value
from service.schemas.spans import DATE_PATTERN, END_PATTERN, date_value, end_value

LARGEST_PAGE = 100
LARGEST_LIST = 500
"""Results at once where each is short: 500 ids with titles and dates are 100 kB."""
MOST_RECORDS = 200
"""Ids that are asked for at once: more are a cursor's or an export's work."""
_CHANGED_SINCE = {
    "description": "only records that a load added or changed at that moment or later, in UTC; "
    "what was taken out is in `/changes`",
    "pattern": PATTERN,
    "example": "2026-11-29T14:00:00Z",
}
_OF_ANSWER = ("similar", "partial", "links", "index")
"""Keys beside those of the record itself, which move with every publish."""
DEEPEST = 10_000
"""The last record that `page` reaches; a cursor goes beyond (Elasticsearch's own default)."""
JSON = "json"  # the form of an answer unless another is asked for
REFERENCES = ("ris", "bibtex", "csl-json")
"""The forms of an export that one record has too."""
MISSING = "missing"
"""The argument with facets: records that have no value in them are wanted."""
DEFAULT_SIZE = 20
DEFAULT_PAIRS = 1000


def excluded(facet: str) -> str:
    """Return the key under which the values excluded in a facet are read."""
    return f"not {facet}"


def end_of(facet: str, end: str) -> str:
    """Return the key under which an end of a span is read: `end` is "from" or "to"."""
    return f"{end} {facet}"


def has_ends(facet: Facet, mapping: RecordMapping) -> bool:
    """Return whether a form has fields for a span of the facet's values.

    The mapping's own date has the arguments `from` and `to`, which take days.
    """
    return bool(facet.kind.ends_hint) and facet.field != mapping.date


Fields = dict[str, fields.Field[Any]]


def search_arguments(mapping: RecordMapping) -> type[Schema]:
    """Return the schema of the search's arguments."""
    return Schema.from_dict(
        {**_narrowing(mapping), **_showing(mapping)},
        name="SearchArguments",
    )


def facet_arguments(mapping: RecordMapping) -> type[Schema]:
    """Return the schema of the arguments of the list of a facet's values.

    All of a search's arguments are taken, so that its query string can be handed on as it is.
    """
    added: Fields = {
        "filter": _text("only values with this in them, ignoring case and diacritics"),
        "order": _choice(("count", "value"), "count", "the most frequent first, or by value"),
    }
    return Schema.from_dict(
        {**_narrowing(mapping), **_showing(mapping), **added},
        name="FacetArguments",
    )


def export_arguments(mapping: RecordMapping, formats: Sequence[str]) -> type[Schema]:
    """Return the schema of the arguments of an export.

    All of a search's arguments are taken, and those that choose a page of it change nothing.
    """
    added: Fields = {
        "format": _choice(tuple(formats), formats[0], "the form of the file"),
        "text": Flag(load_default=False, metadata={"description": "full texts in tables, too"}),
        "ids": id_list(MOST_RECORDS, required=False),
        "after": _text(
            "the id of the last record that came whole, where an export was broken off: what "
            "comes after it, in a declared order. `Link-Template` has the address"
        ),
        "index": _text("with `after`: 410 where another version of the catalogue is live by now"),
    }
    return Schema.from_dict(
        {**_narrowing(mapping), **_showing(mapping), **added},
        name="ExportArguments",
    )


def counts_arguments(mapping: RecordMapping) -> type[Schema]:
    """Return the schema of the arguments of counts without records; `size` is that of pairs."""
    added: Fields = {
        "size": Whole(
            0, DEEPEST, load_default=DEFAULT_PAIRS, metadata={"description": "pairs at once"}
        ),
        "format": _choice((JSON, "csv"), JSON, "the form of the answer"),
    }
    return Schema.from_dict(
        {**_narrowing(mapping), **_showing(mapping), **numbers_argument(mapping), **added},
        name="CountsArguments",
    )


def record_arguments(mapping: RecordMapping) -> type[Schema]:
    """Return the schema of the arguments of one record."""
    added: Fields = {
        "format": fields.String(
            load_default=JSON,
            validate=Known([JSON, *REFERENCES]),
            metadata={"description": "the form wanted: as JSON, or as a reference"},
        ),
        "similar": Whole(
            0,
            20,
            load_default=0,
            metadata={"description": "how many similar records are given, under `similar`"},
        ),
        "fields": _fields("record", mapping, _OF_ANSWER),
    }
    return Schema.from_dict(added, name="RecordArguments")


def records_arguments(mapping: RecordMapping) -> type[Schema]:
    """Return the schema of the arguments of several records."""
    added: Fields = {
        "ids": id_list(MOST_RECORDS, required=True),
        "fields": _fields("records", mapping),
        "cursor": _text("`next_cursor` of the previous answer; 410 once the catalogue has changed"),
    }
    return Schema.from_dict(added, name="RecordsArguments")


def _narrowing(mapping: RecordMapping) -> Fields:
    """Return the arguments that decide what is found."""
    searched = [item.name for item in mapping.fields if item.search]
    found: Fields = {
        "q": _text(
            'words; all of them must be found. `"a phrase"`, `-not`, `OR`, `( )`, `field:value`, '
            f'`prefix*`, `fuzzy~`, `"near words"~5`; no text is an error, and {LONGEST:,} '
            "characters are searched"
        ),
        "in": fields.String(
            validate=Known(searched), metadata={"description": "the one field to look in"}
        ),
    }
    for facet in mapping.facets:
        found[facet.name] = _facet(facet, f"only records with this ({facet.label}); repeatable")
        excluding = _facet(facet, f"no records with this ({facet.label}); repeatable")
        # Under a name without a dot: marshmallow takes a dot for a path into the values.
        excluding.data_key = f"{facet.name}.not"
        found[excluded(facet.name)] = excluding
        if has_ends(facet, mapping):
            found |= _ends(facet)
    absent = [*dict.fromkeys(n for f in mapping.facets for n in (f.name, f.field))]
    found[MISSING] = fields.List(
        fields.String(validate=Known(absent)),
        metadata={"description": "the records that have no value in this facet"},
    )
    found["date"] = fields.List(
        Span(date_value, metadata={"pattern": DATE_PATTERN}),
        metadata={
            "description": "only records of these days: 1950, 1950-07, 1950-07-13 or a span, "
            "1949-10..1950-02; either end may be left out",
            "example": ["1949-10..1950-02"],
        },
    )
    if mapping.field(CHANGED):
        found["changed_since"] = Span(moment_value, metadata=_CHANGED_SINCE)
    found["from"] = Span(end_value, metadata=_end_of_date("first"))
    found["to"] = Span(end_value, metadata=_end_of_date("last"))
    found["date_match"] = _choice(
        ("overlap", "within"), "overlap", "any day of a record's date is in the span, or all are"
    )
    found["match"] = _choice(
        ("auto", "all", "any"),
        "auto",
        "`auto`: all words or, where no record has all, as many as any record has",
    )
    others = "whether other names are searched too: `names` are those of rings alone"
    found["expand"] = _choice(("all", "names", NONE), "all", others)
    respelt = "whether a misspelling is corrected, except in a question that costs over 16 words"
    found["spell"] = _choice(("auto", "off"), "auto", respelt)
    return found


def _showing(mapping: RecordMapping) -> Fields:
    """Return the arguments that decide how what is found is shown."""
    return {
        "sort": fields.String(
            validate=Known([item.name for item in mapping.sorts]),
            metadata={
                "description": "the order; by relevance where there are words, else the first "
                "declared order"
            },
        ),
        "size": Whole(
            0,
            LARGEST_LIST,
            load_default=DEFAULT_SIZE,
            metadata={
                "description": f"results a page; beyond {LARGEST_PAGE} only with `fields` that "
                "name neither a long text nor `highlight`; 0 for totals and facets alone"
            },
        ),
        "page": Whole(
            1,
            DEEPEST,
            load_default=1,
            metadata={
                "description": f"the page, from 1; times `size` it reaches {DEEPEST:,}, and "
                "`cursor` goes beyond"
            },
        ),
        "cursor": _text("`next_cursor` of the previous answer; 410 once the catalogue has changed"),
        "facets": facets_argument(mapping),
        **histogram_argument(mapping),
        "facet_size": Whole(1, LARGEST_PAGE, metadata={"description": "values shown a facet"}),
        "highlight": Flag(load_default=True, metadata={"description": "whether words are marked"}),
        "fields": _fields("search", mapping),
    }


def _fields(
    answer: str, mapping: RecordMapping, without: Collection[str] = ()
) -> fields.Field[Any]:
    def known() -> list[str]:
        # the schemas of all answers, which no search needs otherwise
        from service.schemas.outputs import keys_of  # noqa: PLC0415

        return keys_of(answer, mapping, without)

    return fields.List(
        fields.String(validate=KnownLater(known)),
        metadata={
            "description": "the keys wanted beside the id, separated by commas, a long text or a "
            "part such as `date.from` too",
            "example": ["id", mapping.title],
        },
    )


def _facet(facet: Facet, description: str) -> fields.Field[Any]:
    if facet.kind.takes:
        metadata = {"description": f"{description}: {facet.kind.takes}"}
        shape = {"pattern": facet.kind.pattern} if facet.kind.pattern else {}
        return fields.List(Span(facet.kind.read, metadata=shape), metadata=metadata)
    return fields.List(fields.String(), metadata={"description": description})


def _end_of_date(word: str) -> dict[str, str]:
    return {"description": f"the {word} day of one more `date`", "pattern": END_PATTERN}


def _ends(facet: Facet) -> Fields:
    ends: Fields = {}
    for end, word in (("from", "first"), ("to", "last")):
        said = f"the {word} value of one more span of `{facet.name}` ({facet.label})"
        field = Span(facet.kind.end, metadata={"description": said})
        field.data_key = f"{facet.name}.{end}"
        ends[end_of(facet.name, end)] = field
    return ends


def _text(description: str) -> fields.String:
    return fields.String(metadata={"description": description})


def _choice(choices: tuple[str, ...], usual: str, description: str) -> fields.String:
    return fields.String(
        load_default=usual,
        validate=Known(list(choices)),
        metadata={"description": description},
    )
