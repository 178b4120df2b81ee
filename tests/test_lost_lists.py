"""A list that was written once and is not there is lost, though a link to it is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.engines.embedded.changes_file import ChangesFile
from service.errors import ConfigurationError, EngineUnavailable
from service.lasting.corrections_file import CorrectionsFile
from service.lasting.held import HeldDigests
from service.lasting.lost import Kept
from service.lasting.openings import Openings
from service.lasting.questions_file import lost_questions
from service.lasting.sources_file import sources_problem

GONE: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: None,
    "a link to a disk that is not mounted": lambda path: path.symlink_to("/nowhere/mounted"),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


def _read_held(folder: Path) -> str:
    HeldDigests(str(folder / "held.jsonl"), "records")
    return ""


def _read_changes(folder: Path) -> str:
    return str(list(ChangesFile(folder, "records").changes(0, move=1)) or "")


READ: dict[str, Callable[[Path], str]] = {
    "held.jsonl": _read_held,
    "corrections.jsonl": lambda folder: CorrectionsFile(folder / "corrections.jsonl").problem(),
    "openings.jsonl": lambda folder: Openings(folder / "openings.jsonl").problem(),
    "sources.toml": lambda folder: sources_problem(folder / "sources.toml"),
    "questions.jsonl": lambda folder: lost_questions(str(folder / "questions.jsonl")),
    "records-changes.sqlite": _read_changes,
}


@pytest.mark.parametrize("leave", GONE.values(), ids=GONE)
@pytest.mark.parametrize("name", READ)
def test_it_is_said_to_be_gone_and_never_taken_for_none(
    tmp_path: Path, name: str, leave: Callable[[Path], object]
) -> None:
    path = tmp_path / name
    leave(path)
    assert _said(READ[name], tmp_path) in ("", "cannot be read")  # it never was there
    Kept(path).note()
    assert _said(READ[name], tmp_path) in ("is gone", "cannot be read")


def test_a_link_to_a_file_that_is_there_is_as_good_as_the_file(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "link")
    kept.note()
    assert kept.is_lost()
    (tmp_path / "file").touch()
    kept.path.symlink_to("file")
    assert not kept.is_lost()


def _said(read: Callable[[Path], str], folder: Path) -> str:
    try:
        said = read(folder)
    except (ConfigurationError, EngineUnavailable) as error:
        said = str(error)
    return next((what for what in ("is gone", "cannot be read") if what in said), said)
