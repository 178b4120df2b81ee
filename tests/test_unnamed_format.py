"""`searchroom load FILE` without a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loaders.commands import unnamed_format
from service.cli import cli

Load = Callable[..., Result]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    monkeypatch.chdir(tmp_path)

    def load_files(*words: str, answer: str = "") -> Result:
        env = {"SEARCHROOM_ENGINE": "embedded:index"}
        return CliRunner().invoke(cli, ["load", *words], env=env, input=answer)

    return load_files


def test_the_format_is_told_by_the_file_and_said(load: Load) -> None:
    Path("boats.csv").write_text("Title,Date\nA letter,1950\n")
    done = load("boats.csv")
    assert done.exit_code == 0, done.output
    assert "format csv (guessed from the file)" in done.output
    assert "boats: 1 read, 1 loaded" in done.output


def test_a_name_of_a_format_is_one_whatever_the_files_are_called(load: Load) -> None:
    Path("csv").write_text("Title\nA letter\n")
    done = load("csv", "csv")
    assert done.exit_code == 0, done.output
    assert "guessed" not in done.output


def test_files_of_several_formats_are_refused_by_name(load: Load) -> None:
    Path("a.csv").write_text("Title\nA letter\n")
    Path("b.jsonl").write_text('{"title": "A letter"}\n')
    done = load("a.csv", "b.jsonl")
    assert done.exit_code == 2
    assert "a.csv (csv), b.jsonl (jsonl)" in done.output
    assert not Path("index").exists()


PAGE = "China and the Korean War\n\nA letter\n\n3 May 1950\n\nOf trees.\n"


def test_what_is_not_sure_is_not_loaded_unasked(load: Load) -> None:
    Path("page.txt").write_text(PAGE)
    done = load("page.txt")
    assert done.exit_code == 2
    assert "`searchroom load collection-page page.txt`" in done.output


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1)])
def test_what_is_not_sure_is_asked_on_a_terminal(
    load: Load, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    Path("page.txt").write_text(PAGE)

    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    class System:
        stdin = Terminal

    monkeypatch.setattr(unnamed_format, "sys", System)
    done = load("page.txt", answer=answer)
    assert done.exit_code == code, done.output
    assert "may be of the format collection-page" in done.output


def test_a_file_that_is_not_there_and_a_slip_in_a_format_are_told_apart(load: Load) -> None:
    done = load("cvs", "a.csv")
    assert done.exit_code == 2
    assert "there is no format 'cvs'" in done.output


def test_a_file_that_is_not_there_is_no_format(load: Load) -> None:
    done = load("letters.csv")
    assert done.exit_code == 2
    assert "letters.csv: there is no such file" in done.output
    assert "there is no format 'letters'" in load("letters").output
