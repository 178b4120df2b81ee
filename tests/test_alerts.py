"""The alert rules as Prometheus itself evaluates them, where its `promtool` is on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow  # whole loads

RULES = Path(__file__).parents[1] / "deploy" / "alerts.yml"
LOADED = 'searchroom_source_last_load_timestamp_seconds{source="letters"}'
OUTCOME = 'searchroom_source_load_outcome{source="letters",outcome="failed"}'


@pytest.fixture
def promtool() -> str:
    found = shutil.which("promtool")
    if not found:
        assert not os.environ.get("CI"), "promtool is not installed"
        pytest.skip("promtool is not installed")
    return found


def raised(at: str, alert: str, summary: str = "", **labels: str) -> dict[str, object]:
    """Return what is expected of an alert at a time: nothing where no summary is given."""
    told = {"exp_labels": labels, "exp_annotations": {"summary": summary}}
    return {"eval_time": at, "alertname": alert, "exp_alerts": [told] if summary else []}


def test_a_missed_load_is_told_and_one_that_changed_nothing_is_none(
    promtool: str, tmp_path: Path
) -> None:
    missed, failed = "SearchroomLoadMissed", "SearchroomLoadFailed"
    series = [
        # every five minutes: loaded at first and after a day, although nothing had changed, and
        # then no more; a load that fails after fifty-eight hours
        {"series": LOADED, "values": "0x287 86400x600"},
        {"series": OUTCOME, "values": "0x700 1x50"},
    ]
    expected = [
        raised("23h", missed),
        raised("47h", missed),
        raised("55h", missed, "The source letters was not loaded last night.", source="letters"),
        raised("58h", failed),
        raised("61h", failed, "The last load of the source letters failed.",
               source="letters", outcome="failed"),
    ]  # fmt: skip
    test = {"interval": "5m", "input_series": series, "alert_rule_test": expected}
    written = tmp_path / "test.yml"
    written.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "tests": [test]}))
    for arguments in (["check", "rules", str(RULES)], ["test", "rules", str(written)]):
        done = subprocess.run(
            [promtool, *arguments], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
