"""`docs/operate.md`: its commands run in their order on one site, as they stand there.

`test_court_order` looks at what the day of a court order leaves behind, `test_units` at the units,
`test_proxies` at the configurations of the proxies, `test_damage` and others at what was injected.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from service.cli import main
from service.settings import SETTINGS

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "operate.md").read_text()
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL))

TASKS = (
    "The day of a court order", "One Debian machine, from nothing", "Elasticsearch", "Docker",
    "Backup and restore", "A dump for everybody", "Upgrade", "A new mapping, field or facet",
    "A flood of crawlers", "A damaged index", "What each alert means", "What readers miss",
)  # fmt: skip
ELSEWHERE = frozenset({"copy"})  # wants an Elasticsearch: tests/test_copying.py


def commands(section: str) -> list[list[str]]:
    """Return the commands of Searchroom that stand on lines of their own in a section."""
    lines = re.findall(r"^    searchroom (.+)$", SECTIONS[section], re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site as the guide supposes it, and everything that the guide names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
    monkeypatch.setenv("SEARCHROOM_MISSED", "missed.json")
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:var/index")
    above = [{"id": "series-7", "title": "The seventh series"}]
    records = [
        {"id": "MS-1", "title": "A letter on the pilots"},
        {"id": "series-7", "title": "The seventh series"},
        {"id": "MS-2", "title": "Another letter", "ancestors": above},
        *({"id": f"MS-{number}", "title": f"Letter {number}"} for number in range(3, 20)),
    ]
    Path("letters.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in records))
    Path("ids.txt").write_text("MS-3\nMS-4\n")
    (tmp_path / "backup").mkdir()
    shutil.copy(ROOT / "index_mappings" / "records.json", "my-records.json")
    assert run(["load", "jsonl", "letters.jsonl"]) == 0
    return tmp_path


def run(arguments: list[str]) -> object:
    with pytest.raises(SystemExit) as ended:
        main([one.replace("/backup/", "backup/") for one in arguments])
    return ended.value.code


def test_the_guide_has_each_task_within_a_screen() -> None:
    assert set(TASKS) <= set(SECTIONS)
    for name in TASKS:
        # the two tables of what was injected, and the order to withdraw, are longer than a screen
        if name not in ("A damaged index", "The day of a court order"):
            assert SECTIONS[name].count("\n") <= 50, name


@pytest.mark.slow
def test_its_commands_run_as_they_stand(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ran = 0
    for name in SECTIONS:
        for arguments in commands(name):
            if arguments[0] in ELSEWHERE:
                continue
            assert run(arguments) == 0, (name, arguments, capfd.readouterr())
            ran += 1
    assert ran > 20
    assert (site / "backup" / "archive.jsonl.gz").exists()


def test_an_index_that_was_removed_by_hand_is_got_out_of_by_what_is_said(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site / "var" / "index")
    assert run(["load", "jsonl", "letters.jsonl"]) == 2
    told = capfd.readouterr()
    (command,) = re.findall(r"`(rm [^`]+)`", told.out + told.err)
    subprocess.run(command, shell=True, check=True, cwd=site)
    assert run(["load", "jsonl", "letters.jsonl"]) == 0
    shutil.rmtree(site / "var" / "index")
    assert run(["load", "--all"]) == 0, "which needs no such thing"


def test_every_setting_that_it_names_is_one() -> None:
    named = set(re.findall(r"SEARCHROOM_[A-Z_]+", GUIDE))
    assert named <= {setting.name for setting in SETTINGS}
