"""Machine-readable descriptions of a dump: Frictionless Data Package, and MLCommons Croissant.

Sources: datapackage.org, "Data Package"; Croissant Format Specification 1.0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from service.exports.tables import columns
from service.upkeep.published_dumps import DumpFile, PublishedDump

_CONTEXT: dict[str, Json] = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "extract": "cr:extract",
    "field": "cr:field", "fileObject": "cr:fileObject", "recordSet": "cr:recordSet",
    "source": "cr:source",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """A dump, the site's title and addresses; `licence` is "" where the archive names none.

    `address` makes the address of a file of its name.
    """

    dump: PublishedDump
    title: str
    home: str
    page: str
    licence: str
    address: Callable[[str], str]

    @property
    def citation(self) -> str:
        """The citation of the whole catalogue."""
        return f"{self.title}. The whole catalogue, as of {self.dump.built[:10]}. {self.page}"


def frictionless(published: Published) -> dict[str, Json]:
    """Return a dump as a Data Package, with what it is as the site says it."""
    dump = published.dump
    package: dict[str, Json] = {
        "url": published.address(dump.file),
        **dump.told(),
        "profile": "data-package",
        "name": dump.index.lower(),
        "title": published.title,
        "homepage": published.home,
        "created": dump.made,
        "citation": published.citation,
        "resources": [_resource(one, published) for one in dump.files],
    }
    if published.licence:
        package["licenses"] = [{"path": published.licence}]
    return package


def _resource(one: DumpFile, published: Published) -> Json:
    resource: dict[str, Json] = {
        "name": _name(one),
        "path": published.address(one.file),
        "format": one.form.name,
        "mediatype": one.media_type,
        "bytes": one.size,
        "hash": f"sha256:{one.sha256}",
    }
    return {**resource, "encoding": "utf-8"} if one.form.is_text else resource


def _name(one: DumpFile) -> str:
    return f"{one.file.partition('.')[0]}-{one.form.name}".lower()


def croissant(published: Published, mapping: RecordMapping) -> dict[str, Json]:
    """Return a dump as a dataset of Croissant: its files, and the columns of the table."""
    dump = published.dump
    files: list[Json] = [
        {
            "@type": "cr:FileObject",
            "@id": _name(one),
            "name": one.file,
            "contentUrl": published.address(one.file),
            "contentSize": f"{one.size} B",
            "encodingFormat": one.media_type,
            "sha256": one.sha256,
        }
        for one in dump.files
    ]
    dataset: dict[str, Json] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": dump.index,
        "description": f"The whole catalogue of {published.title}: {dump.records:,} records.",
        "url": published.page,
        "citeAs": published.citation,
        "datePublished": dump.made,
        "creator": {"@type": "sc:Organization", "name": published.title, "url": published.home},
        "distribution": files,
    }
    if published.licence:
        dataset["license"] = published.licence
    tables = [_name(one) for one in dump.files if one.form.is_table]
    if tables:
        dataset["recordSet"] = [_records(tables[0], mapping)]
    return dataset


def _records(table: str, mapping: RecordMapping) -> Json:
    fields: list[Json] = [
        {
            "@type": "cr:Field",
            "@id": f"records/{column.header}",
            "name": column.header,
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": table}, "extract": {"column": column.header}},
        }
        for column in columns(mapping, text=True)
    ]
    return {"@type": "cr:RecordSet", "@id": "records", "name": "records", "field": fields}
