"""Options of a format that mean nothing to it are told, for a slip of the pen is mostly that."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cli import main


@pytest.mark.parametrize(
    ("options", "unused"),
    [
        (["-o", "delimiter=;"], []),
        (["-o", "delimitr=;", "-o", "delimiter=;"], ["delimitr"]),
        (["-o", "sheet=Letters"], ["sheet"]),  # which a workbook has and this file has not
        (["--day-first", "--map", "title=A"], []),
    ],
)
def test_an_option_that_was_not_used_is_told(
    options: list[str],
    unused: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    Path("letters.csv").write_text("A;date\nA letter;3 May 1852\n")
    with pytest.raises(SystemExit) as ended:
        main(["load", "csv", "letters.csv", "--dry-run", *options])
    assert ended.value.code == 0
    said = "".join(capfd.readouterr())
    told = [name for name in ("delimiter", "delimitr", "sheet", "day_first", "map") if
            f"the option {name!r} was not used" in said]  # fmt: skip
    assert told == unused
