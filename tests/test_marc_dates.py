"""Dates of MARC: what the codes of field 008 mean, and what the statement beside them says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.dates import read_marc_008
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Remark
from loaders.drafts.format import Options
from loaders.marc import FORMAT


@pytest.mark.parametrize(
    ("coded", "edtf", "display"),
    [
        ("c19541944", "1954", "1954"),  # a year and its copyright, as before 1993
        ("c19849999", "1984/..", "from 1984"),
        ("q19709999", "1970/..", "from 1970"),
        ("q19701979", "[1970..1979]", "between 1970 and 1979"),
        ("q1967uuuu", "1967?", "probably 1967"),
        (" 19829999", "1982/..", "from 1982"),
        ("u19489999", "1948/..", "from 1948"),
        ("u1948uuuu", "1948/..", "from 1948"),
        ("d1948197u", "1948/197X", "1948 to the 1970s"),
        ("c198u9999", "1980/..", "from 1980"),
        ("muuuu1951", "../1951", "until 1951"),
        ("i19491951", "1949/1951", "1949-1951"),
        ("s19uu    ", "19XX", "the 1900s"),
        ("e19500713", "1950-07-13", "13 July 1950"),
        ("e195007  ", "1950-07", "July 1950"),
        ("e19501399", "1950", "1950"),
        ("e19500230", "1950-02", "February 1950"),
        ("s0000    ", "", ""),
        ("suuuu    ", "", ""),
        ("nuuuuuuuu", "", ""),
        ("s9999    ", "", ""),
        ("|||||||||", "", ""),
    ],
)
def test_coded_dates_are_put_in_words(coded: str, edtf: str, display: str) -> None:
    found = read_marc_008("850101" + coded)
    assert (found.edtf, found.display) == (edtf, display)


@pytest.mark.parametrize(
    ("codes", "edtf", "remarks"),
    [
        (("s2018    ", "2012."), "2012", 1),
        (("t20132012", "2013, ©2012"), "2013", 0),
        (("r20121950", "1950"), "2012", 0),  # a reprint, and what was reprinted
        (("s1950    ", "March 1950"), "1950-03", 0),
        (("m19491951", "1949-1951"), "1949/1951", 0),
        (("s1950    ", ""), "1950", 0),
        (("nuuuuuuuu", "1950"), "1950", 0),
        (("c19849999", "1984-"), "1984/..", 0),
    ],
)
def test_codes_and_statement_are_held_against_each_other(
    tmp_path: Path, mapping: RecordMapping, codes: tuple[str, str], edtf: str, remarks: int
) -> None:
    coded, stated = codes
    record = Record()
    record.add_field(Field("001", data="r1"))
    record.add_field(Field("008", data=f"850101{coded}xx                  eng d"))
    for tag, code, text in (("245", "a", "One"), ("264", "c", stated)):
        marks = Indicators(" ", "1" if tag == "264" else " ")
        record.add_field(Field(tag, indicators=marks, subfields=[Subfield(code, text)]))
    path = tmp_path / "one.mrc"
    path.write_bytes(record.as_marc())
    dates, said = _dates(path, mapping)
    assert dates["r1"]["edtf"] == edtf
    assert len(said) == remarks


def _dates(path: Path, mapping: RecordMapping) -> tuple[dict[str, Any], list[str]]:
    items = list(FORMAT.read([str(path)], Options(mapping, "town")))
    dates = {item.own_id: item.values["date"] for item in items if isinstance(item, Draft)}
    said = [item.message for item in items if isinstance(item, Remark) and "008" in item.message]
    return dates, said


def test_dates_of_every_code_are_read_by_the_rules(
    shared_data: Path, mapping: RecordMapping
) -> None:
    dates, said = _dates(shared_data / "cases" / "marc-c-dates.mrc", mapping)
    assert {id: date["edtf"] for id, date in dates.items()} == {
        "c1": "1954", "c2": "1984", "q1": "1970?/..", "b1": "1982/..", "u1": "1948/..",
        "dis": "2012", "q2": "1967?", "c3": "1984/..",
    }  # fmt: skip
    assert dates["u1"]["display"] == "from 1948"
    assert said == ["field 008 says 2018 and 260 $c '2012'; the date of 260 was taken"]
