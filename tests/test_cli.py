"""The command line, as a process of its own: what it prints, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from served import serving

from service.cli import cli, main
from service.front.worker import FrontWorker
from service.serving import options
from service.settings import Settings

PAGE = (
    "The Harbor Dispute\nPapers on the harbor.\n-\nMay 1, 1950\nLetter, Smith to Jones\n"
    "On the fees of the harbor.\n-\nMay 2, 1950\nLetter, Jones to Smith\nOn the pilots.\n"
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page on disk; the index is an empty folder beside it."""
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    path = tmp_path / "harbor.txt"
    path.write_text(PAGE)
    return path


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command and return its exit code and what it printed on both streams."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out, err


def test_a_load_says_what_it_did(page: Path, capfd) -> None:
    code, out, _ = run(capfd, "load", "collection-page", page)
    assert code == 0
    assert "2 read, 2 loaded (2 new, 0 changed, 0 unchanged), 0 deleted, 0 rejected" in out
    assert re.search(r"published records-\S+ with 2 records", out)
    code, out, _ = run(capfd, "load", "collection-page", page)
    assert (code, "2 unchanged" in out, "nothing has changed" in out) == (0, True, True)


def test_a_load_with_rejects_ends_with_1(page: Path, capfd, tmp_path: Path) -> None:
    page.write_text(PAGE + "-\nMay 3, 1950\n")
    rejects, report = tmp_path / "rejects.jsonl", tmp_path / "report.json"
    code, out, _ = run(
        capfd, "load", "collection-page", page, "--rejects", rejects, "--report", report
    )
    assert code == 1
    assert f"rejected: {page}:12 (title): there is no title" in out
    (row,) = map(json.loads, rejects.read_text().splitlines())
    assert (row["source"], row["line"], row["record"]) == (str(page), 12, 3)
    told = json.loads(report.read_text())
    assert told["read"] == told["loaded"] + told["rejected"] == 3
    assert told["published"] is True
    assert len(told["ids"]["added"]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("load", "collection-page", "nowhere.txt"), "nowhere.txt cannot be read"),
        (("load", "no-format", "nowhere.txt"), "collection-page"),
        (("load", "jsonl", "nowhere.jsonl"), "nowhere.jsonl cannot be read"),
        (("load", "collection-page"), "SOURCE"),
        (("search", "fees"), "nothing has been loaded"),
        (("search", "fees", "-a", "sort=best"), "sort"),
        (("search", "fees", "-a", "sort"), "NAME=VALUE"),
        (("indices", "rollback"), "nothing has been loaded"),
    ],
)
def test_what_cannot_be_done_ends_with_2(page: Path, capfd, arguments, words: str) -> None:
    code, _, err = run(capfd, *arguments)
    assert (code, words in err, "Traceback" in err) == (2, True, False)


def test_a_refused_load_still_reports(page: Path, capfd, tmp_path: Path) -> None:
    page.write_text("The Harbor Dispute\n-\nMay 3, 1950\n")
    report = tmp_path / "report.json"
    code, out, err = run(capfd, "load", "collection-page", page, "--report", report)
    assert code == 2
    assert "1 rejected" in out
    assert "nothing was published" in err
    assert json.loads(report.read_text())["published"] is False


def test_a_file_may_have_a_name_that_is_no_text(page: Path, capfd) -> None:
    odd = page.rename(os.fsdecode(os.fsencode(page.parent) + b"/harbor-\xff.txt"))
    odd.write_text(PAGE + "-\nMay 3, 1950\n")
    code, out, _ = run(capfd, "load", "collection-page", odd)
    assert (code, "2 loaded" in out, "harbor-?.txt:12" in out) == (1, True, True)
    lines = odd.with_suffix(".jsonl")
    lines.write_text('{"title": "A"}\nbroken\n')
    assert run(capfd, "load", "jsonl", lines)[0] == 1


def test_a_defect_does_not_look_like_a_load(page: Path, capfd, monkeypatch) -> None:
    monkeypatch.setattr("loaders.publishing.load._Load.build", lambda *_: 1 / 0)
    code, _, err = run(capfd, "load", "collection-page", page)
    assert (code, "ZeroDivisionError" in err) == (2, True)


def test_each_page_is_a_source_of_its_own(page: Path, capfd, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("The Harbor Dispute", "Another Matter"))
    assert run(capfd, "load", "collection-page", page, other)[0] == 0
    code, out, _ = run(capfd, "load", "collection-page", other)
    assert (code, "2 unchanged" in out, "2 records of other sources kept" in out) == (0, True, True)


