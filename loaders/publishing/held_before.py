"""What a source held back before, so that a sheet of corrections publishes none of it.

Such a sheet has ids and titles and is silent on access. A row is known by the digests that a load
leaves in `held.jsonl` (`service.lasting.held`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Remark, Where
from loaders.publishing.correcting import REFERENCE
from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Report
from service.errors import ConfigurationError
from service.lasting.folder_lock import alone_in
from service.lasting.held import HeldDigests

MARK = "held back before"
"""The mark of a record that an update is silent on and that its source held back."""
_SAYING = ("access", "opens")


class HeldBefore:
    """The file of one site and mapping, which need not be there; `path` is "" for none."""

    def __init__(self, path: str, mapping: RecordMapping) -> None:
        """Read the file; ConfigurationError where that is not possible."""
        self._site, self._mapping = mapping, mapping.name
        self._file = HeldDigests(path, mapping.name)
        self._known = self._file.known
        self._path = self._file.path
        self._now: dict[tuple[str, str], set[str]] = {}

    def holds(self, source: str, draft: Draft) -> bool:
        """Tell whether a row is of a record that was held back and says nothing of access now."""
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
        """Take in the names of a record that this load holds back: any of them may be its row's."""
        digests = (self._digest(source, name) for name in names if name)
        self._now.setdefault((self._mapping, source), set()).update(digests)

    def holds_now(self, source: str, name: str) -> bool:
        """Tell whether this load has held back a record of that name."""
        known = self._now.get((self._mapping, source))
        return known is not None and self._digest(source, name) in known

    def hold_record(self, source: str, id: str, values: Mapping[str, Json]) -> None:
        """Take in a record that this load holds back, by its id, title and reference."""
        said = (_said(values, name) for name in (self._site.title, REFERENCE))
        self.hold(source, (id, *said))

    def forget(self, source: str) -> None:
        """Take the digests of a source out; ConfigurationError where it cannot be written."""
        if not self._known.pop((self._mapping, source), None) or self._path is None:
            return
        try:
            self._write(self._path)
        except OSError as error:
            raise ConfigurationError(f"{self._path} cannot be written: {error.strerror}") from error

    def note(self, ledger: Ledger, report: Report) -> None:
        """Write what the sources of a load hold back now.

        After an update stays held back what it says nothing of. A failure is only reported.
        """
        before = {place: set(digests) for place, digests in self._known.items()}
        if not report.is_update:
            for source in report.sources:
                self._known.pop((self._mapping, source), None)
        for place, digests in self._now.items():
            self._known.setdefault(place, set()).update(digests)
        if report.is_update and self._known:
            self._open(ledger)
        if self._path is None or self._known == before:
            return
        try:
            self._write(self._path)
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror}; give updates of held "
            message += "records their access"
            report.remark(Remark(Where(str(self._path)), message))

    def _open(self, ledger: Ledger) -> None:
        """Forget what an update has opened."""
        for entry in ledger.entries():
            known = self._known.get((self._mapping, entry.source), set())
            for name in (entry.id, entry.values.get(self._site.title), entry.values.get(REFERENCE)):
                known.discard(self._digest(entry.source, str(name)))

    def _digest(self, source: str, name: str) -> str:
        return self._file.digest(source, name)

    def _write(self, path: Path) -> None:
        aside = path.with_name(f".{path.name}.new")
        with alone_in(path.parent), aside.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(orjson.dumps({"key": self._file.key}) + b"\n")
            for (mapping, source), digests in self._known.items():
                for digest in sorted(digests):
                    line = {"mapping": mapping, "source": source, "digest": digest}
                    file.write(orjson.dumps(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())
            aside.replace(path)


def _said(values: Mapping[str, Json], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
