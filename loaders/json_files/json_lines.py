"""The formats `jsonl` (a record a line) and `json` (a list of records, or an object with one).

A file of JSON lines may be compressed (gzip or zstd), as dumps are.

Keys are names of the mapping's fields, and `id`; values are in our own form, as in a dump, or
plain: a date and a party may be strings. Other keys are matched like headers (`json_objects`), and
values without a field become notes under their own key. A line `{"collection": {...}}` is a
collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from loaders.drafts.compressed import COMPRESSED, is_compressed, plain_name, unpacked
from loaders.drafts.draft import Item, Reject, Remark, Where
from loaders.drafts.dumps import RESTORE
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.field_map import FIELD_MAP_OPTIONS
from loaders.drafts.format import NamedByFile, Options, ReadInOneGo
from loaders.drafts.json_values.bounds import TOO_LONG, bounded_lines, decoded
from loaders.drafts.json_values.lists import BESIDE, COLLECTIONS, listed
from loaders.drafts.json_values.streams import JsonFault, Part
from loaders.drafts.mistaken_format import refuse_make
from loaders.drafts.objects.answers import is_around_an_answer
from loaders.drafts.objects.json_objects import Objects
from loaders.drafts.objects.mended_objects import read_mended
from loaders.drafts.publicity import Verdict, held_by, is_for_staff, public_part
from service.errors import LoadError

_LOOKED_AT = 100  # objects whose keys `inspect` shows: those of most catalogues are alike
_SHOWN = 1_000  # characters of what is beside the records that the report repeats
_HEAD = 100  # bytes that show what is not text
_LISTS = ("records", "results", "items", "docs", "data", "@graph")


class JsonLines(ReadInOneGo, NamedByFile):
    """The format `jsonl`; a line is held at a time."""

    name = "jsonl"
    summary = "JSON objects, one on each line, with the mapping's fields as keys"
    takes_field_map = True
    reads_dumps = True
    options = FIELD_MAP_OPTIONS

    def source_name(self, paths: Sequence[str]) -> str:
        """Return the stem of the (first) file's name; that of letters.jsonl.gz is letters."""
        return super().source_name([plain_name(paths[0])])

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield a record for each line; raise LoadError if a file is not readable JSON lines.

        A line over the limits of a record is rejected and never held.
        """
        objects, restores = Objects(options), RESTORE in options.extra
        for path in paths:
            refuse_make(path, "file of JSON lines", self.name)
            number = 0
            for line, (raw, is_whole) in enumerate(_lines(path), 1):
                text = raw.removeprefix(b"\xef\xbb\xbf").strip()
                if not text:
                    continue
                number += 1
                where = Where(path, line, number)
                value, reason = decoded(text) if is_whole else (None, TOO_LONG)
                if reason:
                    shown = text.decode(errors="replace")
                    yield Reject(where, f"the line {reason}", raw=shown)
                elif restores or (text.isascii() and b"\\u" not in text):
                    yield from objects.read(value, where)
                else:
                    yield from read_mended(objects, value, where)
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the keys of the first objects as columns, and their values, for `inspect`."""
        values: list[Json] = []
        for raw, is_whole in islice(_lines(path), _LOOKED_AT):
            value, reason = decoded(raw.removeprefix(b"\xef\xbb\xbf").strip())
            if is_whole and not reason:
                values.append(value)
        return Objects(options).columns_of(values)


class JsonFile(ReadInOneGo, NamedByFile):
    """The format `json`; a record is held at a time."""

    name = "json"
    summary = "a JSON list of records, or an object with one under records, results or items"
    takes_field_map = True
    options = FIELD_MAP_OPTIONS

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the records of each list; raise LoadError if a file is not such JSON.

        Broken JSON gives the records before the fault, then a reject.
        """
        objects = Objects(options)
        for path in paths:
            refuse_make(path, "JSON file", self.name)
            number = 0
            beside: dict[str, str] = {}
            try:
                objects.around.clear()
                for part in _listed(path):
                    if part.kind == BESIDE:
                        if _holds_all(part):
                            objects.around[part.key] = part.value
                        _add(part, beside)
                        continue
                    if part.key == COLLECTIONS:
                        yield from objects.read({"collection": part.value}, Where(path, part.line))
                        continue
                    number += 1
                    where = Where(path, part.line, number)
                    yield from read_mended(objects, part.value, where)
            except JsonFault as fault:
                if not number:
                    raise LoadError(f"{path}:{fault.line}: the file {fault.reason}") from fault
                yield fault.reject(path)
            for key, text in _told(beside):
                # as a quotation, for a list of drafts may have no mark but its key
                message = f"left out, because it belongs to no record: {key}"
                yield Remark(Where(path), message, quote=text)
        yield from objects.missing()

    def columns(self, path: str, options: Options) -> tuple[list[Column], list[list[str]]]:
        """Return the keys of the first objects as columns, and their values, for `inspect`."""
        values: list[Json] = []
        with suppress(JsonFault):
            records = (part for part in _listed(path) if not part.key and part.kind != BESIDE)
            for part in islice(records, _LOOKED_AT):
                values.append(part.value)
        return Objects(options).columns_of(values)


def _holds_all(part: Part) -> bool:
    """Return whether the members beside the records say that they are not public.

    An object under the name of a mark ("internal") is itself not public and says nothing of them.
    """
    found = held_by({part.key: part.value})
    is_plain = not isinstance(part.value, dict | list)
    return found is not None and (is_plain or found[1] is Verdict.NOT_PUBLIC)


def _add(part: Part, beside: dict[str, str]) -> None:
    """Add the text of a member beside the records to that under its key, up to a limit."""
    is_public = held_by({part.key: part.value}) is None and not is_for_staff(part.key)
    value = public_part(part.value)[0] if is_public else None
    text, before = plain_text(value), beside.get(part.key, "")
    if text and len(before) < _SHOWN:
        beside[part.key] = f"{before}; {text}"[:_SHOWN] if before else text[:_SHOWN]


def _told(beside: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from () if is_around_an_answer(beside) else beside.items()


def _listed(path: str) -> Iterator[Part]:
    # "data" is a list in some, and in others not; the first three are
    return listed(path, _LISTS, _LISTS[:3])


def _lines(path: str) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of a file, and whether each is whole; raise LoadError if it is not such a "
    "file."""
    try:
        with unpacked(Path(path)) as file:
            head = file.read(_HEAD)
            if is_compressed(head):
                raise LoadError(f"{path}: {COMPRESSED}")
            if b"\x00" in head[:4]:
                raise LoadError(f"{path} is not UTF-8; save it as UTF-8")
            file.seek(0)
            yield from bounded_lines(file)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


JSON_LINES = JsonLines()
JSON_FILE = JsonFile()
