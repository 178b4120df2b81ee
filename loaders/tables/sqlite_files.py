"""The format `sqlite`: a table of a database, or the result of a query, read like other tables."""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.mapping import RecordMapping
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS
from loaders.tables.csv_files import CsvFiles
from loaders.tables.databases import open_database
from loaders.tables.named_texts import TEXTS
from loaders.tables.rows import Table
from loaders.tables.title_columns import SUPPLIED


class SqliteFiles(CsvFiles):
    """The format `sqlite`; a row is held at a time."""

    name = "sqlite"
    summary = "a table of an SQLite database (-o table=NAME), or a query (-o query='select ...')"
    options = FIELD_MAP_OPTIONS | {"clear", "query", "table", SUPPLIED, TEXTS}

    def open(self, path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
        """Return the table named in the options; raise LoadError if there is none."""
        return open_database(path, mapping, extra)


FORMAT = SqliteFiles()
