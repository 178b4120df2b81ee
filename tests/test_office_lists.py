"""An archive's own table of offices: loaded, in force, and replaced as any source is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from index_mappings.days import day_number, month_span
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from loaders.drafts.draft import Reject, Remark
from loaders.drafts.format import Options
from loaders.tables.office_lists import FORMAT, is_office_list
from service.cli import cli
from service.engines.embedded import EmbeddedEngine
from service.errors import LoadError

LIST = """office,holder,from,to
Harbor Master,"Roe, Anna",1953-01-21,4 May 1959
Harbor Master,"Dow, Per",May 1959,1962
Mayor,"Roe, Anna",1960,
"""
LETTERS = """Title,Date,Author
Note on the nets,1955-03-02,Harbor Master
Note on the pier,4 May 1959,Harbor Master
Note on the boats,1961,Harbor Master
Note on the school,1961,Mayor
"""


def read(folder: Path, text: str, mapping: RecordMapping) -> list[object]:
    path = folder / "offices.csv"
    path.write_text(text, encoding="utf-8")
    return list(FORMAT.read([str(path)], Options(mapping, "offices")))


def test_each_holder_is_a_name_with_the_offices(tmp_path: Path, mapping: RecordMapping) -> None:
    roe, dow = (one for one in read(tmp_path, LIST, mapping) if isinstance(one, NameEntry))
    assert [one.office for one in roe.offices] == ["Harbor Master", "Mayor"]
    day = day_number(1959, 5, 4)
    first = day_number(1953, 1, 21)
    assert (roe.offices[0].first, roe.offices[0].last) == ((first, first), (day, day))
    assert roe.offices[0].said == "Harbor Master, 1953-01-21–4 May 1959"
    assert roe.offices[1].last is None, "what is left open is not known"
    assert dow.offices[0].first == month_span(1959, 5)
    assert dow.forms[0].text == "Dow, Per"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Mayor,,1950,1951", "no holder"),
        (",Roe,1950,1951", "no office"),
        ("Mayor,Roe,sometime,1951", "not a date"),
        ("Mayor,Roe,1952,1951", "ends before it begins"),
    ],
)
def test_a_row_that_says_nothing_is_rejected(
    tmp_path: Path, mapping: RecordMapping, row: str, said: str
) -> None:
    (reject,) = read(tmp_path, f"office,holder,from,to\n{row}\n", mapping)
    assert isinstance(reject, Reject)
    assert said in reject.reason
    assert reject.where.line == 2


def test_only_what_is_accepted(tmp_path: Path, mapping: RecordMapping) -> None:
    text = "Office;Holder;Accepted\nMayor;Roe;yes\nMayor;Dow;no\nMayor;Poe;\n"
    names = [one for one in read(tmp_path, text, mapping) if isinstance(one, NameEntry)]
    assert [one.forms[0].text for one in names] == ["Roe"]
    (remark,) = (one for one in read(tmp_path, text, mapping) if isinstance(one, Remark))
    assert "2 rows" in remark.message


@pytest.mark.parametrize("text", ["office,person\nMayor,Roe\n", "Title,Date\nA,1950\n", ""])
def test_another_table_is_refused(tmp_path: Path, mapping: RecordMapping, text: str) -> None:
    with pytest.raises(LoadError, match=r"no (column|rows)"):
        read(tmp_path, text, mapping)


def test_a_column_nobody_knows_may_say_what_is_hidden(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    with pytest.raises(LoadError, match="status"):
        read(tmp_path, "office,holder,status\nMayor,Roe,internal\n", mapping)


def test_a_table_of_offices_is_known(tmp_path: Path, mapping: RecordMapping) -> None:
    for text, is_one in ((LIST, True), ("kind,forms\nplace,A | B\n", False), ("", False)):
        path = tmp_path / "a.csv"
        path.write_text(text)
        assert is_office_list(path, mapping) is is_one


@pytest.mark.slow
def test_it_is_imported_in_force_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping
) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("offices.csv").write_text(LIST)
    tmp_path.joinpath("letters.csv").write_text(LETTERS)

    def run(*words: str) -> str:
        env = {"SEARCHROOM_ENGINE": "embedded:index"}
        done = CliRunner().invoke(cli, list(words), env=env, standalone_mode=False)
        assert done.exception is None, done.output
        return done.output

    def holders() -> dict[str, list[str]]:
        engine = EmbeddedEngine.open(tmp_path / "index", mapping)
        try:
            return {
                record.text("title"): [
                    party.name for party in record.parties("people") if party.why
                ]
                for record in engine.scan()
            }
        finally:
            engine.close()

    run("load", "csv", "letters.csv")
    assert not any(holders().values())
    assert "2 names listed" in run("bridges", "import", "offices.csv")
    assert holders() == {
        "Note on the nets": ["Roe, Anna"],
        "Note on the pier": [],  # the day on which one may have followed the other
        "Note on the boats": ["Dow, Per"],
        "Note on the school": [],  # nobody says until when
    }
    assert "Note on the nets" in run("search", "Anna Roe")
    tmp_path.joinpath("offices.csv").write_text(LIST.replace("Roe, Anna", "Poe, Ida"))
    run("bridges", "import", "offices.csv")
    assert holders()["Note on the nets"] == ["Poe, Ida"]
