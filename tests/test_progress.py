"""How far a load is: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys

import pytest

from loaders.drafts import progress


def test_a_terminal_gets_rate_and_remaining_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    items = progress.shown(range(100), "writing", 100)
    taken = [next(items) for _ in range(50)]
    shown = capsys.readouterr().err
    assert taken + list(items) == list(range(100))
    assert "writing" in shown
    assert "records/s" in shown
    assert "\r" in shown


def test_a_log_gets_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(0, 10_000, 4))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(seconds)))
    assert len(list(progress.shown(range(1000), "writing", 2000))) == 1000
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "writing: 300 of 2,000, 25 a second"
    assert lines[-1].startswith("writing: 1,000 in ")
    assert len(lines) < 6
    assert "\r" not in "".join(lines)


def test_a_short_load_writes_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.shown(range(5), "reading")) == [0, 1, 2, 3, 4]
    assert capsys.readouterr().err == ""
