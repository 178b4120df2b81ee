"""Reads and checks a mapping file, the one place where the search is configured.

The file is the body that creates an Elasticsearch index. Everything else the search needs (facets,
sorts, weights, labels) is under `mappings._meta`; README.md describes each key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

from index_mappings.bodies import ReadBody
from index_mappings.characters import digest_of
from index_mappings.facet_kinds.kind import Facet
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.field_kinds.kind import Field
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.highlight import Highlight
from index_mappings.labels import Label
from index_mappings.mapping_error import MappingError as MappingError  # noqa: PLC0414
from index_mappings.orders import Sort
from index_mappings.plain_files import read_plain
from index_mappings.ranking import Named, Nearness
from index_mappings.record import Record
from index_mappings.templates import Template, cited_plainly
from index_mappings.wording import Questions, Reference


@dataclass(frozen=True, slots=True)
class Weight:
    """An index path that is searched, and the weight of a match there."""

    field: str
    weight: float


@dataclass(frozen=True)
class RecordMapping:
    """A mapping file. `body` creates the index; the rest is its `_meta`, typed."""

    name: str
    body: ReadBody
    digest: str
    fields: tuple[Field, ...]
    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]
    highlights: tuple[Highlight, ...]
    weights: tuple[Weight, ...]
    exact_title: str
    stop_words: frozenset[str]
    title: str
    summary: str
    date: str
    named: Named | None = None
    near: Nearness | None = None
    dated: float = 0.0
    """What is added to the score of a record with a date typed as words."""
    questions: Questions = field(default_factory=Questions)
    references: tuple[Reference, ...] = ()
    examples: Mapping[str, str] = field(default_factory=dict)
    """The example on the help page for each rule of the query language, by the rule's key."""
    citation: Template = field(default_factory=lambda: Template(""))
    _by_name: dict[str, Field] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields in the order in which a record is written."""
        return tuple(item.name for item in self.fields)

    @cached_property
    def long_texts(self) -> tuple[str, ...]:
        """The fields of running text that a list of hits does not show in full."""
        shown = (self.title, self.summary)
        return tuple(f.name for f in self.fields if f.kind.is_apart and f.name not in shown)

    @cached_property
    def prose(self) -> tuple[Field, ...]:
        """The fields of running text and of notes, which may contain markup in a source."""
        return tuple(f for f in self.fields if f.kind.is_long or f.kind.keeps_rest)

    @cached_property
    def layout(self) -> str:
        """The field with the layout of the full text, or "" if there is none."""
        return next((f.name for f in self.fields if f.kind.lays_out), "")

    @cached_property
    def editorial_notes(self) -> str:
        """The field of editors' notes on the full text, or "" if there is none."""
        return next((f.name for f in self.fields if f.kind.annotates), "")

    @cached_property
    def full_text(self) -> str:
        """The field of running text that a layout and editors' notes belong to, or "" for none."""
        shown = (self.title, self.summary)
        return next((f.name for f in self.fields if f.kind.is_long and f.name not in shown), "")

    @cached_property
    def orders_title(self) -> tuple[str, ...]:
        """The fields with the title for filing."""
        return tuple(item.name for item in self.fields if item.kind.orders_title)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._by_name)}

    def field(self, name: str) -> Field | None:
        """Return the field of that name, or None if the mapping has none."""
        return self._by_name.get(name)

    def facet(self, name: str) -> Facet | None:
        """Return the facet of that name, or None if the mapping has none."""
        return next((item for item in self.facets if item.name == name), None)

    @cached_property
    def made_at_load(self) -> tuple[Facet, ...]:
        """The facets for which values are computed at load."""
        return tuple(item for item in self.facets if item.made)

    @cached_property
    def collection_facet(self) -> Facet | None:
        """The facet of the collections, or None if the mapping has none."""
        return next((item for item in self.facets if item.kind.of_collections), None)

    def sort(self, name: str) -> Sort | None:
        """Return the sort of that name, or None if the mapping has none."""
        return next((item for item in self.sorts if item.name == name), None)

    def searched(self, field: str = "") -> tuple[Weight, ...]:
        """Return the paths that are searched for a word, with their weights.

        Without a field these are the mapping's paths; with one, that field's paths, each with
        weight 1.
        """
        if not field:
            return self.weights
        declared = self._by_name.get(field)
        return tuple(Weight(path, 1.0) for path in (declared.search if declared else ()))

    def ordered(self, record: Record) -> Record:
        """Return the record with its values in the mapping's order and without empty values.

        Raises MappingError with the name of the first value that is not a field of this mapping.
        """
        if not record.values.keys() <= self._places.keys():
            name = next(name for name in record.values if name not in self._places)
            raise MappingError(
                f"record {record.id!r} has a value for {name!r}, which is no "
                f"field of the mapping {self.name!r}"
            )
        return record.in_order(self._places)

    def properties(self, path: str) -> ReadBody:
        """Return the index's definition of a path such as "sender.name.words".

        Raises MappingError if the file does not define it.
        """
        here: ReadBody = self.body["mappings"]
        for step in path.split("."):
            inner = here.get("properties", {}).get(step) or here.get("fields", {}).get(step)
            if inner is None:
                raise MappingError(f"mapping {self.name!r}: nothing is defined at {path!r}")
            here = inner
        return here


