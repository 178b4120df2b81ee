"""The files that a load writes beside the index when it is complete."""

from __future__ import annotations

from loaders.drafts.draft import Remark, Where
from loaders.publishing.correcting import note_corrections
from loaders.publishing.intake import Intake
from loaders.publishing.ledger import Ledger
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from service.errors import ConfigurationError
from service.lasting.openings import Opening, Openings
from service.lasting.questions_file import lost_questions


def note_what_stays(rules: Rules, intake: Intake, ledger: Ledger, report: Report) -> None:
    """Write the corrections, the opening days and the held records; failures are reported.

    So is that the archive's questions are gone, with which the load should have been tried.
    """
    note_corrections(rules.corrections, intake.correcting, report)
    _note_openings(Openings(rules.openings), ledger, report, is_whole=rules.whole)
    intake.before.note(ledger, report)
    if lost := lost_questions(rules.questions):
        problem = lost.removeprefix(f"{rules.questions} ")
        report.remark(Remark(Where(rules.questions), problem))


def _note_openings(openings: Openings, ledger: Ledger, report: Report, *, is_whole: bool) -> None:
    """Replace the waiting records of a load's sources; a failure is only reported.

    Records that an update does not mention continue to wait.
    """
    mapping = report.mapping
    new = [Opening(mapping, *row) for row in ledger.waiting()]
    if not (new or openings.is_there()):
        return
    ids = {item.id for item in new}

    def is_old(item: Opening) -> bool:
        if item.source not in report.sources:
            return False
        return not report.is_update or item.id in ids or ledger.has(item.id)

    try:
        openings.replace(mapping, new, is_old=is_old, is_whole=is_whole)
    except ConfigurationError as error:
        report.remark(Remark(Where(str(openings.path)), str(error)))
