"""Titles and heads of several sentences: parties and dates are those of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Remark
from loaders.drafts.format import Options
from loaders.drafts.titles.sentences import is_statement, sentences
from loaders.tei import FORMAT

EDITION = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v"><teiHeader><fileDesc><titleStmt>
<title type="complete">An edition</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<div type="compilation" xml:id="c"><head>Part</head>
<div type="document" n="1" xml:id="d1"{marks}><head>{head}</head></div></div></body></text></TEI>"""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Letter from Roe to Doe, March 2. Transmits a report.", 2),
        ("Telegram from La Paz, February 9, 1961. Transmits a text. Secret. 2 pp.", 3),
        ("Memorandum from Robert W. Roe to Gen. Doe", 1),
        ("Cable No. 12. Stalin to Mao", 1),
        ("Letter, Lt. Col. A. B. Roe to the U.S. Embassy", 1),
        ("Letter from Roe to McDoe. Asks for seed.", 2),
        ("Letter from Roe (the elder). Asks for seed.", 2),
        ("", 1),
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count
    assert " ".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Muhammad Abd al-Rahman bin Faisal Al Saud", False),
        ("Kim Il Sung", False),
        ("J. R. R. Roe, Jr.", False),
        ("Will Roe", False),
        ("Roe conveys a draft", True),
        ("Doe, May 16. Conveys draft reply", True),
        ("A B C D E F G H", True),
    ],
)
def test_a_statement_is_no_name(text: str, is_one: bool) -> None:
    assert is_statement(text) is is_one


def read(folder: Path, mapping: RecordMapping, head: str, marks: str = "") -> list[Item]:
    path = folder / "v.xml"
    path.write_text(EDITION.format(head=head, marks=marks), encoding="utf-8")
    return list(FORMAT.read([str(path)], Options(mapping, "v")))


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("1. Letter from Roe to Doe, May 16, 1961. Secret. Files, 1960-1961.", "1961-05-16"),
        # The year is the folder's where one day of it alone can be meant.
        ("1. Letter from Roe to Doe, May 16. Secret. Files, April-May 1961.", "1961-05-16"),
        ("1. Letter from Roe to Doe, January 3. Secret. Files, 12/1/61-2/1/62.", "1962-01-03"),
        ("1. Letter from Roe to Doe, May 16. Secret. Files, 1960-1961.", ""),
        ("1. Letter from Roe to Doe, May 16. Secret. Files, June-July 1961.", ""),
        ("1. Letter from Roe to Doe, May 16. Secret. 3 pp.", ""),
        (
            "1. Letter from Roe to Doe, May 16-18. Files, April 1961-May 1961.",
            "1961-05-16/1961-05-18",
        ),
        ("1. Letter from Roe to Doe. Asks for seed. Secret. Files, 7/16/61-8/9/61.", None),
        ("1. Minutes of a Meeting. Aldermouth, October 1, 1948", "1948-10-01"),
        ("1. Minutes of a Meeting, Aldermouth, October 1, 1948", "1948-10-01"),
    ],
)
def test_the_date_of_a_head_is_its_own(
    tmp_path: Path, mapping: RecordMapping, head: str, date: str | None
) -> None:
    (draft,) = [item for item in read(tmp_path, mapping, head) if isinstance(item, Draft)]
    found = draft.values.get("date")
    assert (found and found.get("edtf", "")) == date


def test_a_day_without_its_year_is_told_unless_the_editors_know_it(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    head = "1. Letter from Roe to Doe, May 16. Asks for seed. Secret."
    items = read(tmp_path, mapping, head)
    said = [item.message for item in items if isinstance(item, Remark)]
    assert said == ["the head names the day 'May 16' without its year"]
    marks = (
        ' xmlns:frus="http://history.state.gov/frus/ns/1.0"'
        ' frus:doc-dateTime-min="1961-05-16T00:00:00-05:00"'
        ' frus:doc-dateTime-max="1961-05-16T23:59:59-05:00"'
    )
    (draft,) = [item for item in read(tmp_path, mapping, head, marks) if isinstance(item, Draft)]
    assert draft.values["date"]["display"] == "May 16"
    assert draft.values["date"]["edtf"] == "1961-05-16"


def test_parties_and_dates_of_a_supplement(shared_data: Path, mapping: RecordMapping) -> None:
    path = shared_data / "cases" / "frus-supplement.xml"
    items = FORMAT.read([str(path)], Options(mapping, "vol1"))
    drafts = [item for item in items if isinstance(item, Draft)]
    parties = [
        [party["name"] for name in ("sender", "recipient") for party in draft.values[name]]
        for draft in drafts
    ]
    assert parties == [
        ["Roe", "Doe"],
        ["Roe, Amb.", "Lake, President"],
        ["La Paz"],
        ["Lake", "Roe"],
    ]
    assert [draft.values["date"].get("edtf", "") for draft in drafts] == [
        "1961-05-16", "", "1961-02-09", "1961-08-07",
    ]  # fmt: skip
