"""The dump of the catalogue that the public may fetch, and when it may not.

<folder>/.<catalogue>.json                 what is published: `PublishedDump`; hidden, for it names
                                           what was withdrawn
<folder>/<catalogue>-<stamp>.jsonl.gz      the dump of the index of that name
<folder>/<catalogue>-<stamp>.csv.gz, .sqlite    the same in other forms
<beside it>/.<folder>.<catalogue>          empty: a dump is published (`service.lasting.lost`)

There is one, of the live index. A dump of an earlier index may have what has been taken out or
held back since, and one that was begun before a record was withdrawn may have that record: neither
is given to anybody from the moment that this is so, whatever lies in the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from index_mappings.json_values import (
    Json,
    elements,
    members,
    needed_list,
    needed_text,
    needed_whole,
)
from index_mappings.plain_files import read_plain
from service.engines.contract import Engine
from service.errors import NoIndex
from service.lasting.lost import Kept

_STAMP = re.compile(r"\d{8}T\d+Z$")
_MAKING = "making-"


@dataclass(frozen=True, slots=True)
class DumpForm:
    """A form of the dump: its name, what its files end in, their media type, and what they are.

    `is_table`: a record is a row. `is_text`: the file, once it is unpacked, is UTF-8.
    """

    name: str
    ending: str
    media_type: str = "application/gzip"
    is_table: bool = False
    is_text: bool = True


LINES = DumpForm("jsonl", ".jsonl.gz")
CSV = DumpForm("csv", ".csv.gz", is_table=True)
SQLITE = DumpForm("sqlite", ".sqlite", "application/vnd.sqlite3", is_text=False)
OTHER_FORMS = (CSV, SQLITE)


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of a dump: its name in the folder, its bytes, their SHA-256, and what they are."""

    file: str
    size: int
    sha256: str
    media_type: str = LINES.media_type

    @property
    def form(self) -> DumpForm:
        """The form that it is in, by its name."""
        return next((one for one in OTHER_FORMS if self.file.endswith(one.ending)), LINES)

    def told(self) -> dict[str, Json]:
        """Return the file as JSON."""
        return {
            "file": self.file,
            "bytes": self.size,
            "sha256": self.sha256,
            "media_type": self.media_type,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> DumpFile:
        """Return the file that `told` wrote; KeyError or TypeError for anything else."""
        return cls(
            needed_text(value["file"]),
            needed_whole(value["bytes"]),
            needed_text(value["sha256"]),
            needed_text(value["media_type"]),
        )


@dataclass(frozen=True, slots=True)
class PublishedDump:
    """A dump that was published.

    `file` is its name in the folder, `size` is in bytes, `sha256` of the file as it is. `index` is
    the name of the index it was made of, `built` when that was, `made` when the dump was (ISO
    8601, UTC). `withdrawn` are the ids of the records that were withdrawn when it was begun.
    `others` are the same records in other forms.
    """

    file: str
    size: int
    sha256: str
    records: int
    index: str
    built: str
    made: str
    withdrawn: tuple[str, ...] = ()
    others: tuple[DumpFile, ...] = ()

    @property
    def files(self) -> tuple[DumpFile, ...]:
        """All files, that of JSON lines first."""
        return (DumpFile(self.file, self.size, self.sha256), *self.others)

    def to_json(self) -> dict[str, Json]:
        """Return the dump as JSON."""
        others: list[Json] = [other.told() for other in self.others]
        return {**self.told(), "withdrawn": list(self.withdrawn), "others": others}

    def told(self) -> dict[str, Json]:
        """Return what the public may know about the dump."""
        return {
            "file": self.file,
            "bytes": self.size,
            "sha256": self.sha256,
            "records": self.records,
            "index": self.index,
            "built": self.built,
            "made": self.made,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> PublishedDump:
        """Return the dump that `to_json` wrote; KeyError or TypeError for anything else."""
        return cls(
            needed_text(value["file"]),
            needed_whole(value["bytes"]),
            needed_text(value["sha256"]),
            needed_whole(value["records"]),
            needed_text(value["index"]),
            needed_text(value["built"]),
            needed_text(value["made"]),
            tuple(map(needed_text, needed_list(value["withdrawn"]))),
            # one that an earlier release made has none
            tuple(DumpFile.from_json(members(one)) for one in elements(value.get("others"))),
        )


class PublishedDumps:
    """The folder of one catalogue's published dump, which may be missing."""

    def __init__(self, folder: str | Path, catalogue: str) -> None:
        self.folder = Path(folder)
        self._catalogue = catalogue
        self._note = self.folder / f".{catalogue}.json"
        at = self.folder.absolute()
        self._once = Kept(self._note, at.parent / f".{at.name}.{catalogue}")

    def named(self, index: str, form: DumpForm = LINES) -> Path:
        """Return the path of the dump of an index, in one of its forms."""
        stamp = _STAMP.search(index)
        return self.folder / f"{self._catalogue}-{stamp[0] if stamp else 'latest'}{form.ending}"

    def aside(self, path: Path) -> Path:
        """Return the path under which a file is made, before it takes its place."""
        return path.with_name(f".{_MAKING}{path.name}")

    def drop_unfinished(self) -> None:
        """Remove what a publishing that failed has made so far; OSError where it cannot be."""
        found = self.kept()
        self._remove({one.file for one in found.files} if found else ())

    def kept(self) -> PublishedDump | None:
        """Return what was published last, whether or not it may be fetched now."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            found = PublishedDump.from_json(orjson.loads(read_plain(self._note)))
            # the names come from a file: only ours are looked for, and in this folder alone
            others = {self.named(found.index, form).name for form in OTHER_FORMS}
            is_ours = self.named(found.index).name == found.file
            return found if is_ours and {one.file for one in found.others} <= others else None
        return None

    def is_published(self) -> bool:
        """Return whether a dump was published and not taken back, even if its files are gone."""
        return os.path.lexists(self._note) or self._once.is_lost()

    def open_to_all(self, engine: Engine) -> PublishedDump | None:
        """Return the dump that may be fetched now, None where there is none.

        Raises EngineUnavailable where it cannot be known what is live and what is withdrawn.
        """
        found = self.kept()
        if found is None or not all(map(self.has_size, found.files)):
            return None
        with suppress(NoIndex):
            is_live = engine.info().name == found.index
            if is_live and engine.lasting.withdrawals().ids <= set(found.withdrawn):
                return found
        return None

    def note(self, dump: PublishedDump) -> None:
        """Write down what is published, and remove what was before; OSError where it cannot be."""
        aside = self._note.with_name(f"{self._note.name}.new")
        aside.write_bytes(orjson.dumps(dump.to_json()) + b"\n")
        aside.replace(self._note)
        self.remember()
        self._remove({one.file for one in dump.files})

    def remember(self) -> None:
        """Mark beside the folder that a dump is published, so that its loss is seen."""
        self._once.note()

    def retire(self, *, for_good: bool = True) -> bool:
        """Remove what is published, and tell whether there was anything.

        Where it is not `for_good`, a new one is owed. Raises OSError where it cannot be removed.
        """
        was_there = self.is_published()
        self._note.unlink(missing_ok=True)
        if for_good:
            self._once.forget()
        self._remove()
        return was_there

    def has_size(self, file: DumpFile) -> bool:
        """Return whether a file is there, with as many bytes as were written."""
        with suppress(OSError):
            return (self.folder / file.file).stat().st_size == file.size
        return False

    def _remove(self, but: Container[str] = ()) -> None:
        endings = "|".join(re.escape(form.ending) for form in (LINES, *OTHER_FORMS))
        stem = re.escape(self._catalogue) + r"-(?:\d{8}T\d+Z|latest)"
        # what a process that was killed left has records that may be withdrawn since
        ours = re.compile(rf"\.*(?:{_MAKING})?{stem}(?:{endings})(?:\.new)?")
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if ours.fullmatch(path.name) and path.name not in but:
                path.unlink(missing_ok=True)
