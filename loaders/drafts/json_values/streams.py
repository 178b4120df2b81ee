"""Reading a JSON file one value at a time, so that only one record of a list is held."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from index_mappings.json_values import Json
from loaders.drafts.compressed import COMPRESSED, is_compressed
from loaders.drafts.draft import Reject, Where
from loaders.drafts.json_values.bounds import DEEPEST, RECORD_BYTES, TOO_LONG, Marks, excess
from service.errors import LoadError

_BLOCK = 1 << 16  # characters; doubled while a value is not whole
_LONGEST_WORD = 16  # characters: a fault that near to what has been read may be a word cut off
_BLANK = " \t\r\n\ufeff"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # as PowerShell writes it
# A control character in a string is read, and NaN, which some programs write for no value, is none.
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


class JsonFault(Exception):
    """The JSON cannot be read beyond `line`; everything before it was yielded.

    `reason` is the fault of the value that begins there: "is not JSON: ...".
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason

    def reject(self, path: str) -> Reject:
        """Return a reject with the place of the fault and what is lost."""
        lost = "everything before it was read, and nothing after it"
        return Reject(Where(path, self.line), f"the value that begins here {self.reason} ({lost})")


LIST, ITEM, MEMBER = "list", "item", "member"


class Part(NamedTuple):
    """A value of a file, with its key in the outermost object, or "".

    A list is given as its beginning (`kind` LIST, value None) and then each ITEM; anything else is
    a MEMBER. `line` is where it begins.
    """

    kind: str
    key: str
    value: Json
    line: int


def parts(path: str) -> Iterator[Part]:
    """Yield the items of a file's list, or the members of its object.

    If a member is a list, each item is yielded separately. Raises LoadError if the file cannot be
    opened, JsonFault if it is not JSON or a value is larger than a record may be.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(4)
        if is_compressed(head):
            raise LoadError(f"{path}: {COMPRESSED}")
        encoding = "utf-16" if head[:2] in _UTF_16 else "utf-8-sig"
        with Path(path).open(encoding=encoding) as text:
            yield from _Stream(text).parts()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


class _Stream:
    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._line = 1

    def parts(self) -> Iterator[Part]:
        if self._next() == "[":
            yield from self._items("")
        elif self._next() == "{":
            yield from self._members()
        else:
            raise self._broken("it begins neither with [ nor with {")
        if self._next():
            raise self._broken("more text follows its end")

    def _members(self) -> Iterator[Part]:
        self._take("{")
        while self._next() != "}":
            line = self._line
            key = self._value()
            if not isinstance(key, str):
                raise self._broken("a key of an object is a string")
            self._take(":")
            if self._next() == "[":
                yield from self._items(key)
            else:
                yield Part(MEMBER, key, self._value(), line)
            if self._next() == ",":
                self._take(",")
            elif self._next() != "}":
                raise self._broken("a comma or a } was expected")
        self._take("}")

    def _items(self, key: str) -> Iterator[Part]:
        self._take("[")
        yield Part(LIST, key, None, self._line)
        while self._next() != "]":
            line = self._line
            yield Part(ITEM, key, self._value(), line)
            if self._next() == ",":
                self._take(",")
            elif self._next() != "]":
                raise self._broken("a comma or a ] was expected")
        self._take("]")

    def _next(self) -> str:
        """Return the next non-blank character, or "" at the end of the file."""
        while True:
            rest = len(self._text) - self._at
            text = self._text[self._at : self._at + 256].lstrip(_BLANK)
            skipped = min(rest, 256) - len(text)
            self._pass(self._at + skipped)
            if text:
                return text[0]
            if rest <= 256 and not self._more(_BLOCK):
                return ""

    def _take(self, char: str) -> None:
        if self._next() != char:
            raise self._broken(f"a {char} was expected")
        self._pass(self._at + 1)

    def _value(self) -> Json:
        self._next()
        block = _BLOCK
        while True:
            fault: Exception | None = None
            value: Json = None
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise self._fault(f"has lists and objects nested over {DEEPEST} deep") from None
            except ValueError as error:  # the figures of a number have a limit too
                fault, end = error, len(self._text)
                if not self._may_be_cut_off(error):
                    raise self._broken(_reason(error)) from None
            # What ends with the text read so far may go on: a number does.
            is_whole = end < len(self._text) or not self._more(block)
            if fault and is_whole:
                raise self._broken(_reason(fault))
            if is_whole:
                break
            if len(self._text) - self._at > RECORD_BYTES:
                raise self._fault(TOO_LONG)
            block = min(2 * block, RECORD_BYTES)
        if reason := excess(value, self._marks(end)):
            raise self._fault(reason)
        self._pass(end)
        return value

    def _marks(self, end: int) -> Marks:
        brackets, others = (
            [self._text.count(mark, self._at, end) for mark in marks] for marks in ("[{", ",:")
        )
        return Marks(sum(brackets), *others)

    def _may_be_cut_off(self, error: ValueError) -> bool:
        """Return whether the fault may only be that the text read so far is incomplete."""
        if not isinstance(error, json.JSONDecodeError):
            return False
        is_open = error.msg.startswith("Unterminated string")
        return is_open or error.pos > len(self._text) - _LONGEST_WORD

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self, size: int) -> bool:
        """Read more and release what was yielded; tell whether there was more."""
        try:
            read = self._file.read(size)
        except UnicodeError as error:
            encoding = self._file.encoding.removesuffix("-sig").upper()
            raise self._fault(f"is not {encoding}: {error}") from error
        self._text, self._at = self._text[self._at :] + read, 0
        return bool(read)

    def _broken(self, what: str) -> JsonFault:
        return self._fault(f"is not JSON: {what}")

    def _fault(self, reason: str) -> JsonFault:
        return JsonFault(self._line, reason)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "it has a number of thousands of digits"
