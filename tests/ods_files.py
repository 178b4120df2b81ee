"""Spreadsheets of OpenDocument as LibreOffice writes them, made for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "style": "style",
        "number": "datastyle",
    }.items()
)  # fmt: skip
STYLES = """
<number:date-style style:name="N1"><number:month number:style="long" number:textual="true"/>
<number:text> </number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="N2"><number:day/><number:text>.</number:text><number:month/>
<number:text>.</number:text><number:year/></number:date-style>
<number:date-style style:name="N3"><number:year number:style="long"/></number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="year" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="bold" style:family="table-cell" style:parent-style-name="month"/>
"""


def cell(text: str, kind: str = "string", value: str = "", style: str = "", times: int = 1) -> str:
    """Return the XML of a cell that shows some text, by its paragraphs."""
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    said = f" office:{name}={quoteattr(value)}" if value else ""
    said += f" table:style-name={quoteattr(style)}" if style else ""
    said += f' table:number-columns-repeated="{times}"' if times > 1 else ""
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="{kind}"{said}>{words}</table:table-cell>'


def row(*cells: str, times: int = 1) -> str:
    """Return the XML of a row; plain words are cells of text."""
    said = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    inner = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<table:table-row{said}>{inner}</table:table-row>"


def sheet(name: str, *rows: str) -> str:
    """Return the XML of a sheet, with the empty rows that programs write below."""
    below = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    return (
        f"<table:table table:name={quoteattr(name)}>"
        '<table:table-column table:number-columns-repeated="16384"/>'
        f"{''.join(rows)}{below}</table:table>"
    )


def write_ods(path: Path, sheets: Sequence[str], *, styles: str = STYLES) -> Path:
    """Write a spreadsheet with some sheets (of `sheet`); `styles` are those of its cells."""
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {_SPACES} "
        f"office:version='1.3'><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet"
        )
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return path