def test_if_empty_loads_once(page: Path, capfd) -> None:
    arguments = ("load", "collection-page", page, "--source", "samples", "--if-empty")
    assert "published" in run(capfd, *arguments)[1]
    code, out, _ = run(capfd, *arguments)
    assert (code, "nothing was loaded" in out) == (0, True)


def test_a_dry_run_publishes_nothing(page: Path, capfd) -> None:
    code, out, _ = run(capfd, "load", "collection-page", page, "--dry-run")
    assert (code, "2 new" in out, "dry run" in out) == (0, True, True)
    assert "no index yet" in run(capfd, "indices")[1]


def test_search_prints_words_or_the_answer(page: Path, capfd) -> None:
    run(capfd, "load", "collection-page", page)
    code, out, _ = run(capfd, "search", "harbor", "fees")
    assert (code, "1 found" in out, "Letter, Smith to Jones" in out) == (0, True, True)
    code, out, _ = run(capfd, "search", "fees", "--json")
    answer = json.loads(out)
    assert answer["total"] == {"value": 1, "relation": "eq"}
    assert "<mark>fees</mark>" in answer["results"][0]["highlight"]["summary"][0]
    answer = json.loads(run(capfd, "search", "--json", "-a", "sender=Jones", "-a", "size=1")[1])
    assert [hit["title"] for hit in answer["results"]] == ["Letter, Jones to Smith"]


def test_indices_are_listed_and_rolled_back(page: Path, capfd) -> None:
    run(capfd, "load", "collection-page", page)
    page.write_text(PAGE.replace("fees", "dues"))
    run(capfd, "load", "collection-page", page)
    code, out, _ = run(capfd, "indices")
    lines = out.splitlines()
    assert (code, len(lines), [line[0] for line in lines]) == (0, 2, ["*", " "])
    code, out, _ = run(capfd, "indices", "rollback")
    assert (code, "taking away" in out) == (0, True)
    assert "1 found" in run(capfd, "search", "fees")[1]


def test_check_notices_a_changed_mapping(page: Path, capfd, tmp_path: Path, monkeypatch) -> None:
    assert run(capfd, "check")[0] == 1
    own = tmp_path / "records.json"
    shipped = Path(__file__).parents[1] / "index_mappings" / "records.json"
    own.write_bytes(shipped.read_bytes())
    monkeypatch.setenv("SEARCHROOM_MAPPING", str(own))
    run(capfd, "load", "collection-page", page)
    code, out, _ = run(capfd, "check")
    assert (code, "nothing to mend" in out) == (0, True)
    own.write_text(own.read_text().replace("Document type", "Kind of document"))
    code, out, _ = run(capfd, "check")
    assert (code, "searchroom load --all" in out) == (1, True)
    code, out, _ = run(capfd, "load", "collection-page", page)
    assert (code, "published" in out) == (0, True)
    assert run(capfd, "check")[0] == 0


def test_help_names_the_commands_of_the_loaders() -> None:
    shown = CliRunner().invoke(cli, ["--help"])
    assert shown.exit_code == 0
    for command in ("load", "serve", "search", "indices", "check"):
        assert re.search(rf"^  {command} ", shown.output, re.MULTILINE)


def test_the_service_alone_knows_of_no_loader() -> None:
    code = "import sys, service.cli; print([m for m in sys.modules if m.startswith('loaders')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_server_is_bounded() -> None:
    chosen = options(Settings(workers=3, threads=5, port=81), "::1")
    assert chosen["bind"] == "[::1]:81"
    assert (chosen["workers"], chosen["threads"]) == (3, 5)
    assert chosen["worker_class"] is FrontWorker
    assert chosen["control_socket_disable"] is True
    assert chosen["preload_app"] is False


@pytest.mark.slow
def test_serve_answers_and_ends_cleanly(page: Path, capfd, tmp_path: Path) -> None:
    run(capfd, "load", "collection-page", page)
    with serving(tmp_path) as (address, process):
        with urllib.request.urlopen(f"{address}/api/v1/search?q=fees", timeout=20) as answer:
            assert json.load(answer)["total"]["value"] == 1
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/search?q={'a' * 9000}", timeout=20)
        assert refused.value.code == 414
        refused.value.close()
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert out == ""  # logs go to standard error
    assert list((tmp_path / "home").iterdir()) == []
