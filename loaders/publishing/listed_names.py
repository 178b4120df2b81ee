"""The names that the sources of a load list, beside those that other sources have."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from index_mappings.folding import clean
from index_mappings.names import NameEntry
from loaders.drafts.identity import fit_id
from loaders.publishing.ledger import Ledger
from service.engines.contract import Build, Engine


def settled(entry: NameEntry, source: str) -> NameEntry:
    """Return an entry as a site keeps it: its id is unique among all sources, its text clean.

    A format gives the id that the source has for it, which is unique there only.
    """
    own = entry.source or source
    id = entry.id if entry.source else fit_id(f"{own}#{entry.id}")
    forms = tuple(replace(form, text=clean(form.text)) for form in entry.forms)
    return replace(entry, id=id, forms=forms, history=clean(entry.history), source=own)


def write_names(
    build: Build, engine: Engine, ledger: Ledger, loaded: Set[str], *, update: bool
) -> bool:
    """Write the names of a load and, into a new index, those of other sources.

    An update begins with all that is live. Returns whether any name is new, changed or gone.
    """
    before: dict[str, bytes] = {}  # the digests of what the loaded sources had
    others = (item for item in engine.names() if not _is_loaded(item, loaded, before))
    if update:
        for _ in others:
            pass  # they are in the clone already
    else:
        build.add_names(others)
    after = dict(ledger.name_digests())
    build.add_names(ledger.names())
    if update:
        return any(before.get(id) != digest for id, digest in after.items())
    return before != after


def _is_loaded(item: NameEntry, loaded: Set[str], before: dict[str, bytes]) -> bool:
    if item.source not in loaded:
        return False
    before[item.id] = Ledger.name_digest(item)
    return True


def names_of_others(engine: Engine, source: str) -> Iterator[NameEntry]:
    """Yield the names of all sources but one."""
    return (item for item in engine.names() if item.source != source)
