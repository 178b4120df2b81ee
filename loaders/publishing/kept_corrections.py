"""Corrections that were made by updates, kept by source and id and applied at every load.

The source still says what it said, so the nightly load would undo each correction. They lie in
`corrections.jsonl` beside `sources.toml`, one place of one record a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from index_mappings.json_values import Json, needed_text
from index_mappings.plain_files import special_kind
from loaders.publishing.amending import Place
from service.errors import ConfigurationError
from service.lasting.folder_lock import alone_in
from service.lasting.replacing import replaced

CORRECTION_KEYS = frozenset({"mapping", "source", "id", "field", "label", "value", "was"})
"""The keys of one line."""


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """One place of one record: its `value`, None where it is emptied, and what it `was`.

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
    """The file of one site, which need not be there."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def read(self, mapping: str) -> Iterator[KeptCorrection]:
        """Yield the corrections of one mapping; ConfigurationError where it cannot be read."""
        yield from (item for item in self._all() if item.mapping == mapping)

    def replace(
        self,
        new: Iterable[KeptCorrection],
        *,
        is_old: Callable[[KeptCorrection], bool],
    ) -> None:
        """Write corrections in place of those that are old, in one step.

        Raises ConfigurationError where the file cannot be written.
        """
        try:
            with alone_in(self.path.parent):
                left = [item for item in self._all() if not is_old(item)]
                self._write([orjson.dumps(item.to_json()) for item in (*left, *new)])
        except OSError as error:
            raise ConfigurationError(
                f"{self.path} cannot be written: {error.strerror}; the next load of the source "
                "would undo its corrections"
            ) from error

    def _write(self, lines: list[bytes]) -> None:
        if not lines:
            self.path.unlink(missing_ok=True)
            return
        with replaced(self.path) as file:
            file.write(b"\n".join(lines) + b"\n")

    def _all(self) -> Iterator[KeptCorrection]:
        if kind := special_kind(self.path):
            raise ConfigurationError(f"{self.path} is {kind}, not a file")
        try:
            with self.path.open("rb") as file:
                for line in file:
                    yield KeptCorrection.from_json(orjson.loads(line))
        except FileNotFoundError:
            return
        except OSError as error:
            raise ConfigurationError(f"{self.path} cannot be read: {error.strerror}") from error
        except (KeyError, TypeError, ValueError) as error:
            raise ConfigurationError(
                f"{self.path} is not as it was written, and a load would undo corrections; put it "
                "back from a backup, or take the line out that cannot be read"
            ) from error
