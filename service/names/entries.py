"""The entries of a curator's file, in CSV or YAML, with their lines.

    ring,name,accepted,why,records          Stalin:
    Stalin,Filippov,yes,...                   - Filippov
    Stalin,Fyn Si,yes,...                     - {name: Fyn Si, accepted: yes}

If there is a value for `accepted`, only "yes" is in force: undecided and rejected proposals stay in
the file without effect.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from index_mappings.plain_files import NotUtf8, utf8_text
from service.errors import ConfigurationError

COLUMNS = ("ring", "name", "accepted", "why", "records")
YES, NO = "yes", "no"

_ANSWERS = {"yes": YES, "y": YES, "true": YES, "no": NO, "n": NO, "false": NO, "": "", "?": ""}
_LARGEST = 20_000_000  # bytes: some hundred thousand entries; more is not read by a person
_DELIMITERS = (",", ";", "\t")  # spreadsheets of many countries write semicolons


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a ring. `accepted` is "yes", "no", or "" for an undecided one.

    `why` and `records` are the evidence for the proposal.
    """

    ring: str
    name: str
    line: int
    accepted: str = YES
    why: str = ""
    records: tuple[str, ...] = field(default=())


def entries_of(raw: bytes, path: Path) -> tuple[Entry, ...]:
    """Return the entries of a file's content; `path` determines its format."""
    if len(raw) > _LARGEST:
        raise ConfigurationError(f"{path}: larger than {_LARGEST:,} bytes, so no file of names")
    try:
        text = utf8_text(raw)
    except NotUtf8 as error:
        raise ConfigurationError(f"{path}, {error}") from error
    kind = path.suffix.lower()
    if kind == ".csv":
        return tuple(_from_csv(text, path))
    if kind in (".yaml", ".yml"):
        return tuple(_from_yaml(text, path))
    raise ConfigurationError(f"{path}: a file of names ends in .csv, .yaml or .yml")


def write_entries(entries: Sequence[Entry]) -> str:
    """Return entries as CSV, which `entries_of` reads back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in entries:
        writer.writerow((item.ring, item.name, item.accepted, item.why, " ".join(item.records)))
    return text.getvalue()


def _from_csv(text: str, path: Path) -> Iterator[Entry]:
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    head = next(lines, "")
    delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                pass
            elif not columns:
                columns = [cell.lower() for cell in cells]
                if not {"ring", "name"} <= set(columns):
                    raise _wrong(path, line, "the first line must name the columns ring and name")
            elif len(cells) > len(columns):
                raise _wrong(
                    path, line, f"{len(cells)} cells where there are {len(columns)} columns"
                )
            else:
                yield _entry(path, line, dict(zip(columns, cells, strict=False)))
            line = rows.line_num + 1
    except csv.Error as error:
        raise _wrong(path, line, f"not CSV: {error}") from error


def _from_yaml(text: str, path: Path) -> Iterator[Entry]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        raise _wrong(path, 1, "lists inside lists, deeper than a file of names can be") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        raise _wrong(path, mark.line + 1 if mark else 1, f"not YAML: {problem}") from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(path, _line(root), "a file of names is `name:` and under it its other names")
    for ring, names in root.value:
        if not isinstance(ring, yaml.ScalarNode) or not isinstance(names, yaml.SequenceNode):
            raise _wrong(path, _line(ring), "the name of a ring has a list of its names under it")
        for item in names.value:
            yield _entry(path, _line(item), {"ring": ring.value, **_item(item, path)})


def _item(item: yaml.Node, path: Path) -> dict[str, str]:
    if isinstance(item, yaml.ScalarNode):
        return {"name": item.value}
    if not isinstance(item, yaml.MappingNode):
        raise _wrong(path, _line(item), "a name is text, or `name:` with `accepted:` beside it")
    columns: dict[str, str] = {}
    for at, value in item.value:
        if isinstance(value, yaml.SequenceNode):
            value = yaml.ScalarNode("", " ".join(str(one.value) for one in value.value))  # noqa: PLW2901
        if not isinstance(at, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise _wrong(path, _line(at), "beside a name there can be accepted, why and records")
        columns[at.value] = value.value
    return columns


def _entry(path: Path, line: int, row: dict[str, str]) -> Entry:
    ring, name = (" ".join(row.get(column, "").split()) for column in ("ring", "name"))
    if not ring or not name:
        raise _wrong(path, line, f"the {'name' if ring else 'ring'} is empty")
    accepted = _ANSWERS.get(row.get("accepted", YES).strip().lower())
    if accepted is None:
        raise _wrong(path, line, f"accepted is {row['accepted']!r}; it is yes, no or empty")
    records = tuple(row.get("records", "").split())
    return Entry(ring, name, line, accepted, row.get("why", ""), records)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _wrong(path: Path, line: int, what: str) -> ConfigurationError:
    return ConfigurationError(f"{path}, line {line}: {what}")
