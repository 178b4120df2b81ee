"""sources.toml: written by loads, edited by people, loaded again in one build."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import load as load_mapping
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.source_tables import KeptSource
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.errors import ConfigurationError

pytestmark = pytest.mark.slow  # whole loads


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an index of its own and two files to load."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    (tmp_path / "letters.csv").write_text(
        "Shelf mark,Title,Contents\nMS 1,Letter on fees,Of the harbor.\nMS 2,Letter on pilots,\n"
    )
    write(tmp_path / "notes.jsonl", [{"id": "n1", "title": "A note"}])
    return tmp_path


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command; return its exit code and what it printed."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out + err


def load_both(capfd: pytest.CaptureFixture[str]) -> None:
    said = ("--id", "Shelf mark", "--map", "summary=Contents")
    assert run(capfd, "load", "csv", "letters.csv", *said)[0] == 0
    assert run(capfd, "load", "jsonl", "notes.jsonl", "--source", "Notes, old")[0] == 0


def titles() -> dict[str, str]:
    engine = EmbeddedEngine.open("index", load_mapping("records"))
    try:
        return {record.id: record.text("title") for record in engine.scan()}
    finally:
        engine.close()


def test_a_load_is_kept_with_all_it_was_given(folder: Path, capfd) -> None:
    load_both(capfd)
    letters, notes = tomllib.loads((folder / "sources.toml").read_text())["source"]
    assert letters["files"] == ["letters.csv"]
    assert (letters["name"], letters["mapping"], letters["format"]) == ("letters", "records", "csv")
    assert letters["options"] == {"id": "Shelf mark", "map": "summary=Contents"}
    assert letters["records"] == 2
    assert letters["last_load"].tzinfo is not None
    assert (notes["name"], "options" in notes) == ("Notes, old", False)
    code, said = run(capfd, "sources")
    assert code == 0
    assert "letters: 2 records, csv, 20" in said
    assert "from letters.csv" in said


def test_all_are_loaded_again_in_one_switch(folder: Path, capfd) -> None:
    load_both(capfd)
    write(folder / "notes.jsonl", [{"id": "n1", "title": "A mended note"}])
    (folder / "letters.csv").write_text("Shelf mark,Title,Contents\nMS 1,Letter on dues,Dues.\n")
    code, said = run(capfd, "load", "--all")
    assert (code, "2 read, 2 loaded (0 new, 2 changed" in said) == (0, True)
    assert titles() == {"MS 1": "Letter on dues", "n1": "A mended note"}
    assert run(capfd, "indices")[1].count("records-") == 2
    assert "letters: 1 record, csv" in run(capfd, "sources")[1]


def failed(folder: Path) -> dict[str, bool]:
    kept = tomllib.loads((folder / "sources.toml").read_text())["source"]
    return {item["name"]: "failed" in item for item in kept}


@pytest.mark.parametrize("is_pattern", [False, True])
def test_all_goes_on_without_a_source_whose_file_is_gone(
    folder: Path, capfd, is_pattern: bool
) -> None:
    load_both(capfd)
    if is_pattern:
        text = (folder / "sources.toml").read_text()
        (folder / "sources.toml").write_text(text.replace('"letters.csv"', '"letters*.csv"'))
    (folder / "letters.csv").rename(folder / "aside")
    write(folder / "notes.jsonl", [{"id": "n1", "title": "A note, corrected"}])
    code, said = run(capfd, "load", "--all", "--report", "report.json")
    assert code == 1
    why = "no file matches" if is_pattern else "letters.csv cannot be read"
    assert "the source 'letters' cannot be loaded, the others are: " in said and why in said
    assert "letters: not loaded; its live records stay" in said
    report = json.loads((folder / "report.json").read_text())
    assert report["sources"] == ["Notes, old"] and why in report["failed"]["letters"]
    assert titles() == {
        "MS 1": "Letter on fees", "MS 2": "Letter on pilots", "n1": "A note, corrected",
    }  # fmt: skip
    assert failed(folder) == {"letters": True, "Notes, old": False}
    kept = tomllib.loads((folder / "sources.toml").read_text())["source"]
    assert kept[1]["outcome"] == "loaded"
    (folder / "aside").rename(folder / "letters.csv")
    assert run(capfd, "load", "--all")[0] == 0
    assert failed(folder) == {"letters": False, "Notes, old": False}


def test_all_goes_on_without_a_source_that_is_damaged(folder: Path, capfd) -> None:
    load_both(capfd)
    (folder / "letters.csv").write_bytes(b"\x00\xff" * 500)
    write(folder / "notes.jsonl", [{"id": "n1", "title": "A note, corrected"}])
    assert run(capfd, "load", "--all")[0] == 1
    assert titles()["n1"] == "A note, corrected" and titles()["MS 1"] == "Letter on fees"


def test_all_stops_where_no_source_can_be_read(folder: Path, capfd) -> None:
    load_both(capfd)
    before = titles()
    for file in ("letters.csv", "notes.jsonl"):
        (folder / file).unlink()
    code, said = run(capfd, "load", "--all")
    assert code == 2 and "letters.csv cannot be read" in said and "notes.jsonl" in said
    assert titles() == before and failed(folder) == {"letters": True, "Notes, old": True}


def test_all_stops_where_the_live_index_cannot_give_what_a_source_had(folder: Path, capfd) -> None:
    load_both(capfd)
    (folder / "letters.csv").unlink()
    for stored in (folder / "index").rglob("*.store"):
        stored.write_bytes(stored.read_bytes()[:-1])
    assert run(capfd, "load", "--all")[0] == 2
    assert failed(folder) == {"letters": True, "Notes, old": True}


def test_all_stops_where_what_is_live_of_a_source_may_not_stay(folder: Path, capfd) -> None:
    load_both(capfd)
    before = titles()
    text = (folder / "sources.toml").read_text()
    rule = 'name = "letters"\nhold = ["Title = Letter on fees"]'
    (folder / "sources.toml").write_text(text.replace('name = "letters"', rule))
    (folder / "letters.csv").unlink()
    code, said = run(capfd, "load", "--all")
    assert code == 2 and "the rules of the source 'letters'" in said
    assert "letters.csv cannot be read" in said
    assert titles() == before and failed(folder) == {"letters": True, "Notes, old": True}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("load", "--all"), "has no source for the mapping"),
        (("load", "--all", "csv", "letters.csv"), "source or option with it"),
        (("load", "--all", "--drop", "Title"), "source or option with it"),
        (("load", "csv", "letters.csv", "--deletions", "gone.txt"), "--update"),
        (("load", "--update", "--deletions", "gone.txt"), "FORMAT"),
        (("load", "cvs", "letters.csv"), "there is no format 'cvs'"),
        (("sources", "remove", "nothing"), "no source 'nothing'"),
    ],
)
def test_what_cannot_be_meant_is_said(folder: Path, capfd, arguments, words: str) -> None:
    code, said = run(capfd, *arguments)
    assert (code, words in said, "Traceback" in said) == (2, True, False)
    assert not (folder / "sources.toml").exists()


def test_what_was_edited_stays(folder: Path, capfd) -> None:
    load_both(capfd)
    path = folder / "sources.toml"
    write(folder / "notes-2.jsonl", [{"id": "n2", "title": "Another note"}])
    edited = path.read_text().replace('["notes.jsonl"]', '["notes*.jsonl"]  # two by now')
    path.write_text(f"# ours\n{edited}")
    assert run(capfd, "load", "--all")[0] == 0
    assert titles().keys() == {"MS 1", "MS 2", "n1", "n2"}
    after = path.read_text()
    assert after.startswith("# ours\n")
    assert 'files = ["notes*.jsonl"]  # two by now' in after
    assert tomllib.loads(after)["source"][1]["records"] == 2


def test_an_update_does_not_stand_in_for_the_files(folder: Path, capfd) -> None:
    load_both(capfd)
    write(folder / "more.jsonl", [{"id": "n2", "title": "Another note"}])
    code, said = run(capfd, "load", "jsonl", "more.jsonl", "--update", "--source", "Notes, old")
    assert (code, "still names the files" in said) == (0, True)
    kept = tomllib.loads((folder / "sources.toml").read_text())["source"][1]
    assert (kept["files"], kept["records"]) == (["notes.jsonl"], 2)


def test_an_update_is_read_as_its_source_is(folder: Path, capfd) -> None:
    load_both(capfd)
    (folder / "more.csv").write_text("Shelf mark,Title,Contents\nMS 2,Pilots,Of pilots.\n")
    code, said = run(capfd, "load", "csv", "more.csv", "--source", "letters", "--update")
    assert (code, "1 loaded (0 new, 1 changed" in said) == (0, True)
    assert "keeps: map summary=Contents; id Shelf mark" in said
    assert titles() == {"MS 1": "Letter on fees", "MS 2": "Pilots", "n1": "A note"}
    again = ("--source", "letters", "--update", "--map", "notes=Contents")
    assert "keeps: id Shelf mark\n" in run(capfd, "load", "csv", "more.csv", *again)[1]


def test_a_list_of_deletions(folder: Path, capfd) -> None:
    load_both(capfd)
    (folder / "gone.txt").write_text("MS 2\n\nMS 9\n")
    gone = ("--update", "--deletions", "gone.txt", "--source", "letters")
    code, said = run(capfd, "load", *gone, "--dry-run")
    assert (code, "1 deleted" in said, "gone.txt:3" in said) == (0, True, True)
    assert "MS 2" in titles()
    for deleted in ("1 deleted", "0 deleted"):
        code, said = run(capfd, "load", *gone)
        assert (code, deleted in said) == (0, True)
        assert titles().keys() == {"MS 1", "n1"}
    write(folder / "more.jsonl", [{"id": "n3", "title": "A third"}])
    (folder / "gone.txt").write_bytes(b"\xef\xbb\xbfn1\r\n")
    run(capfd, "load", "jsonl", "more.jsonl", "--source", "Notes, old", "--update",
        "--deletions", "gone.txt")  # fmt: skip
    assert titles().keys() == {"MS 1", "n3"}
    (folder / "gone.txt").write_bytes(b"\xff\xfe")
    code, said = run(capfd, "load", *gone)
    assert (code, "UTF-8" in said) == (2, True)


def test_a_list_of_deletions_of_a_source_mistyped_is_refused(folder: Path, capfd) -> None:
    (folder / "gone.txt").write_text("MS 2\n")
    wanted = ("load", "--update", "--deletions", "gone.txt", "--source")
    code, said = run(capfd, *wanted, "letters")
    assert (code, "there is no source 'letters'; there are none" in said) == (2, True)
    load_both(capfd)
    before = titles()
    for more in ((), ("--dry-run",)):
        code, said = run(capfd, *wanted, "leters", *more)
        assert (code, said.count("MS 2")) == (2, 0)
        assert "there is no source 'leters'; there are 'Notes, old', 'letters'" in said
    assert titles() == before
    (folder / "sources.toml").unlink()
    assert run(capfd, "recover", "--lists-anew")[0] == 0
    assert run(capfd, *wanted, "letters")[0] == 0
    assert "MS 2" not in titles()


@pytest.mark.parametrize("loss", ["gone", "cut", "empty"])
def test_a_lost_file_is_never_taken_for_none(folder: Path, capfd, loss: str) -> None:
    load_both(capfd)
    path = folder / "sources.toml"
    rule = 'hold = ["Title = Letter on pilots"]'
    path.write_text(path.read_text().replace('name = "letters"', f'name = "letters"\n{rule}'))
    assert run(capfd, "load", "--all", "--force")[0] == 0
    whole, before = path.read_text(), titles()
    assert before.keys() == {"MS 1", "n1"}
    path.unlink()
    if loss == "cut":
        path.write_text(whole[:60])
    elif loss == "empty":
        path.touch()
    for command in (("load", "--all"), ("load", "csv", "letters.csv", "--force"), ("sources",)):
        code, said = run(capfd, *command)
        assert code == 2, command
        assert "sources.toml" in said and "`searchroom recover --lists-anew`" in said, command
    assert titles() == before
    for more in ("--quick", "--operator"):
        code, said = run(capfd, "check", more)
        assert code == 1 and "hold back is not known" in said
    path.write_text(whole)  # put back
    assert run(capfd, "check", "--quick")[0] == 0
    assert run(capfd, "load", "--all", "--force")[0] == 0
    assert titles() == before
    path.unlink()  # or begun anew, where the archive knows what it does
    assert "sources.toml was lost" in run(capfd, "recover", "--lists-anew")[1]
    assert run(capfd, "check", "--quick")[0] == 0


def test_a_file_that_cannot_be_read_is_told_by_check(folder: Path, capfd) -> None:
    load_both(capfd)
    for content in (b"[[source]\n", b"\xff\xfe"):
        (folder / "sources.toml").write_bytes(content)
        code, said = run(capfd, "check", "--quick")
        assert code == 1 and "sources.toml cannot be read" in said


def test_the_last_source_that_is_taken_out_is_no_loss(folder: Path, capfd) -> None:
    load_both(capfd)
    for name in ("letters", "Notes, old"):
        assert run(capfd, "sources", "remove", name, "--yes")[0] == 0
    assert run(capfd, "check", "--quick")[0] == 0
    load_both(capfd)


def test_a_source_is_taken_out(folder: Path, capfd) -> None:
    page = folder / "harbor.txt"
    page.write_text("The Harbor\nPapers.\n-\nMay 1, 1950\nLetter, Smith to Jones\nOn fees.\n")
    load_both(capfd)
    assert run(capfd, "load", "collection-page", "harbor.txt")[0] == 0
    code, said = run(capfd, "sources", "remove", "the-harbor")
    assert (code, "removing the-harbor: 1 of 4 live records" in said) == (0, True)
    assert titles().keys() == {"MS 1", "MS 2", "n1"}
    engine = EmbeddedEngine.open("index", load_mapping("records"))
    assert engine.collections() == ()
    engine.close()
    assert "the-harbor" not in (folder / "sources.toml").read_text()
    assert run(capfd, "sources", "remove", "letters", "--yes")[0] == 0
    assert run(capfd, "sources", "remove", "Notes, old")[0] == 0
    assert titles() == {}
    assert "no source yet" in run(capfd, "sources")[1]


def test_samples_and_dry_runs_are_not_kept(folder: Path, capfd) -> None:
    run(capfd, "load", "jsonl", "notes.jsonl", "--dry-run")
    run(capfd, "load", "jsonl", "notes.jsonl", "--source", "samples")
    assert not (folder / "sources.toml").exists()
    assert "1 record of sources that are not in" in run(capfd, "sources")[1]


def test_a_broken_file_stops_a_load_before_it_begins(folder: Path, capfd) -> None:
    (folder / "sources.toml").write_text("[[source]\n")
    code, said = run(capfd, "load", "jsonl", "notes.jsonl")
    assert (code, "sources.toml is not TOML" in said) == (2, True)
    assert titles() == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('source = "letters"', "[[source]]"),
        ('[[source]]\nformat = "csv"', "name"),
        ('[[source]]\nname = "a"\nformat = "csv"\nfiles = 3', "files"),
        ('[[source]]\nname = "a"\nformat = "csv"\nfiles = ["a"]\noptions = 1', "options"),
    ],
)
def test_what_is_no_source_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        KeptSources(path).read()
    assert words in str(refused.value)


def test_paths_are_kept_relative_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("site", "elsewhere"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    kept = KeptSources(tmp_path / "site" / "sources.toml")
    places = ("../site/a.csv", str(tmp_path / "site" / "data" / "b.csv"), "here.csv")
    item = KeptSource("a", "records", "csv", places, {"field_map": "../site/map.toml"}, 3)
    kept.note([item])
    (read,) = kept.read()
    assert read.places == ("a.csv", "data/b.csv", str(tmp_path / "elsewhere" / "here.csv"))
    assert kept.options(read) == {"field_map": str(tmp_path / "site" / "map.toml")}
    kept.note([KeptSource("feed", "records", "oai", ("https://example.org/oai?set=a",))])
    assert "endpoint" in kept.path.read_text()
    assert kept.places(kept.read()[1]) == ("https://example.org/oai?set=a",)
    assert kept.forget("a", "records")
    assert not kept.forget("a", "records")
    assert [one.name for one in kept.read()] == ["feed"]
