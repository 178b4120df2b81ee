"""What a column is likely to be is proposed by `inspect`, and taken with --accept alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.field_maps.columns import Column, assign
from loaders.drafts.field_maps.field_map import Target, from_options
from service.cli import main

ROWS = (("3 May 1950", "https://x.example/1"), ("4 May 1950", "https://x.example/2"),
        ("June 1950", "https://x.example/3"))  # fmt: skip


def column(
    mapping: RecordMapping, header: str, values: tuple[str, ...] = (), **said: str
) -> Column:
    headers = ["Title", header]
    sample = [("A", value) for value in values]
    return assign(headers, from_options(said, mapping), mapping, sample)[1]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Desciption", "summary"),
        ("Author full name", "sender"),
        ("Main summary of contents", "summary"),
        ("Recipent", "recipient"),
        ("Places that are named", "places"),
        ("Lanugage", "language"),
        ("Covering dates of file", "date"),
    ],
)
def test_a_likely_column_is_a_note_until_it_is_accepted(
    mapping: RecordMapping, header: str, target: str
) -> None:
    proposed = column(mapping, header)
    assert (proposed.target, proposed.likely) == (Target(), target)
    accepted = column(mapping, header, accept="likely")
    assert (str(accepted.target), accepted.likely) == (target, "")
    assert "as you accepted" in accepted.why


@pytest.mark.parametrize(("place", "target"), [(0, "date"), (1, "url")])
def test_values_say_what_a_header_does_not(mapping: RecordMapping, place: int, target: str) -> None:
    values = tuple(row[place] for row in ROWS)
    assert column(mapping, "When", values).likely == target
    assert column(mapping, "When", (*values, "no", "not so")).likely == ""


@pytest.mark.parametrize(
    "header",
    [
        "Upload date", "Date of last change", "Donor name", "Staff summary", "Access decision note",
        "Subject source", "Language code of note", "File name", "Q17", "", "Parent title",
        "Creator birth date", "Restricted until what date",
    ],
)  # fmt: skip
def test_what_is_about_the_entry_or_about_access_is_no_guess(
    mapping: RecordMapping, header: str
) -> None:
    assert column(mapping, header, accept="likely").target.field in ("", "access_note", "opens")


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Title of Document", "title"),
        ("Date of the Letter", "date"),
        ("Summary of Letter", "summary"),
        ("Keyword(s)", "subjects"),
        ("Subject Heading", "subjects"),
        ("subject_ssim", "subjects"),
        ("title_tesim", "title"),
        ("Rec No", "reference"),
        ("Descr.", "summary"),
    ],
)
def test_a_compound_header_is_understood_by_its_parts(
    mapping: RecordMapping, header: str, target: str
) -> None:
    (found,) = assign([header], from_options({}, mapping), mapping)
    assert (str(found.target), found.likely) == (target, "")


@pytest.mark.parametrize("header", ["Files", "Ends", "Box/Folder", "Folder title"])
def test_what_only_looks_like_one_is_none(mapping: RecordMapping, header: str) -> None:
    (found,) = assign([header], from_options({"accept": "likely"}, mapping), mapping)
    assert found.target == Target()


def test_a_field_that_is_taken_is_not_proposed(mapping: RecordMapping) -> None:
    headers = ["Title", "Summary", "Desciption", "Subject", "Subjects of the text"]
    columns = assign(headers, from_options({"accept": "likely"}, mapping), mapping)
    assert [str(item.target) for item in columns] == [
        "title",
        "summary",
        "",
        "subjects",
        "subjects",
    ]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    Path("letters.csv").write_text("Title,Desciption\nA letter,On the quay.\n", encoding="utf-8")

    def command(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = "".join(capfd.readouterr())
        assert ended.value.code == 0, said
        return said

    return command


def test_inspect_proposes_and_sources_keep_what_was_accepted(run: Callable[..., str]) -> None:
    assert "perhaps summary" in run("inspect", "letters.csv")
    said = run("load", "csv", "letters.csv")
    assert "it may be summary (--accept takes it)" in said
    assert "1 found" not in run("search", "summary:quay")
    run("load", "csv", "letters.csv", "--accept")
    assert 'accept = "likely"' in Path("sources.toml").read_text(encoding="utf-8")
    assert "as you accepted" in run("inspect", "letters.csv", "--accept")
    run("load", "--all")
    assert "1 found" in run("search", "summary:quay")
