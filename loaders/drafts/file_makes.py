"""Known file types, recognised by their first bytes, and the format that reads each.

So none of them is mistaken for something else and loaded as text. Types that only one format could
mistake, such as MARC or the roots of XML, are known to that format and to
`loaders.commands.guessing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.drafts.decoding import decode

_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
_NO_ELEMENTS = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n){0,200}?[\w -]+:[^\n]*\n(?:[^\n]*\n)*?---\s")
_TOML_MATTER = re.compile(r"\+\+\+[ \t]*\r?\n[\w -]+\s*=")
_MNEMONIC_MARC = re.compile(r"=(?:LDR|001|\d{3})  ")
_ALEPH_MARC = re.compile(r"\d{9} (?:LDR|FMT|\d{3}).. L ")
_SQL = re.compile(
    r"(?:\s*(?:--[^\n]*\n|/\*.*?\*/;?))*\s*(?:CREATE (?:TABLE|DATABASE|SCHEMA)|INSERT INTO"
    r"|DROP TABLE|SET [\w@]+ ?=|PRAGMA \w+|BEGIN TRANSACTION|USE [`\w]+;)",
    re.IGNORECASE | re.DOTALL,
)
_YAML = re.compile(r"%YAML|(?:---[ \t]*\r?\n)?(?:[\w-]+:[ \t]*\r?\n[ \t]*)?- [\w-]+: ?\S")
_TOML = re.compile(r"\[\[[\w.-]+\]\]\s*\n")
_TURTLE = re.compile(r"@(?:prefix|base)\s|PREFIX \w*: ?<|<[a-z]+://[^>\s]+>\s+<[a-z]+://[^>\s]+>\s")
_MAIL = re.compile(
    r"From \S+@\S+ (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) |(?=(?:[\w-]+: [^\n]*\n|[ \t][^\n]*\n){2})"
    r"(?:[^\n]+\n){0,40}?(?:(?:Message-ID|MIME-Version|Received|Return-Path): |From: [^\n]*@)"
)
_DBASE = frozenset(b"\x02\x03\x30\x31\x32\x83\x8b\xcb\xf5\xfb")


HEAD = 64_000
"""Bytes by which a file is recognised: XML may have a long declaration above its root."""


@dataclass(frozen=True, slots=True)
class Make:
    """A file type: its name with an article, what to do with it, and how it is recognised.

    `begins` gets the first bytes, also as text. `format` is the format that reads it, or "" if
    there is none; `advice` then says what to do.
    """

    name: str
    advice: str
    begins: Callable[[bytes, str], bool]
    format: str = ""

    def __str__(self) -> str:
        """Return the type of the file and what to do with it."""
        if self.format:
            return f"{self.name}: load it as {self.format}"
        return f"{self.name}, which no format reads: {self.advice}"


def _bytes(*marks: bytes) -> Callable[[bytes, str], bool]:
    return lambda head, _: head.startswith(marks)


def _zipped(*marks: bytes) -> Callable[[bytes, str], bool]:
    return lambda head, _: head.startswith(b"PK\x03\x04") and any(m in head for m in marks)


def _text(pattern: re.Pattern[str]) -> Callable[[bytes, str], bool]:
    return lambda _, text: pattern.match(text) is not None


def _root(*names: str) -> Callable[[bytes, str], bool]:
    wanted = frozenset(names)
    return lambda _, text: text.startswith("<") and root_of(text).casefold() in wanted


def _ole(name: str) -> Callable[[bytes, str], bool]:
    """Return a test for an old Office file with a stream of this name."""
    mark = name.encode("utf-16-le")
    return lambda head, _: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and mark in head


def _is_dbase(head: bytes, _: str) -> bool:
    """Return whether a file begins like a dBase table: version, day, sizes of header and row."""
    if len(head) < 12 or head[0] not in _DBASE:
        return False
    size, row = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    return 1 <= head[2] <= 12 and 1 <= head[3] <= 31 and size > 32 and 0 < row < 10_000


def make_of_root(name: str) -> Make | None:
    """Return the type of XML with a root of that name, or None if it is not listed here."""
    return make_of(f"<{name}>".encode())


_SAVE_TEXT = "save its text as a plain text file"
_AS_TABLE = "make a table of it, one row a record, and load that as csv"
_NAMED = "load the METS that names it, and its text comes with the record"
_EXPORT = "export the records themselves (EAD, MODS, Dublin Core or a table) and load those"
_AS_SHEET = "export it as CSV or XLSX and load that as csv"
_SAVE_SHEET = "save it as XLSX or CSV and load that as csv"

MAKES = (
    Make(
        "an OpenDocument spreadsheet (ODS)", "", _zipped(b"opendocument.spreadsheet"), format="csv"
    ),
    Make(
        "an OpenDocument text", "save its table as CSV, or its text as a plain text file",
        _zipped(b"opendocument.text"),
    ),
    Make("a text document (DOCX)", _SAVE_TEXT, _zipped(b"word/")),
    Make("an electronic book (EPUB)", _SAVE_TEXT, _zipped(b"application/epub+zip")),
    Make("a sheet or text of Apple's iWork", _SAVE_SHEET, _zipped(b".iwa")),
    Make("a presentation (PPTX)", _AS_TABLE, _zipped(b"ppt/")),
    Make("an old text document (DOC)", _SAVE_TEXT, _ole("WordDocument")),
    Make("a mail of Outlook (MSG)", _SAVE_TEXT, _ole("__substg1.0")),
    Make("an old Excel workbook (XLS)", _SAVE_SHEET, _bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    Make(
        "a PDF",
        "load the records that describe it; a column of theirs may name it (-o texts=COLUMN)",
        _bytes(b"%PDF-"),
    ),
    Make("an SQLite database", "", _bytes(b"SQLite format 3\0"), format="sqlite"),
    Make("a Parquet file", "export it as CSV or JSON lines and load that", _bytes(b"PAR1")),
    Make(
        "an archive (7z, RAR, XZ, BZ2 or tar)", "unpack it and load the files in it",
        lambda head, _: (
            head.startswith((b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ\0", b"BZh"))
            or head[257:262] == b"ustar"
        ),
    ),
    Make(
        "a picture", "load the records that describe it",
        _bytes(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
    ),
    Make("a text document (RTF)", _SAVE_TEXT, _bytes(b"{\\rtf")),
    Make("a text document (TeX)", _SAVE_TEXT, _text(re.compile(r"\\documentclass\b"))),
    Make("a print (PostScript)", _SAVE_TEXT, _bytes(b"%!PS")),
    Make("a dBase table (DBF)", _AS_SHEET, _is_dbase),
    Make(
        "an Access database (MDB)", _AS_SHEET,
        _bytes(b"\x00\x01\x00\x00Standard ", b"\x00\x01\x00\x00Microsoft "),
    ),
    Make("a copy of a database (SQL)", _AS_SHEET, _text(_SQL)),
    Make("YAML", "export it as JSON or CSV and load that", _text(_YAML)),
    Make("TOML", "export it as JSON or CSV and load that", _text(_TOML)),
    Make("RDF (Turtle or N-Triples)", _EXPORT, _text(_TURTLE)),
    Make("addresses (vCard)", _AS_SHEET, _text(re.compile(r"BEGIN:VCARD\s"))),
    Make("a calendar (iCalendar)", _AS_SHEET, _text(re.compile(r"BEGIN:VCALENDAR\s"))),
    Make("electronic mail", _AS_TABLE, _text(_MAIL)),
    Make("Markdown with front matter", "", _text(_FRONT_MATTER), format="markdown"),
    Make("Markdown with front matter", "", _text(_TOML_MATTER), format="markdown"),
    Make(
        "MARC in lines, as MarcEdit writes it (.mrk)",
        "compile it to MARC 21 (.mrc) or MARCXML and load that as marc", _text(_MNEMONIC_MARC),
    ),
    Make(
        "MARC in lines, as Aleph writes it",
        "export MARC 21 (.mrc) or MARCXML and load that as marc",
        _text(_ALEPH_MARC),
    ),
    Make("LIDO, a format of museums", "", _root("lido", "lidowrap"), format="lido"),
    Make(
        "an authority record (EAC-CPF), which describes a person or body", "",
        _root("eac-cpf", "eac"), format="eac",
    ),
    Make(
        "an authority record (MADS), which describes a name", "",
        _root("mads", "madscollection"), format="mads",
    ),
    Make("METS, which describes a digital object", "", _root("mets"), format="mets"),
    Make("ALTO, the text of a scanned page", _NAMED, _root("alto")),
    Make("PAGE, the text of a scanned page", _EXPORT, _root("pcgts")),
    Make("PREMIS, which describes files", _EXPORT, _root("premis")),
    Make("a feed of places (KML)", _EXPORT, _root("kml")),
    Make("a sheet of Excel 2003 in XML", _SAVE_SHEET, _root("workbook")),
    Make("a table of FileMaker in XML", _AS_SHEET, _root("fmpxmlresult", "fmpdsoresult")),
    Make("references (RIS)", _AS_SHEET, _text(re.compile(r"TY  - "))),
    Make("references (BibTeX)", _AS_SHEET, _text(re.compile(r"@[A-Za-z]+\s*\{\s*[\w:.-]+\s*,"))),
    Make(
        "places on a map (GeoJSON)", _AS_SHEET,
        _text(re.compile(r'\{\s*"type"\s*:\s*"(?:FeatureCollection|Feature)"\s*,')),
    ),
    Make("RDF", _EXPORT, _root("rdf")),
    Make("a feed (RSS or Atom)", _EXPORT, _root("rss", "feed")),
    Make("a METS-like DIDL container", _EXPORT, _root("didl")),
    Make("a drawing (SVG)", "load the records that describe it", _root("svg")),
    Make("HTML", "save the text that a browser shows of it", _root("html")),
)  # fmt: skip
"""Every make of file that is recognised here; adding one is one line."""


def root_of(text: str) -> str:
    """Return the name of the root element of XML without its prefix, or "" if there is none."""
    found = _ROOT.search(_NO_ELEMENTS.sub("", text))
    return found.group(1) if found else ""


def make_of(head: bytes) -> Make | None:
    """Return the type of a file by its first bytes, or None if it is not listed."""
    text = decode(head)[0].lstrip("\ufeff \t\r\n")
    return next((item for item in MAKES if item.begins(head, text)), None)
