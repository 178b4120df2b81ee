"""Corrections from updates, kept by source and id and applied at every load.

The source still says what it said, so the nightly load would undo each correction. They lie in
`corrections.jsonl` beside `sources.toml`, one place of one record a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index_mappings.json_values import Json, needed_text
from loaders.publishing.amending import Place
from service.errors import ConfigurationError
from service.lasting.corrections_file import CorrectionsFile
from service.lasting.folder_lock import alone_in


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """One place of one record: its `value`, or None if it is emptied, and what it `was`.

    `was` is what the source said when the correction was made.
    """

    mapping: str
    source: str
    id: str
    place: Place
    value: Json
    was: Json

    def to_json(self) -> dict[str, Json]:
        """Return the line of the file."""
        return {
            "mapping": self.mapping,
            "source": self.source,
            "id": self.id,
            "field": self.place.field,
            "label": self.place.label,
            "value": self.value,
            "was": self.was,
        }

    @classmethod
    def from_json(cls, line: Mapping[str, Json]) -> KeptCorrection:
        """Return what `to_json` wrote."""
        place = Place(needed_text(line["field"]), needed_text(line["label"]))
        mapping, source, id = (needed_text(line[name]) for name in ("mapping", "source", "id"))
        return cls(mapping, source, id, place, line["value"], line["was"])


class KeptCorrections:
    """The file of one site, which need not be there if it never was."""

    def __init__(self, path: str | Path) -> None:
        self._file = CorrectionsFile(path)

    def read(self, mapping: str) -> Iterator[KeptCorrection]:
        """Yield the corrections of one mapping.

        Raises ConfigurationError if the file is gone, cannot be read, or is damaged.
        """
        yield from (item for item in self._all() if item.mapping == mapping)

    def remember(self) -> None:
        """Mark that the file is there, where it is: an earlier Searchroom did not."""
        self._file.remember()

    def replace(
        self,
        new: Iterable[KeptCorrection],
        *,
        is_old: Callable[[KeptCorrection], bool],
    ) -> None:
        """Write corrections in place of those that are old, in one step.

        Raises ConfigurationError if the file cannot be read or written.
        """
        path = self._file.path
        try:
            with alone_in(path.parent):
                left = [item for item in self._all() if not is_old(item)]
                self._file.write([item.to_json() for item in (*left, *new)])
        except OSError as error:
            raise ConfigurationError(
                f"{path} cannot be written: {error.strerror}; the next load of the source "
                "would undo its corrections"
            ) from error

    def _all(self) -> list[KeptCorrection]:
        return self._file.read(KeptCorrection.from_json)
