"""What is no file, and what is no table: refused at once, with what to do."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.cli import main

WIDE = ",".join(["x"] * 100_000)
SECONDS = 10  # a machine that does other things; unbounded, each took minutes or for ever


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture(params=["device", "pipe"])
def special(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "device":
        yield "/dev/zero"
    else:
        os.mkfifo(tmp_path / "pipe.csv")
        yield str(tmp_path / "pipe.csv")


@pytest.mark.parametrize(
    "command",
    [("inspect",), ("load", "csv"), ("load", "jsonl"), ("load", "ead"), ("load", "marc"),
     ("load", "oai"), ("load", "collection-page"), ("restore",)],
    ids=" ".join,
)  # fmt: skip
def test_a_device_or_a_pipe_is_refused(
    command: tuple[str, ...], special: str, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = time.monotonic()
    assert run(*command, special) != 0
    assert time.monotonic() - begun < SECONDS
    told = capfd.readouterr().err
    assert ", not a file" in told and "save what it gives" in told


def test_so_is_a_list_of_deletions(
    special: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("title,date\nOne,1950\nTwo,1951\n")
    assert run("load", "csv", str(tmp_path / "a.csv")) == 0
    assert run("load", "--update", "--source", "a", "--deletions", special) != 0
    assert ", not a file" in capfd.readouterr().err


@pytest.mark.parametrize("command", [("inspect",), ("load", "csv")], ids=" ".join)
def test_a_table_of_100000_columns_is_refused(
    command: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wide.csv").write_text(f"{WIDE}\n{WIDE}\n")
    begun = time.monotonic()
    assert run(*command, str(tmp_path / "wide.csv")) == 2
    assert time.monotonic() - begun < SECONDS
    told = capfd.readouterr()
    assert "line 1: the row has 100,000 columns" in told.err + told.out


def test_a_row_of_100000_columns_is_rejected_and_the_others_load(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "row.csv").write_text(f"title,date\nOne,1950\n{WIDE}\nTwo,1951\n")
    begun = time.monotonic()
    assert run("load", "csv", str(tmp_path / "row.csv"), "--dry-run") == 1
    assert time.monotonic() - begun < SECONDS
    told = capfd.readouterr()
    assert "the row has 100,000 columns" in told.out + told.err
    assert len(told.out + told.err) < 10_000


def test_so_is_a_list_of_ids_to_withdraw(special: str, capfd: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    assert run("withdraw", "--file", special) == 2
    assert time.monotonic() - begun < SECONDS
    said = capfd.readouterr().err
    assert ", not a file" in said and "Traceback" not in said


def test_a_report_waits_for_no_reader_of_a_pipe(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "report")
    (tmp_path / "a.csv").write_text("id,Title\na1,Ferries\n")
    begun = time.monotonic()
    assert run("load", "csv", str(tmp_path / "a.csv"), "--report", str(tmp_path / "report")) == 2
    assert time.monotonic() - begun < SECONDS
    said = capfd.readouterr().err
    assert "cannot be written" in said and "Traceback" not in said
