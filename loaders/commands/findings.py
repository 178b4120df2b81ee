"""What a reading of a source found, counted in kinds: for `inspect`, which shows it all at once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Rejects, Report
from loaders.source import Reject, Remark

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\[Untitled[^\]]*\]")
_EXAMPLES = 3
_KINDS = 1_000  # kinds that are told apart: a broken file may have one for each row


@dataclass(slots=True)
class Kind:
    """Findings of one kind: how many, and the first of them in full."""

    count: int = 0
    examples: list[str] = field(default_factory=list)


class Findings:
    """Findings by kind, the first met first. Two are of a kind if they differ in what is quoted."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}

    def add(self, finding: Remark | Reject) -> None:
        """Count a finding."""
        message = finding.message if isinstance(finding, Remark) else finding.reason
        name = _QUOTED.sub("…", message)
        if name not in self.kinds and len(self.kinds) >= _KINDS:
            name = "and more of other kinds"
        kind = self.kinds.setdefault(name, Kind())
        kind.count += 1
        if len(kind.examples) < _EXAMPLES:
            about = f" ({finding.field})" if finding.field else ""
            kind.examples.append(f"{finding.where}{about}: {message}")


class FindingReport(Report):
    """A report that counts its remarks by kind, however many there are."""

    findings: Findings

    def remark(self, remark: Remark) -> None:
        """Count a remark."""
        self.findings.add(remark)


class FindingRejects(Rejects):
    """Rejects that are counted by kind."""

    def __init__(self, report: Report, findings: Findings) -> None:
        super().__init__(report, None)
        self._findings = findings

    def add(self, reject: Reject) -> None:
        """Count a reject."""
        super().add(reject)
        self._findings.add(reject)


@dataclass(slots=True)
class Coverage:
    """How many records have each field, and each label of a note."""

    records: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    dated: int = 0


def coverage(ledger: Ledger, date: str, notes: str) -> Coverage:
    """Return what the drafts of a ledger have; `date` and `notes` are the fields of these kinds."""
    found = Coverage()
    for entry in ledger.entries():
        found.records += 1
        found.fields.update(entry.values.keys())
        found.dated += "from" in (entry.values.get(date) or {})
        if notes:
            found.labels.update({note["label"] for note in entry.values.get(notes, ())})
    return found
