"""A copy of the program in which a test makes a change, and scripts that run with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("index_mappings", "service", "loaders")


def copied(folder: Path) -> Path:
    """Return a folder, with a copy of the three packages in it."""
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


def change(path: Path, before: str, after: str) -> None:
    """Replace one piece of a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) >= 1, f"{path.name} has no {before!r}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


SITE = """
from index_mappings.mapping import load
from index_mappings.record import Party, Record
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings

def site(records, mapping="records", **settings):
    engine = EmbeddedEngine.open(None, load(mapping))
    build = engine.begin(owner="a test")
    assert list(build.add(records)) == []
    build.finish()
    build.publish()
    return create_app(Settings(**settings), engine).test_client()
"""


def run(copy: Path, script: str, **more: str) -> None:
    """Run a script with the copy's packages and more settings; it must end without an error."""
    made = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHROOM")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=copy,
        env={
            **made,
            "PYTHONPATH": str(copy),
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
