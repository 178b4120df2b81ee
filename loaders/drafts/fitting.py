"""Fitting a record to the limits of both engines, with remarks on cuts.

Elasticsearch refuses words and values that are too long, tantivy drops them silently; so both get
the same values, which both accept. The limits of a field come from the mapping.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import orjson

from index_mappings.folding import clean
from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from index_mappings.words import word_pattern
from loaders.drafts.draft import Draft, Remark, Where
from loaders.drafts.edited_text.moving import moved
from service.lasting.derived_ids import cut_bytes

WORD_CHARACTERS = 255
"""The longest word: Lucene's own limit for most of its tokenizers."""

KEYWORD_BYTES = 1_000
"""The longest value that is filtered and counted as a whole; a facet cannot show more."""

_Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Room:
    """How the index stores a value: as words or as a whole, and its inner paths."""

    is_keyword: bool = False
    inner: Mapping[str, _Room] = field(default_factory=dict)


_NO_ROOM = _Room()


def _note(remarks: list[Remark], where: Where, name: str, message: str) -> None:
    remarks.append(Remark(where, message, name))


def _room(properties: Mapping[str, Json]) -> _Room:
    below = members(properties.get("properties"))
    inner = {name: _room(members(item)) for name, item in below.items()}
    return _Room(properties.get("type") == "keyword", inner)


def _is_plain(value: Json) -> bool:
    """Return whether a value fits unchanged, as nearly all texts do."""
    return (
        type(value) is str
        and len(value) <= WORD_CHARACTERS
        and value.isascii()
        and value.isprintable()
    )


def _are_plain(value: Json) -> bool:
    """Return whether all texts within a value are plain; False is possible for some that are."""
    try:
        written = orjson.dumps(value)
    except (TypeError, ValueError):  # what JSON cannot have is reported where it is written
        return False
    # all control characters but one are escaped in it
    if not written.isascii() or b"\\" in written or b"\x7f" in written:
        return False
    return max(map(len, written.split(b'"'))) <= WORD_CHARACTERS


def _may_have_long_word(text: str) -> bool:
    """Return whether a text may have a word longer than the limit.

    It skips from blank to blank by the longest word's length: few steps for a long text.
    """
    start, end = 0, len(text) - WORD_CHARACTERS
    while start < end:
        blank = text.rfind(" ", start, start + WORD_CHARACTERS + 1)
        if blank < 0:
            return True
        start = blank + 1
    return False


class Fitting:
    """Fits drafts of one mapping."""

    def __init__(self, mapping: RecordMapping) -> None:
        self._mapping = mapping
        self._rooms = {name: _room(mapping.properties(name)) for name in mapping.field_names}

    def fit(
        self, draft: Draft, values: Mapping[str, Json] | None = None
    ) -> tuple[dict[str, Json], list[Remark]]:
        """Return the values of a draft as the index accepts them, and a remark for each cut.

        `values` replace the draft's own values, if given.

        Text is in NFC and without control characters, words have at most 255 characters (longer
        ones are cut into several), values of keyword fields at most 1,000 bytes. Fields that the
        mapping does not have are unchanged: writing the record then fails with their names.
        """
        remarks: list[Remark] = []
        fitted: dict[str, Json] = {}
        before = draft.values if values is None else values
        layout = self._mapping.layout
        # one look at all that is no text itself: a party or a date more costs next to nothing
        are_plain = _are_plain([value for value in before.values() if type(value) is not str])
        for name, value in before.items():
            room = self._rooms.get(name)
            if room is None or (_is_plain(value) if type(value) is str else are_plain):
                fitted[name] = value
                continue
            report = partial(_note, remarks, draft.where, name)
            fit_value = self._fit_layout if name == layout else self._fit
            fitted[name] = fit_value(value, room, report)
        self._move_layout(before, fitted)
        return fitted, remarks

    def _fit_layout(self, layout: Json, room: _Room, report: _Report) -> Json:
        """Return a layout with fitted values; most of its many parts have none."""
        return [
            self._fit(span, room, report) if members(span).get("value") else span
            for span in elements(layout)
        ]

    def _move_layout(self, given: Mapping[str, Json], values: dict[str, Json]) -> None:
        """Adjust the offsets of a layout to its changed text."""
        layout, full_text = self._mapping.layout, self._mapping.full_text
        before, after = given.get(full_text), values.get(full_text)
        if not values.get(layout) or before == after:
            return
        if isinstance(before, str) and isinstance(after, str):
            values[layout] = moved(values[layout], before, after)

    def _fit(self, value: Json, room: _Room, report: _Report) -> Json:
        if isinstance(value, str):
            return value if _is_plain(value) else self._fit_text(value, room.is_keyword, report)
        if isinstance(value, list):
            return [self._fit(item, room, report) for item in value]
        if isinstance(value, dict):
            room_of = room.inner.get
            return {
                name: item if _is_plain(item) else self._fit(item, room_of(name, _NO_ROOM), report)
                for name, item in value.items()
            }
        return value

    def _fit_text(self, text: str, is_keyword: bool, report: _Report) -> str:
        if text.isascii() and text.isprintable():
            fitted = text
        else:
            fitted = clean(text)
            if fitted != text and len(fitted) != len(unicodedata.normalize("NFC", text)):
                report("control characters and invalid ones were removed")
        if is_keyword:
            cut = cut_bytes(fitted, KEYWORD_BYTES)
            if cut != fitted:
                report(f"the value is longer than {KEYWORD_BYTES:,} bytes and was cut")
            return cut
        if _may_have_long_word(fitted) and max(map(len, fitted.split()), default=0) > (
            WORD_CHARACTERS
        ):
            return self._fit_words(fitted, report)
        return fitted

    def _fit_words(self, text: str, report: _Report) -> str:
        pieces: list[str] = []
        done = 0
        for match in word_pattern(self._mapping).finditer(text):
            start, end = match.span()
            while end - start > WORD_CHARACTERS:
                start += WORD_CHARACTERS
                pieces.append(text[done:start])
                done = start
        if not pieces:
            return text
        report(f"a word longer than {WORD_CHARACTERS} characters was cut into several")
        return " ".join([*pieces, text[done:]])
