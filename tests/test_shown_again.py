"""What a source holds back since is brought back by nothing: rollback, restore, recovery.

One rule (`service.upkeep.shown_again`) for all of them, so each case is tried with each.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from service.cli import main
from service.engines.opening import open_engine
from service.settings import Settings
from tests.test_listed_names import home, run

pytestmark = pytest.mark.slow  # whole loads

__all__ = ["home"]

WORD = "zorblaxine"


@dataclass(frozen=True)
class Case:
    """Two states of one source: what is hidden in the second has WORD in the first."""

    before: str
    after: str
    options: tuple[str, ...] = ()
    left: int = 2
    """Records that a restore brings back."""


CASES = {
    "record": Case(
        f"id,Title,Publish\na1,{WORD},yes\na2,Ferries,yes\na3,Boats,yes\n",
        f"id,Title,Publish\na1,{WORD},no\na2,Ferries,yes\na3,Boats,yes\n",
    ),
    "record of another id since": Case(
        f"id,Title,Publish\na1,{WORD},yes\na2,Ferries,yes\na3,Boats,yes\n",
        f"id,Title,Publish\nz9,{WORD},no\na2,Ferries,yes\na3,Boats,yes\n",
    ),
    "record of another id and title, known by its shelf mark": Case(
        f"id,Title,Reference,Publish\na1,{WORD},K 1,yes\na2,Ferries,K 2,yes\na3,Boats,K 3,yes\n",
        "id,Title,Reference,Publish\nz9,Secret,K 1,no\na2,Ferries,K 2,yes\na3,Boats,K 3,yes\n",
    ),
    "column left out": Case(
        f"id,Title,Provenance\na1,On boats,{WORD}\na2,Ferries,\n",
        f"id,Title,Provenance\na1,On boats,{WORD}\na2,Ferries,\n",
        ("--drop", "Provenance"),
    ),
    "note for the staff": Case(
        f"id,Title,Notes\na1,On boats,{WORD}\na2,Ferries,\n",
        f"id,Title,Staff notes\na1,On boats,{WORD}\na2,Ferries,\n",
    ),
    "text restricted": Case(
        f"id,Title,Full text,Access\na1,On boats,{WORD},open\na2,Ferries,Ice,open\n",
        f"id,Title,Full text,Access\na1,On boats,{WORD},restricted\na2,Ferries,Ice,open\n",
    ),
    "level above, from which a record was taken away": Case(
        f"id,Title,Ancestors,Publish\nf1,{WORD},,yes\na1,On boats,{WORD},yes\na2,Ferries,,yes\n",
        f"id,Title,Ancestors,Publish\nf1,{WORD},,no\na1,On boats,,yes\na2,Ferries,,yes\n",
    ),
}


@pytest.fixture
def place(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEARCHROOM_SOURCES", str(home / "sources.toml"))
    return home


def hidden_since(case: Case, place: Path) -> None:
    """Load a case, dump it, and load it again with WORD hidden."""
    place.joinpath("c.csv").write_text(case.before)
    run("load", "csv", "c.csv", "--source", "c")
    assert WORD in shown()
    run("dump", "d.jsonl")
    place.joinpath("c.csv").write_text(case.after)
    run("load", "csv", "c.csv", "--source", "c", "--max-drop", "100", *case.options)
    assert WORD not in shown()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_nothing_brings_it_back(
    case: Case, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden_since(case, place)
    with pytest.raises(SystemExit) as ended:
        main(["indices", "rollback", "--yes"])
    assert ended.value.code == 2
    assert "held back or restricted since" in capsys.readouterr().err
    place.joinpath("var/index/records.json").unlink()
    run("recover")
    assert WORD not in shown(), "a whole index is live again though its pointer is gone"
    run("restore", "d.jsonl", "--force")
    said = capsys.readouterr().out
    assert "held back: 1 record;" in said or "kept as now: 1 record," in said
    assert WORD not in shown()
    assert len(shown().split("\n")) == case.left


@pytest.mark.parametrize("name", ["record", "column left out", "text restricted"])
def test_a_recovery_does_not_go_back_to_it(
    name: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden_since(CASES[name], place)
    live = max((place / "var" / "index").glob("records-*Z"))
    victim = max(live.glob("records/*"), key=lambda path: path.stat().st_size)
    victim.write_bytes(victim.read_bytes()[:-1])
    with pytest.raises(SystemExit) as ended:
        main(["recover"])
    assert ended.value.code == 2
    assert "held back since" in capsys.readouterr().err


@pytest.mark.parametrize("name", CASES)
def test_a_dump_that_is_loaded_does_not_bring_it_back(name: str, place: Path) -> None:
    hidden_since(CASES[name], place)
    run("load", "jsonl", "d.jsonl", "--max-drop", "100")
    assert WORD not in shown() and len(shown().split("\n")) == CASES[name].left
    run("load", "jsonl", "d.jsonl", "--max-drop", "100")
    assert WORD not in shown(), "it stays held back"


# a copy is refused where the rules of a source have changed since
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.options])
def test_a_copy_of_an_index_of_before_does_not_bring_it_back(name: str, place: Path) -> None:
    case = CASES[name]
    place.joinpath("c.csv").write_text(case.before)
    run("load", "csv", "c.csv", "--source", "c")
    shutil.copytree(place / "var/index", place / "old")
    place.joinpath("c.csv").write_text(case.after)
    run("load", "csv", "c.csv", "--source", "c", "--max-drop", "100", *case.options)
    run("copy", "embedded:old", "SEARCHROOM_ENGINE", "--force")
    assert WORD not in shown()
    assert len(shown().split("\n")) == case.left
    run("copy", "embedded:old", "embedded:new")
    engine = open_engine(replace(Settings.from_env(), engine="embedded:new"))
    try:
        assert not any(WORD in str(record.values) for record in engine.scan())
    finally:
        engine.close()


def test_a_pipe_is_no_place_for_rejects(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.joinpath("c.csv").write_text("id,Title\na1,On boats\n")
    os.mkfifo(place / "pipe")
    with pytest.raises(SystemExit) as ended:
        main(["load", "csv", "c.csv", "--rejects", "pipe"])
    assert ended.value.code == 2
    assert "pipe is a pipe, not a file" in "".join(capsys.readouterr())


def test_what_was_never_more_is_gone_back_to(place: Path) -> None:
    rows = "id,Title,Provenance\na1,On boats,Roe\na2,Ferries,Doe\n"
    place.joinpath("c.csv").write_text(rows)
    run("load", "csv", "c.csv", "--source", "c", "--drop", "Provenance")
    place.joinpath("c.csv").write_text(f"{rows}a3,Ice,Poe\n")
    run("load", "csv", "c.csv", "--source", "c", "--drop", "Provenance")
    run("indices", "rollback", "--yes")
    assert len(shown().split("\n")) == 2


def test_a_title_of_many_keeps_none_out_that_is_public(place: Path) -> None:
    rows = "id,Title,Publish\n" + "".join(f"a{n},Letter,yes\n" for n in range(6))
    place.joinpath("c.csv").write_text(rows)
    run("load", "csv", "c.csv", "--source", "c")
    run("dump", "d.jsonl")
    place.joinpath("c.csv").write_text(rows.replace("a1,Letter,yes", "a1,Letter,no"))
    run("load", "csv", "c.csv", "--source", "c")
    run("restore", "d.jsonl", "--force")
    assert len(shown().split("\n")) == 5


def shown() -> str:
    """Return all that the live records say, each in a line."""
    engine = open_engine(Settings.from_env())
    try:
        return "\n".join(str(record.values) for record in engine.scan())
    finally:
        engine.close()
