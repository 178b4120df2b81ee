"""A note of the editors that names its days has their span, said to be derived."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.tei import FORMAT

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="chapter">'
TAIL = "</div></body></text></TEI>"


def values_of(tmp_path: Path, mapping: RecordMapping, document: str, more: str = "") -> Any:
    path = tmp_path / "volume.xml"
    whole = f'{HEAD}<div type="document" xml:id="d1"{more}>{document}</div>{TAIL}'
    path.write_text(whole, encoding="utf-8")
    (draft,) = (
        item for item in FORMAT.read([str(path)], Options(mapping, "v")) if isinstance(item, Draft)
    )
    return draft.values


@pytest.mark.parametrize(
    "head", ["41. Editorial Note", "Editor’s Note", "[41] Editors' Note: Talks"]
)
def test_the_span_of_the_days_it_names(tmp_path: Path, mapping: RecordMapping, head: str) -> None:
    text = (
        "<p>On January 5, 1955, the Council met.<note><p>See May 1, 1930.</p></note></p>"
        "<p>It met again on January 21 and, with all its members, on 2 March 1955 in Almar.</p>"
    )
    values = values_of(tmp_path, mapping, f"<head>{head}</head>{text}")
    assert values["date"]["edtf"] == "1955-01-05/1955-03-02"
    assert values["date"]["display"] == "January 5, 1955 to 2 March 1955"
    assert "date" in values["derived"]


def test_one_day_is_that_day(tmp_path: Path, mapping: RecordMapping) -> None:
    text = "<head>Editorial Note</head><p>They met on January 5, 1955. It was January 5, 1955.</p>"
    date = values_of(tmp_path, mapping, text)["date"]
    assert (date["edtf"], date["display"]) == ("1955-01-05", "January 5, 1955")


@pytest.mark.parametrize(
    "document",
    [
        "<head>41. Editorial Note</head><p>The Council met in 1955, on January 5.</p>",
        "<head>41. Editorial Note</head><p>They met on May 1, 1910, and on May 1, 1955.</p>",
        "<head>41. Memorandum on a note</head><p>They met on January 5, 1955.</p>",
    ],
)
def test_what_names_no_days_of_its_own_has_none(
    tmp_path: Path, mapping: RecordMapping, document: str
) -> None:
    values = values_of(tmp_path, mapping, document)
    assert not values["date"] and "date" not in values["derived"]


def test_what_the_editors_say_of_its_date_goes_before(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    span = ' doc-dateTime-min="1955-02-01" doc-dateTime-max="1955-02-03"'
    text = "<head>41. Editorial Note</head><p>They met on January 5, 1955.</p>"
    values = values_of(tmp_path, mapping, text, span)
    assert values["date"]["edtf"] == "1955-02-01/1955-02-03"
    assert "date" not in values["derived"]
