"""What a load leaves written down beside the index when it is done."""

from __future__ import annotations

from loaders.publishing.correcting import note_corrections
from loaders.publishing.intake import Intake
from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Report
from loaders.publishing.what_waits import note_openings


def note_what_stays(
    corrections: str, openings: str, intake: Intake, ledger: Ledger, report: Report
) -> None:
    """Write the corrections, the days to come and what is held back; failures are reported.

    `corrections` and `openings` are the paths of these files.
    """
    note_corrections(corrections, intake.correcting, report)
    note_openings(openings, report.mapping, ledger, report)
    intake.before.note(ledger, report)
