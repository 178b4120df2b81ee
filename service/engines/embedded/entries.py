"""Entries of tantivy: the indexed values of a record, and the record as JSON."""

from __future__ import annotations

from binascii import b2a_base64
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import orjson

from index_mappings.computed import Computing
from index_mappings.json_values import Json
from index_mappings.record import Record
from service.engines.embedded.analyzers import Analyzer, natives
from service.engines.embedded.joined_names import JoinedNames
from service.engines.embedded.schema import (
    BRIEF,
    JOINED,
    ORDER,
    REST,
    SEQUENCE,
    IndexField,
    IndexSchema,
)
from service.engines.embedded.written_words import MadeHere, WrittenWords

_Values: TypeAlias = "dict[str, list[Json]]"
_TEXTS = {str}


@dataclass(slots=True)
class _Node:
    """A path of a record: the paths below it, and the index paths that its values go to.

    Pays for: "loading short records" of `make bench`; a record's values are some eighty, and
    looking each path up by its name cost more than tantivy did.
    """

    inner: dict[str, _Node] = field(default_factory=dict)
    as_is: list[str] = field(default_factory=list)
    read: list[tuple[str, Analyzer]] = field(default_factory=list)
    """Paths whose words tantivy makes, of the text as the analyzer reads it."""
    folded: list[str] = field(default_factory=list)
    stemmed: list[str] = field(default_factory=list)
    numbers: list[IndexField] = field(default_factory=list)
    has_words: bool = False
    is_searched: bool = False
    """Whether a question looks for its words, so that names in them are joined."""
    is_plain: bool = False
    """Whether texts go to its paths as they are, and nothing is below it."""
    is_rare: bool = False
    """Whether it has paths that few values go to: numbers, and words that tantivy makes."""

    def settle(self) -> None:
        """Note of it, and of what is below, whether it is plain; all paths are known now."""
        self.is_rare = bool(self.read or self.numbers)
        self.is_plain = not (self.inner or self.is_rare or self.has_words)
        for node in self.inner.values():
            node.settle()


class Entries:
    """Makes entries of records, for one schema; `copied` is the build that theirs begins as."""

    def __init__(self, schema: IndexSchema, copied: Path | None = None) -> None:
        self._mapping = schema.mapping
        self._schema = schema
        self._computing = Computing(schema.mapping)
        self._here = MadeHere.of(schema.mapping)
        self.analyzers = self._here.analyzers(natives(schema.analyzers))
        """What an index must be written with for the texts that entries have."""
        self._searched = {whole.field for whole, _ in schema.searched("", False)}
        self.joined = JoinedNames.of(self._stemming(), schema.mapping.digest, copied)
        self._words = WrittenWords(self._here, self.joined)
        self._top = _Node()
        for origin, targets in schema.sources.items():
            node = self._top
            for step in origin.split("."):
                node = node.inner.setdefault(step, _Node())
            for target in targets:
                self._note(node, target)
        self._top.settle()

    def _stemming(self) -> Analyzer | None:
        """Return what stems the words of all paths that a question looks in, if these are one.

        None where its words are not made here.
        """
        fields = self._schema.fields
        names = {fields[path].analyzer for path in self._searched if path in fields}
        if len(names) == 1 and self._here.stems.get(name := names.pop()):
            return self._schema.analyzers[name]
        return None

    def _note(self, node: _Node, target: IndexField) -> None:
        if target.type not in ("text", "keyword"):
            node.numbers.append(target)
            return
        is_stemmed = self._here.stems.get(target.analyzer) if target.type == "text" else None
        if is_stemmed is None:
            analyzer = self._schema.analyzers.get(target.analyzer)
            if analyzer and analyzer.reads_alike:
                node.read.append((target.path, analyzer))
            else:
                node.as_is.append(target.path)
            return
        (node.stemmed if is_stemmed else node.folded).append(target.path)
        node.is_searched |= target.path in self._searched
        node.has_words = True

    def make(self, record: Record, sequence: int) -> str:
        """Return the entry of a record, whose number in its build is `sequence`, as JSON.

        tantivy reads eighty values out of one text in less time than it takes them one by one.
        """
        whole = record.to_json()
        values: _Values = defaultdict(list)
        self._collect(self._top, {**whole, "computed": self._computing.of(record)}, values)
        if JOINED in values:
            values[JOINED] = [*dict.fromkeys(values[JOINED])]
        values[ORDER] = [record.id.encode().hex()]
        values[SEQUENCE] = [sequence]
        rest = {name: whole.pop(name) for name in self._mapping.long_texts if name in whole}
        values[BRIEF] = [_stored(whole)]
        if rest:
            values[REST] = [_stored(rest)]
        return orjson.dumps(values).decode()

    def _collect(self, node: _Node, value: Json, values: _Values) -> None:
        if type(value) is dict:
            self._collect_object(node, value, values)
        elif type(value) is list:
            for item in value:
                self._collect(node, item, values)
        else:
            self._note_one(node, value, values)

    def _collect_object(self, node: _Node, value: Mapping[str, Json], values: _Values) -> None:
        inner = node.inner
        for name, item in value.items():
            if (below := inner.get(name)) is None:
                continue
            if type(item) is str:  # most values: a call less for each
                if below.is_plain:
                    for path in below.as_is:
                        values[path].append(item)
                else:
                    self._note_one(below, item, values)
            elif type(item) is not list:
                self._collect(below, item, values)
            elif below.is_plain and set(map(type, item)) == _TEXTS:
                for path in below.as_is:
                    values[path] += item
            else:
                for one in item:  # a party, most often
                    if type(one) is dict:
                        self._collect_object(below, one, values)
                    else:
                        self._collect(below, one, values)

    def _note_one(self, node: _Node, value: Json, values: _Values) -> None:
        text = value if type(value) is str else str(value)
        for path in node.as_is:
            values[path].append(text)
        if node.has_words:
            folded, stemmed, names = self._words.made(text)
            for path in node.folded:
                values[path].append(folded)
            for path in node.stemmed:
                values[path].append(stemmed)
            if names and node.is_searched:
                values[JOINED] += names
        if node.is_rare:
            for path, analyzer in node.read:
                values[path].append(analyzer.read(text))
            for target in node.numbers:
                values[target.path].append(_number(target.type, value))


def _stored(values: Json) -> str:
    """Return JSON as tantivy's own JSON has a field of bytes: in base64."""
    return b2a_base64(orjson.dumps(values), newline=False).decode()


def _number(type: str, value: Json) -> Json:
    if type == "long" and isinstance(value, int):
        return int(value)
    if type == "double" and isinstance(value, int | float):
        return float(value)
    return value if type == "boolean" and isinstance(value, bool) else str(value)
