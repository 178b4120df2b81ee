"""Records that a source held back before, so that a sheet of corrections does not publish them.

Such a sheet has ids and titles and no column on access. Its rows are recognised by the digests that
a load writes to `held.jsonl` (`service.lasting.held`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Remark, Where
from loaders.publishing.correcting import REFERENCE
from loaders.publishing.held_parts import with_parts
from loaders.publishing.ledger import Entry, Ledger
from loaders.publishing.report import Report
from service.engines.contract import Engine
from service.errors import ConfigurationError
from service.lasting.derived_ids import is_derived
from service.lasting.folder_lock import alone_in
from service.lasting.held import HeldDigests
from service.lasting.lost import Kept
from service.lasting.replacing import replaced

MARK = "held back before"
"""The mark of a record that an update is silent on and that its source held back."""
_SAYING = ("access", "opens")
_LISTED_PARTS = 20_000  # records of a source: 2 MB of the file; beyond, all of the source count


class HeldBefore:
    """The file of one site and mapping, which may be missing; `path` is "" for no file."""

    def __init__(
        self, path: str, mapping: RecordMapping, engine: Engine | None = None, *, anew: bool = False
    ) -> None:
        """Read the file; raise ConfigurationError if that is not possible.

        The live index of the `engine` determines what a dump may bring back. A missing file is
        created `anew` if every source is loaded from its own files, which have all marks.
        """
        self.engine = engine
        self._site, self._mapping = mapping, mapping.name
        self.digests = self._file = HeldDigests(path, mapping.name, anew=anew)
        self._known = self._file.known
        self._path = self._file.path
        self._now: dict[tuple[str, str], set[str]] = {}
        self._parts: set[str] = set()
        self.copied: set[str] = set()  # the sources whose records come out of a dump

    def holds(self, source: str, draft: Draft) -> bool:
        """Return whether a row is of a record that was held back, and has no access of its own.

        A dump is a copy, not a source: its access is that of the day it was made.
        """
        if draft.source:
            self.copied.add(source)
            names = [draft.own_id, _said(draft.values, REFERENCE)]
            if is_derived(draft.own_id, source):
                names.append(_said(draft.values, self._site.title))
            return self._file.has(source, *names)
        known = self._known.get((self._mapping, source))
        if not known or draft.stated or any(draft.values.get(name) for name in _SAYING):
            return False
        # one title may be of many records, and tells of one only where nothing else does
        named = (
            draft.own_id or _said(draft.values, self._site.title),
            _said(draft.values, REFERENCE),
        )
        return any(self._digest(source, name) in known for name in filter(None, named))

    def hold(self, source: str, names: Iterable[str]) -> None:
        """Add the names of a record that this load holds back: a row may use any of them."""
        digests = (self._digest(source, name) for name in names if name)
        self._now.setdefault((self._mapping, source), set()).update(digests)

    def holds_now(self, source: str, name: str) -> bool:
        """Return whether this load has held back a record with that name."""
        known = self._now.get((self._mapping, source))
        return known is not None and self._digest(source, name) in known

    def hold_record(self, source: str, id: str, values: Mapping[str, Json]) -> None:
        """Add a record that this load holds back by its id, title and reference."""
        names = (_said(values, name) for name in (self._site.title, REFERENCE))
        self.hold(source, (id, *names))

    def carry_over(self, ledger: Ledger, sources: Iterable[str]) -> None:
        """Also count what the sources of an update held back before, and what it does not show.

        So nothing that the update brings is below such a record, or names it.
        """
        for source in sources:
            if not (known := self._known.get((self._mapping, source))):
                continue
            some = self._now.setdefault((self._mapping, source), set())
            some.update(known)
            for entry in ledger.entries("WHERE source = ?", (source,)):
                some.difference_update(self._digest(source, name) for name in self._names(entry))

    def _names(self, entry: Entry) -> tuple[str, ...]:
        names = (entry.values.get(self._site.title), entry.values.get(REFERENCE))
        return (entry.id, *map(str, names))

    def forget(self, source: str) -> None:
        """Remove the digests of a source; raise ConfigurationError if it cannot be written."""
        if not self._known.pop((self._mapping, source), None) or self._path is None:
            return
        try:
            self._write(self._path)
        except OSError as error:
            raise ConfigurationError(f"{self._path} cannot be written: {error.strerror}") from error

    def note(self, ledger: Ledger, report: Report) -> None:
        """Write the records that the sources of a load hold back now.

        Records that an update does not mention stay held back. A failure is only reported.
        """
        before = {place: dict(digests) for place, digests in self._known.items()}
        if not report.is_update:
            for source in {*report.sources} - self.copied:
                self._known.pop((self._mapping, source), None)
        self._hold_parts(ledger)
        for place, found in self._now.items():
            since = before.get(place, {})
            known = self._known.setdefault(place, {})
            known.update((digest, since.get(digest, report.index)) for digest in found)
        if report.is_update and self._known:
            self._open(ledger)
        if self._path is None or (self._known == before and not Kept(self._path).is_lost()):
            return
        try:
            self._write(self._path)
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror}; give updates of held "
            message += "records their access"
            report.remark(Remark(Where(str(self._path)), message))

    def _hold_parts(self, ledger: Ledger) -> None:
        """Add the records that this load holds back in part."""
        by_source: dict[str, list[str]] = {}
        for source, id in with_parts(ledger):
            some = by_source.setdefault(source, [])
            if len(some) <= _LISTED_PARTS:
                some.append(id)
        for source, ids in by_source.items():
            named = ids if len(ids) <= _LISTED_PARTS else [""]
            digests = {self._file.part(source, id) for id in named}
            self._parts |= digests
            self._now.setdefault((self._mapping, source), set()).update(digests)

    def _open(self, ledger: Ledger) -> None:
        """Drop records that an update has opened."""
        for entry in ledger.entries():
            known = self._known.get((self._mapping, entry.source), {})
            if (part := self._file.part(entry.source, entry.id)) not in self._parts:
                known.pop(part, None)
            for name in self._names(entry):
                known.pop(self._digest(entry.source, name), None)

    def _digest(self, source: str, name: str) -> str:
        return self._file.digest(source, name)

    def _write(self, path: Path) -> None:
        with alone_in(path.parent), replaced(path, 0o600) as file:
            self._file.write(file)
        Kept(path).note()


def _said(values: Mapping[str, Json], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
