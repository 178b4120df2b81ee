"""The words of PDFs as full text, from a METS and from files that a column names."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pdf_files import pdf, words_in

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.format import Options
from loaders.drafts.page_texts import pdf as pdf_module
from loaders.drafts.page_texts.pages import NoText
from loaders.drafts.page_texts.text_files import pages_of
from loaders.mets import FORMAT as METS
from loaders.tables.csv_files import FORMAT as CSV
from service.errors import LoadError

WORD = "zorblaxine"


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(WORD)))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [pdf("Dear harbour master"), pdf("One\nwind", "Two", packed=True), pdf(*"abcdefghij")],
)
def test_it_says_the_same_as_another_reader(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    pages = list(pages_of(str(path)))
    assert [" ".join(page.text.split()) for page in pages] == words_in(data)
    assert [page.number for page in pages] == [str(n) for n in range(1, len(pages) + 1)]


def test_pages_have_the_numbers_that_are_printed_on_them(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("A", "B", "C", labels="/PageLabels<</Nums[0<</S/r>>2<</S/D/St 1>>]>>"))
    assert [page.number for page in pages_of(str(path))] == ["i", "ii", "1"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (encrypted, "encrypted"),
        (lambda: pdf(""), "no text, only pictures"),
        (lambda: b"%PDF-1.7\n", "broken"),
        (lambda: pdf("A")[:200], "broken"),
        (lambda: pdf("A", kids="2 0 R"), ""),  # a tree of pages that is in itself
        (lambda: pdf("A", packed=True, before=b" " * 200_000_000), "broken"),
        (lambda: pdf("A").replace(b"/Contents 4 0 R", b"/Contents 5 0 R"), ""),
    ],
    ids=["encrypted", "no words", "no more", "cut", "pages in themselves", "a bomb", "no content"],
)
def test_what_cannot_be_read_is_said_within_bounds(
    tmp_path: Path, made: Callable[[], bytes], said: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made())  # here: to make the bomb takes a second, which each collection took
    with pytest.raises(NoText, match=said or "a.pdf"):
        list(pages_of(str(path)))


def test_a_pdf_has_no_more_time_and_size_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("A"))
    monkeypatch.setattr(pdf_module, "SECONDS", 0.001)
    with pytest.raises(NoText, match="took over"):
        list(pages_of(str(path)))
    monkeypatch.setattr(pdf_module, "BYTES", 10)
    with pytest.raises(NoText, match="more than"):
        list(pages_of(str(path)))


def table(folder: Path, mapping: RecordMapping, content: str, **extra: str) -> list[Item]:
    path = folder / "letters.csv"
    path.write_text(content)
    said = {"texts": "File", **extra}
    options = Options(mapping, "letters", said, rules=rules_of(extra))
    return list(CSV.read([str(path)], options))


def test_a_column_names_the_files_with_the_text(tmp_path: Path, mapping: RecordMapping) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "1.pdf").write_bytes(pdf("Dear harbour master", "Yours"))
    (tmp_path / "2.txt").write_text("Of ferries.")
    (tmp_path / "3.pdf").write_bytes(encrypted())
    items = table(
        tmp_path, mapping,
        "Title,File\nOne,scans/1.pdf\nTwo,2.txt\nThree,3.pdf\nFour,\nFive,../x.txt\n",
    )  # fmt: skip
    made = [item for item in items if isinstance(item, Draft)]
    assert [item.values.get("text") for item in made] == [
        "Dear harbour master\n\nYours", "Of ferries.", None, None, None,
    ]  # fmt: skip
    assert [members(span)["value"] for span in elements(made[0].values["layout"])] == ["1", "2"]
    said = [item.message for item in items if isinstance(item, Remark) and item.field == "text"]
    assert len(said) == 2 and "encrypted" in said[0] and "not in the folder" in said[1]


def test_what_is_held_back_or_for_the_staff_gives_no_text(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    (tmp_path / "1.txt").write_text(WORD)
    content = "Title,File,Published\nOne,1.txt,no\n"
    assert WORD not in repr(table(tmp_path, mapping, content))
    content = "Title,Internal notes\nOne,1.txt\n"
    assert WORD not in repr(table(tmp_path, mapping, content, texts="Internal notes"))
    content = "Title,File\nOne,1.txt\n"
    assert WORD not in repr(table(tmp_path, mapping, content, drop="File"))
    assert WORD not in repr(table(tmp_path, mapping, content, drop="File=1.txt"))
    with pytest.raises(LoadError, match="no such column"):
        table(tmp_path, mapping, content, texts="Scan")


def test_a_mets_takes_the_text_of_its_pdf(tmp_path: Path, mapping: RecordMapping) -> None:
    (tmp_path / "all.pdf").write_bytes(pdf("Wind from the west", "No ferry left"))
    path = tmp_path / "object.xml"
    path.write_text(
        '<mets xmlns:x="http://www.w3.org/1999/xlink" xmlns:d="http://purl.org/dc/elements/1.1/" '
        'OBJID="o"><dmdSec ID="a"><mdWrap MDTYPE="DC"><xmlData><d:title>Log</d:title></xmlData>'
        '</mdWrap></dmdSec><fileSec><fileGrp USE="DOWNLOAD"><file ID="f" '
        'MIMETYPE="application/pdf"><FLocat x:href="all.pdf"/></file></fileGrp></fileSec></mets>'
    )
    (made,) = METS.read([str(path)], Options(mapping, "x"))
    assert isinstance(made, Draft)
    assert made.values["text"] == "Wind from the west\n\nNo ferry left"
    assert len(elements(made.values["layout"])) == 2