_NO_RECORDS = frozenset({"collections", "mapping-schema", "names"})  # shipped beside the mappings


def names() -> tuple[str, ...]:
    """Return the names of the mappings shipped with Searchroom, except that for collections."""
    found = (item.name for item in resources.files("index_mappings").iterdir())
    shipped = (n.removesuffix(".json") for n in found if n.endswith(".json"))
    return tuple(sorted(name for name in shipped if name not in _NO_RECORDS))


def load(name: str, taken: Callable[[], frozenset[str]] = frozenset) -> RecordMapping:
    """Read a shipped mapping by its name, or any mapping by the path of its JSON file.

    `taken` returns the names that facets in such a file cannot have. A file is checked; shipped
    mappings are checked by the tests instead, so that a server starts sooner. Raises MappingError
    with the file and all its faults.
    """
    is_own = name.endswith(".json")
    if is_own:
        path = Path(name)
        short, where = path.stem, str(path)
        try:
            raw = read_plain(path)
        except OSError as error:
            raise MappingError(f"mapping {where}: {error.strerror or error}") from error
    else:
        short, where = name, f"{name}.json"
        if name not in names():
            raise MappingError(
                f"there is no mapping {name!r}; shipped are {', '.join(names())}, and a path "
                "ending in .json names your own"
            )
        raw = resources.files("index_mappings").joinpath(f"{name}.json").read_bytes()
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise MappingError(f"mapping {where} is not JSON: {error}") from error
    except RecursionError:
        raise MappingError(f"mapping {where} is not usable: it is nested too deep") from None
    if is_own:
        from index_mappings.checking.faults import faults_in, refuse  # noqa: PLC0415

        refuse(faults_in(raw, taken()), where)
    return typed(short, body, digest=digest_of(raw, body["settings"]["analysis"]))


def parse(name: str, body: ReadBody) -> RecordMapping:
    """Return the mapping that a body describes; raise MappingError with all its faults."""
    from index_mappings.checking.faults import faults, refuse  # noqa: PLC0415

    refuse(faults(body), name)
    return typed(name, body)


def typed(name: str, body: ReadBody, *, digest: str = "") -> RecordMapping:
    """Return the mapping of a body that was already checked when its index was built.

    An index stays readable even if a later release checks mappings more strictly.
    """
    meta = body["mappings"]["_meta"]
    fields = tuple(_field(item, body) for item in meta["fields"])
    by_name = {item.name: item for item in fields}
    return RecordMapping(
        name=name,
        body=body,
        digest=digest or digest_of(json.dumps(body).encode(), body["settings"]["analysis"]),
        fields=fields,
        facets=tuple(_facet(item, body) for item in meta["facets"]),
        sorts=tuple(map(_sort, meta["sorts"])),
        highlights=tuple(Highlight.of(item, by_name) for item in meta["highlights"]),
        weights=tuple(Weight(**item) for item in meta["search"]["fields"]),
        exact_title=meta["search"]["exact_title"],
        stop_words=frozenset(meta["search"]["stop_words"]),
        title=meta["title"],
        summary=meta["summary"],
        date=meta["date"],
        named=Named.of(meta["search"].get("named")),
        near=Nearness.of(meta["search"].get("near")),
        dated=meta["search"].get("dated", 0.0),
        questions=Questions.of(meta["search"].get("questions")),
        references=tuple(map(Reference.of, meta["search"].get("references", ()))),
        examples=meta.get("examples", {}),
        citation=Template(meta.get("citation") or cited_plainly(meta["title"], meta["date"])),
        _by_name=by_name,
    )


def _field(item: ReadBody, body: ReadBody) -> Field:
    kind = FIELD_KINDS.get(item["kind"])
    if kind is None:
        raise MappingError(f"field {item['name']!r}: this release has no kind {item['kind']!r}")
    type_ = body["mappings"]["properties"].get(item["name"], {}).get("type", "")
    labels = {"label": Label(item["label"]), "purpose": Label(item["purpose"])}
    search = tuple(item.get("search", ()))
    return Field(**{**item, **labels, "kind": kind, "search": search, "type": type_})


def _facet(item: ReadBody, body: ReadBody) -> Facet:
    kind = FACET_KINDS.get(item["kind"])
    if kind is None:
        raise MappingError(f"facet {item['name']!r}: this release has no kind {item['kind']!r}")
    computed = body["mappings"]["properties"].get("computed", {}).get("properties", {})
    made = computed.get(item["name"], {}).get("properties", {})
    labels = {value: Label(said) for value, said in item.get("labels", {}).items()}
    more = {"label": Label(item["label"]), "edges": tuple(item.get("edges", ())), "labels": labels}
    return Facet(**{**item, **more, "kind": kind, "made": frozenset(made)})


def _sort(item: ReadBody) -> Sort:
    return Sort(**{**item, "label": Label(item["label"]), "path": item.get("path") or ""})
