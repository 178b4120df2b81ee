"""Who may see a record: the words archives write, embargoes, and what is nowhere to be found."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_held_back import WORD, Site, adds_up, site, written

from index_mappings.access import CLOSED, OPEN, RESTRICTED
from index_mappings.dates import read_date
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import settle
from loaders.drafts.access_wording import Access, read_access

__all__ = ["site"]

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("wording", "kind", "opens"),
    [
        ("Open", OPEN, None),
        ("open to researchers", OPEN, None),
        ("Unrestricted", OPEN, None),
        ("Not restricted", OPEN, None),
        ("Closed", CLOSED, None),
        ("Closed: personal data", CLOSED, None),
        ("Not open", CLOSED, None),
        ("Not for the public", CLOSED, None),
        ("Geschlossen", CLOSED, None),
        ("Gesperrt bis 2060", CLOSED, date(2060, 1, 1)),
        ("Nicht zugänglich", CLOSED, None),
        ("Non communicable", CLOSED, None),
        ("Withheld", CLOSED, None),
        ("Partially Open", RESTRICTED, None),
        ("Access Review Required", RESTRICTED, None),
        ("Open with exceptions", RESTRICTED, None),
        ("Open by appointment only", RESTRICTED, None),
        ("Open, but some items are closed", RESTRICTED, None),
        ("Restricted until 2050", RESTRICTED, date(2050, 1, 1)),
        ("Closed until 2010", CLOSED, date(2010, 1, 1)),
        ("Closed until 3 May 2050.", CLOSED, date(2050, 5, 3)),
        ("Embargoed till 2050-02-01", CLOSED, date(2050, 2, 1)),
        ("Until 2050", CLOSED, date(2050, 1, 1)),
        ("Open from 2040", OPEN, date(2040, 1, 1)),
        ("open after 1 January 2040", OPEN, date(2040, 1, 1)),
        ("Closed for 30 years", CLOSED, date(1981, 1, 1)),
        ("Restricted for 75 years", RESTRICTED, date(2026, 1, 1)),
        ("100 Jahre", CLOSED, date(2051, 1, 1)),
        ("by appointment", "", None),
        ("ask Ann", "", None),
    ],
)
def test_the_words_of_archives(wording: str, kind: str, opens: date | None) -> None:
    assert read_access(wording, read_date("1950").to_json()) == Access(kind, opens)


def test_years_without_a_date_never_end() -> None:
    assert read_access("Closed for 30 years") == Access(CLOSED)
    assert read_access("Closed for 30 years", read_date("n.d.").to_json()) == Access(CLOSED)


def test_years_are_counted_from_the_end_of_the_date() -> None:
    dated = read_date("1950-1960").to_json()
    assert read_access("closed for 30 years", dated).opens == date(1991, 1, 1)
    leap_day = read_date("28 February 1952").to_json()
    assert read_access("closed for 30 years", leap_day).opens == date(1982, 3, 1)


@settings(deadline=None)  # the first date reads the names of months in every language
@given(st.text(max_size=60))
def test_any_wording_can_be_read(wording: str) -> None:
    assert read_access(wording).kind in (OPEN, RESTRICTED, CLOSED, "")


def settled(mapping: RecordMapping, **values: Any) -> tuple[str, dict[str, Any]]:
    record = {"title": "A", "text": "words", **values}
    return settle(record, mapping, TODAY).held_by, record


def test_what_is_restricted_has_no_text(mapping: RecordMapping) -> None:
    assert settled(mapping, access="restricted") == ("", {"title": "A", "access": "restricted"})
    held, record = settled(mapping, access="restricted", opens="2030-01-01")
    assert not held
    assert "text" not in record
    assert record["access"] == "restricted"


@pytest.mark.parametrize(
    ("values", "held_by"),
    [
        ({"access": "closed"}, "access"),
        ({"access": "Closed until 2050"}, "opens"),
        ({"access": "Closed until 2010"}, ""),
        ({"opens": "2026-06-02"}, "opens"),
        ({"opens": "2026-06-01"}, ""),
        ({"access": "open", "opens": "2030"}, "opens"),
        ({"access": "closed", "opens": "2020"}, ""),
        ({"access": "open"}, ""),
        ({"opens": "when the donor agrees"}, "opens"),
        ({}, ""),
    ],
)
def test_what_is_held_back_today(
    mapping: RecordMapping, values: dict[str, Any], held_by: str
) -> None:
    found, record = settled(mapping, **values)
    assert found == held_by
    if not held_by:
        assert record["text"] == "words"
        assert record.get("access", "open") == "open"


def test_what_is_not_understood_is_a_note_and_reported(mapping: RecordMapping) -> None:
    record: dict[str, Any] = {"title": "A", "access": "by appointment"}
    found = settle(record, mapping, TODAY)
    assert record == {"title": "A", "access_note": "by appointment"}
    assert [field for field, _ in found.remarks] == ["access"]


@pytest.mark.parametrize("wording", ["Stufe 3", "open?", "CLSD", "\u0441losed"])
def test_a_value_that_may_mean_closed_holds_back(mapping: RecordMapping, wording: str) -> None:
    record: dict[str, Any] = {"title": "A", "text": "words", "access": wording}
    found = settle(dict(record), mapping, TODAY)
    assert (found.held_by, found.is_unclear) == ("access", True)
    assert not settle(record, mapping, TODAY, publish_held=True).held_by
    assert record["access"] == "restricted"
    assert "text" not in record


def test_closed_is_published_as_restricted_where_that_is_asked_for(mapping: RecordMapping) -> None:
    record: dict[str, Any] = {"title": "A", "text": "words", "access": "Closed"}
    assert not settle(record, mapping, TODAY, publish_held=True).held_by
    assert record == {"title": "A", "access": "restricted", "access_note": "Closed"}


def lines(*values: dict[str, str]) -> str:
    return "\n".join(map(json.dumps, values))


@pytest.mark.parametrize(
    ("format", "content"),
    [
        ("csv", f"Title,Access,Full text\nOpen,Open,x\n{WORD},Closed,y\nAlso,Restricted,{WORD}\n"),
        ("csv", f"Title,Opens\nOpen,\n{WORD},2999-01-01\n"),
        ("csv", f"Title,Access,Date\nOpen,,1900\n{WORD},Closed for 900 years,1950\n"),
        ("csv", f"Title,Opens\nOpen,2001\n{WORD},when the donor agrees\n"),
        ("csv", f"Title,Opens\nOpen,\n{WORD},1 March 2999\n"),
        ("jsonl", lines({"title": "Open"}, {"title": WORD, "access": "closed"})),
        (
            "jsonl",
            lines(
                {"title": "A", "access": "restricted", "opens": "2999-01-01", "text": WORD},
                {"title": WORD, "opens": "2999-01-01"},
            ),
        ),
        (
            "csv",
            f"id,parent id,title,access\n1,,Open,open\n2,,{WORD},closed\n3,2,{WORD} below,open\n",
        ),
    ],
)
def test_it_is_nowhere(format: str, content: str, site: Site, tmp_path: Path) -> None:
    done = site.load(format, written(tmp_path, "some.file", content))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert "held back" in done.output
    assert adds_up(site)
