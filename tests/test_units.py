"""The units for systemd are such as systemd can read, and the site's may write nowhere."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))


def test_systemd_has_nothing_against_them(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd on this machine")
    for unit in UNITS:
        # what it runs need not be on this machine
        text = unit.read_text().replace("/opt/searchroom/.venv/bin/searchroom", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    about = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert about == []


def test_the_site_writes_nowhere_and_only_the_load_in_its_folder() -> None:
    units = {}
    for path in DEPLOY.glob("*.service"):
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[assignment]
        parser.read(path)
        units[path.name] = parser["Service"]
    for name, unit in units.items():
        assert unit["ProtectSystem"] == "strict", name
        assert unit["NoNewPrivileges"] == "yes", name
        assert unit["CapabilityBoundingSet"] == "", name
    assert "ReadWritePaths" not in units["searchroom.service"]
    assert units["searchroom-load.service"]["ReadWritePaths"] == "/var/lib/searchroom"
