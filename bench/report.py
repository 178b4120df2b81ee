"""The report of a run: the machine, the versions, all rows; as JSON and as a table."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from bench.corpora import KEPT
from bench.measuring import Outcome, Times
from bench.plan import Row

RESULTS = Path(__file__).with_name("results")
DOCS = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_BEGIN, _END = "<!-- table -->", "<!-- end of table -->"
_PACKAGES = ("tantivy", "elasticsearch", "flask", "gunicorn", "orjson")


@dataclass
class Run:
    """One run of the measurements."""

    about: dict[str, Any]
    rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def begin(cls, *, quick: bool) -> Run:
        """Note when and where."""
        return cls(
            {
                "began": datetime.now(UTC).isoformat(timespec="seconds"),
                "quick": quick,
                "machine": _machine(),
                "load": os.getloadavg()[0],
                "python": platform.python_version(),
                "versions": {name: metadata.version(name) for name in _PACKAGES},
            }
        )

    def measured(self, row: Row, outcome: Outcome) -> None:
        """Record the result of a row."""
        met = row.is_met(outcome.ratio)
        self.rows.append(
            {**_head(row), "met": met, **outcome.to_json(), "load": os.getloadavg()[0]}
        )

    def missing(self, row: Row, reason: str) -> None:
        """Record the reason why a row has no result."""
        self.rows.append({**_head(row), "missing": reason})

    def table(self) -> str:
        """Return the rows as a table in Markdown, ratios first."""
        lines = [
            "| ratio | wanted | work | ours | beside | ours, median (95th) | its, median (95th) |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [_line(row) for row in self.rows]
        return "\n".join(lines)

    def write(self) -> Path:
        """Write the run to bench/results/<date>.json (a quick one aside) and return the file."""
        folder = KEPT if self.about["quick"] else RESULTS
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (
            "quick.json" if self.about["quick"] else f"{self.about['began'][:10]}.json"
        )
        path.write_text(json.dumps({**self.about, "rows": self.rows}, indent=1) + "\n")
        if not self.about["quick"]:
            self._show()
        return path

    def _show(self) -> None:
        """Put the table into docs/performance.md, in the place of the last one."""
        before, rest = DOCS.read_text().split(_BEGIN)
        _, after = rest.split(_END)
        machine, versions = self.about["machine"], self.about["versions"]
        about = (
            f"{self.about['began'][:10]}; {machine['processors']} x {machine['processor']}, "
            f"{machine['memory_gb']} GB, {machine['system']}; Python {self.about['python']}, "
            + ", ".join(f"{name} {version}" for name, version in versions.items())
        )
        table = f"{_BEGIN}\n{self.table()}\n\n{about}\n{_END}"
        DOCS.write_text(f"{before}{table}{after}")


def _head(row: Row) -> dict[str, Any]:
    sign = "at least" if row.at_least else "at most"
    unit = f" {row.unit}" if row.unit else ""
    return {
        "name": row.name,
        "unit": row.unit,
        "work": row.work,
        "ours_is": row.ours,
        "beside_is": row.beside,
        "wanted": f"{sign} {row.wanted:g}{unit}",
    }


def _line(row: dict[str, Any]) -> str:
    if "missing" in row:
        shown = ["-", row["wanted"], row["work"], row["ours_is"], row["beside_is"]]
        return f"| {' | '.join(shown)} | {row['missing']} | |"
    unit = f" {row['unit']}" if row["unit"] else ""
    ratio = f"**{row['ratio']:.3g}{unit}**" + ("" if row["met"] else " (missed)")
    shown = [ratio, row["wanted"], row["work"], row["ours_is"], row["beside_is"]]
    return f"| {' | '.join(shown)} | {_times(row['ours'])} | {_times(row['beside'])} |"


def _times(value: dict[str, Any] | None) -> str:
    if value is None:
        return ""
    times = Times(**value)
    if times.count == 1:
        return f"{times.median:,.4g} {times.unit}"
    return f"{times.median:,.3g} {times.unit} ({times.p95:,.3g})"


def _machine() -> dict[str, Any]:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model,
        "processors": os.cpu_count(),
        "memory_gb": round(pages * page / 2**30, 1),
        "system": platform.platform(),
    }
