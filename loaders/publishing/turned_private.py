"""The derived ids of records that are no longer public in their source.

An update removes records that its source now marks as not public. A derived id depends on a
record's contents, but a load does not read those of held records. So the source is read once more
as if all of it were public, and only the ids are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from index_mappings.mapping import MappingError, RecordMapping
from index_mappings.record import Record
from loaders.drafts.archive_rules import NO_RULES
from loaders.drafts.draft import Draft
from loaders.drafts.fitting import Fitting
from loaders.drafts.format import Format, Options
from loaders.drafts.identity import date_as_written, derived_id, fit_id
from loaders.drafts.terms import languages_in_words
from loaders.publishing import repeats
from loaders.publishing.ledger import Ledger
from service.engines.contract import Engine
from service.lasting.derived_ids import is_derived
from service.query.clauses import Value


def ids_not_shown(
    format: Format, paths: tuple[str, ...], options: Options, shown: Ledger
) -> Iterator[str]:
    """Yield the ids that the non-public records of a source would have."""
    options = replace(options, publish_held=True, rules=NO_RULES)
    fitting, mapping = Fitting(options.mapping), options.mapping
    with Ledger() as all_of_it:
        for item in format.read(paths, options):
            if isinstance(item, Draft):
                _note(item, item.source or options.source, fitting, mapping, all_of_it)
        all_of_it.close_drafts()
        for _ in repeats.settle(all_of_it, mapping):
            pass
        yield from (id for id in all_of_it.ids() if not shown.has(id))


def add_kept(ids: set[str], engine: Engine, source: str) -> None:
    """Add the ids of the live records of a source that would have one of `ids` now.

    A corrected record has kept its first id.
    """
    ids.update([*_kept(ids, engine, source)])


def _kept(ids: Set[str], engine: Engine, source: str) -> Iterator[str]:
    mapping = engine.mapping
    for record in engine.scan(Value("source", (source,))) if ids else ():
        if is_derived(record.id, source) and record.id not in ids:
            date, title = date_as_written(record.values, mapping.date), record.text(mapping.title)
            summary = record.text(mapping.summary)
            todays = (derived_id(source, date, title), derived_id(source, date, title, summary))
            if not ids.isdisjoint(todays):
                yield record.id


def ids_are_derived(ledger: Ledger, source: str) -> bool:
    """Return whether the ids of a source are derived, or none is known."""
    ids = (entry.id for entry in ledger.entries("WHERE source = ?", (source,)))
    first = next(ids, None)
    return first is None or is_derived(first, source) or any(is_derived(id, source) for id in ids)


def _note(
    draft: Draft, source: str, fitting: Fitting, mapping: RecordMapping, ledger: Ledger
) -> None:
    fitted, _ = fitting.fit(draft)
    own_id = fit_id(draft.own_id)
    try:
        values = dict(mapping.ordered(Record("", languages_in_words(fitted))).values)
    except MappingError:
        return  # the load itself tells of it
    date, title = date_as_written(values, mapping.date), str(values.get(mapping.title, ""))
    id = own_id or derived_id(source, date, title)
    ledger.note_draft(source, id, values, draft.where, own=bool(own_id))
