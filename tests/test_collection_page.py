"""The collection-page format: the real page, and the ways in which other pages are dirtier."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection, Record
from loaders.drafts.decoding import decode
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.drafts.mistaken_format import refuse_table
from loaders.pages.collection_page import FORMAT, PAGE_BYTES, is_date_line
from loaders.pages.page_text import blocks
from service.errors import LoadError

HEADER = "The Harbor Dispute\nPapers on the harbor.\n"


@pytest.fixture
def read(tmp_path: Path, mapping: RecordMapping):
    def read_page(page: str | bytes) -> list[Item]:
        path = tmp_path / "harbor.txt"
        path.write_bytes(page.encode() if isinstance(page, str) else page)
        return list(FORMAT.read([str(path)], Options(mapping, "harbor")))

    return read_page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<?xml version="1.0"?>\n<ead>\n\n<c/>\n</ead>\n', "but XML; `searchroom inspect`"),
        ('[\n{"title": "One"}\n]\n', "but JSON; `searchroom inspect`"),
        ("<!doctype html>\n<html><body>May 1, 1950</body></html>\n", "but HTML, which no format"),
        ("Ref,Title,Date\nMS 1,One,1950\n", "looks like a table: load it as csv"),
        ("Ref\tTitle\tDate\nMS 1\tOne\t1950\n", "looks like a table"),
    ],
)
def test_what_is_of_another_format_is_refused(read, content: str, words: str) -> None:
    with pytest.raises(LoadError, match=f"harbor.txt is not a collection page.* {words}"):
        read(content)


def test_the_samples_of_other_formats_are_refused(mapping: RecordMapping) -> None:
    folder = Path(__file__).parents[1] / "samples" / "formats"
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".txt":
            continue  # the words of a page, which are plain text as a collection page is
        with pytest.raises(LoadError, match="is not a collection page"):
            list(FORMAT.read([str(path)], Options(mapping, "harbor")))


def test_a_page_without_records_may_have_commas() -> None:
    for text in ("Ports, piers, and quays, 1,000 feet\nOf wharves, docks, and fees.\n", "A/B,c\n"):
        refuse_table("page.txt", text, "collection page")


def records(items: Iterable[Item]) -> list[Record]:
    return [Record("", item.values) for item in items if isinstance(item, Draft)]


def rejects(items: Iterable[Item]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def collection(items: Iterable[Item]) -> Collection:
    (found,) = [item for item in items if isinstance(item, Collection)]
    return found


def names(record: Record, field: str) -> list[str]:
    return [party.name for party in record.parties(field)]


@pytest.fixture(scope="module")
def wilson(shared_data: Path, mapping: RecordMapping) -> list[Item]:
    path = shared_data / "wilson" / "china-and-the-korean-war.txt"
    return list(FORMAT.read([str(path)], Options(mapping, "wilson")))


def test_the_real_page_gives_one_collection_and_five_records(wilson: list[Item]) -> None:
    assert rejects(wilson) == []
    assert [item for item in wilson if isinstance(item, Remark)] == []
    assert len(records(wilson)) == 5
    found = collection(wilson)
    assert found.id == "china-and-the-korean-war"
    assert found.title == "China and the Korean War"
    assert len(found.related) == 4
    assert found.related[1] == "Korean War, 1950-1953"
    assert found.related[3] == "Korean War Biological Warfare Allegations"
    assert found.image_caption.startswith("Chen Geng, Peng Dehuai")
    assert found.description.startswith("A collection of materials")
    assert "Image" not in found.description


def test_the_real_page_is_dated_and_titled(wilson: list[Item]) -> None:
    dates = [record.date() for record in records(wilson)]
    assert [date.edtf for date in dates if date] == [
        "1950-01-11",
        "1950-01-22",
        "1950-05-13",
        "1950-07-13",
        "1950-07-13",
    ]
    assert all(record.values["collections"] == ["china-and-the-korean-war"]
               for record in records(wilson))  # fmt: skip
    assert all(record.text("summary") for record in records(wilson))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ("Cable", "", ["Central Military Commission"],
             ["Lin Biao", "Deng Zihui", "Tan Zhen", "Xiao Ke", "Zhao Erlu"], [])),
        (1, ("Cable", "", ["Liu Shaoqi"], ["Mao Zedong"], [])),
        (2, ("Ciphered Telegram", "", ["Roshchin"], ["Stalin"], [])),
        (3, ("Ciphered Telegram", "", ["Stalin"], ["Zhou Enlai", "Mao Zedong"], ["Roshchin"])),
        (4, ("Cable", "3355", ["Stalin"], ["Soviet Ambassador, Peking"], [])),
    ],
)  # fmt: skip
def test_the_titles_of_the_real_page_are_read(
    wilson: list[Item], number: int, expected: tuple[Json, ...]
) -> None:
    record = records(wilson)[number]
    parties = [names(record, field) for field in ("sender", "recipient", "via")]
    assert (record.text("type"), record.text("number"), *parties) == expected
    everyone = sorted(name for found in parties for name in found)
    assert sorted(names(record, "people")) == everyone
    assert "type" in record.values["derived"]
    assert "date" not in record.values["derived"]


def test_a_page_of_another_editor_reads_the_same(
    wilson: list[Item], shared_data: Path, read
) -> None:
    text = (shared_data / "wilson" / "china-and-the-korean-war.txt").read_text("utf-8")
    for dirtier in (
        "\ufeff" + text.replace("\n", "\r\n"),
        text.replace("\n-\n", "\n \u2014 \n").replace("\n", " \t\n"),
        text.replace("\n-\n", "\n\n---\n\n") + "\n-\n\n-\n",
        text.replace("\n", "\r"),
        text.encode("utf-16"),
        text.encode("cp1252"),
    ):
        items = read(dirtier)
        assert rejects(items) == []
        assert [r.values for r in records(items)] == [r.values for r in records(wilson)]
        assert collection(items).related == collection(wilson).related


@pytest.mark.parametrize(
    "dash", ["-", "\u2010", "\u2013", "\u2014", "\u2212", "\u2015", "--", "- - -", "\uff0d"]
)
def test_any_dash_alone_on_a_line_divides(read, dash: str) -> None:
    page = f"{HEADER}{dash}\nMay 1, 1950\nLetter, A to B\n{dash}\nMay 2, 1950\nLetter, B to A\n"
    assert [r.text("title") for r in records(read(page))] == ["Letter, A to B", "Letter, B to A"]


def test_a_dash_within_a_line_does_not_divide(read) -> None:
    page = f"{HEADER}-\nMay 1, 1950\nLetter, A to B\n- the first point\nShort - but enough.\n"
    (record,) = records(read(page))
    assert record.text("summary") == "- the first point Short - but enough."


def test_a_record_may_lack_a_summary_or_a_date(read) -> None:
    page = f"{HEADER}-\nAugust 1949\nMinutes of the Board\n-\nLetter, Smith to Jones\nFees.\n"
    first, second = records(read(page))
    assert first.values["date"]["display"] == "August 1949"
    assert first.values["date"]["precision"] == "month"
    assert not first.text("summary")
    assert second.values["date"] is None
    assert (second.text("title"), second.text("summary")) == ("Letter, Smith to Jones", "Fees.")


@pytest.mark.parametrize("words", ["n.d.", "Undated", "[no date]", "Date unknown"])
def test_undated_is_kept_as_written_without_a_remark(read, words: str) -> None:
    items = read(f"{HEADER}-\n{words}\nLetter, Smith to Jones\nOn fees.\n")
    (record,) = records(items)
    assert record.text("title") == "Letter, Smith to Jones"
    assert record.values["date"]["display"] == words
    assert [item for item in items if isinstance(item, Remark)] == []


def test_a_date_that_cannot_be_read_is_no_title(read) -> None:
    items = read(f"{HEADER}-\nJanury 42, 1950\nLetter, Smith to Jones\nOn fees.\n")
    (record,) = records(items)
    assert record.text("title") == "Letter, Smith to Jones"
    assert record.values["date"] == {"display": "Janury 42, 1950"}
    (remark,) = [item for item in items if isinstance(item, Remark)]
    assert (remark.where.line, remark.field) == (4, "date")
    assert "Janury 42, 1950" in remark.message


@pytest.mark.parametrize(
    "title",
    [
        "Cable No. 3355",
        "1951 Budget",
        "Report on the Year 1950",
        "May Day Speech, 1950",
        "Telegram 12 of March 3, 1950",
        "Record of Conversation between Smith and Jones",
    ],
)
def test_a_title_is_no_date(read, title: str) -> None:
    (record,) = records(read(f"{HEADER}-\n{title}\nWhat it says.\n"))
    assert (record.text("title"), record.text("summary")) == (title, "What it says.")


def test_a_date_below_the_title_is_the_date(read) -> None:
    (record,) = records(read(f"{HEADER}-\nLetter, Smith to Jones\nMay 1, 1950\nOn fees.\n"))
    assert record.values["date"]["display"] == "May 1, 1950"
    assert (record.text("title"), record.text("summary")) == ("Letter, Smith to Jones", "On fees.")


def test_a_summary_has_paragraphs(read) -> None:
    page = (
        f"{HEADER}-\nMay 1, 1950\n\nLetter, Smith to Jones\n\nThe first paragraph\nis wrapped.\n"
        "The second stands on its own line.\n\nThe third\n"
    )
    (record,) = records(read(page))
    assert record.text("summary").split("\n\n") == [
        "The first paragraph is wrapped.",
        "The second stands on its own line.",
        "The third",
    ]


def test_a_last_line_may_be_a_reference(read) -> None:
    page = f"{HEADER}-\nMay 1, 1950\nLetter, Smith to Jones\nOn fees.\nReference: Box 4, folder 2\n"
    (record,) = records(read(page))
    assert record.text("reference") == "Box 4, folder 2"
    assert record.text("summary") == "On fees."


def test_what_has_no_title_is_rejected_with_its_place(read) -> None:
    prose = "It was agreed that fees should rise. Then Smith spoke at length on other harbors. " * 4
    page = f"{HEADER}-\nMay 1, 1950\n-\nMay 2, 1950\nLetter, A to B\n-\nMay 3, 1950\n{prose}\n"
    items = read(page)
    assert len(records(items)) == 1
    first, second = rejects(items)
    assert (first.where.line, first.where.number, first.field) == (4, 1, "title")
    assert first.where.file.endswith("harbor.txt")
    assert first.raw == "May 1, 1950"
    assert "no title" in first.reason
    assert "summary" in second.reason


def test_a_page_without_a_header_still_loads(read) -> None:
    items = read("May 1, 1950\nLetter, Smith to Jones\n-\nMay 2, 1950\nLetter, Jones to Smith\n")
    assert len(records(items)) == 2
    assert collection(items).title == "harbor"
    assert any("name" in item.message for item in items if isinstance(item, Remark))


def test_an_empty_page_gives_no_record(read) -> None:
    assert records(read("")) == []


def test_numbered_points_are_no_related_collections(read) -> None:
    page = "Harbors\nThe papers fall into (1) letters; and (2) maps. See also the plans.\n"
    assert collection(read(page)).related == ()


def test_related_collections_may_hold_abbreviations(read) -> None:
    page = "Harbors\nSee: (1) The U.S. Navy, 1900-1910; (2) St. Mary's Docks. And more.\n"
    assert collection(read(page)).related == ("The U.S. Navy, 1900-1910", "St. Mary's Docks")


def test_a_caption_may_hold_brackets(read) -> None:
    found = collection(read("Harbors\nPapers. (Image: The quay (left) and\nthe mole) And more.\n"))
    assert found.image_caption == "The quay (left) and the mole"
    assert found.description == "Papers.\n\nAnd more."


def test_another_encoding_is_read_and_said(read) -> None:
    page = f"{HEADER}-\nMay 1, 1950\nLetter, Müller to Jönsson\nOn “fees”.\n"
    items = read(page.encode("cp1252"))
    assert records(items)[0].text("title") == "Letter, Müller to Jönsson"
    assert any("cp1252" in item.message for item in items if isinstance(item, Remark))
    cyrillic = f"{HEADER}-\nMay 1, 1950\nПисьмо Рощина Сталину\n" + "О положении в порту. " * 20
    assert records(read(cyrillic.encode("cp1251")))[0].text("title") == "Письмо Рощина Сталину"


@given(
    st.lists(st.sampled_from(["-", "—", "", "May 1, 1950", "Letter, A to B", "On fees.", "x\x00"]))
)
def test_no_line_of_a_page_is_lost(lines: list[str]) -> None:
    kept = [line.text for block in blocks("\n".join(lines)) for line in block if line.text]
    assert kept == [line.replace("\x00", "") for line in lines if line not in ("-", "—", "")]


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data: bytes) -> None:
    text, encoding = decode(data)  # and never an error
    assert encoding
    assert text or len(data) < 4  # a mark alone, or half a character


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_or_without_a_mark(encoding: str) -> None:
    text = "Letter, Müller to Dang\nOn the harbor of Rostock, its fees and its pilots.\n"
    assert decode(text.encode(encoding))[0] == text


def test_a_page_too_large_to_be_held_is_refused(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Harbor\nPapers.\n-\nMay 3, 1950\nA letter\n" + "word " * (PAGE_BYTES // 5))
    with pytest.raises(LoadError, match="read whole"):
        list(FORMAT.read([str(path)], Options(mapping, "harbor")))


@pytest.mark.parametrize("line", ["1950-02-30", "1901-02-30", "31/11/1950", "1950.13.45"])
def test_a_day_that_is_none_is_a_date_line_all_the_same(line: str) -> None:
    assert is_date_line(line)
