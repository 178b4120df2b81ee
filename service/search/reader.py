"""Reading a request into `Arguments`: strictly for the API, leniently for the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from marshmallow import Schema

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from index_mappings.sayings import sentence
from index_mappings.unfit import Unfit
from service.errors import BadRequest, Fault
from service.late import late
from service.query.request import FacetFilter
from service.query.typed import LONGEST, in_line
from service.schemas.arguments import (
    DEEPEST,
    DEFAULT_SIZE,
    LARGEST_LIST,
    LARGEST_PAGE,
    counts_arguments,
    end_of,
    excluded,
    export_arguments,
    facet_arguments,
    record_arguments,
    records_arguments,
    search_arguments,
)
from service.schemas.chosen_keys import ChosenKeys, chosen_keys
from service.schemas.counting_arguments import BY, MOST_PAIRED, NONE, histograms
from service.schemas.mapping_key import MappingKey
from service.schemas.query_string import ArgumentReader, ReadArguments
from service.schemas.spans import joined
from service.search.arguments import Arguments
from service.search.paths import read_path

if TYPE_CHECKING:
    from service.search.endpoint_arguments import (
        CountsRead,
        ExportRead,
        FacetRead,
        Read,
        RecordRead,
        RecordsRead,
    )
else:  # no search by the API reads any of these ("start" of `make bench`)
    CountsRead, ExportRead, FacetRead, Read, RecordRead, RecordsRead = (
        late(f"service.search.endpoint_arguments:{name}")
        for name in ("CountsRead", "ExportRead", "FacetRead", "Read", "RecordRead", "RecordsRead")
    )

Pairs = Iterable[tuple[str, str]]

_REMEMBERED = 512  # requests whose arguments are kept read: a few kilobytes each
# arguments of the export alone
_OF_EXPORT = frozenset({"format", "text", "ids", "after", "index"})


@lru_cache(maxsize=20)  # five of a mapping; a process has one, and tests have a few
def _reader(make: Callable[[RecordMapping], type[Schema]], known: MappingKey) -> ArgumentReader:
    return ArgumentReader(make(known.mapping))


class Reader:
    """Reads the arguments for one mapping; created once per process.

    `search` and `records` are the readers of arguments that may also be JSON. Those of rarer
    requests are made on first use: a reader of arguments takes 5 ms of each start.
    """

    def __init__(self, mapping: RecordMapping) -> None:
        self._mapping = mapping
        self._known = MappingKey(mapping)
        self.search = _reader(search_arguments, self._known)
        self._histograms = histograms(mapping)
        # the caller names the forms; making the schema at each export would take 12 ms
        self._export = lru_cache(maxsize=1)(
            lambda forms: ArgumentReader(export_arguments(mapping, forms))
        )
        self._facets = tuple(sorted(mapping.facets, key=lambda item: item.name))
        # A record without a date is asked for by the field (date) or by the facet (year).
        self._missing = {item.field: item.name for item in mapping.facets}
        self._missing |= {item.name: item.name for item in mapping.facets}
        # reading is a tenth of an answer, and readers come back to what they asked
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._forgiven = lru_cache(maxsize=_REMEMBERED)(self._forgive)

    @property
    def records(self) -> ArgumentReader:
        """The reader of the arguments of several records."""
        return _reader(records_arguments, self._known)

    def read(self, pairs: Pairs) -> Arguments:
        """Return the arguments of an API request; raise BadRequest with all faults."""
        return self._remembered(tuple(pairs))

    def _read(self, pairs: Pairs) -> Arguments:
        read = self.search.take(pairs)
        arguments, faults = self._understood(read)
        _refuse(read.unknown + faults)
        return arguments

    def read_facet(self, pairs: Pairs) -> FacetRead:
        """Return the arguments of the list of a facet's values, as strictly as `read`."""
        read = _reader(facet_arguments, self._known).take(pairs)
        arguments, faults = self._understood(read)
        _refuse(read.unknown + faults)
        return FacetRead(arguments, read.values.get("filter", ""), read.values["order"])

    def read_counts(self, pairs: Pairs) -> CountsRead:
        """Return the arguments of counts, as strictly as `read`; the usual one is that of years."""
        read = _reader(counts_arguments, self._known).take(pairs)
        of_search = {**read.values, "size": DEFAULT_SIZE, "page": 1}
        arguments, faults = self._understood(replace(read, values=of_search))
        _refuse(read.unknown + faults)
        numbers = tuple(dict.fromkeys(read.values.get("numbers", ())))
        if not arguments.two_way and not arguments.histogram and not numbers:
            usual = self._histograms.get("year")
            arguments = arguments.with_(histogram=(usual,) if usual else ())
        form = read.values["format"]
        return CountsRead(arguments, read.values["size"], form, numbers=numbers)

    def read_export(self, pairs: Pairs, forms: tuple[str, ...]) -> ExportRead:
        """Return the arguments of an export in one of some forms, as strictly as `read`."""
        given = tuple(pairs)
        values = self._export(forms).strictly(given)
        arguments = self.read(pair for pair in given if pair[0] not in _OF_EXPORT)
        ids = tuple(dict.fromkeys(map(read_path, values.get("ids", ()))))
        resumed = values.get("after", ""), values.get("index", "")
        return ExportRead(arguments, ids, values["format"], values["text"], *resumed)

    def read_record(self, pairs: Pairs) -> RecordRead:
        """Return the arguments of one record, as strictly as `read`."""
        values = _reader(record_arguments, self._known).strictly(pairs)
        return RecordRead(values["similar"], _chosen(values), values["format"])

    def read_records(self, pairs: Pairs) -> RecordsRead:
        """Return the arguments of several records, as strictly as `read`."""
        values = self.records.strictly(pairs)
        ids = tuple(dict.fromkeys(map(read_path, values["ids"])))
        return RecordsRead(ids, _chosen(values), values.get("cursor", ""))

    def forgive(self, pairs: Pairs) -> Read:
        """Return the arguments that a page accepts; unknown parameters are ignored silently."""
        return self._forgiven(tuple(pairs))

    def _forgive(self, pairs: Pairs) -> Read:
        read = self.search.take(pairs)
        arguments, faults = self._understood(read)
        rejected = read.rejected
        if not 1 <= (size := read.values["size"]) <= LARGEST_PAGE:
            others = tuple(fault for fault in faults if fault.parameter != "size")
            least = 1 if size < 1 else LARGEST_PAGE
            detail = sentence("a page has 1 to %(count)s records", count=LARGEST_PAGE)
            faults = (*others, Fault("size", detail, str(least)))
            rejected += (("size", str(size)),)
        arguments = arguments.for_page()
        if any(fault.parameter == "to" for fault in faults) and not arguments.date:
            known = ("from", "to")  # the two are at odds with each other: a form shows both again
            rejected += tuple((n, read.values[n]) for n in known if n in read.values)
        for facet in self._facets:
            if any(fault.parameter == facet.name for fault in faults):
                rejected += tuple(
                    (f"{facet.name}.{end}", read.values[key])
                    for end in ("from", "to")
                    if (key := end_of(facet.name, end)) in read.values
                )
        return Read(arguments, faults, rejected)

    def _understood(self, read: ReadArguments) -> tuple[Arguments, tuple[Fault, ...]]:
        """Return the arguments of the values, and all faults, those between values included."""
        values = read.values
        faults = list(read.faults)
        q = in_line(values.get("q", ""))
        size, page = values["size"], values.get("page", 1)
        if page * size > DEEPEST:
            detail = sentence(
                "page times size may reach %(count)s; beyond that, follow `cursor`", count=DEEPEST
            )
            faults.append(Fault("page", detail, str(max(1, DEEPEST // max(1, size)))))
            page = 1
        if page > 1 and values.get("cursor"):
            faults.append(
                Fault("page", sentence("a cursor has its own place; give one or the other"))
            )
        facets = values.get("facets")
        chosen = _chosen(values)
        if size > LARGEST_PAGE and not _is_short(chosen, self._mapping):
            faults.append(
                Fault(
                    "size",
                    f"is over {LARGEST_PAGE}; up to {LARGEST_LIST} are given where `fields` names "
                    "neither a long text nor `highlight`",
                    str(LARGEST_PAGE),
                )
            )
            size = LARGEST_PAGE
        arguments = Arguments(
            q=q[:LONGEST].rstrip(),
            q_cut=len(q) > LONGEST,
            in_field=values.get("in", ""),
            filters=self._filters(values, faults),
            date=_dates(values, faults),
            date_match=values["date_match"],
            match=values["match"],
            sort=values.get("sort", ""),
            size=size,
            page=1 if values.get("cursor") else page,
            cursor=values.get("cursor", ""),
            facets=None if facets is None else _singles(facets),
            changed_since=values.get("changed_since", ""),
            two_way=self._two_way(facets or (), faults),
            histogram=self._by_time(values),
            facet_size=values.get("facet_size", 0),
            highlight=values.get("highlight", True),
            fields=chosen.names if chosen else None,
            expand=values["expand"],
            spell=values["spell"],
        )
        return arguments.normal(self._mapping), tuple(faults)

    def _two_way(self, facets: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
        found = tuple(name for name in facets if BY in name)
        if len(found) > MOST_PAIRED:
            detail = f"at most {MOST_PAIRED} two-way count is made at a time"
            faults.append(Fault("facets", detail, ",".join(found[:MOST_PAIRED])))
        return found[:MOST_PAIRED]

    def _by_time(self, values: dict[str, Any]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._histograms[name] for name in values.get("histogram", ())))

    def _filters(self, values: dict[str, Any], faults: list[Fault]) -> tuple[FacetFilter, ...]:
        missing = {self._missing[name] for name in values.get("missing", ())}
        found = []
        for facet in self._facets:
            name = facet.name
            chosen, unwanted = {*values.get(name, ())}, {*values.get(excluded(name), ())}
            chosen |= _span(facet, values, faults)
            if chosen or unwanted or name in missing:
                found.append(
                    FacetFilter(
                        name,
                        tuple(sorted(chosen)),
                        tuple(sorted(unwanted)),
                        name in missing,
                    )
                )
        return tuple(found)


def _singles(facets: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in facets if name != NONE and BY not in name)


def _chosen(values: dict[str, Any]) -> ChosenKeys | None:
    names = values.get("fields")
    return None if names is None else chosen_keys(names)


def _is_short(chosen: ChosenKeys | None, mapping: RecordMapping) -> bool:
    """Return whether the chosen keys of each result exclude long texts."""
    return chosen is not None and {*mapping.long_texts, "highlight"}.isdisjoint(chosen.keys)


def _span(facet: Facet, values: dict[str, Any], faults: list[Fault]) -> set[str]:
    """Return the span whose two ends a form has sent, if any."""
    start, end = (values.get(end_of(facet.name, which), "") for which in ("from", "to"))
    if not (start or end):
        return set()
    try:
        return {facet.kind.joined(start, end)}
    except Unfit as error:
        faults.append(Fault(facet.name, error.detail, error.suggestion))
        return set()


def _dates(values: dict[str, Any], faults: list[Fault]) -> tuple[str, ...]:
    spans = set(values.get("date", ()))
    start, end = values.get("from", ""), values.get("to", "")
    if start or end:
        try:
            spans.add(joined(start, end))
        except Unfit as error:
            faults.append(Fault("to", error.detail, end and start))
    return tuple(sorted(spans))


def _refuse(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise BadRequest(faults)
