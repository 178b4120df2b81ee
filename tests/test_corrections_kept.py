"""Updates by a table change what its columns say, and are applied again at every load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.publishing.amending import Place, amended, as_text, put
from loaders.publishing.kept_corrections import KeptCorrections
from service.errors import ConfigurationError, SearchroomError
from service.lasting.corrections_file import CorrectionsFile
from tests.test_archive_rules import run, why
from tests.test_held_back import WORD, Site, site, written

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["site"]

BASE = (
    "Shelf mark,Title,Date,Scope and content,Condition\n"
    "A 1,Minutes of the lamp comittee,1894,Twelve lamps are to be mended.,worn\n"
    "A 2,Accounts,1895,Of lamps.,\n"
)


@pytest.fixture
def base(site: Site, tmp_path: Path) -> Path:
    path = written(tmp_path, "base.csv", BASE)
    done = run(site, "load", "csv", str(path), "--source", "s", "--id", "Shelf mark")
    assert done.exit_code == 0, done.output
    return path


def update(site: Site, tmp_path: Path, text: str, *options: str) -> str:
    path = written(tmp_path, "mend.csv", text)
    done = run(site, "load", "csv", str(path), "--source", "s", "--update", *options)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def told_by(site: Site, *command: str) -> str:
    """Return all that a command says, and why it could not go on."""
    done = run(site, *command)
    return f"{done.output} {done.exception}"


def values(site: Site, id: str) -> dict[str, Json]:
    return next(dict(record.values) for record in site.records() if record.id == id)


def test_a_sheet_of_ids_and_titles_mends_titles_alone(
    site: Site, base: Path, tmp_path: Path
) -> None:
    before = values(site, "A 1")
    mend = "Shelf mark,Title\nA 1,Minutes of the lamp committee\n"
    told = update(site, tmp_path, mend, "--dry-run")
    line = "changed: A 1: title: 'Minutes of the lamp comittee' to 'Minutes of the lamp committee'"
    assert line in told
    assert values(site, "A 1") == before
    assert not (site.folder / "corrections.jsonl").exists()
    assert line in update(site, tmp_path, mend)
    after = values(site, "A 1")
    assert after["title"] == "Minutes of the lamp committee"
    assert {n: v for n, v in after.items() if n not in ("title", "changed")} == {
        n: v for n, v in before.items() if n not in ("title", "changed")
    }


def test_an_empty_cell_leaves_a_value_and_clear_empties_it(
    site: Site, base: Path, tmp_path: Path
) -> None:
    sheet = "Shelf mark,Scope and content,Condition\nA 1,,\n"
    update(site, tmp_path, sheet)
    assert values(site, "A 1")["summary"] == "Twelve lamps are to be mended."
    told = update(site, tmp_path, sheet, "--clear", "Scope and content, condition")
    assert "changed: A 1: summary: 'Twelve lamps are to be mended.' to 'nothing'" in told
    assert "summary" not in values(site, "A 1")
    assert "notes" not in values(site, "A 1")
    assert run(site, "load", "--all").exit_code == 0
    assert "summary" not in values(site, "A 1")


def test_corrections_are_applied_at_each_load(site: Site, base: Path, tmp_path: Path) -> None:
    update(site, tmp_path, "Shelf mark,Title,Condition\nA 1,Minutes,mended\n")
    assert run(site, "load", "--all").exit_code == 0
    assert values(site, "A 1")["title"] == "Minutes"
    assert values(site, "A 1")["notes"] == [{"label": "Condition", "text": "mended"}]
    base.write_text(BASE.replace("comittee", "board"))
    done = run(site, "load", "--all")
    # the end of the note: a screen leaves out its middle where the path is long
    assert "the correction stays (searchroom sources corrections)" in done.output
    assert values(site, "A 1")["title"] == "Minutes"
    listed = run(site, "sources", "corrections").output
    assert "s: A 1: title: 'Minutes' (was 'Minutes of the lamp comittee')" in listed
    assert "s: A 1: notes 'Condition': 'mended' (was 'worn')" in listed
    assert "forgot 2 corrections" in run(site, "sources", "corrections", "--drop", "A 1").output
    assert run(site, "load", "--all").exit_code == 0
    assert values(site, "A 1")["title"] == "Minutes of the lamp board"
    assert "no corrections" in run(site, "sources", "corrections").output


def test_what_the_source_has_taken_over_is_forgotten(
    site: Site, base: Path, tmp_path: Path
) -> None:
    update(site, tmp_path, "Shelf mark,Title\nA 1,Minutes\n")
    base.write_text(BASE.replace("Minutes of the lamp comittee", "Minutes"))
    assert run(site, "load", "--all").exit_code == 0
    assert not (site.folder / "corrections.jsonl").exists()


def test_an_id_that_was_derived_is_corrected_too(site: Site, tmp_path: Path) -> None:
    path = written(tmp_path, "base.csv", "Title,Date\nMinuts,1894\n")
    assert run(site, "load", "csv", str(path), "--source", "s").exit_code == 0
    (record,) = site.records()
    update(site, tmp_path, f"id,Title\n{record.id},Minutes\n")
    assert run(site, "load", "--all").exit_code == 0
    (after,) = site.records()
    assert (after.id, after.text("title")) == (record.id, "Minutes")


def test_a_row_of_no_record_is_a_new_one_or_a_reject(
    site: Site, base: Path, tmp_path: Path
) -> None:
    path = written(tmp_path, "mend.csv", "Shelf mark,Title,Date\nA 3,New,1900\nA 4,,1901\n")
    done = run(site, "load", "csv", str(path), "--source", "s", "--update")
    assert "there is no record 'A 4' to correct" in done.output
    assert values(site, "A 3")["title"] == "New"
    assert len(site.records()) == 3
    assert not (site.folder / "corrections.jsonl").exists()


def test_a_corrected_record_that_is_closed_leaves_nothing(
    site: Site, base: Path, tmp_path: Path
) -> None:
    update(site, tmp_path, f"Shelf mark,Title\nA 1,{WORD}\nA 2,Accounts of lamps\n")
    base.write_text(BASE.replace("Condition\n", "Access\n").replace("worn", "Closed"))
    site.said = ""
    assert run(site, "load", "--all").exit_code == 0
    for path in site.folder.rglob("*.jsonl"):
        assert WORD not in path.read_text()
    (left,) = KeptCorrections(site.folder / "corrections.jsonl").read("records")
    assert left.id == "A 2"


def test_an_update_cannot_give_a_restricted_record_its_text_back(
    site: Site, tmp_path: Path
) -> None:
    path = written(tmp_path, "a.csv", "id,Title,Access\na,A,restricted\n")
    assert run(site, "load", "csv", str(path), "--source", "s").exit_code == 0
    update(site, tmp_path, f"id,Full text\na,{WORD}\n")
    assert "text" not in values(site, "a")
    assert WORD.encode() not in site.everything()


def test_a_withdrawn_record_has_no_corrections_any_more(
    site: Site, base: Path, tmp_path: Path
) -> None:
    update(site, tmp_path, f"Shelf mark,Title\nA 1,Minutes of {WORD}\nA 2,Accounts of A 1\n")
    site.said = ""  # where it was public still
    done = run(site, "withdraw", "A 1")
    assert "cleaned" in done.output and "corrections.jsonl" in done.output
    kept = (site.folder / "corrections.jsonl").read_text()
    assert WORD not in kept
    assert '"A 2"' in kept, "those of others stay, whatever they speak of"
    assert run(site, "load", "--all").exit_code == 0
    assert [record.id for record in site.records()] == ["A 2"]
    assert values(site, "A 2")["title"] == "Accounts of A 1"
    assert WORD.encode() not in site.everything()


def test_clear_is_for_updates_and_for_columns_that_are_there(
    site: Site, base: Path, tmp_path: Path
) -> None:
    done = run(site, "load", "csv", str(base), "--source", "s", "--clear", "Title")
    assert "--clear needs --update" in str(done.exception) + done.output
    done = run(site, "load", "csv", str(base), "--source", "s", "--update", "--clear", "Nope")
    assert isinstance(done.exception, SearchroomError) or "no such column" in done.output
    if done.exception and isinstance(done.exception, SearchroomError):
        assert "no such column" in why(done)


def test_a_report_has_each_field_before_and_after(site: Site, base: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    update(site, tmp_path, "Shelf mark,Title\nA 1,Minutes\n", "--report", str(report))
    (change,) = json.loads(report.read_text())["changes"]
    assert change == {
        "id": "A 1", "field": "title", "label": "",
        "before": "Minutes of the lamp comittee", "after": "Minutes",
    }  # fmt: skip


def test_people_go_with_what_they_did(mapping: RecordMapping) -> None:
    ann, bob, eve = ({"name": name, "as_written": name} for name in ("Ann", "Bob", "Eve"))
    before = {"title": "A", "sender": [ann], "people": [ann, eve], "derived": ["sender", "type"]}
    row = {"sender": [bob], "people": [bob], "title": "B", "derived": ["title"]}
    made, places = amended(before, row, (), mapping)
    assert made == {"title": "A", "sender": [bob], "people": [eve, bob], "derived": ["type"]}
    assert places == (Place("sender"),)
    put(made, Place("sender"), None)
    assert made == {"title": "A", "people": [eve], "derived": ["type"]}


def test_what_a_report_says_of_a_value() -> None:
    assert as_text(None) == "nothing"
    assert as_text({"display": "May 1950", "from": 1}) == "May 1950"
    assert as_text([{"label": "a", "text": "b"}, {"name": "Ann"}]) == "b; Ann"


@pytest.mark.parametrize("damage", ["{", "[1]", "{}", "null", '{"mapping":"records"}', '"a"'])
def test_a_line_that_cannot_be_read_undoes_no_correction(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(f"{damage}\n")
    kept = KeptCorrections(path)
    with pytest.raises(ConfigurationError, match="is not as it was written"):
        list(kept.read("records"))
    with pytest.raises(ConfigurationError, match="is not as it was written"):
        kept.replace([], is_old=lambda item: True)
    assert path.read_text() == f"{damage}\n"
    assert "is not as it was written" in CorrectionsFile(path).problem()  # `check` says so, too


@pytest.mark.parametrize("damage", ["gone", "a line gone", "its end gone", "a letter"])
def test_a_lost_correction_is_never_taken_for_none(
    site: Site, base: Path, tmp_path: Path, damage: str
) -> None:
    update(site, tmp_path, "Shelf mark,Title\nA 1,Minutes mended\nA 2,Accounts mended\n")
    path = site.folder / "corrections.jsonl"
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    path.unlink()
    if damage == "a line gone":
        path.write_bytes(b"".join(lines[:1] + lines[2:]))
    elif damage == "its end gone":
        path.write_bytes(b"".join(lines[:2]))
    elif damage == "a letter":
        path.write_bytes(whole.replace(b"Accounts mended", b"Accounts manded"))
    site.said = ""
    for command in (("load", "--all", "--force"), ("sources", "remove", "s", "--yes")):
        told = told_by(site, *command)
        assert "corrections.jsonl" in told and "`searchroom recover --lists-anew`" in told, command
    assert "corrections.jsonl" in run(site, "check", "--quick").output
    assert values(site, "A 1")["title"] == "Minutes mended"
    path.write_bytes(whole)  # put back
    assert run(site, "check", "--quick").exit_code == 0
    assert run(site, "load", "--all", "--force").exit_code == 0
    assert values(site, "A 1")["title"] == "Minutes mended"
    path.unlink()  # or begun anew, where the archive knows what it does
    assert "corrections.jsonl was lost" in run(site, "recover", "--lists-anew").output
    assert run(site, "check", "--quick").exit_code == 0
    assert run(site, "load", "--all", "--force").exit_code == 0
    assert values(site, "A 1")["title"] != "Minutes mended"


def test_a_file_of_an_earlier_release_is_missed_too(site: Site, base: Path, tmp_path: Path) -> None:
    update(site, tmp_path, "Shelf mark,Title\nA 1,Minutes mended\n")
    path = site.folder / "corrections.jsonl"
    line = path.read_bytes().splitlines(keepends=True)[1]
    (site.folder / ".corrections.jsonl.kept").unlink()
    path.write_bytes(line)  # neither a seal around it nor a mark beside it
    assert run(site, "load", "--all", "--force").exit_code == 0
    assert values(site, "A 1")["title"] == "Minutes mended"
    path.unlink()
    assert "corrections.jsonl is gone" in told_by(site, "load", "--all", "--force")
    assert values(site, "A 1")["title"] == "Minutes mended"


def test_the_last_correction_that_is_dropped_is_no_loss(
    site: Site, base: Path, tmp_path: Path
) -> None:
    update(site, tmp_path, "Shelf mark,Title\nA 1,Minutes mended\n")
    assert run(site, "sources", "corrections", "--drop", "A 1").exit_code == 0
    assert not (site.folder / "corrections.jsonl").exists()
    assert run(site, "load", "--all", "--force").exit_code == 0
    assert run(site, "check", "--quick").exit_code == 0


@pytest.mark.parametrize("is_damaged", [False, True], ids=["whole", "damaged"])
def test_a_withdrawal_leaves_the_rest_as_whole_as_it_was(
    site: Site, base: Path, tmp_path: Path, is_damaged: bool
) -> None:
    update(site, tmp_path, f"Shelf mark,Title\nA 1,Minutes of {WORD}\nA 2,Accounts mended\n")
    site.said = ""
    path = site.folder / "corrections.jsonl"
    if is_damaged:
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert "corrections.jsonl" in run(site, "withdraw", "A 1").output
    assert WORD not in path.read_text()
    told = told_by(site, "load", "--all", "--force")
    assert ("corrections.jsonl is not as it was written" in told) == is_damaged
