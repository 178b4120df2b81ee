"""What is no file, and what is no table: refused at once, with what to do."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.app import create_app
from service.cli import main
from service.settings import Settings

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


@pytest.fixture(params=["device", "pipe", "kernel"])
def special(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "device":
        yield "/dev/zero"
    elif request.param == "kernel":  # waits until there is something to say
        if not Path("/proc/kmsg").exists():
            pytest.skip("no Linux")
        yield "/proc/kmsg"
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
    assert ", not a file" in told and "save its output" in told


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


@pytest.mark.slow
def test_a_pipe_where_the_site_keeps_something_is_waited_for_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEARCHROOM_MISSED", "missed.json")
    monkeypatch.setenv("SEARCHROOM_MISSED_LEAST", "1")
    monkeypatch.setenv("SEARCHROOM_METRICS", "all")
    (tmp_path / "a.csv").write_text(
        "id,title,date,access\n1,One,1950,\n2,Two,1951,\n3,No,,closed\n"
    )
    assert run("load", "csv", str(tmp_path / "a.csv"), "--id", "id") == 0
    assert run("withdraw", "2") == 0
    assert run("dump", "--publish") == 0
    for name in ("corrections.jsonl", "openings.jsonl", "missed.json", "held.jsonl"):
        (tmp_path / name).touch()
    kept = [
        path for path in tmp_path.rglob("*")
        if path.is_file() and not path.name.endswith((".csv", ".lock", ".gz"))
    ]  # fmt: skip
    addresses = ("/readyz", "/metrics", "/search?q=nowhere", "/dumps", "/dumps/latest.json",
                 "/api/v1/changes", "/records/2")  # fmt: skip
    tried = 0
    for path in kept:
        if not path.exists():
            continue  # a load since has published another dump in the place of this one
        tried += 1
        aside = path.rename(tmp_path / "aside")
        os.mkfifo(path)
        client = create_app(Settings.from_env()).test_client()
        for address in addresses:
            assert client.get(address).status_code in (200, 404, 410, 503), path
        for command in (("check",), ("check", "--operator"), ("missed",), ("load", "--all")):
            assert run(*command) in (0, 1, 2), path
        assert "Traceback" not in capfd.readouterr().err
        path.unlink(missing_ok=True)
        aside.rename(path)
    assert tried >= 10
