"""A machine on which nothing but the site's folder can be written, as in the container.

The machine is a mount namespace in which the root is read-only, and so is its /tmp.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_CONFINED = """
mount --make-rprivate / && mount --bind "$HOME_FOLDER" "$HOME_FOLDER"
mount -o remount,bind,ro / || exit 99
for place in /dev/shm /run; do mount -o remount,bind,ro $place 2>/dev/null; done
test -n "$TEMPORARY" && mount -t tmpfs tmpfs "$TEMPORARY"
cd / && exec "$@"
"""


def confined(
    home: Path, *command: str, temporary: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command where only the site's folder can be written, and /tmp if it is named."""
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", _CONFINED, "sh", sys.executable, "-c",
         "from service.cli import main; main()", *command],
        env={**os.environ, "HOME_FOLDER": str(home), "TEMPORARY": temporary,
             "PYTHONPATH": str(Path(__file__).parents[1]), "SEARCHROOM_HOME": str(home),
             "SEARCHROOM_SOURCES": "sources.toml", **settings},
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    if "unshare failed" in done.stderr or "not permitted" in done.stderr or done.returncode == 99:
        pytest.skip(f"no mount namespace can be made here: {done.stderr.strip()}")
    return done


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (tmp_path / "letters.jsonl").write_text(json.dumps({"title": "A letter of the harbour"}))
    return folder


def test_loads_work_with_the_folder_of_the_site_alone(home: Path) -> None:
    letters = str(home.parent / "letters.jsonl")
    for command in (["load", "jsonl", letters], ["load", "--all"], ["check", "--operator"]):
        done = confined(home, *command, TMPDIR=str(home))
        assert done.returncode == 0, done.stdout + done.stderr
    assert not list(home.glob("searchroom-*"))
    assert sorted(path.name for path in home.iterdir()) == [
        ".sources.toml.kept", "sources.toml", "var",
    ]  # fmt: skip
    done = confined(home, "search", "harbour", TMPDIR=str(home))
    assert "1 found" in done.stdout, done.stderr


def test_where_nothing_at_all_is_writable_the_reason_is_said(home: Path) -> None:
    letters = str(home.parent / "letters.jsonl")
    assert confined(home, "load", "jsonl", letters, TMPDIR=str(home)).returncode == 0
    elsewhere = home.parent / "elsewhere"
    elsewhere.mkdir()
    index = f"embedded:{home / 'var' / 'index'}"
    done = confined(elsewhere, "search", "harbour", SEARCHROOM_ENGINE=index, TMPDIR=str(home))
    assert done.returncode == 2
    assert "no temporary folder can be written" in done.stderr
    assert "Traceback" not in done.stderr
    done = confined(elsewhere, "search", "harbour", SEARCHROOM_ENGINE=index, TMPDIR=str(elsewhere))
    assert "1 found" in done.stdout, done.stderr
