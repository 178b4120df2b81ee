"""Keeping the remarks and collections that come before a record, until it may be shown.

A remark quotes its record, and a collection may be named after one. Only the record itself shows
whether it is public.
"""

from __future__ import annotations

from index_mappings.json_values import elements, text
from index_mappings.record import Collection
from loaders.drafts.draft import Draft, Remark, Where
from loaders.publishing.report import Report


class Waiting:
    """The remarks on one place of a source, and collections not yet named by a published record."""

    def __init__(self, report: Report, collections: dict[str, Collection]) -> None:
        self._report = report
        self._published = collections
        self._remarks: list[Remark] = []
        self._new: dict[str, Collection] = {}  # since the last record
        self._unnamed: dict[str, Collection] = {}  # named by records that are held back
        self._held_at: Where | None = None

    def remark(self, remark: Remark) -> None:
        """Keep a remark until the record of its place is known; publish those of another place."""
        if remark.where == self._held_at:
            return
        if self._remarks and self._remarks[-1].where != remark.where:
            self._say()
        self._remarks.append(remark)

    def collection(self, collection: Collection) -> None:
        """Keep a collection until a record follows."""
        if collection.id in self._unnamed:
            self._unnamed[collection.id] = collection  # said once more, by a better name
        else:
            self._new[collection.id] = collection

    def publish(self, draft: Draft) -> None:
        """Publish the kept remarks on this record and the collections it names."""
        if self._remarks:
            self._say()
        if self._new:
            self._published.update(self._new)
            self._new.clear()
        if self._unnamed:
            for id in map(text, elements(draft.values.get("collections"))):
                if id in self._unnamed:
                    self._published[id] = self._unnamed.pop(id)

    def hold(self, draft: Draft) -> None:
        """Drop the remarks on this record, and keep back collections that only it names."""
        self._remarks = [remark for remark in self._remarks if remark.where != draft.where]
        self._held_at = draft.where
        for id in map(text, elements(draft.values.get("collections"))):
            if id in self._new:
                self._unnamed[id] = self._new.pop(id)

    def end(self) -> None:
        """Publish what was followed by no record; collections of only held records stay back."""
        self._say()
        self._published.update(self._new)
        self._new.clear()

    def _say(self) -> None:
        for remark in self._remarks:
            self._report.remark(remark)
        self._remarks.clear()
