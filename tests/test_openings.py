"""What waits for its day: kept by id and day, told by `check`, brought in by the first load."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import loaders.publishing.intake
from index_mappings.access import CLOSED, OPEN, RESTRICTED
from index_mappings.mapping import RecordMapping
from loaders.drafts.access import AccessTerms, settle
from loaders.drafts.access_wording import Access, read_access
from loaders.drafts.access_words import words_of
from loaders.publishing.site_terms import terms_digest, terms_of
from service.cli import cli
from service.errors import ConfigurationError, SearchroomError
from service.lasting.openings import Due, Opening, Openings
from service.settings import Settings
from tests.test_held_back import WORD, Site, site, written

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["site"]

TODAY = datetime.date(2026, 6, 1)


class Clock(datetime.date):
    """A day that stands still, and may be moved."""

    now = TODAY

    @classmethod
    def today(cls) -> datetime.date:  # type: ignore[override]
        return cls.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(loaders.publishing.intake, "date", Clock)
    monkeypatch.setattr("service.commands.check.date", Clock)
    monkeypatch.setattr(Clock, "now", TODAY)
    return Clock


def run(site: Site, *arguments: str, **more: str) -> Result:
    done = CliRunner().invoke(
        cli,
        list(arguments),
        env={
            "SEARCHROOM_ENGINE": f"embedded:{site.folder / 'index'}",
            "SEARCHROOM_SOURCES": str(site.folder / "sources.toml"),
            **more,
        },
    )
    site.said += done.output
    return done


TABLE = (
    "id,title,date,access,opens\n"
    "a,Open,1950,open,\n"
    f"b,{WORD} soon,1950,closed,2026-06-20\n"
    f"c,{WORD} late,1950,Closed until 2050,\n"
    f"d,{WORD} for years,1950,Closed for 76 years,\n"
)


def test_it_is_told_until_its_day_and_comes_in_with_the_first_load_after(
    site: Site, tmp_path: Path, clock: type[Clock]
) -> None:
    path = written(tmp_path, "a.csv", TABLE)
    assert run(site, "load", "csv", str(path), "--source", "s").exit_code == 0
    kept = Openings(site.folder / "openings.jsonl")
    assert [(item.id, item.day) for item in kept.read("records")] == [
        ("b", "2026-06-20"), ("c", "2050-01-01"), ("d", "2027-01-01"),
    ]  # fmt: skip
    assert WORD.encode() not in site.everything()
    told = run(site, "check", "--quick").output
    assert "opens within 30 days: 1 record\n  2026-06-20  b (s)" in told
    assert "has come" not in told
    assert json.loads(run(site, "check", "--format", "json").output)["opens_soon"] == {"s": 1}
    clock.now = datetime.date(2026, 6, 20)
    told = run(site, "check", "--quick")
    assert "the day of 1 record of the source 's' has come" in told.output
    assert "b (2026-06-20)" in told.output
    assert run(site, "load", "--all").exit_code == 0
    assert sorted(record.id for record in site.records()) == ["a", "b"]
    assert "has come" not in run(site, "check", "--quick").output
    assert [item.id for item in kept.read("records")] == ["c", "d"]


def test_an_update_and_other_sources_leave_what_waits(
    site: Site, tmp_path: Path, clock: type[Clock]
) -> None:
    one = written(tmp_path, "a.csv", TABLE)
    two = written(tmp_path, "b.csv", "id,title,opens\ne,E,2026-07-01\n")
    assert run(site, "load", "csv", str(one), "--source", "s").exit_code == 0
    assert run(site, "load", "csv", str(two), "--source", "two").exit_code == 0
    mend = written(tmp_path, "c.csv", "id,title,access,opens\nb,B,open,\nc,C,closed,2030-01-01\n")
    assert run(site, "load", "csv", str(mend), "--source", "s", "--update").exit_code == 0
    kept = Openings(site.folder / "openings.jsonl")
    assert {item.id: item.day for item in kept.read("records")} == {
        "d": "2027-01-01", "e": "2026-07-01", "c": "2030-01-01",
    }  # fmt: skip
    assert run(site, "sources", "remove", "two", "--yes").exit_code == 0
    assert [item.id for item in kept.read("records")] == ["d", "c"]
    run(site, "load", "csv", str(two), "--source", "two", "--dry-run")
    assert len(list(kept.read("records"))) == 2
    clock.now = TODAY


def test_a_file_that_cannot_be_written_is_told_and_stops_no_load(
    site: Site, tmp_path: Path
) -> None:
    (site.folder / "openings.jsonl").mkdir()
    done = run(site, "load", "csv", str(written(tmp_path, "a.csv", TABLE)), "--source", "s")
    assert done.exit_code == 0
    assert "openings.jsonl cannot be" in done.output


LOSSES = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "a line less": lambda path: path.write_bytes(
        b"".join(line for line in path.read_bytes().splitlines(keepends=True) if b'"c"' not in line)
    ),
    "its end lost": lambda path: path.write_bytes(path.read_bytes()[:-90]),
    "a day changed": lambda path: path.write_bytes(path.read_bytes().replace(b"2050", b"2051")),
    "no words": lambda path: path.write_bytes(b"\xff\x00\n[]\n"),
}  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_lost_file_is_told_until_every_source_is_loaded_and_stops_no_load(
    site: Site, tmp_path: Path, clock: type[Clock], lose: Callable[[Path], object]
) -> None:
    one = written(tmp_path, "a.csv", TABLE)
    two = written(tmp_path, "b.csv", "id,title,opens\ne,E,2026-07-01\n")
    assert run(site, "load", "csv", str(one), "--source", "s").exit_code == 0
    path = site.folder / "openings.jsonl"
    lose(path)
    left = path.read_bytes() if path.exists() else None
    said = run(site, "check", "--quick")
    assert "problem: " in said.output and "openings.jsonl" in said.output
    assert "`searchroom load --all`" in said.output
    done = run(site, "load", "csv", str(two), "--source", "two")
    assert done.exit_code == 0 and "openings.jsonl" in done.output
    assert (path.read_bytes() if path.exists() else None) == left  # what it had is not known yet
    assert "openings.jsonl" in run(site, "check", "--quick").output
    done = run(site, "sources", "remove", "two", "--yes")
    assert done.exit_code == 0 and "openings.jsonl" in done.output
    assert run(site, "load", "--all").exit_code == 0
    assert "openings.jsonl" not in run(site, "check", "--quick").output
    assert [item.id for item in Openings(path).read("records")] == ["b", "c", "d"]


def test_where_nothing_waits_there_is_no_file_and_none_is_missed(
    site: Site, tmp_path: Path
) -> None:
    assert run(site, "load", "csv", str(written(tmp_path, "a.csv", TABLE))).exit_code == 0
    path = written(tmp_path, "a.csv", "id,title\na,Open\n")
    assert run(site, "load", "csv", str(path), "--force").exit_code == 0
    assert not (site.folder / "openings.jsonl").exists()
    assert "openings.jsonl" not in run(site, "check", "--quick").output
    assert "openings.jsonl" not in run(site, "load", "--all").output


def test_a_loss_can_be_taken_for_meant(site: Site, tmp_path: Path) -> None:
    assert run(site, "load", "csv", str(written(tmp_path, "a.csv", TABLE))).exit_code == 0
    (site.folder / "openings.jsonl").unlink()
    assert "openings.jsonl was lost" in run(site, "recover", "--lists-anew").output
    assert "openings.jsonl" not in run(site, "check", "--quick").output


def test_a_file_of_an_earlier_release_is_read_and_written_with_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "openings.jsonl"
    old = Opening("records", "s", "a", "2050-01-01")
    path.write_text('{"mapping": "records", "source": "s", "id": "a", "day": "2050-01-01"}\n')
    kept = Openings(path)
    assert list(kept.read("records")) == [old] and kept.problem() == ""
    new = Opening("records", "t", "b", "2051-01-01")
    kept.replace("records", [new], is_old=lambda item: item.source == "t")
    assert list(kept.read("records")) == [old, new]
    path.write_bytes(path.read_bytes().replace(b"2051", b"2052"))
    assert "is not as it was written" in kept.problem()


def test_many_that_wait_are_counted_and_the_first_are_listed(tmp_path: Path) -> None:
    kept = Openings(tmp_path / "openings.jsonl")
    some = [Opening("records", "s", f"r{n:04}", f"2026-06-{1 + n % 30:02}") for n in range(900)]
    kept.replace("records", some, is_old=lambda _: True)
    kept.replace("artworks", [Opening("artworks", "s", "x", "2026-06-02")], is_old=lambda _: True)
    due = Due.of(kept.read("records"), TODAY)
    assert (due.soon, due.overdue) == ({"s": 870}, {"s": 30})
    assert len(due.first_soon) == 20
    assert due.first_soon[0].day == "2026-06-02"
    kept.replace("records", (), is_old=lambda _: True)
    kept.replace("artworks", (), is_old=lambda _: True)
    assert not kept.path.exists()


def test_an_archives_own_words(tmp_path: Path) -> None:
    path = written(
        tmp_path, "words.toml",
        'closed = ["Stufe 3", "limited"]\nrestricted = ["Stufe 2"]\nopen = ["Stufe 1"]\n'
        'until = ["usque ad"]\n',
    )  # fmt: skip
    words = words_of(str(path))
    assert read_access("STUFE 3", None, words) == Access(CLOSED)
    assert read_access("Stufe 2", None, words) == Access(RESTRICTED)
    assert read_access("stufe 1", None, words) == Access(OPEN)
    assert read_access("limited", None, words) == Access(CLOSED)
    assert read_access("limited") == Access(RESTRICTED)
    assert read_access("closed usque ad 2050", None, words).opens == datetime.date(2050, 1, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("close = ['x']", "'close' is not a list of words"),
        ("closed = 'x'", "closed is a list of words"),
        ("closed = [1]", "closed is a list of words"),
        ("closed = [", "is not TOML"),
    ],
)
def test_a_file_of_words_that_cannot_be_meant(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=why):
        words_of(str(written(tmp_path, "words.toml", text)))
    with pytest.raises(ConfigurationError, match="cannot be read"):
        words_of(str(tmp_path / "none.toml"))


def test_fields_that_restricted_records_go_without(mapping: RecordMapping) -> None:
    terms = terms_of(Settings(restricted_fields="summary, sender"), mapping)
    record = {
        "title": "A", "summary": WORD, "access": "restricted",
        "sender": [{"name": WORD}], "people": [{"name": WORD}, {"name": "Ann"}],
    }  # fmt: skip
    found = settle(record, mapping, TODAY, terms=terms)
    assert record == {"title": "A", "access": "restricted", "people": [{"name": "Ann"}]}
    assert {name for name, _ in found.remarks} == {"summary", "sender"}
    assert AccessTerms().left_out == ()


@pytest.mark.parametrize(
    ("names", "why"), [("sumary", "is 'summary' meant"), ("title", "cannot go without its title")]
)
def test_fields_that_are_none(names: str, why: str, mapping: RecordMapping) -> None:
    with pytest.raises(ConfigurationError, match=why):
        terms_of(Settings(restricted_fields=names), mapping)


def test_changed_terms_are_owed_a_load_of_every_source(site: Site, tmp_path: Path) -> None:
    table = f"id,title,access,summary\na,A,restricted,{WORD}\nb,B,Stufe 3,x\n"
    one = written(tmp_path, "a.csv", table)
    two = written(tmp_path, "b.csv", "id,title\nc,C\n")
    assert run(site, "load", "csv", str(one), "--source", "s").exit_code == 0
    words = written(tmp_path, "words.toml", 'closed = ["Stufe 3"]\n')
    terms = {
        "SEARCHROOM_RESTRICTED_FIELDS": "summary",
        "SEARCHROOM_ACCESS_WORDS": str(words),
    }
    done = run(site, "load", "csv", str(two), "--source", "two", **terms)
    assert isinstance(done.exception, SearchroomError)
    assert "load --all" in str(done.exception)
    assert run(site, "load", "--all", **terms).exit_code == 0
    assert [record.id for record in site.records()] == ["a"]
    assert not site.records()[0].text("summary")
    assert run(site, "load", "csv", str(two), "--source", "two", **terms).exit_code == 0
    assert terms_digest(Settings()) == ""
