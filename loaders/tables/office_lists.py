"""The format `offices`: an archive's own table of holders of offices and their terms.

    office,holder,from,to
    Harbor Master,"Roe, Anna",1953-01-21,4 May 1959

It has no records. Each holder goes into the index of names, and a load adds the person to the
office named in a record of that time (`loaders.publishing.office_holders`), as for lists of persons
in TEI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from index_mappings.dates import read_date
from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.name_kinds import PERSON
from index_mappings.names import NameEntry, NameForm
from index_mappings.offices import Span, Term
from loaders.drafts.draft import Item, Reject, Remark, Where
from loaders.drafts.format import NamedByFile, Options
from loaders.tables.delimited import Cells
from loaders.tables.rows import Table, open_tables
from service.errors import LoadError

_WANTED = ("office", "holder")
_COLUMNS = (*_WANTED, "from", "to", "within", "accepted")
_YES = frozenset({"yes", "y", "true"})


class OfficeLists(NamedByFile):
    """The format `offices`; all holders of a file are held together, for one may have several."""

    name = "offices"
    summary = "a table of offices: office, holder, from, to; names beside records"
    options = frozenset({"delimiter", "encoding"})

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a name for each holder with the offices; raise LoadError for another table.

        If there is a column `accepted`, only rows with "yes" count. `within` is the beginning of
        the titles of the collections to which a term is confined.
        """
        held: dict[str, tuple[str, list[Term]]] = {}
        for path in paths:
            with closing(open_tables(path, options.mapping, options.extra)) as table:
                columns = _columns(table)
                yield from table.remarks
                left = 0
                for row in table.rows():
                    if not any(cell.strip() for cell in row.cells):
                        continue
                    values = dict(zip(columns, map(str.strip, row.cells), strict=False))
                    if values.get("accepted", "yes").lower() not in _YES:
                        left += 1
                        continue
                    if reject := _reject(Where(path, row.line), row, values):
                        yield reject
                        continue
                    _, terms = held.setdefault(key(values["holder"]), (values["holder"], []))
                    terms.append(_term(values))
                if left:
                    message = f'{left:,} rows are left out: "accepted" does not say yes'
                    yield Remark(Where(path), message)
        for holder, terms in held.values():
            forms = (NameForm(holder),)
            yield NameEntry(f"{options.source}/{holder}", PERSON.name, forms, offices=tuple(terms))


FORMAT = OfficeLists()


def is_office_list(path: Path, mapping: RecordMapping) -> bool:
    """Return whether a file is a table with a column for offices and one for holders."""
    try:
        with closing(open_tables(str(path), mapping, {})) as table:
            return set(_WANTED) <= {header.lower() for header in table.headers}
    except LoadError:
        return False


def _columns(table: Table) -> tuple[str, ...]:
    """Return the names of the columns.

    An unknown column may mark rows as not public, so a table with one is refused.
    """
    columns = tuple(header.lower() for header in table.headers)
    if missing := [name for name in _WANTED if name not in columns]:
        raise LoadError(f"{table.path} has no column {' and none '.join(missing)}")
    if unknown := [name for name in columns if name and name not in _COLUMNS]:
        raise LoadError(
            f"{table.path} has the columns {', '.join(unknown)}; "
            f"a table of offices has only {', '.join(_COLUMNS)}"
        )
    return columns


def _reject(where: Where, row: Cells, values: Mapping[str, str]) -> Reject | None:
    """Return the reject of an invalid row, or None."""
    raw = dict(values)
    if row.fault:
        return Reject(where, row.fault, raw=" | ".join(row.cells))
    for name in _WANTED:
        if not key(values.get(name, "")):
            return Reject(where, f"the row has no {name}", name, raw=raw)
    for name in ("from", "to"):
        if (text := values.get(name, "")) and _span(text) is None:
            return Reject(where, f"{text!r} is not a date that can be read", name, raw=raw)
    first, last = _span(values.get("from", "")), _span(values.get("to", ""))
    if first and last and last[1] < first[0]:
        return Reject(where, "the office ends before it begins", "to", raw=raw)
    return None


def _term(values: Mapping[str, str]) -> Term:
    """Return the term of a row; an open end is unknown, so nothing is claimed for it."""
    first, last = values.get("from", ""), values.get("to", "")
    days = f"{first}–{last}" if first or last else ""
    wording = ", ".join(part for part in (values["office"], days) if part)
    return Term(values["office"], _span(first), _span(last), wording, values.get("within", ""))


def _span(text: str) -> Span | None:
    date = read_date(text) if text else None
    if date is None or date.start is None or date.end is None:
        return None
    return date.start, date.end
