"""The page for the day of a court order (docs/operate.md), done step by step as it stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.app import create_app
from service.cli import cli
from service.settings import Settings

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[1] / "docs" / "operate.md").read_text(encoding="utf-8")
(DAY,) = re.findall(r"## The day of a court order\n(.*?)\n## ", PAGE, re.DOTALL)
STEPS = re.findall(r"^    searchroom (.*)$", DAY, re.MULTILINE)
SHIPPED = Path(__file__).parents[1] / "index_mappings" / "records.json"
WORD = "zorblax"  # in the withdrawn record alone
TABLE = f"""id,parent,Title,Date,Summary
series-7,,Papers of pilots,1950,
MS-1,,Letter on the pilots,1950-01-02,What {WORD} wrote
MS-2,,Letter on the harbour,1951-01-02,What {WORD} wrote to nobody
MS-3,series-7,Letter on the fees,1952-01-02,
,,Letter on nothing,1953-01-02,of no {WORD}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SEARCHROOM_SOURCES", raising=False)
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def words(line: str) -> list[str]:
    return [one or other for one, other in re.findall(r'"([^"]*)"|(\S+)', line)]


def run(line: str, code: int = 0) -> str:
    done = CliRunner().invoke(cli, words(line), standalone_mode=False)
    assert done.exception is None, (line, done.output, done.exception)
    assert (done.return_value or 0) == code, (line, done.output)
    return done.output


def test_the_steps_are_those_of_the_page() -> None:
    assert [step.split()[0] for step in STEPS] == [
        "search", "withdraw", "withdraw", "withdraw", "withdraw", "withdrawn", "search", "load",
        "reinstate", "load",
    ]  # fmt: skip


def test_each_step_does_what_the_page_says(home: Path) -> None:
    Path("letters.csv").write_text(TABLE.replace(f"of no {WORD}", "of nothing"))
    Path("ids.txt").write_text("MS-2\n")
    run("load csv letters.csv --id id")
    run("dump dump.jsonl")
    run(f"dump {home}/dump.jsonl")
    run(f"load csv letters.csv --id id --rejects {home}/rejects.jsonl --report {home}/report.json")
    find, withdraw, again, many, level, listed, look, tonight, lift, tomorrow = STEPS
    assert "MS-1" in run(find)

    said = run(withdraw)
    assert "withdrawn: 1 record (MS-1)" in said
    assert f"cleaned: {home}/dump.jsonl" in said
    assert "out of reach of this command" in said
    client = create_app(Settings.from_env()).test_client()
    answer = client.get("/records/MS-1")
    assert answer.status_code == 410
    assert "Withdrawn by order of a court." in answer.get_data(as_text=True)
    assert "pilots" not in answer.get_data(as_text=True)

    assert "withdrawn: 0 records" in run(again)
    assert "MS-2" in run(many)
    for path in home.rglob("*"):
        assert path.is_dir() or WORD.encode() not in path.read_bytes(), path
    assert "series-7" in run(level)

    assert re.search(r"MS-1  reason: Order 12 C 345/26", run(listed))
    assert "0 found" in run(look)
    assert "3 withdrawn" in run(tonight)
    assert client.get("/records/MS-1").status_code == 410

    run(lift)
    run(tomorrow)
    assert client.get("/records/MS-1").status_code == 200
    assert client.get("/records/MS-2").status_code == 410
    kinds = [json.loads(line)["kind"] for line in run("changes --json").splitlines()]
    assert kinds.count("withdrawn") == 3
    assert kinds[-1] == "added"


@pytest.mark.parametrize("own", ["", "own.json", "a folder/own.json"])
def test_another_index_in_the_folder_is_named(
    home: Path, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if own:
        file = home / own
        file.parent.mkdir(parents=True)
        file.write_bytes(SHIPPED.read_bytes())
        monkeypatch.setenv("SEARCHROOM_MAPPING", own)
    Path("letters.csv").write_text(TABLE)
    run("load csv letters.csv --id id")
    run(f"copy SEARCHROOM_ENGINE embedded:{home}/copied")
    said = run("withdraw MS-1")
    assert f"another index may have them: SEARCHROOM_ENGINE=embedded:{home / 'copied'}" in said
    assert said.count("another index") == 1


def test_a_dump_elsewhere_is_named_and_kept_out(home: Path) -> None:
    Path("letters.csv").write_text(TABLE)
    run("load csv letters.csv --id id")
    run("dump dump.jsonl")
    run("withdraw MS-1 MS-2")
    assert WORD in Path("dump.jsonl").read_text(), "it is outside of the folder of the site"
    assert "withdrawn: 2 kept out" in run("restore dump.jsonl --force")
    assert "restored 3 records" in run("restore dump.jsonl --force")


def test_what_is_deleted_comes_back_and_is_named(home: Path) -> None:
    Path("letters.csv").write_text(TABLE)
    Path("gone.txt").write_text("MS-2\n")
    run("load csv letters.csv --id id")
    said = run("load --update --source letters --deletions gone.txt")
    assert "`searchroom withdraw --file gone.txt` takes records out for good" in said
    said = run("load --all")
    assert "deleted before, and back with this load: 1 record (MS-2)" in said
    assert "deleted before" not in run("load --all")
