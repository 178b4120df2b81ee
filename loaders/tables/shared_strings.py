"""The shared strings of a workbook, held as bytes rather than as objects.

openpyxl keeps a Python string for each, and during reading their XML tree: three to five times the
size of the XML, and twice that if a workbook is opened for formulas and their results.
"""

from __future__ import annotations

from array import array
from typing import IO, Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_STRING = f"{{{SHEET_MAIN_NS}}}si"


class SharedStrings:
    """Strings by number; each is decoded at every access."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        """Return a string; raise IndexError if there is none of that number."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        start, end = self._ends[number : number + 2]
        return self._bytes[start:end].decode("utf-8", "surrogatepass")

    def clear(self) -> None:
        """Release the strings, which openpyxl's circular references would keep for long."""
        self._bytes, self._ends = bytearray(), array("Q", [0])

    def read(self, file: IO[bytes]) -> None:
        """Read the strings of a part; errors are those of openpyxl and its parser."""
        parsed = iterparse(file, events=("start", "end"))
        _, root = next(iter(parsed))
        for event, node in parsed:
            if event == "end" and node.tag == _STRING:
                made = Text.from_tree(node)
                text = made.content.replace("x005F_", "") if made else ""
                self._bytes += text.encode("utf-8", "surrogatepass")
                self._ends.append(len(self._bytes))
                root.clear()  # with what of the tree has been read


class Reader(ExcelReader):
    """openpyxl's reader with these strings, which several workbooks of one file share."""

    def __init__(self, *arguments: Any, strings: SharedStrings, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._strings = strings

    def read_strings(self) -> None:
        """Read the shared strings, unless they have been read already."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None and not len(self._strings):
            with self.archive.open(part.PartName[1:]) as file:
                self._strings.read(file)
        self.shared_strings = self._strings  # type: ignore[assignment]  # asked by number only
