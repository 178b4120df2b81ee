"""Options of a format that mean nothing to it are told, for a slip of the pen is mostly that."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from loaders.drafts.format import FORMATS
from service.cli import main

Load = Callable[..., tuple[object, str]]


@pytest.fixture
def load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Load:
    """Load a small table in a folder of its own; return the exit code and all that was said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    Path("letters.csv").write_text("A;title;date\nA letter;Letter;3 May 1852\n")

    def load_table(*options: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(["load", "csv", "letters.csv", *options])
        return ended.value.code, "".join(capfd.readouterr())

    return load_table


@pytest.mark.parametrize(
    ("options", "unused"),
    [
        (["-o", "delimiter=;"], []),
        (["-o", "sheet=Letters"], ["sheet"]),  # which a workbook has and this file has not
        (["--day-first", "--map", "number=A"], []),
    ],
)
def test_an_option_that_was_not_used_is_told(
    options: list[str], unused: list[str], load: Load
) -> None:
    code, said = load("--dry-run", *options)
    assert code == 0
    told = [name for name in ("delimiter", "delimitr", "sheet", "day_first", "map") if
            f"the option {name!r} was not used" in said]  # fmt: skip
    assert told == unused


@pytest.mark.parametrize(
    ("option", "hint"),
    [("delimitr=;", "did you mean 'delimiter'?"), ("foo=1", "clear, columns, delimiter")],
)
def test_an_option_that_the_format_has_not_is_refused(option: str, hint: str, load: Load) -> None:
    code, said = load("-o", option)
    assert code == 2
    assert hint in said
    assert not Path("index").exists()


def test_every_format_names_its_options() -> None:
    for found in entry_points(group=FORMATS):
        assert isinstance(found.load().options, frozenset), found.name
