"""The catalogue doctor and the comparison of two indexes, on records that are each wrong once."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from catalogue import day, people, record, years
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from index_mappings.dates import DateConventions, read_date, read_edtf
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry, NameForm
from index_mappings.record import Collection, Record
from service.app import create_app
from service.cli import main
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.front.server import SOON
from service.settings import Settings
from service.upkeep.alike import how_apart
from service.upkeep.brackets import first_open
from service.upkeep.difference import difference
from service.upkeep.examination import Examination, examine
from service.upkeep.finding import Finding
from service.upkeep.printing import as_csv, as_text

WHOLE: dict[str, Any] = {"type": "Letter", "date": years(1700)}
"""What a catalogue has that lacks nothing; the titles of these tests say no year."""
LONG = "On the fees that ships pay in the harbor, and on who is to have them."


def fill(
    engine: Engine, records: Sequence[Record], collections: Sequence[Collection] = ()
) -> Engine:
    build = engine.begin(owner="a test")
    assert list(build.add(records)) == []
    build.add_collections(collections)
    build.finish()
    build.publish()
    return engine


def examined(
    mapping: RecordMapping, *records: Record, collections: Sequence[Collection] = ()
) -> list[Finding]:
    engine = fill(EmbeddedEngine.open(None, mapping), records, collections)
    with examine(engine) as found:  # a few records of a test lack a date or a type, all of them
        return [item for item in found.findings() if item.check != "field-absent"]


def one(mapping: RecordMapping, title: str = "A letter", **values: Any) -> tuple[str, str, str]:
    """Return severity, check and message of the one finding about a record with a summary."""
    made = record("x", title, **{"summary": "Something is said.", **values})
    (found,) = examined(mapping, made)
    assert (found.ids, found.count, bool(found.mend)) == (("x",), 1, True)
    return found.severity, found.check, found.message


@pytest.mark.parametrize(
    ("title", "date", "wrong"),
    [
        ("Letter, May 13, 1951", day(1950, 5, 13), ("warning", "title-date", "says 1951")),
        ("The plan of 1951", years(1949), ("notice", "title-date", "says 1951")),
        (
            "Letter",
            {**day(1950, 5, 13), "display": "May 13, 1951"},
            ("warning", "date-wording", "counts as 1950-05-13"),
        ),
        ("Letter", {"display": "1951-1949"}, ("error", "date-inverted", "before it begins")),
        ("Letters, 1951-1949", years(1949, 1951), ("warning", "date-inverted", "the title")),
        ("Letter", {"display": "February 30, 1950"}, ("error", "date-impossible", "28 days")),
        ("Letter", {"display": "31 June 1950"}, ("error", "date-impossible", "30 days")),
        ("Letter", {"display": "1950-13-01"}, ("error", "date-impossible", "no month 13")),
        ("Letter", years(2900), ("error", "date-impossible", "future")),
        ("Letter", years(1950, 2900), ("warning", "date-future", "in 2900")),
        ("Letter", read_date("since 1950").to_json(), ("warning", "date-open", "1950 to 2050")),
        ("Letter", read_date("before 1950").to_json(), ("warning", "date-open", "1849 to 1949")),
        ("Letter", read_edtf("1955-09-09/..").to_json(), ("warning", "date-open", "1955 to 2055")),
        ("Letter", {"display": "reign year 7"}, ("warning", "date-unread", "could not be read")),
        ("Letter", {"display": "x", "from": 9, "to": 3}, ("error", "date-inverted", "before")),
        ("Letter of [Filippov", day(1950, 5, 13), ("warning", "bracket-open", "'['")),
    ],
)
def test_what_is_wrong_is_found(
    mapping: RecordMapping, title: str, date: dict[str, Any], wrong: tuple[str, str, str]
) -> None:
    found = one(mapping, title, date=date)
    assert found[:2] == wrong[:2]
    assert wrong[2] in found[2]


@pytest.mark.parametrize("display", ["1900-1999", "circa 1900 to 1950", "since 1950"])
def test_a_long_span_is_right_where_it_is_closed_or_ends_soon(
    mapping: RecordMapping, display: str
) -> None:
    date = read_date(display, DateConventions(open_years=20)).to_json()
    assert examined(mapping, record("x", "Ledgers", summary="It.", date=date)) == []


def test_what_is_later_than_the_build_is_in_the_future(mapping: RecordMapping) -> None:
    made = [
        record("soon", "Note A", summary="One.", date=day(1950, 5, 14), type="Note"),
        record("span", "Note B", summary="Two.", date=years(1949, 1952)),
        record("year", "Note C", summary="Three.", date=years(1950)),
        record("then", "Note D", summary="Four.", date=day(1950, 5, 13)),
    ]
    with Examination(mapping, datetime(1950, 5, 13, tzinfo=UTC)) as found:
        found.read(made, ())
        told = [(item.severity, item.check, item.ids) for item in found.findings()]
    assert told == [
        ("error", "date-impossible", ("soon",)),
        ("warning", "date-future", ("span",)),
    ]


def test_the_mend_of_an_open_end_is_a_date_that_is_read(mapping: RecordMapping) -> None:
    for display in ("since 1950", "before 1950"):
        date = read_date(display).to_json()
        (found,) = examined(mapping, record("x", "Note", summary="It.", date=date))
        written = re.findall(r"'(.+)'", found.mend)
        assert [read_date(text).precision for text in written] == ["range"]


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Letter, May 13, 1950", day(1950, 5, 13)),
        ("The plan of 1951 as seen in May 1950", day(1950, 5, 13)),
        ("Telegram No. 1951", day(1950, 5, 13)),
        ("Telegram 1810 to Smith", day(1950, 5, 13)),
        ("Letters, 1949-1951", years(1950)),
        ("Letter (of [Filippov])", {"display": "n.d."}),
        ("Articles a) and b)", day(1950, 5, 13)),
        ("Letter", {"display": "undated"}),
    ],
)
def test_what_is_right_is_let_be(mapping: RecordMapping, title: str, date: dict[str, Any]) -> None:
    assert examined(mapping, record("x", title, date=date, summary="Something is said.")) == []


def test_records_that_are_one_twice(mapping: RecordMapping) -> None:
    may = day(1950, 5, 13)
    found = examined(
        mapping,
        record("a", "Letter, Smith to Jones", date=may, summary=LONG),
        record("b", "Letter,  Smith to JONES", date=may, summary=LONG),
        record("c", "Note", date=may, summary="One thing."),
        record("d", "Note", date=may, summary="Another thing."),
        record("e", "Memorandum", date=day(1950, 5, 14), summary=LONG),
        record("i", "Portrait", date=years(1950), summary="A man."),
        record("j", "Portrait", date=years(1950), summary="A woman."),
        record("f", "Photograph", summary="A ship."),
        record("g", "Photograph", summary="A ship."),
        record("h", "Note", date=may, summary="A third.", ancestors=[{"id": "1", "title": "A"}]),
    )
    assert [(item.severity, item.check, item.ids) for item in found] == [
        ("error", "same-record", ("a", "b")),
        ("warning", "same-record", ("c", "d")),
        ("warning", "summary-repeated", ("a", "b", "e")),
        ("notice", "same-record", ("i", "j")),
    ]


def test_missing_summaries(mapping: RecordMapping) -> None:
    has, lacks = record("a", "One", summary="It."), record("b", "Two")
    assert [(item.check, item.ids) for item in examined(mapping, has, lacks)] == [
        ("summary-missing", ("b",))
    ]
    (all_lack,) = examined(mapping, lacks, record("c", "Three"))
    assert (all_lack.message, all_lack.count) == ("no record has a summary", 2)


def test_collections_that_are_not_there(mapping: RecordMapping) -> None:
    found = examined(
        mapping,
        *(record(id, f"Letter {id}", summary="It.", collections=["a", "b"]) for id in "xy"),
        collections=[Collection("a", "The Harbor", related=("The Ships",))],
    )
    assert [(item.severity, item.check, item.ids, item.count) for item in found] == [
        ("error", "collection-absent", ("x", "y"), 2),
        ("notice", "collection-absent", (), 0),
    ]
    assert "'The Ships'" in found[1].message


def test_names_one_letter_apart(mapping: RecordMapping) -> None:
    often = [
        record(f"r{n}", f"Letter {n}", summary="It.", sender=people("Roshchin")) for n in range(30)
    ]
    seldom = record("x", "A note", summary="It.", sender=people("Roschin"), recipient=people("Liu"))
    other = record("y", "A memo", summary="It.", sender=people("Liao"), recipient=people("Li"))
    (found,) = examined(mapping, *often, seldom, other)
    assert (found.severity, found.check, found.ids) == ("warning", "names-alike", ("x",))
    assert found.message == "'Roschin' (1) and 'Roshchin' (30) are one letter apart"


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Mao Zedong", "Mao Zedogn", True),
        ("Đặng Xuân Khu", "Dang Xuan Khu", True),
        ("Mao Zedong", "Mao Ze Dong", True),
        ("J. Smith", "K. Smith", False),
        ("Mason", "Jason", False),
        ("Liu Shaoqi", "Li Shaoqi", False),
        ("Smith", "Smythe", False),
    ],
)
def test_how_names_differ(one: str, other: str, is_alike: bool) -> None:
    assert bool(how_apart(one, other)) is is_alike


def test_a_blank_in_the_wrong_place_is_told(mapping: RecordMapping) -> None:
    assert how_apart("Robert Ellis", "Rober tEllis")
    one, other = (
        record(str(at), f"Paper {at}", summary=f"On {at}.", sender=people(name))
        for at, name in enumerate(("Robert Ellis", "Rober tEllis"))
    )
    found = examined(mapping, one, other)
    assert [item.check for item in found] == ["names-alike"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_can_be_compared(one: str, other: str) -> None:
    assert isinstance(how_apart(one, other), str)


@given(st.lists(st.sampled_from("ab .,-'"), min_size=4, max_size=12), st.integers(0, 11))
def test_names_an_edit_apart_can_be_compared(letters: list[str], at: int) -> None:
    name = "".join(letters)
    place = at % len(name)
    for changed in (
        name[:place] + name[place + 1 :],
        f"{name[:place]} {name[place:]}",
        name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
    ):
        assert isinstance(how_apart(name, changed), str)


def test_many_brackets_take_no_longer() -> None:
    assert first_open("(" * 200_000 + ")" * 200_000) == -1
    assert first_open("(])" * 100_000 + "[") == 300_000


def test_each_format_says_the_same(mapping: RecordMapping) -> None:
    letters = [record(f"={n}", f"Letter of [{n}", summary="It.", **WHOLE) for n in range(30)]
    with examine(fill(EmbeddedEngine.open(None, mapping), letters)) as found:
        short = list(as_text(found, ["a file is missing"], every=False))
        assert short[:3] == [
            "problem: a file is missing",
            "",
            "warning: brackets never closed (30)",
        ]
        assert short[-1].startswith("  ... 20 more")
        assert len(list(as_text(found, [], every=True))) == 62
        rows = list(csv.DictReader(io.StringIO("".join(as_csv(found, ["a file is missing"])))))
        assert (len(rows), rows[0]["check"], rows[1]["ids"]) == (31, "site", "'=0")


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping) -> EmbeddedEngine:
    """An engine in a folder, the one of the command line, after two loads."""
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    fill(engine, [record("a", "One", summary="It."), record("b", "Two", summary="It.")])
    fill(
        engine,
        [record("a", "One, mended", summary="It.", **WHOLE), record("c", "[Three", summary="It.")],
    )
    return engine


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out + err


def test_check_says_it_in_three_forms(live: EmbeddedEngine, capfd) -> None:
    code, said = run(capfd, "check")
    assert (code, "warning: brackets never closed (1)" in said, "  c: in title" in said) == (
        1, True, True
    )  # fmt: skip
    code, said = run(capfd, "check", "--format", "json")
    told = json.loads(said)
    assert (code, told["records"], told["counts"]) == (1, 2, {"warning": {"bracket-open": 1}})
    assert told["findings"][0]["ids"] == ["c"]
    code, said = run(capfd, "check", "--format", "csv")
    assert (code, said.splitlines()[1][:24]) == (1, "warning,bracket-open,1,c")
    assert run(capfd, "check", "--quick")[0] == 0


def test_a_notice_is_nothing_to_mend(live: EmbeddedEngine, capfd) -> None:
    fill(live, [record("a", "One")])
    code, said = run(capfd, "check")
    assert (code, "notice: records without a summary" in said) == (0, True)


def test_a_rollback_says_first_what_it_changes(
    live: EmbeddedEngine, capfd, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = run(capfd, "indices", "rollback")
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("  ") and "(" in line] == [
        "  taken away: 1 record (c)",
        "  back again: 1 record (b)",
        "  as before:  1 record (a)",
    ]
    assert live.get("b") is not None
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    fill(live, [record("d", "Four", summary="It.")])
    for answer, code in (("n", 2), ("y", 0)):
        monkeypatch.setattr("click.confirm", lambda _, answer=answer: answer == "y")
        assert run(capfd, "indices", "rollback", "--quick")[0] == code
    assert live.get("d") is None
    code, said = run(capfd, "indices", "rollback", "--yes")
    assert (code, "there is no earlier index" in said) == (2, True)


def test_a_rollback_is_not_of_an_index_published_meanwhile(
    live: EmbeddedEngine, capfd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(*_: object) -> Any:
        fill(live, [record("z", "New")])
        return difference(live, live.info(), live.info())

    monkeypatch.setattr("service.commands.indices.difference", publish)
    code, said = run(capfd, "indices", "rollback")
    assert (code, "published meanwhile" in said) == (2, True)
    assert live.get("z") is not None


def test_two_indexes_are_compared_on_each_engine(empty_engine: Engine) -> None:
    fill(empty_engine, [record(str(n), f"Letter {n}") for n in range(10)])
    fill(empty_engine, [record(str(n), f"Letter {n}") for n in range(3, 20)])
    now = empty_engine.info()
    (before,) = (info for info in empty_engine.indices() if info.previous)
    found = difference(empty_engine, now, before)
    assert (found.goes.count, found.returns.count, found.differs.count) == (10, 3, 0)
    assert found.returns.ids == ("0", "1", "2")
    assert list(difference(empty_engine, now, now).lines()) == [
        "the records of the two are the same"
    ]


@pytest.fixture
def with_a_changed_mapping(live: EmbeddedEngine, tmp_path: Path) -> Flask:
    own = tmp_path / "records.json"
    shipped = Path(__file__).parents[1] / "index_mappings" / "records.json"
    own.write_text(shipped.read_text().replace("Document type", "Kind of document"))
    return create_app(Settings(engine=f"embedded:{tmp_path / 'index'}", mapping=str(own)))


def test_a_changed_mapping_is_said_with_the_command_that_mends_it(
    with_a_changed_mapping: Flask,
) -> None:
    answer = with_a_changed_mapping.test_client().get("/readyz")
    assert answer.status_code == 200
    (warning,) = answer.get_json()["warnings"]
    assert re.search(r"'records' has changed .*`searchroom load --all`", warning)


@pytest.mark.parametrize(("is_first", "times"), [(True, 1), (False, 0)])
def test_the_first_process_of_a_server_says_so_once(
    with_a_changed_mapping: Flask,
    caplog: pytest.LogCaptureFixture,
    is_first: bool,
    times: int,
) -> None:
    with_a_changed_mapping.extensions[SOON](is_first=is_first)
    said = [one.getMessage() for one in caplog.records if "has changed since" in one.getMessage()]
    assert len(said) == times
    assert all("`searchroom load --all`" in one for one in said)


def test_nothing_is_said_of_an_index_that_is_not_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(engine=f"embedded:{tmp_path / 'none'}"))
    app.extensions[SOON](is_first=True)
    assert caplog.records == []


@pytest.mark.parametrize(
    ("values", "absent"),
    [
        ({}, ["title", "type", "date"]),
        ({"type": "Letter", "date": day(1950, 5, 13)}, ["title"]),
        ({"derived": [], "date": {"display": "after the flood"}}, ["type", "date"]),
    ],
)
def test_a_field_that_no_record_has_is_told(
    mapping: RecordMapping, values: dict[str, Any], absent: list[str]
) -> None:
    made = [record(id, "[Untitled]", **{"derived": ["title"], **values}) for id in ("a", "b")]
    with examine(fill(EmbeddedEngine.open(None, mapping), made)) as found:
        told = [item for item in found.findings() if item.check == "field-absent"]
    assert [item.message.rpartition("(")[2].rstrip(")") for item in told] == absent
    assert {item.count for item in told} == {2}
    with examine(fill(EmbeddedEngine.open(None, mapping), ())) as nothing:
        assert list(nothing.findings()) == []


class TestListedRoles:
    """Two persons of one surname, one of whom is named where the other's office stands."""

    LISTED = (
        NameEntry("v/1", "person", (NameForm("John Roe"), NameForm("Roe", is_variant=True)),
                  "Secretary of Works, 1953-1959", source="v"),
        NameEntry("v/2", "person", (NameForm("Allen W. Roe"),), "Director of Surveys", source="v"),
        NameEntry("v/3", "person", (NameForm("Ann Roe Jr."),), "Under Secretary of Works",
                  source="v"),
        NameEntry("v/4", "person", (NameForm("Mary Doe"),), "Clerk", source="v"),
        NameEntry("w/1", "person", (NameForm("Jane Roe"),), "Minister of Mines", source="w"),
    )  # fmt: skip

    def found(
        self, mapping: RecordMapping, name: str, role: str, as_written: str = ""
    ) -> list[Finding]:
        party = {"name": name, "as_written": as_written or name, "role": role}
        made = record("x", "Letter", source="v", sender=[party])
        engine = EmbeddedEngine.open(None, mapping)
        build = engine.begin(owner="a test")
        list(build.add([made]))
        build.add_names(self.LISTED)
        build.finish()
        build.publish()
        with examine(engine) as found:
            return [item for item in found.findings() if item.check == "listed-role"]

    def test_the_office_of_another_is_told(self, mapping: RecordMapping) -> None:
        (finding,) = self.found(mapping, "Allen W. Roe", "Secretary of Works")
        assert (finding.severity, finding.ids) == ("warning", ("x",))
        for part in ("'Allen W. Roe'", "'John Roe'", "'Director of Surveys'"):
            assert part in finding.message

    def test_so_is_one_that_is_written_with_the_name(self, mapping: RecordMapping) -> None:
        written = {"as_written": "Secretary of Works Roe", "role": "Director of Surveys"}
        assert len(self.found(mapping, "Allen W. Roe", **written)) == 1
        assert self.found(mapping, "John Roe", **{**written, "role": "Secretary of Works"}) == []

    @pytest.mark.parametrize(
        ("name", "role"),
        [
            ("John Roe", "Secretary of Works"),
            ("John Roe", "the Secretary"),
            ("John Roe", "Director"),  # said in other words, or earlier: the list is not all
            ("Allen W. Roe", "Director of Surveys"),
            ("Allen W. Roe", "Chairman"),
            ("Allen W. Roe", "Minister of Mines"),  # of another source
            ("Mary Doe", "Secretary of Works"),
            ("Peter Roe", "Secretary of Works"),
            ("Allen W. Roe", "Mr."),
        ],
    )
    def test_what_may_be_so_is_not(self, mapping: RecordMapping, name: str, role: str) -> None:
        assert self.found(mapping, name, role) == []

    def test_the_under_secretary_is_not_the_secretary(self, mapping: RecordMapping) -> None:
        only = tuple(item for item in self.LISTED if item.id != "v/1")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TestListedRoles, "LISTED", only)
            assert self.found(mapping, "Allen W. Roe", "Secretary of Works") == []
