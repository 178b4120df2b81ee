"""The names listed by the sources of a load, and those of other sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from itertools import chain

from index_mappings.folding import clean
from index_mappings.names import NameEntry
from loaders.drafts.identity import fit_id
from loaders.drafts.private_notes import without_private
from loaders.publishing.ledger import Ledger
from service.engines.contract import Build, Engine
from service.lasting.bearers import Bearers, told_by
from service.query.clauses import Value


def settled(entry: NameEntry, source: str, *, publish_held: bool = False) -> NameEntry:
    """Return an entry with an id that is unique among all sources, and with clean, public text.

    The id from a format is the source's own, which is unique only there.
    """
    own = entry.source or source
    id = entry.id if entry.source else fit_id(f"{own}#{entry.id}")
    forms = tuple(replace(form, text=clean(form.text)) for form in entry.forms)
    history = entry.history if publish_held else without_private(entry.history).strip()
    return replace(entry, id=id, forms=forms, history=clean(history), source=own)


def write_names(
    build: Build, engine: Engine, ledger: Ledger, loaded: Set[str], *, gone: Set[str] | None = None
) -> bool:
    """Write the names of a load and, into a new index, those of other sources.

    An update begins with all live names; `gone` are the records it removes. Names that occur only
    in records that are kept out are left out. Returns whether any name is new, changed or removed.
    """
    before: dict[str, bytes] = {}  # the digests of what the loaded sources had
    theirs: list[NameEntry] = []  # of an update: a source lists some thousands at most
    others = (item for item in engine.names() if not _is_loaded(item, loaded, before))
    if gone is None:
        build.add_names(others)
    else:
        theirs = [item for item in engine.names() if _is_loaded(item, loaded, before)]
    hidden = hidden_names(engine, ledger, theirs, loaded, gone)
    ledger.forget_names(hidden)
    after = dict(ledger.name_digests())
    build.add_names(ledger.names())
    if gone is None:
        return before != after
    build.delete_names(hidden & before.keys())
    return bool(hidden & before.keys()) or any(
        before.get(id) != digest for id, digest in after.items()
    )


def hidden_names(
    engine: Engine,
    ledger: Ledger,
    live: Iterable[NameEntry],
    loaded: Set[str],
    gone: Set[str] | None,
) -> frozenset[str]:
    """Return the ids of the names that occur only in records that are kept out."""
    bearers = Bearers(chain(live, ledger.names()))
    for text in ledger.hidden():
        bearers.hide(text)
    if bearers.ids:
        for entry in ledger.entries():
            bearers.show(told_by(entry.values))
    if bearers.ids and gone is not None:
        for record in engine.scan(Value("source", tuple(loaded))):
            if record.id not in gone and not ledger.has(record.id):
                bearers.show(told_by(record.values))
    return bearers.ids


def _is_loaded(item: NameEntry, loaded: Set[str], before: dict[str, bytes]) -> bool:
    if item.source not in loaded:
        return False
    before[item.id] = Ledger.name_digest(item)
    return True


def names_of_others(engine: Engine, source: str) -> Iterator[NameEntry]:
    """Yield the names of all sources except one."""
    return (item for item in engine.names() if item.source != source)
